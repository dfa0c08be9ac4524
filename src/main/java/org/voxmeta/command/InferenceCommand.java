package org.voxmeta.command;

import org.scijava.plugin.Parameter;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.inference.Intervals;

/** What the commands of the estimators of effects share besides the studies: how estimates are tested. */
public abstract class InferenceCommand extends EstimatorCommand {

	@Parameter(label = "Standard errors", required = false, persist = false,
		choices = { "Wald", "Knapp-Hartung", "Knapp-Hartung-conservative" },
		description = "Below 20 studies Knapp-Hartung is advised, as Wald rejects too often; not used with groups")
	private String adjustment = "Wald";

	@Parameter(label = "Groups: standard errors", required = false, persist = false,
		choices = { "clubsandwich", "pymare" },
		description = "With groups: CR2 standard errors as in R's clubSandwich, or as in PyMARE and NiMARE")
	private String robust = Dependence.DEFAULT.robust().label();

	@Parameter(label = "Groups: weights", required = false, persist = false,
		choices = { "rescale", "individual", "collapse" },
		description = "With groups: each group weighs like one study, each study as if independent, or group means")
	private String weightscheme = Dependence.DEFAULT.scheme().label();

	@Parameter(label = "Groups: correlation", required = false, persist = false,
		description = "With groups: the correlation assumed among effects of one group, 0 to 1")
	private String rho = String.valueOf(Dependence.DEFAULT.rho());

	@Parameter(label = "Intervals: level", required = false, persist = false,
		description = "The share of confidence intervals that hold the truth, between 0 and 1")
	private String level = String.valueOf(Intervals.DEFAULT.level());

	@Parameter(label = "Intervals: prediction", required = false, persist = false,
		choices = { "metafor", "Higgins" },
		description = "metafor: with the distribution of the test; Higgins: t with one degree of freedom less")
	private String prediction = Intervals.DEFAULT.prediction().label();

	/** A command that shows the six usual maps. */
	protected InferenceCommand() {
		super("z,p,est,se,tau2,dof");
	}

	/** The estimator with the options of its own. */
	protected abstract EffectEstimator<?> effectEstimator();

	@Override
	protected final Estimator estimator() {
		final Dependence dependence = new Dependence(Dependence.Robust.parse(robust), Dependence.Scheme.parse(
			weightscheme), Texts.number("Rho", rho));
		final Intervals intervals = new Intervals(Texts.number("Level", level),
			Intervals.Prediction.parse(prediction));
		return effectEstimator().with(new Inference(Adjustment.parse(adjustment), dependence, intervals));
	}
}
