package org.voxmeta.stats.inference;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * Standard errors of independent studies, from the model's covariance s (X'WX)^-1 with s as in
 * {@link Adjustment}. With as many coefficients as studies no adjustment is possible, and s is 1.
 */
public final class ModelErrors implements TermErrors {

	/** A weighted residual sum of squares up to this is rounding noise around 0 (PyMARE's rule). */
	private static final double NO_RESIDUAL = Math.ulp(1.0);

	private final WeightedRegression fit;
	private final boolean normal;
	private final double[] dof;
	private final double[] scale;

	/** The errors of a block's fit. */
	public ModelErrors(final VoxelBlock block, final WeightedRegression fit, final Adjustment adjustment) {
		this.fit = fit;
		normal = adjustment == Adjustment.WALD;
		dof = Ranks.residualDegrees(block);
		scale = scale(block, adjustment);
	}

	@Override
	public double[] standardErrors(final double[] weights) {
		final double[] se = fit.variance(weights);
		for (int j = 0; j < se.length; j++)
			se[j] = Math.sqrt(scale[j] * se[j]);
		return se;
	}

	@Override
	public double[] degreesOfFreedom(final double[] weights) {
		return dof.clone();
	}

	@Override
	public boolean isNormal() {
		return normal;
	}

	/** b' C^-1 b with the model's covariance C, for F divided by s and the number of combinations. */
	@Override
	public JointTest jointTest(final WeightedRegression fit, final double[][] weights) {
		final double[] squares = new double[dof.length];
		for (final double[] value : new JointEstimate(fit, weights).values)
			for (int j = 0; j < squares.length; j++)
				squares[j] += value[j] * value[j];
		final double[] reference = reference(weights[0]);
		for (int j = 0; j < squares.length; j++)
			if (reference[j] < Double.POSITIVE_INFINITY) squares[j] = scale[j] > 0 ? squares[j] / (scale[j]
				* weights.length) : Double.NaN;
		return new JointTest(squares, reference);
	}

	private double[] scale(final VoxelBlock block, final Adjustment adjustment) {
		final double[] scale = block.zeros();
		if (adjustment == Adjustment.WALD) {
			Arrays.fill(scale, 1);
			return scale;
		}
		final double[] squares = fit.residualSquares();
		final double least = adjustment == Adjustment.KNAPP_HARTUNG ? 0 : 1;
		for (int j = 0; j < scale.length; j++)
			scale[j] = dof[j] > 0 ? Math.max(least, squares[j] <= NO_RESIDUAL ? 0 : squares[j] / dof[j]) : 1;
		return scale;
	}
}
