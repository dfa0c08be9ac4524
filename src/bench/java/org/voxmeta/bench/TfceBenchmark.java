package org.voxmeta.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.voxmeta.grid.Components;
import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.grid.cluster.Neighbourhood;
import org.voxmeta.grid.cluster.Tfce;

/**
 * Threshold-free cluster enhancement, exact, beside ways to do it in 100 steps, on one thread and one after
 * the other in the same run: prints a Markdown table of medians of processor time. Argument: the number of
 * rounds, 5 unless given.
 * <p>
 * The peers' way is what nilearn does with scipy's {@code label}: at each height of each sign, the whole
 * volume is labelled anew, the labels are counted, and what each voxel gains is added to the whole volume. It
 * is written here in two usual ways, labels in two passes with union-find, and flooding. Of the project there
 * are the sum over steps that is taken from the component tree, and labels that are made of runs of voxels,
 * of both signs at once.
 */
public final class TfceBenchmark {

	private static final int STEPS = 100;
	/** Processor time comes in hundredths of a second, which is too coarse for one map. */
	private static final int REPEATS = 10;
	private static final int FAST_WAYS = 3;
	private static final long[] DIMS = { 91, 109, 91 };
	private static final int WIDTH = (int) DIMS[0];
	private static final int PLANE = (int) (DIMS[0] * DIMS[1]);
	private static final int VOXELS = (int) (PLANE * DIMS[2]);
	/** Semi-axes, as shares of the grid, of an ellipsoid with the 228,483 voxels of the 2 mm brain mask. */
	private static final double[] SEMI_AXES = { 0.39, 0.396, 0.3912 };

	private TfceBenchmark() {
	}

