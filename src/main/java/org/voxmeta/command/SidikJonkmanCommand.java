package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.SidikJonkman;

/** Random-effects meta-analysis by Sidik and Jonkman's method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Sidik-Jonkman...") })
public final class SidikJonkmanCommand extends RandomEffectsCommand {

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return SidikJonkman.withDefaults();
	}
}
