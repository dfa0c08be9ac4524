package org.voxmeta.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.cluster.ClusterExtent;
import org.voxmeta.grid.cluster.ClusterMass;
import org.voxmeta.grid.cluster.Tfce;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * How often a permutation test finds anything in a whole mask, corrected p of at most 0.05, where no study
 * has an effect: prints a Markdown table. Arguments: the number of sets of studies, 1,000 unless given, and
 * that of threads.
 */
public final class FamilyWiseError {

	private static final int STUDIES = 12;
	/** A multiple of 20, so that 0.05 is a possible p. */
	private static final int FLIPS = 200;
	private static final double ALPHA = 0.05;
	private static final long[] DIMS = { 20, 22, 16 };
	/** In voxels. */
	private static final double SMOOTHNESS = 3;
	private static final double TAU2 = 0.5;
	/** A study lacks up to so many slices, at the top or the bottom. */
	private static final int MOST_CUT = 3;
	private static final double FORMING_P = 0.01;
	private static final double[][] AFFINE = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
	private static final List<String> STATISTICS = List.of("voxel", "cluster extent", "cluster mass", "TFCE");

	private FamilyWiseError() {
	}

	/** Runs the simulation. */
	public static void main(final String[] args) {
		final int sets = args.length == 0 || args[0].isEmpty() ? 1000 : Integer.parseInt(args[0]);
		final int threads = args.length > 1 ? Integer.parseInt(args[1]) : Tasks.processors();
		final int[] indices = mask();
		final Map<Estimator, int[]> found = new LinkedHashMap<>();
		for (final Estimator estimator : List.of(DerSimonianLaird.withDefaults(), PermutedOls.withDefaults()))
			found.put(estimator, new int[STATISTICS.size()]);
		final AtomicInteger done = new AtomicInteger();
		final long start = System.nanoTime();
		Tasks.forEach(threads, IntStream.range(0, sets).boxed().toList(), set -> {
			final StudyData data = simulate(set, indices);
			found.forEach((estimator, counts) -> count(test(estimator, data, indices, set), counts));
			if (done.incrementAndGet() % 50 == 0) System.err.printf("%d sets, %.0f s%n", done.get(), (System.nanoTime()
				- start) / 1e9);
		});
		print(found, sets, indices.length);
	}

	private static void count(final PermutationResult result, final int[] counts) {
		for (int s = 0; s < counts.length; s++)
			if (Arrays.stream(result.corrected().get(s).p()).anyMatch(p -> p <= ALPHA)) synchronized (counts) {
				counts[s]++;
			}
	}

	private static PermutationResult test(final Estimator estimator, final StudyData data, final int[] indices,
		final int seed)
	{
		final double threshold = NormalTail.quantileTwoSided(FORMING_P);
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(FLIPS).withSeed(seed)
			.with(voxels -> new ClusterExtent(threshold, voxels))
			.with(voxels -> new ClusterMass(threshold, voxels)).with(Tfce::of);
		final double[] z = BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(1)
			.fit(data, EnumSet.of(MapKind.Z), Progress.NONE).get(MapKind.Z);
		return PermutationTester.of(estimator, plan).withThreads(1).test(data, z, indices, DIMS, Progress.NONE);
	}

	private static void print(final Map<Estimator, int[]> found, final int sets, final int voxels) {
		final double margin = 1.96 * Math.sqrt(ALPHA * (1 - ALPHA) / sets);
		System.out.printf(Locale.ROOT,
			"%d sets of %d studies, %d voxels, %d flips; 95 %% of rates are in %.3f to %.3f%n%n", sets, STUDIES,
			voxels, FLIPS, ALPHA - margin, ALPHA + margin);
		System.out.println("| | " + String.join(" | ", STATISTICS) + " |\n|---|"
			+ "---:|".repeat(STATISTICS.size()));
		found.forEach((estimator, counts) -> {
			final List<String> cells = new ArrayList<>();
			for (final int count : counts)
				cells.add(String.format(Locale.ROOT, "%.3f", (double) count / sets));
			System.out.println("| " + estimator.name() + " | " + String.join(" | ", cells) + " |");
		});
	}

	/** An ellipsoid that nearly fills the grid. */
	private static int[] mask() {
		return IntStream.range(0, (int) (DIMS[0] * DIMS[1] * DIMS[2])).filter(i -> {
			final double x = offset(i % DIMS[0], DIMS[0]);
			final double y = offset(i / DIMS[0] % DIMS[1], DIMS[1]);
			final double z = offset(slice(i), DIMS[2]);
			return x * x + y * y + z * z < 1;
		}).toArray();
	}

	private static double offset(final double place, final long size) {
		return (place + 0.5) / (size / 2.0) - 1;
	}

	private static long slice(final int index) {
		return index / (DIMS[0] * DIMS[1]);
	}

	/** Noise of each study's own variance, heterogeneity, and slices missing at one end. */
	private static StudyData simulate(final int seed, final int[] indices) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[][] y = new double[STUDIES][indices.length];
		final double[][] v = new double[STUDIES][indices.length];
		for (int k = 0; k < STUDIES; k++) {
			final double typical = 0.4 + 1.6 * random.nextDouble();
			final double[] effect = smoothNoise(random);
			final double[] level = smoothNoise(random);
			final int cut = random.nextInt(MOST_CUT + 1);
			final boolean top = random.nextBoolean();
			for (int j = 0; j < indices.length; j++) {
				final long slice = slice(indices[j]);
				final boolean missing = top ? slice >= DIMS[2] - cut : slice < cut;
				v[k][j] = typical * Math.exp(0.2 * level[indices[j]]);
				y[k][j] = missing ? Double.NaN : Math.sqrt(v[k][j] + TAU2) * effect[indices[j]];
			}
		}
		return new StudyData(Studies.independent(STUDIES), Signals.of(y), Signals.of(v));
	}

	/** Of variance 1 all over the grid. */
	private static double[] smoothNoise(final SplittableRandom random) {
		final int size = (int) (DIMS[0] * DIMS[1] * DIMS[2]);
		final double[] white = new double[size];
		Arrays.setAll(white, i -> random.nextGaussian());
		final double[] smooth = Smoothing.ofFwhm(SMOOTHNESS).apply(white, VoxelGrid.of(DIMS, AFFINE), "noise");
		final double deviation =
			Math.sqrt(Arrays.stream(smooth).map(value -> value * value).average().orElseThrow());
		Arrays.setAll(smooth, i -> smooth[i] / deviation);
		return smooth;
	}
}
