package org.voxmeta.stats.estimator;

import org.voxmeta.stats.inference.Inference;
import org.voxmeta.stats.regression.GeneralizedQ;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with Paule and Mandel's
 * estimator of the between-study variance: the tau2 at which the weighted residual sum of squares is what it
 * should be on average.
 * <p>
 * Model: y_i ~ N(x_i' beta, v_i + tau2), studies independent, v_i known. tau2 solves
 * <pre>
 * sum w* (y - x' est)² = k - p,  w* = 1 / (v + tau2),  est = (X'W*X)^-1 X'W*y
 * </pre>
 * and is 0 where the sum is not above k - p at tau2 = 0. The sum falls as tau2 grows, so that there is one
 * solution; it is found to rounding by {@link GeneralizedQ}. est, se and the tests are then those of
 * {@link DerSimonianLaird}.
 * <p>
 * metafor ({@code method="PM"}) gives the same numbers as far as its own iteration goes; PyMARE does not have
 * the estimator. With as many coefficients as studies tau2 is 0.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.6028/jres.087.022">Paule RC, Mandel J (1982). Consensus values and
 *      weighting factors. Journal of Research of the National Bureau of Standards 87, 377-385</a>
 */
public final class PauleMandel extends PauleMandelEquation<PauleMandel> {

	private static final long serialVersionUID = 1L;

	private PauleMandel(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static PauleMandel withDefaults() {
		return new PauleMandel(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "Paule-Mandel";
	}

	@Override
	protected PauleMandel copy(final Inference inference) {
		return new PauleMandel(inference);
	}
}
