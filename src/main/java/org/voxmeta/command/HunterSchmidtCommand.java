package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.HunterSchmidt;

/** Random-effects meta-analysis by Hunter and Schmidt's method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Hunter-Schmidt...") })
public final class HunterSchmidtCommand extends RandomEffectsCommand {

	@Parameter(label = "Correct for few studies", required = false, persist = false,
		description = "Make up for residuals being smaller than errors, which otherwise biases tau2 towards 0")
	private boolean smallsample = false;

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return HunterSchmidt.withDefaults().withSmallSample(smallsample);
	}
}
