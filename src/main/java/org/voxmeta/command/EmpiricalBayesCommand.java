package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.EmpiricalBayes;

/** Random-effects meta-analysis by the empirical Bayes method. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Empirical Bayes...") })
public final class EmpiricalBayesCommand extends RandomEffectsCommand {

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return EmpiricalBayes.withDefaults();
	}
}
