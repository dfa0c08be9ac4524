package org.voxmeta;

import java.util.Map;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.voxmeta.stats.inference.Adjustment;

/** DerSimonian-Laird meta-regression with Wald tests for one voxel: to compare the maps of commands with. */
public final class PlainMetaRegression {

	public final int k;
	public final double tau2;

	/** Null if the studies do not determine the coefficients. */
	private final PlainRegression fit;

	/**
	 * Fits one voxel.
	 *
	 * @param effects K, NaN = missing
	 * @param variances K, not above 0 or NaN = missing
	 * @param design K×P
	 */
	public PlainMetaRegression(final double[] effects, final double[] variances, final double[][] design) {
		final int[] valid = IntStream.range(0, effects.length)
			.filter(i -> Double.isFinite(effects[i]) && effects[i] != 0)
			.filter(i -> Double.isFinite(variances[i]) && variances[i] > 0).toArray();
		k = valid.length;
		final double[][] x = IntStream.of(valid).mapToObj(i -> design[i]).toArray(double[][]::new);
		final boolean singular = k < design[0].length || rank(x) < design[0].length;
		final PlainModel model = singular ? null : PlainModel.of("DerSimonian-Laird", Map.of(),
			new PlainStudies(pick(effects, valid), pick(variances, valid), null, x));
		tau2 = singular ? Double.NaN : model.tau2();
		fit = singular ? null : new PlainRegression(model, Adjustment.WALD);
	}

	/** Whether the studies there are do not determine the coefficients. */
	public boolean isSingular() {
		return fit == null;
	}

	/** A linear combination of the coefficients. */
	public double estimate(final double... weights) {
		return fit.est(weights);
	}

	/** Its standard error. */
	public double standardError(final double... weights) {
		return fit.se(weights);
	}

	private static int rank(final double[][] rows) {
		return new SingularValueDecomposition(new Array2DRowRealMatrix(rows)).getRank();
	}

	private static double[] pick(final double[] values, final int[] rows) {
		return IntStream.of(rows).mapToDouble(i -> values[i]).toArray();
	}
}
