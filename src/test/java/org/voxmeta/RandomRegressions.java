package org.voxmeta;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Made-up studies whose effects follow the random-effects model, with holes.
 *
 * @param x design, K×P
 * @param y effects, K×V, NaN = missing
 * @param v variances, K×V
 */
public record RandomRegressions(double[][] x, double[][] y, double[][] v) {

	private static final List<String> COLUMNS = List.of("a", "b", "c", "d");

	/**
	 * Nine studies, of which each voxel has five or more, on moderators far from 0; without any tau2 is 0.5.
	 */
	public static RandomRegressions of(final int predictors, final int voxels, final long seed) {
		final Random random = new Random(seed);
		final double[][] x = new double[9][predictors];
		final double[][] y = new double[9][voxels];
		final double[][] v = new double[9][voxels];
		for (int k = 0; k < 9; k++) {
			for (int p = 0; p < predictors; p++)
				x[k][p] = p == 0 ? 1 : 20 + 3 * random.nextGaussian();
			for (int j = 0; j < voxels; j++) {
				v[k][j] = 0.05 + 2 * random.nextDouble();
				y[k][j] = k > 4 && random.nextInt(5) == 0 ? Double.NaN
					: 3 + Math.sqrt(v[k][j] + 0.5) * random.nextGaussian();
			}
		}
		return new RandomRegressions(x, y, v);
	}

	/** These studies in other units: effects c times as large. */
	public RandomRegressions times(final double c) {
		return new RandomRegressions(x, scaled(y, c), scaled(v, c * c));
	}

	/** These studies without the missing ones of one voxel, and that voxel alone. */
	public RandomRegressions present(final int j) {
		final int[] present = IntStream.range(0, y.length).filter(k -> !Double.isNaN(y[k][j])).toArray();
		final double[][] rows = Arrays.stream(present).mapToObj(k -> x[k]).toArray(double[][]::new);
		final double[][] effects = Arrays.stream(present).mapToObj(k -> new double[] { y[k][j] }).toArray(
			double[][]::new);
		final double[][] variances = Arrays.stream(present).mapToObj(k -> new double[] { v[k][j] }).toArray(
			double[][]::new);
		return new RandomRegressions(rows, effects, variances);
	}

	/** V. */
	public int voxels() {
		return y[0].length;
	}

	/** All of them. */
	public VoxelBlock block() {
		return VoxelBlock.of(new StudyData(Studies.of(Design.of(COLUMNS.subList(0, x[0].length), x)), Signals.of(y),
			Signals.of(v)));
	}

	/** One voxel, for formulas. */
	public PlainGls plain(final int j) {
		return new PlainGls(column(y, j), column(v, j), x);
	}

	/** The variances of a voxel's studies that are not missing. */
	public double[] variances(final int j) {
		return column(present(j).v, 0);
	}

	private static double[] column(final double[][] values, final int j) {
		return Arrays.stream(values).mapToDouble(row -> row[j]).toArray();
	}

	private static double[][] scaled(final double[][] values, final double c) {
		return Arrays.stream(values).map(row -> Arrays.stream(row).map(value -> c * value).toArray()).toArray(
			double[][]::new);
	}
}
