package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;

/** Random-effects meta-analysis by DerSimonian and Laird's method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "DerSimonian-Laird...") })
public final class DerSimonianLairdCommand extends RandomEffectsCommand {

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return DerSimonianLaird.withDefaults();
	}
}
