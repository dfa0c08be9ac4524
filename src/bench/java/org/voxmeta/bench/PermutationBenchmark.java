package org.voxmeta.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.Rearrangements;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Permutation tests beside plain ways to do the same, one after the other in the same run, on one thread:
 * prints a Markdown table of medians of processor time. Arguments: the number of rounds, 5 unless given, and
 * names of rows to leave out the others.
 */
public final class PermutationBenchmark {

	private static final int VOXELS = FitBenchmark.VOXELS;
	private static final int STUDIES = 21;
	private static final int FLIPS = 5000;
	private static final int FEW_FLIPS = 20;

	private PermutationBenchmark() {
	}

	/** A way to do something, and the plain way. */
	record Row(String name, String wanted, DoubleSupplier fast, DoubleSupplier plain) {
	}

	/** Runs all. */
	public static void main(final String[] args) {
		final int rounds = args.length == 0 || args[0].isEmpty() ? 5 : Integer.parseInt(args[0]);
		final List<String> names = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
		System.out.printf("Java %s, %d processors, median of %d rounds%n%n", System.getProperty("java.version"),
			Runtime.getRuntime().availableProcessors(), rounds);
		System.out.println("| | here: ms | plain: ms | plain / here | wanted |\n|---|---:|---:|---:|---:|");
		for (final Row row : List.of(ordinary(FLIPS), dersimonianLaird(FEW_FLIPS)))
			if (names.isEmpty() || names.stream().anyMatch(row.name()::startsWith)) print(row, rounds);
	}

	private static void print(final Row row, final int rounds) {
		final double[][] times = ProcessorTime.inTurns(rounds, row.fast(), row.plain());
		final double[] fast = times[0];
		final double[] plain = times[1];
		final double[] ratios = IntStream.range(0, rounds).mapToDouble(i -> plain[i] / fast[i]).toArray();
		Arrays.sort(ratios);
		System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f | %.1f (%.1f to %.1f) | %s |%n", row.name(),
			ProcessorTime.median(fast), ProcessorTime.median(plain), ProcessorTime.median(ratios), ratios[0],
			ratios[rounds - 1], row.wanted());
	}

	/** The largest |t| of all voxels at each flip. */
	static Row ordinary(final int count) {
		final StudyData data = data();
		final int[] indices = IntStream.range(0, VOXELS).toArray();
		final PermutedOls ols = PermutedOls.withDefaults();
		final double[] z = BlockwiseFitter.of(ols).fit(data, EnumSet.of(MapKind.Z), Progress.NONE).get(MapKind.Z);
		final PermutationTester tester =
			PermutationTester.of(ols, PermutationPlan.DEFAULT.withCount(count)).withThreads(1);
		return new Row("Permuted OLS, " + count + " flips x " + STUDIES + " studies x " + VOXELS + " voxels",
			">= 6",
			() -> tester.test(data, z, indices, new long[] { VOXELS }, Progress.NONE).corrected().get(0).maxima()
				.threshold(0.05),
			() -> plainLargest(data, count));
	}

	/**
	 * The largest |sum| of unit-normed data: for each block of voxels and each flip, a signed sum of 21 rows.
	 */
	private static double plainLargest(final StudyData data, final int count) {
		final SplittableRandom random = new SplittableRandom(3);
		final double[][] signs = new double[count][STUDIES];
		for (final double[] flip : signs)
			for (int k = 0; k < STUDIES; k++)
				flip[k] = random.nextBoolean() ? 1 : -1;
		final int block = SignedSums.PLACES;
		final double[] largest = new double[count];
		final double[][] x = new double[STUDIES][block];
		final double[] sum = new double[block];
		final VoxelBlock voxels = new VoxelBlock(data.studies(), block);
		for (int from = 0; from < VOXELS; from += block) {
			final int n = Math.min(block, VOXELS - from);
			voxels.load(data, from, n);
			for (int j = 0; j < n; j++) {
				double squares = 0;
				for (int k = 0; k < STUDIES; k++)
					squares += voxels.effects()[k][j] * voxels.effects()[k][j];
				for (int k = 0; k < STUDIES; k++)
					x[k][j] = voxels.effects()[k][j] / Math.sqrt(squares);
			}
			for (int i = 0; i < count; i++) {
				Arrays.fill(sum, 0, n, 0);
				for (int k = 0; k < STUDIES; k++)
					addScaled(x[k], signs[i][k], sum, n);
				largest[i] = Math.max(largest[i], largest(sum, n));
			}
		}
		Arrays.sort(largest);
		return largest[count / 2];
	}

	private static void addScaled(final double[] x, final double sign, final double[] sum, final int n) {
		for (int j = 0; j < n; j++)
			sum[j] += sign * x[j];
	}

	private static double largest(final double[] sum, final int n) {
		double largest = 0;
		for (int j = 0; j < n; j++)
			largest = Math.max(largest, Math.abs(sum[j]));
		return largest;
	}

	/** z of each flip at each voxel, beside fits of flipped studies. */
	static Row dersimonianLaird(final int count) {
		final StudyData data = data();
		final Rearrangements flips = Rearrangements.flipsUpToMirror(data.studies(), count, 5);
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		return new Row("DerSimonian-Laird, " + count + " flips x " + STUDIES + " studies x " + VOXELS + " voxels",
			">= 1.43", () -> eachBlock(estimator, data, flips, true), () -> eachBlock(estimator, data, flips, false));
	}

	private static double eachBlock(final Estimator estimator, final StudyData data, final Rearrangements flips,
		final boolean fast)
	{
		final StudentTails tails = new StudentTails();
		final NullBuffers buffers = new NullBuffers(tails);
		final VoxelBlock block = new VoxelBlock(data.studies(), SignedSums.PLACES);
		final double[][] flipped = new double[STUDIES][SignedSums.PLACES];
		double sum = 0;
		for (int from = 0; from < VOXELS; from += SignedSums.PLACES) {
			final int n = Math.min(SignedSums.PLACES, VOXELS - from);
			block.load(data, from, n);
			final NullStatistic statistic = fast ? estimator.nullStatistic(block, 0, buffers) : null;
			for (int i = 0; i < flips.count(); i++)
				sum += fast ? statistic.z(flips.get(i))[0] : fitted(estimator, block, flips.get(i), flipped, tails)[0];
		}
		return sum;
	}

	private static double[] fitted(final Estimator estimator, final VoxelBlock block, final Rearrangement flip,
		final double[][] flipped, final StudentTails tails)
	{
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < block.size(); j++)
				flipped[k][j] = flip.isNegated(k) ? -block.effects()[k][j] : block.effects()[k][j];
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.Z), 1, block.size(), tails);
		estimator.fit(block.rearranged(flipped, block.weights()), maps);
		return maps.get(MapKind.Z, 0);
	}

	private static StudyData data() {
		final SplittableRandom random = new SplittableRandom(11);
		final double[][] y = new double[STUDIES][VOXELS];
		final double[][] v = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++) {
				v[k][j] = 0.5 + random.nextDouble();
				y[k][j] = Math.sqrt(v[k][j] + 0.5) * random.nextGaussian();
			}
		return new StudyData(Studies.independent(STUDIES), Signals.of(y), Signals.of(v));
	}
}
