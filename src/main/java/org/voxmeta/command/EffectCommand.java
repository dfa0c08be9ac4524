package org.voxmeta.command;

import org.scijava.plugin.Parameter;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Inference;

/** What the commands of the estimators of effects share besides the studies: how estimates are tested. */
public abstract class EffectCommand extends EstimatorCommand {

	@Parameter(label = "Standard errors", required = false, persist = false,
		choices = { "Wald", "Knapp-Hartung", "Knapp-Hartung-conservative" },
		description = "Knapp-Hartung allows for few studies: it tests against t with k - 1 degrees of freedom")
	private String adjustment = "Wald";

	/** The estimator with the options of its own. */
	protected abstract EffectEstimator<?> effectEstimator();

	@Override
	protected final Estimator estimator() {
		return effectEstimator().with(Inference.DEFAULT.with(Adjustment.parse(adjustment)));
	}
}