	/** Runs all. */
	public static void main(final String[] args) {
		final int rounds = args.length == 0 || args[0].isEmpty() ? 5 : Integer.parseInt(args[0]);
		System.out.printf("Java %s, %d processors, median of %d rounds, milliseconds (ratio to exact)%n%n",
			System.getProperty("java.version"), Runtime.getRuntime().availableProcessors(), rounds);
		System.out.println(
			"| | exact, whole map | exact, largest value | steps, from the tree | steps, labels of runs "
			+ "| steps, labels in two passes | steps, flooding |\n|---|---:|---:|---:|---:|---:|---:|");
		final double[] white = new double[VOXELS];
		final SplittableRandom random = new SplittableRandom(7);
		Arrays.setAll(white, i -> random.nextGaussian());
		final double[] smooth = Smoothing.ofFwhm(8).apply(white, VoxelGrid.of(DIMS,
			new double[][] { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } }), "noise");
		print("smooth noise in a brain mask", smooth, TfceBenchmark::isInBrain, rounds);
		print("white noise in a brain mask", white, TfceBenchmark::isInBrain, rounds);
		print("smooth noise everywhere", smooth, place -> true, rounds);
		print("white noise everywhere", white, place -> true, rounds);
	}

	private static void print(final String name, final double[] noise, final IntPredicate mask, final int rounds)
	{
		final int[] indices = IntStream.range(0, VOXELS).filter(mask).toArray();
		final double[] map = Arrays.stream(indices).mapToDouble(i -> noise[i]).toArray();
		final double[] volume = new double[VOXELS];
		for (final int i : indices)
			volume[i] = noise[i];
		final Tfce tfce = Tfce.of(Neighbourhood.of(indices, Connectivity.FACES, DIMS));
		final Tfce stepped = tfce.withHundredSteps();
		final double[][] times = ProcessorTime.inTurns(rounds, () -> repeated(() -> tfce.of(map)[1]),
			() -> repeated(() -> tfce.largest(map, true)), () -> repeated(() -> stepped.of(map)[1]),
			() -> joinedRuns(volume)[1], () -> inTwoPasses(volume)[1], () -> flooded(volume)[1]);
		for (int way = 0; way < FAST_WAYS; way++)
			for (int i = 0; i < rounds; i++)
				times[way][i] /= REPEATS;
		final StringBuilder row =
			new StringBuilder(String.format(Locale.ROOT, "| %s, %,d voxels |", name, map.length));
		for (final double[] way : times) {
			final double[] ratios = IntStream.range(0, rounds)
				.mapToDouble(i -> way[i] / times[0][i]).sorted().toArray();
			row.append(String.format(Locale.ROOT, " %.0f (%.1f, %.1f to %.1f) |", ProcessorTime.median(way),
				ProcessorTime.median(ratios), ratios[0], ratios[rounds - 1]));
		}
		System.out.println(row);
		check(stepped.of(map), indices, joinedRuns(volume), inTwoPasses(volume), flooded(volume));
	}

	/** All steps must give the same, or times would mean nothing. */
	private static void check(final double[] wanted, final int[] indices, final double[]... others) {
		for (final double[] other : others)
			for (int j = 0; j < wanted.length; j++)
				if (Math.abs(other[indices[j]] - wanted[j]) > 1e-9 * Math.abs(wanted[j])) throw new IllegalStateException(
					"TFCE in steps: got " + other[indices[j]] + " at voxel " + j + ", wanted " + wanted[j]);
	}

	private static boolean isInBrain(final int place) {
		final int[] position = { place % WIDTH, place / WIDTH % (int) DIMS[1], place / PLANE };
		double squares = 0;
		for (int d = 0; d < position.length; d++) {
			final double u = (position[d] - (DIMS[d] - 1) / 2.0) / (SEMI_AXES[d] * DIMS[d]);
			squares += u * u;
		}
		return squares <= 1;
	}

	private static double repeated(final DoubleSupplier work) {
		double sum = 0;
		for (int i = 0; i < REPEATS; i++)
			sum += work.getAsDouble();
		return sum;
	}

	private static double largest(final double[] map) {
		return Arrays.stream(map).map(Math::abs).max().orElseThrow();
	}

	private static double height(final double largest, final int step) {
		return step == STEPS ? largest : step * (largest / STEPS);
	}

	/** Both signs at once, labelled as runs of voxels. */
	private static double[] joinedRuns(final double[] map) {
		final double largest = largest(map);
		final double[] enhanced = new double[map.length];
		final int[] signs = new int[map.length];
		for (int i = 1; i <= STEPS; i++) {
			final double height = height(largest, i);
			for (int j = 0; j < map.length; j++)
				signs[j] = map[j] >= height ? 1 : map[j] <= -height ? -1 : 0;
			final Components clusters = Components.of(signs, Connectivity.FACES, DIMS);
			for (int j = 0; j < map.length; j++)
				if (signs[j] != 0)
					enhanced[j] += signs[j] * Math.sqrt(clusters.size(clusters.label(j))) * height * height;
		}
		return enhanced;
	}

	/** A pass that gives labels and joins them, and one that counts them; then what they gain is added. */
	private static double[] inTwoPasses(final double[] map) {
		final double largest = largest(map);
		final double[] enhanced = new double[map.length];
		final int[] labels = new int[map.length];
		final int[] roots = new int[map.length + 1];
		for (int sign = 1; sign >= -1; sign -= 2)
			for (int i = 1; i <= STEPS; i++) {
				final double height = height(largest, i);
				final int count = label(map, sign, height, labels, roots);
				final int[] sizes = new int[count + 1];
				for (int j = 0; j < map.length; j++)
					sizes[labels[j] = roots[labels[j]]]++;
				final double[] gains = new double[count + 1];
				for (int label = 1; label <= count; label++)
					gains[label] = sign * Math.sqrt(sizes[label]) * height * height;
				for (int j = 0; j < map.length; j++)
					enhanced[j] += gains[labels[j]];
			}
		return enhanced;
	}

	/** The number of labels given; roots lead to the label of a whole cluster. */
	private static int label(final double[] map, final int sign, final double height, final int[] labels,
		final int[] roots)
	{
		int count = 0;
		int j = 0;
		for (int z = 0; z < DIMS[2]; z++)
			for (int y = 0; y < DIMS[1]; y++)
				for (int x = 0; x < WIDTH; x++, j++) {
					labels[j] = 0;
					if (!(sign * map[j] >= height)) continue;
					int label = x > 0 ? labels[j - 1] : 0;
					label = join(roots, label, y > 0 ? labels[j - WIDTH] : 0);
					label = join(roots, label, z > 0 ? labels[j - PLANE] : 0);
					if (label == 0) {
						label = ++count;
						roots[label] = label;
					}
					labels[j] = label;
				}
		// a root is a smaller label, so that it is final
		for (int label = 1; label <= count; label++)
			roots[label] = roots[roots[label]];
		return count;
	}

	private static int join(final int[] roots, final int a, final int b) {
		if (a == 0 || b == 0 || a == b) return Math.max(a, b);
		final int rootA = root(roots, a);
		final int rootB = root(roots, b);
		final int root = Math.min(rootA, rootB);
		roots[rootA] = root;
		roots[rootB] = root;
		return root;
	}

	private static int root(final int[] roots, final int label) {
		int i = label;
		while (roots[i] != i) {
			roots[i] = roots[roots[i]];
			i = roots[i];
		}
		return i;
	}

	/** Floods the clusters of each threshold one after the other. */
	private static double[] flooded(final double[] map) {
		final double largest = largest(map);
		final int[] steps = { 1, -1, WIDTH, -WIDTH, PLANE, -PLANE };
		final double[] enhanced = new double[map.length];
		final int[] queue = new int[map.length];
		for (int sign = -1; sign <= 1; sign += 2)
			for (int i = 1; i <= STEPS; i++) {
				final double height = height(largest, i);
				final boolean[] open = new boolean[map.length];
				for (int j = 0; j < map.length; j++)
					open[j] = sign * map[j] >= height;
				for (int j = 0; j < map.length; j++) {
					if (!open[j]) continue;
					final int size = flood(open, j, steps, queue);
					final double added = sign * Math.sqrt(size) * height * height;
					for (int q = 0; q < size; q++)
						enhanced[queue[q]] += added;
				}
			}
		return enhanced;
	}

	private static int flood(final boolean[] open, final int first, final int[] steps, final int[] queue) {
		int size = 0;
		queue[size++] = first;
		open[first] = false;
		for (int q = 0; q < size; q++) {
			final int x = queue[q] % WIDTH;
			final int y = queue[q] / WIDTH % (int) DIMS[1];
			for (int s = 0; s < steps.length; s++) {
				final int other = queue[q] + steps[s];
				final boolean around = s == 0 && x == WIDTH - 1 || s == 1 && x == 0
					|| s == 2 && y == DIMS[1] - 1 || s == 3 && y == 0;
				if (around || other < 0 || other >= open.length || !open[other]) continue;
				open[other] = false;
				queue[size++] = other;
			}
		}
		return size;
	}
}
