package org.voxmeta;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;

/**
 * Made-up studies with all that estimators may need, some missing here and there; the same at every call. Not
 * copied.
 *
 * @param y effects or statistics, K×V, NaN where missing
 * @param v sampling variances, K×V, NaN where missing
 * @param n numbers of subjects, K
 * @param columns the names of the design's columns
 * @param x the design, K×P
 */
public record RandomStudies(double[][] y, double[][] v, double[] n, List<String> columns, double[][] x) {

	/** Independent studies whose mean is wanted. */
	public static RandomStudies ofMean(final int studies, final int voxels) {
		final double[][] ones = new double[studies][];
		Arrays.fill(ones, new double[] { 1 });
		return of(List.of("intercept"), ones, voxels);
	}

	/** Independent studies with two moderators. */
	public static RandomStudies withModerators(final int studies, final int voxels) {
		final Random random = new Random(5);
		final double[][] x = new double[studies][];
		for (int k = 0; k < studies; k++)
			x[k] = new double[] { 1, 20 + random.nextInt(40), random.nextGaussian() };
		return of(List.of("intercept", "age", "dose"), x, voxels);
	}

	private static RandomStudies of(final List<String> columns, final double[][] x, final int voxels) {
		final Random random = new Random(3);
		final double[][] y = new double[x.length][voxels];
		final double[][] v = new double[x.length][voxels];
		final double[] n = new double[x.length];
		for (int k = 0; k < x.length; k++) {
			n[k] = 10 + random.nextInt(30);
			for (int j = 0; j < voxels; j++) {
				y[k][j] = random.nextInt(10) == 0 ? Double.NaN : 0.3 + 0.8 * random.nextGaussian();
				v[k][j] = random.nextInt(20) == 0 ? Double.NaN : 0.05 + 0.4 * random.nextDouble();
			}
		}
		return new RandomStudies(y, v, n, columns, x);
	}

	/** The studies of these indices, in their order. */
	public RandomStudies at(final int... studies) {
		return new RandomStudies(rows(y, studies), rows(v, studies), Arrays.stream(studies).mapToDouble(k -> n[k])
			.toArray(), columns, rows(x, studies));
	}

	/** These studies with one of them missing in every voxel. */
	public RandomStudies without(final int study) {
		final double[][] effects = y.clone();
		effects[study] = new double[effects[study].length];
		Arrays.fill(effects[study], Double.NaN);
		return new RandomStudies(effects, v, n, columns, x);
	}

	/** These studies in units c times as small. */
	public RandomStudies scaled(final double c) {
		return new RandomStudies(scaled(y, c), scaled(v, c * c), n, columns, x);
	}

	/** The number of studies. */
	public int count() {
		return y.length;
	}

	/** What is known of the studies besides their maps. */
	public Studies studies() {
		return Studies.of(design()).withSampleSizes(n);
	}

	/** As much of the studies as an estimator needs. */
	public StudyData data(final Set<Need> needs) {
		return new StudyData(studies(), Signals.of(y), needs.contains(Need.VARIANCE) ? Signals.of(v) : null);
	}

	private Design design() {
		final Design design = Design.of(columns, x);
		return design.isIntercept() ? design : design.with(new Term("at 30", new double[] { 1, 30, 0 }, true));
	}

	private static double[][] rows(final double[][] values, final int[] rows) {
		return Arrays.stream(rows).mapToObj(k -> values[k]).toArray(double[][]::new);
	}

	private static double[][] scaled(final double[][] values, final double c) {
		return Arrays.stream(values).map(row -> Arrays.stream(row).map(value -> c * value).toArray()).toArray(
			double[][]::new);
	}
}
