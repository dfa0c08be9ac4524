package org.voxmeta;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Made-up studies with all that estimators may need, some missing here and there; the same at every call. Not
 * copied.
 *
 * @param design of K studies
 * @param y effects or statistics, K×V, NaN where missing
 * @param v sampling variances, K×V, NaN where missing
 * @param n numbers of subjects, K; null where they are unknown
 */
public record RandomStudies(Design design, double[][] y, double[][] v, double[] n) {

	private static final List<String> COLUMNS = List.of("a", "b", "c", "d");

	/** Independent studies whose mean is wanted. */
	public static RandomStudies ofMean(final int studies, final int voxels) {
		return of(Design.intercept(studies), voxels);
	}

	/** Independent studies with two moderators. */
	public static RandomStudies withModerators(final int studies, final int voxels) {
		final Random random = new Random(5);
		final double[][] x = new double[studies][];
		for (int k = 0; k < studies; k++)
			x[k] = new double[] { 1, 20 + random.nextInt(40), random.nextGaussian() };
		return of(Design.of(List.of("intercept", "age", "dose"), x)
			.with(new Term("at 30", new double[] { 1, 30, 0 }, true)), voxels);
	}

	private static RandomStudies of(final Design design, final int voxels) {
		final Random random = new Random(3);
		final double[][] y = new double[design.studies()][voxels];
		final double[][] v = new double[y.length][voxels];
		final double[] n = new double[y.length];
		for (int k = 0; k < y.length; k++) {
			n[k] = 10 + random.nextInt(30);
			for (int j = 0; j < voxels; j++) {
				y[k][j] = random.nextInt(10) == 0 ? Double.NaN : 0.3 + 0.8 * random.nextGaussian();
				v[k][j] = random.nextInt(20) == 0 ? Double.NaN : 0.05 + 0.4 * random.nextDouble();
			}
		}
		return new RandomStudies(design, y, v, n);
	}

	/**
	 * Nine studies whose effects follow the random-effects model, of which each voxel has five or more, on
	 * moderators far from 0; without any tau2 is 0.5.
	 */
	public static RandomStudies ofModel(final int predictors, final int voxels, final long seed) {
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
		return of(x, y, v);
	}

	/** Given studies. */
	public static RandomStudies of(final double[][] x, final double[][] y, final double[][] v) {
		return new RandomStudies(Design.of(COLUMNS.subList(0, x[0].length), x), y, v, null);
	}

	/** The studies of these indices, in their order. */
	public RandomStudies at(final int... studies) {
		return new RandomStudies(design.at(studies), rows(y, studies), rows(v, studies), n == null ? null
			: Arrays.stream(studies).mapToDouble(k -> n[k]).toArray());
	}

	/** These studies without the missing ones of one voxel, and that voxel alone. */
	public RandomStudies present(final int j) {
		final RandomStudies present = at(IntStream.range(0, y.length).filter(k -> !Double.isNaN(y[k][j]))
			.toArray());
		return new RandomStudies(present.design, columns(present.y, j), columns(present.v, j), present.n);
	}

	/** These studies with one of them missing in every voxel. */
	public RandomStudies without(final int study) {
		final double[][] effects = y.clone();
		effects[study] = new double[effects[study].length];
		Arrays.fill(effects[study], Double.NaN);
		return new RandomStudies(design, effects, v, n);
	}

	/** These studies in units c times as small. */
	public RandomStudies scaled(final double c) {
		return new RandomStudies(design, scaled(y, c), scaled(v, c * c), n);
	}

	/** K. */
	public int count() {
		return y.length;
	}

	/** V. */
	public int voxels() {
		return y[0].length;
	}

	/** The design's rows, K×P. */
	public double[][] x() {
		return IntStream.range(0, count()).mapToObj(design::row).toArray(double[][]::new);
	}

	/** What is known of the studies besides their maps. */
	public Studies studies() {
		return n == null ? Studies.of(design) : Studies.of(design).withSampleSizes(n);
	}

	/** As much of the studies as an estimator needs. */
	public StudyData data(final Set<Need> needs) {
		return new StudyData(studies(), Signals.of(y), needs.contains(Need.VARIANCE) ? Signals.of(v) : null);
	}

	/** All of them. */
	public VoxelBlock block() {
		return VoxelBlock.of(new StudyData(studies(), Signals.of(y), Signals.of(v)));
	}

	/** One voxel, for formulas. */
	public PlainGls plain(final int j) {
		return new PlainGls(column(y, j), column(v, j), x());
	}

	/** The variances of a voxel's studies that are not missing. */
	public double[] variances(final int j) {
		return column(present(j).v, 0);
	}

	private static double[] column(final double[][] values, final int j) {
		return Arrays.stream(values).mapToDouble(row -> row[j]).toArray();
	}

	private static double[][] columns(final double[][] values, final int j) {
		return Arrays.stream(values).map(row -> new double[] { row[j] }).toArray(double[][]::new);
	}

	private static double[][] rows(final double[][] values, final int[] rows) {
		return Arrays.stream(rows).mapToObj(k -> values[k]).toArray(double[][]::new);
	}

	private static double[][] scaled(final double[][] values, final double c) {
		return Arrays.stream(values).map(row -> Arrays.stream(row).map(value -> c * value).toArray()).toArray(
			double[][]::new);
	}
}
