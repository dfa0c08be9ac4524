package org.voxmeta.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;

import org.voxmeta.analysis.Estimators;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/** Fits in memory beside a plain read of the same signals, on the same threads. */
final class FitRows {

	private static final int BLOCK = 512;
	private static final int BLOCKS_PER_TASK = 16;
	private static final double MOST_READS = Runtime.version().feature() >= 25 ? 3 : 5;
	private static final double NONE = Double.NaN;
	private static final Set<MapKind> Z_AND_P = EnumSet.of(MapKind.Z, MapKind.P);
	private static final Set<MapKind> WITHOUT = EnumSet.of(MapKind.EST, MapKind.SE, MapKind.TAU2);

	private final int voxels;
	private final int threads;
	private final float[][] y;
	private final float[][] v;
	private final StudyData data;
	private final StudyData withoutVariances;
	private final StudyData holed;

	/** Simulated studies, of which a share of the values is missing in the holed ones. */
	FitRows(final int studies, final int voxels, final double holes, final int threads) {
		this.voxels = voxels;
		this.threads = threads;
		final Random random = new Random(studies);
		y = new float[studies][voxels];
		v = new float[studies][voxels];
		final float[][] gaps = new float[studies][voxels];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < voxels; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				gaps[k][j] = random.nextDouble() < holes ? Float.NaN : y[k][j];
			}
		final double[] subjects = new double[studies];
		Arrays.setAll(subjects, k -> 12 + k % 40);
		final Studies known = Studies.independent(studies).withSampleSizes(subjects);
		data = new StudyData(known, Signals.of(y), Signals.of(v));
		withoutVariances = new StudyData(known, Signals.of(y), null);
		holed = new StudyData(known, Signals.of(gaps), Signals.of(v));
	}

	/** DerSimonian-Laird with its usual maps, with holes, and what p values cost. */
	List<Comparison> main() {
		final String name = "fit with the six usual maps, K = " + y.length;
		return List.of(
			new Comparison(name, usual(), "plain read", this::read, MOST_READS),
			new Comparison(name + ", 5 % holes", usualWithHoles(), "without holes", usual(), 1.5),
			new Comparison("z and p maps, K = " + y.length, this::test, "fit of est, se and tau2", fit(DerSimonianLaird
				.withDefaults(), data, WITHOUT), 1));
	}

	/** All estimators beside DerSimonian-Laird's. */
	List<Comparison> estimators() {
		final List<Comparison> rows = new ArrayList<>();
		final DoubleSupplier first = fit(DerSimonianLaird.withDefaults(), data, Z_AND_P);
		for (final Estimator estimator : Estimators.all()) {
			rows.add(row(estimator.name(), estimator, first));
			if (estimator.options().containsKey("method"))
				rows.add(row(estimator.name() + ", ML", estimator.with("method", "ML"), first));
		}
		return rows;
	}

	private Comparison row(final String name, final Estimator estimator, final DoubleSupplier first) {
		final StudyData needed = estimator.needs().contains(Need.VARIANCE) ? data : withoutVariances;
		return new Comparison(name + ", z and p, K = " + y.length, fit(estimator, needed, Z_AND_P),
			"DerSimonian-Laird", first, NONE);
	}

	DoubleSupplier usual() {
		return fit(DerSimonianLaird.withDefaults(), data, MapKind.defaults());
	}

	DoubleSupplier usualWithHoles() {
		return fit(DerSimonianLaird.withDefaults(), holed, MapKind.defaults());
	}

	private DoubleSupplier fit(final Estimator estimator, final StudyData studies, final Set<MapKind> maps) {
		final BlockwiseFitter fitter = BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(threads);
		return () -> {
			final FittedMaps fitted = fitter.fit(studies, maps, Progress.NONE);
			return fitted.get(maps.iterator().next())[voxels / 2];
		};
	}

	/** Every value of both arrays is loaded once, and added up so that the loads cannot be left out. */
	double read() {
		final double[] result = new double[1];
		Tasks.forEach(threads, starts(), start -> {
			final float[] sums = new float[BLOCK];
			for (int from = start; from < Math.min(voxels, start + BLOCKS_PER_TASK * BLOCK); from += BLOCK)
				for (int k = 0; k < y.length; k++)
					add(y[k], v[k], from, sums, Math.min(BLOCK, voxels - from));
			result[0] = sums[0];
		});
		return result[0];
	}

	private static void add(final float[] a, final float[] b, final int from, final float[] sums, final int n) {
		for (int j = 0; j < n; j++)
			sums[j] += a[from + j] + b[from + j];
	}

	/** z = est / se and its p value. */
	private double test() {
		final double[] result = new double[1];
		Tasks.forEach(threads, starts(), start -> {
			final int n = Math.min(voxels - start, BLOCKS_PER_TASK * BLOCK);
			final double[] z = new double[n];
			final double[] p = new double[n];
			for (int j = 0; j < n; j++)
				z[j] = 4 * y[0][start + j] / v[0][start + j];
			NormalTail.twoSided(z, p, n);
			result[0] = p[n / 2];
		});
		return result[0];
	}

	private List<Integer> starts() {
		final List<Integer> starts = new ArrayList<>();
		for (int from = 0; from < voxels; from += BLOCKS_PER_TASK * BLOCK)
			starts.add(from);
		return starts;
	}
}
