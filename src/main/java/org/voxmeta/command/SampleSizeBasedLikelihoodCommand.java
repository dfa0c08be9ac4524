package org.voxmeta.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.LikelihoodMethod;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;

/**
 * Random-effects meta-analysis by (restricted) maximum likelihood, with sample sizes in place of variances.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Sample-Size-Based Likelihood...") })
public final class SampleSizeBasedLikelihoodCommand extends SizedEffectCommand {

	@Parameter(label = "Likelihood", required = false, persist = false, choices = { "REML", "ML" },
		description = "REML allows for the estimated coefficients; ML finds too little variance with few studies")
	private String method = "REML";

	@Override
	protected EffectEstimator<?> effectEstimator() {
		return SampleSizeBasedLikelihood.withDefaults().with(LikelihoodMethod.parse(method));
	}
}
