package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.PauleMandel;

/** Random-effects meta-analysis by Paule and Mandel's method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Paule-Mandel...") })
public final class PauleMandelCommand extends RandomEffectsCommand {

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return PauleMandel.withDefaults();
	}
}
