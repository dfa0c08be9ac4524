package org.voxmeta;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;

/**
 * The studies that one voxel has, those missing left out.
 *
 * @param y effects or statistics
 * @param v sampling variances; NaN where there are none
 * @param n numbers of subjects; NaN where they are unknown
 * @param x the design, K×P
 */
public record PlainStudies(double[] y, double[] v, double[] n, double[][] x) {

	/** Smaller variances are not taken for such. */
	private static final double LEAST = 5.421010862427522e-20;

	/** The studies that have a voxel. */
	public static PlainStudies at(final StudyData data, final int voxel) {
		final int count = data.studies().count();
		final double[] y = column(data.values(), voxel);
		final double[] v = data.variances() == null ? filled(count) : column(data.variances(), voxel);
		final double[] n = data.studies().hasSampleSizes() ? data.studies().sampleSizes() : filled(count);
		final int[] valid = IntStream.range(0, count).filter(k -> Double.isFinite(y[k])).filter(k -> data
			.variances() == null || Double.isFinite(v[k]) && v[k] > LEAST).toArray();
		final double[][] x = Arrays.stream(valid).mapToObj(k -> data.studies().design().row(k)).toArray(
			double[][]::new);
		return new PlainStudies(at(valid, y), at(valid, v), at(valid, n), x);
	}

	/** These studies with other effects and variances. */
	public PlainStudies with(final double[] effects, final double[] variances) {
		return new PlainStudies(effects, variances, n, x);
	}

	/** The number of studies. */
	public int k() {
		return y.length;
	}

	/** The number of coefficients. */
	public int p() {
		return x[0].length;
	}

	/** The weights 1 / (v + tau2). */
	public double[] weights(final double tau2) {
		return Arrays.stream(v).map(variance -> 1 / (variance + tau2)).toArray();
	}

	/** Their regression. */
	public PlainGls gls() {
		return new PlainGls(y, v, x);
	}

	private static double[] column(final Signals signals, final int voxel) {
		final double[] column = new double[signals.studies()];
		final double[] value = new double[1];
		for (int k = 0; k < column.length; k++) {
			signals.row(k).read(voxel, 1, value);
			column[k] = value[0];
		}
		return column;
	}

	private static double[] at(final int[] studies, final double[] values) {
		return Arrays.stream(studies).mapToDouble(k -> values[k]).toArray();
	}

	private static double[] filled(final int count) {
		final double[] none = new double[count];
		Arrays.fill(none, Double.NaN);
		return none;
	}
}
