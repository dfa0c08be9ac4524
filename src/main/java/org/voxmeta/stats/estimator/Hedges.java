package org.voxmeta.stats.estimator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.regression.Tau2Errors;
import org.voxmeta.stats.result.MapBlock;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with Hedges' unweighted
 * moment estimator of the between-study variance (the variance-component or Hedges-Olkin estimator).
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. With the residuals of an ordinary,
 * unweighted regression of y on X, their sum of squares RSS, and the studies' leverages h in it,
 * <pre>
 * tau2 = max(0, (RSS - sum v (1 - h)) / (k - p))   {@link Form#TRACE}
 * tau2 = max(0, RSS / (k - p) - sum v / k)         {@link Form#MEAN}
 * </pre>
 * after which est and se are those of {@link DerSimonianLaird}. For the mean of studies both forms are the
 * same, the sample variance of y less the average of v. With moderators only the trace form is unbiased
 * before truncation, as E(RSS) = tau2 (k - p) + sum v (1 - h).
 * <p>
 * The trace form is metafor's {@code method="HE"}, the mean form PyMARE's Hedges; with moderators their tau2
 * can differ by a factor of 2. As many coefficients as studies leave nothing to estimate tau2 from: NaN.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1037/0033-2909.93.2.388">Hedges LV (1983). A random effects model for
 *      effect sizes. Psychological Bulletin 93, 388-395</a>
 */
public final class Hedges extends EffectEstimator<Hedges> {

	private static final long serialVersionUID = 1L;

	private final Form form;

	/** How much of the residual sum of squares is taken for sampling error. */
	public enum Form {
		/** Its expectation at tau2 = 0, sum v (1 - h): the trace of the residual projection times diag(v). */
		TRACE,
		/** k - p times the mean of v. */
		MEAN;

		/** The name in dialogs and macros. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * The form of that name, in any case.
		 *
		 * @throws IllegalArgumentException if there is none
		 */
		public static Form parse(final String label) {
			for (final Form form : values())
				if (form.name().equalsIgnoreCase(label.trim())) return form;
			throw new IllegalArgumentException("Form: got '" + label + "', wanted " + Arrays.stream(values())
				.map(Form::label).collect(Collectors.joining(", ")));
		}
	}

	private Hedges(final Inference inference, final Form form) {
		super(inference);
		this.form = form;
	}

	/** The estimator in its trace form, with Wald tests. */
	public static Hedges withDefaults() {
		return new Hedges(Inference.DEFAULT, Form.TRACE);
	}

	/** This estimator in another form. */
	public Hedges with(final Form form) {
		return new Hedges(inference(), form);
	}

	@Override
	public String name() {
		return "Hedges";
	}

	@Override
	public Map<String, String> options() {
		final Map<String, String> options = super.options();
		options.put("form", form.label());
		return options;
	}

	@Override
	public Hedges with(final String option, final String value) {
		return option.equals("form") ? with(Form.parse(value)) : super.with(option, value);
	}

	@Override
	protected Hedges copy(final Inference inference) {
		return new Hedges(inference, form);
	}

	@Override
	protected double[] tau2StandardErrors(final RandomEffectsModel model) {
		return Tau2Errors.hedges(model);
	}

	@Override
	protected RandomEffectsModel model(final VoxelBlock block, final MapBlock maps) {
		final WeightedRegression ordinary = WeightedRegression.fixed(block.withEqualWeights(block.studies()));
		final double[] tau2 = ordinary.residualSquares();
		final double[] sampling = form == Form.MEAN || block.studies().design().isIntercept()
			? meanVariance(block) : meanResidualVariance(block, ordinary);
		final double[] dof = Ranks.residualDegrees(block);
		for (int j = 0; j < tau2.length; j++)
			tau2[j] = tau2[j] / dof[j] - sampling[j];
		return new RandomEffectsModel(block, MomentEstimate.truncate(tau2, dof));
	}

	/** The mean of v over the studies of each voxel. */
	private static double[] meanVariance(final VoxelBlock block) {
		final double[] mean = new double[block.size()];
		for (final double[] w : block.weights())
			// without a branch where no study is missing, so that it is fast there
			if (block.isComplete()) addInverse(w, mean);
			else addVariance(w, mean);
		for (int j = 0; j < mean.length; j++)
			mean[j] /= block.counts()[j];
		return mean;
	}

	/** The sum of v (1 - h) over the studies of each voxel, by its residual degrees of freedom. */
	private static double[] meanResidualVariance(final VoxelBlock block, final WeightedRegression ordinary) {
		final double[] mean = new double[block.size()];
		for (int k = 0; k < block.count(); k++)
			addResidualVariance(block.weights()[k], ordinary.leverage(k), mean);
		final double[] dof = Ranks.residualDegrees(block);
		for (int j = 0; j < mean.length; j++)
			mean[j] /= dof[j];
		return mean;
	}

	private static void addInverse(final double[] w, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += 1 / w[j];
	}

	private static void addVariance(final double[] w, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += w[j] > 0 ? 1 / w[j] : 0;
	}

	private static void addResidualVariance(final double[] w, final double[] h, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] += w[j] > 0 ? (1 - h[j]) / w[j] : 0;
	}
}
