package org.voxmeta.stats.inference;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.inference.Intervals.Prediction;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Confidence intervals of the terms of a fitted model, and prediction intervals of those that predict.
 * <p>
 * The confidence interval est ± c se takes c from the distribution of the test: normal, or t with the test's
 * degrees of freedom where there are any. The prediction interval, for the true effect of a new study, is est
 * ± c sqrt(se² + tau2), with the same c (metafor's) or that of t with one degree of freedom less, k - p - 1
 * for independent studies (Higgins, Thompson and Spiegelhalter's, k - 2 for a mean); without such degrees of
 * freedom it is NaN. Where the standard error is not a positive finite number, as after Knapp and Hartung's
 * adjustment for identical effects, intervals are NaN, as in PyMARE; in metafor they have no width.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-985X.2008.00552.x">Higgins JPT, Thompson SG, Spiegelhalter DJ
 *      (2009). A re-evaluation of random-effects meta-analysis. Journal of the Royal Statistical Society A
 *      172, 137-159</a>
 */
public final class IntervalMaps {

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.copyOf(EnumSet.range(MapKind.CI_LOWER, MapKind.PI_UPPER));

	private static final Set<MapKind> PREDICTION = Set.of(MapKind.PI_LOWER, MapKind.PI_UPPER);

	private final double[] est;
	private final double[] se;

	private IntervalMaps(final WeightedRegression fit, final TermErrors errors, final double[] weights) {
		est = fit.estimate(weights);
		se = errors.standardErrors(weights);
	}

	/**
	 * Puts the wanted maps of every term.
	 *
	 * @param design whose terms they are
	 * @param fit the block's fit
	 * @param errors how sure it is
	 * @param tau2 between-study variances, B values or more
	 * @param intervals their level and kind
	 */
	public static void put(final Design design, final WeightedRegression fit, final TermErrors errors,
		final double[] tau2, final Intervals intervals, final MapBlock maps)
	{
		if (!maps.wantsAny(MAPS)) return;
		final CriticalValues criticals = new CriticalValues(intervals.level());
		final boolean predict = maps.wantsAny(PREDICTION);
		final List<Term> terms = design.terms();
		for (int t = 0; t < terms.size(); t++) {
			final double[] weights = design.inBasis(terms.get(t).weights());
			final IntervalMaps term = new IntervalMaps(fit, errors, weights);
			final double[] widths = criticals.of(errors.reference(weights), 0);
			term.put(MapKind.CI_LOWER, MapKind.CI_UPPER, widths, null, t, maps);
			if (!predict || !terms.get(t).isPrediction()) continue;
			final double[] predicted = intervals.prediction() == Prediction.METAFOR ? widths
				: criticals.of(errors.degreesOfFreedom(weights), 1);
			term.put(MapKind.PI_LOWER, MapKind.PI_UPPER, predicted, tau2, t, maps);
		}
	}

	/** @param tau2 to add to the variance, or null */
	private void put(final MapKind lower, final MapKind upper, final double[] widths, final double[] tau2,
		final int term, final MapBlock maps)
	{
		final double[] from = new double[est.length];
		final double[] to = new double[est.length];
		for (int j = 0; j < est.length; j++) {
			final double deviation = tau2 == null ? se[j] : Math.sqrt(se[j] * se[j] + tau2[j]);
			final double half = se[j] > 0 && se[j] <= Double.MAX_VALUE ? widths[j] * deviation : Double.NaN;
			from[j] = est[j] - half;
			to[j] = est[j] + half;
		}
		maps.put(lower, term, from);
		maps.put(upper, term, to);
	}
}
