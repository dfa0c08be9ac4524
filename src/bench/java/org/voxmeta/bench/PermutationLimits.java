package org.voxmeta.bench;

import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.grid.cluster.Tfce;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * How long a permutation test goes on after it has been told to stop, and how much memory it takes with few
 * and with many rearrangements; prints two Markdown tables. Two threads for the first; one for the second, as
 * another would fill memory while it is looked at.
 */
public final class PermutationLimits {

	private static final int STUDIES = 21;
	private static final long[] BRAIN = { 83, 83, 34 };
	private static final long[] SMALL = { 20, 20, 20 };
	private static final double SECOND = 1e9;
	/** Parts of a run after which memory is looked at. */
	private static final int LOOKS = 10;

	private PermutationLimits() {
	}

	/** Runs all. */
	public static void main(final String[] args) {
		System.out.printf("Java %s, %d processors%n%n", System.getProperty("java.version"),
			Runtime.getRuntime().availableProcessors());
		final PermutationPlan voxels = PermutationPlan.DEFAULT;
		final PermutationPlan tfce = voxels.with(Tfce::of);
		System.out.println("| told to stop after 5 s | ends after, ms |\n|---|---:|");
		printStop("Permuted OLS", PermutedOls.withDefaults(), voxels);
		printStop("DerSimonian-Laird", DerSimonianLaird.withDefaults(), voxels);
		printStop("DerSimonian-Laird, TFCE", DerSimonianLaird.withDefaults(), tfce);
		printStop("REML", VarianceBasedLikelihood.withDefaults(), voxels);
		printStop("REML, TFCE", VarianceBasedLikelihood.withDefaults(), tfce);
		System.out.println("\n| live heap, KB | 500 flips | 5,000 flips | per flip, bytes |\n|---|---:|---:|---:|");
		printMemory("Permuted OLS", PermutedOls.withDefaults(), voxels);
		printMemory("DerSimonian-Laird, TFCE", DerSimonianLaird.withDefaults(), tfce);
		printMemory("REML", VarianceBasedLikelihood.withDefaults(), voxels);
	}

	private static void printStop(final String name, final Estimator estimator, final PermutationPlan plan) {
		final AtomicLong told = new AtomicLong();
		final long start = System.nanoTime();
		try {
			test(estimator, plan.withCount(1_000_000), 2, BRAIN, (stage, done, total) -> {
				if (System.nanoTime() - start < 5 * SECOND) return true;
				told.compareAndSet(0, System.nanoTime());
				return false;
			});
		}
		catch (final CancellationException e) {
			System.out.printf(Locale.ROOT, "| %s | %.0f |%n", name, (System.nanoTime() - told.get()) / 1e6);
		}
	}

	private static void printMemory(final String name, final Estimator estimator, final PermutationPlan plan) {
		// compiled code and classes are no memory of the test
		live(estimator, plan.withCount(500));
		final long few = live(estimator, plan.withCount(500));
		final long many = live(estimator, plan.withCount(5000));
		System.out.printf(Locale.ROOT, "| %s | %d | %d | %.0f |%n", name, few / 1024,
			many / 1024, (many - few) / 4500.0);
	}

	/** The most that is in use after a full collection, less what is before and after the test. */
	private static long live(final Estimator estimator, final PermutationPlan plan) {
		final long before = used();
		final AtomicLong most = new AtomicLong();
		final AtomicLong next = new AtomicLong(1);
		final PermutationResult result = test(estimator, plan, 1, SMALL, (stage, done, total) -> {
			if (done * LOOKS < next.get() * total) return true;
			next.incrementAndGet();
			most.accumulateAndGet(used(), Math::max);
			return true;
		});
		if (result.count() < plan.count()) throw new IllegalStateException("got " + result.count() + " flips");
		return most.get() - before;
	}

	private static long used() {
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private static PermutationResult test(final Estimator estimator, final PermutationPlan plan,
		final int threads, final long[] dims, final Progress progress)
	{
		final int voxels = (int) (dims[0] * dims[1] * dims[2]);
		final SplittableRandom random = new SplittableRandom(11);
		final double[][] y = new double[STUDIES][voxels];
		final double[][] v = new double[STUDIES][voxels];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < voxels; j++) {
				v[k][j] = 0.5 + random.nextDouble();
				y[k][j] = Math.sqrt(v[k][j] + 0.5) * random.nextGaussian();
			}
		final StudyData data = new StudyData(Studies.independent(STUDIES), Signals.of(y), Signals.of(v));
		final double[] z = BlockwiseFitter.of(estimator)
			.fit(data, EnumSet.of(MapKind.Z), Progress.NONE).get(MapKind.Z);
		return PermutationTester.of(estimator, plan).withThreads(threads)
			.test(data, z, IntStream.range(0, voxels).toArray(), dims, progress);
	}
}
