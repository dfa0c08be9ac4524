package org.voxmeta.stats.estimator;

import org.voxmeta.stats.inference.Inference;

/**
 * The random-effects mean of k studies, or their meta-regression on p coefficients, with the empirical Bayes
 * estimator of the between-study variance, due to Morris.
 * <p>
 * Its iteration stands still where Paule and Mandel's equation holds, so that the solution is theirs, and is
 * found in the same way: the numbers are those of {@link PauleMandel}. metafor ({@code method="EB"}) gives
 * them as far as its own iteration goes; PyMARE does not have the estimator.
 * <p>
 * Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris CN (1983). Parametric empirical Bayes
 *      inference: Theory and applications. Journal of the American Statistical Association 78, 47-55</a>
 */
public final class EmpiricalBayes extends PauleMandelEquation<EmpiricalBayes> {

	private static final long serialVersionUID = 1L;

	private EmpiricalBayes(final Inference inference) {
		super(inference);
	}

	/** The estimator with Wald tests. */
	public static EmpiricalBayes withDefaults() {
		return new EmpiricalBayes(Inference.DEFAULT);
	}

	@Override
	public String name() {
		return "Empirical Bayes";
	}

	@Override
	protected EmpiricalBayes copy(final Inference inference) {
		return new EmpiricalBayes(inference);
	}
}
