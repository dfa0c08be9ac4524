package org.voxmeta.fit.permutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.voxmeta.fit.permutation.PermutationResult.Corrected;
import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.Rearrangements;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.NullBuffers;
import org.voxmeta.stats.estimator.NullStatistic;
import org.voxmeta.stats.estimator.NullStatistic.Reached;
import org.voxmeta.stats.estimator.NullTally;
import org.voxmeta.stats.kernel.SignedSums;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * One permutation test under way. Rearrangements come in batches; within a batch, the voxels are worked
 * through block by block, so that what a block needs is made once for many rearrangements. Where clusters are
 * tested, a batch is few enough rearrangements to keep their whole maps.
 */
final class PermutationRun {

	private static final String STAGE = "permuting studies";

	/** Values that differ by less, in proportion, differ by the rounding of how they were summed. */
	private static final double TIE = 1e-9;

	private static final int LARGEST_BATCH = 8192;

	/** Rearrangements between two looks whether enough have reached the largest statistic. */
	private static final int STOPPING_BATCH = 256;

	/** Whole maps kept at a time for each thread. */
	private static final int MAPS_PER_THREAD = 8;

	/** Tasks for each thread, so that none waits long for another at the end. */
	private static final int TASKS_PER_THREAD = 8;

	private final Estimator estimator;
	private final PermutationPlan plan;
	private final Rearrangements ways;
	private final int threads;
	private final StudyData data;
	private final int[] tested;
	private final Progress progress;
	private final StudentTails tails = new StudentTails();
	private final AtomicLong done = new AtomicLong();
	/** Places among the tested voxels, those with as many studies side by side. */
	private final int[] places;
	/** The voxels at these places. */
	private final int[] voxels;

	PermutationRun(final Estimator estimator, final PermutationPlan plan, final Rearrangements ways,
		final int threads, final StudyData data, final int[] tested, final Progress progress)
	{
		this.estimator = estimator;
		this.plan = plan;
		this.ways = ways;
		this.threads = threads;
		this.data = data;
		this.tested = tested;
		this.progress = progress;
		places = byStudies();
		voxels = Arrays.stream(places).map(i -> tested[i]).toArray();
	}

	/** The test of observed values, V, NaN where there is none. */
	PermutationResult of(final double[] observed, final List<ClusterStatistic> clusters) {
		final double[] z = at(observed);
		return of(z, clusters, batchSize(clusters), 1, ranges -> ranges.stream().map(range -> batch(z, clusters,
			range[0], range[1])).toList());
	}

	/**
	 * The same where others work through ranges of rearrangements; all at once, unless it may end before.
	 *
	 * @param tasks how many ranges keep all of them busy
	 */
	PermutationResult of(final double[] observed, final List<ClusterStatistic> clusters, final int tasks,
		final Work others)
	{
		final int share = Math.min(LARGEST_BATCH, (ways.count() + tasks - 1) / tasks);
		return plan.stopAfter() > 0 ? of(at(observed), clusters, batchSize(clusters), tasks, others)
			: of(at(observed), clusters, share, Integer.MAX_VALUE, others);
	}

	/** Some rearrangements of observed values. */
	PermutationPart range(final double[] observed, final List<ClusterStatistic> clusters, final int from,
		final int n)
	{
		final double[] z = at(observed);
		final double[][] maxima = new double[clusters.size() + 1][n];
		final int[] reached = plan.perVoxel() ? new int[z.length] : null;
		final int size = batchSize(clusters);
		for (int made = 0; made < n; made += size) {
			final PermutationPart part = batch(z, clusters, from + made, Math.min(size, n - made));
			add(part, maxima, reached, made);
		}
		return new PermutationPart(maxima, reached);
	}

	private double[] at(final double[] observed) {
		return Arrays.stream(tested).mapToDouble(j -> observed[j]).toArray();
	}

	private PermutationResult of(final double[] z, final List<ClusterStatistic> clusters, final int size,
		final int atOnce, final Work work)
	{
		final List<double[]> statistics = new ArrayList<>(List.of(z));
		clusters.forEach(cluster -> statistics.add(cluster.of(z)));
		final double[][] maxima = new double[statistics.size()][ways.count()];
		final int[] reached = plan.perVoxel() ? new int[z.length] : null;
		int made = 0;
		while (made < ways.count() && !isDecided(statistics, maxima, made)) {
			final List<int[]> ranges = ranges(made, size, atOnce);
			final Iterator<PermutationPart> parts = work.of(ranges).iterator();
			for (final int[] range : ranges) {
				// what others worked through beyond the end does not count
				if (isDecided(statistics, maxima, made)) break;
				add(parts.next(), maxima, reached, made);
				made += range[1];
			}
			progress.step(STAGE, made, ways.count());
		}
		progress.step(STAGE, 1, 1);
		return result(statistics, maxima, reached, made, clusters);
	}

	private static void add(final PermutationPart part, final double[][] maxima, final int[] reached,
		final int made)
	{
		for (int s = 0; s < maxima.length; s++)
			System.arraycopy(part.maxima()[s], 0, maxima[s], made, part.maxima()[s].length);
		for (int j = 0; reached != null && j < reached.length; j++)
			reached[j] += part.reached()[j];
	}

	/** The next ranges of rearrangements, first and number. */
	private List<int[]> ranges(final int made, final int size, final int most) {
		final List<int[]> ranges = new ArrayList<>();
		for (int from = made; from < ways.count() && ranges.size() < most; from += size)
			ranges.add(new int[] { from, Math.min(size, ways.count() - from) });
		return ranges;
	}

	private PermutationPart batch(final double[] z, final List<ClusterStatistic> clusters, final int from,
		final int n)
	{
		final int[] reached = plan.perVoxel() ? new int[z.length] : null;
		final double[] least = plan.perVoxel() ? Arrays.stream(places).mapToDouble(i -> least(z[i])).toArray()
			: null;
		final List<Rearrangement> batch = IntStream.range(from, from + n).mapToObj(ways::get).toList();
		return new PermutationPart(clusters.isEmpty() ? new double[][] { largestOf(batch, least, reached) }
			: largestOf(batch, least, reached, clusters), reached);
	}

	private int batchSize(final List<ClusterStatistic> clusters) {
		if (!clusters.isEmpty()) return MAPS_PER_THREAD * threads;
		return plan.stopAfter() > 0 ? STOPPING_BATCH : LARGEST_BATCH;
	}

	/** Whether so many rearrangements have reached the largest value of each statistic that more tell little. */
	private boolean isDecided(final List<double[]> statistics, final double[][] maxima, final int made) {
		if (plan.stopAfter() == 0 || made == 0) return false;
		for (int s = 0; s < maxima.length; s++) {
			final double most = least(largest(statistics.get(s)));
			final double[] largest = maxima[s];
			if (IntStream.range(0, made).filter(i -> largest[i] >= most).count() < plan.stopAfter()) return false;
		}
		return true;
	}

	/** The largest z of each rearrangement. */
	private double[] largestOf(final List<Rearrangement> batch, final double[] least, final int[] reached) {
		final NullTally all = new NullTally(batch, plan.twoSided(), () -> { });
		Tasks.forEach(threads, ranges(), range -> {
			final NullTally tally = new NullTally(batch, plan.twoSided(), this::pulse);
			eachBlock(range, (start, statistic) -> {
				pulse();
				statistic.addTo(tally, reached == null ? null
					: new Reached(least, reached, start, statistic.size(), plan.twoSided()));
				done.addAndGet((long) batch.size() * statistic.size());
			});
			synchronized (all) {
				all.merge(tally);
			}
		});
		return all.maxima();
	}

	/** The largest z of each rearrangement, and the largest values of each statistic of clusters. */
	private double[][] largestOf(final List<Rearrangement> batch, final double[] least, final int[] reached,
		final List<ClusterStatistic> clusters)
	{
		final double[][] maps = new double[batch.size()][voxels.length];
		Tasks.forEach(threads, ranges(), range -> eachBlock(range, (start, statistic) -> {
			pulse();
			final Reached counts = reached == null ? null
				: new Reached(least, reached, start, statistic.size(), plan.twoSided());
			for (int i = 0; i < maps.length; i++) {
				final double[] z = statistic.z(batch.get(i));
				for (int j = 0; j < statistic.size(); j++)
					maps[i][places[start + j]] = z[j];
				if (counts != null) counts.count(z);
			}
		}));
		final double[][] largest = new double[clusters.size() + 1][batch.size()];
		Tasks.forEach(threads, IntStream.range(0, maps.length).boxed().toList(), i -> {
			pulse();
			largest[0][i] = largest(maps[i]);
			for (int s = 0; s < clusters.size(); s++)
				largest[s + 1][i] = clusters.get(s).largest(maps[i], plan.twoSided());
			done.addAndGet(voxels.length);
		});
		return largest;
	}

	private void pulse() {
		progress.step(STAGE, done.get(), (long) ways.count() * voxels.length);
	}

	private void eachBlock(final int[] range, final BlockAction action) {
		final VoxelBlock block = new VoxelBlock(data.studies(), SignedSums.PLACES);
		final NullBuffers buffers = new NullBuffers(tails);
		for (int start = range[0]; start < range[1]; start += SignedSums.PLACES) {
			block.load(data, voxels, start, Math.min(SignedSums.PLACES, range[1] - start));
			action.take(start, estimator.nullStatistic(block, plan.term(), buffers));
		}
	}

	/** Whole blocks of voxels, from and to, several for each thread. */
	private List<int[]> ranges() {
		final int blocks = (voxels.length + SignedSums.PLACES - 1) / SignedSums.PLACES;
		final int tasks = Math.min(blocks, threads * TASKS_PER_THREAD);
		final List<int[]> ranges = new ArrayList<>();
		for (int t = 0; t < tasks; t++)
			ranges.add(new int[] { (int) ((long) blocks * t / tasks) * SignedSums.PLACES, Math.min(voxels.length,
				(int) ((long) blocks * (t + 1) / tasks) * SignedSums.PLACES) });
		return ranges;
	}

	private PermutationResult result(final List<double[]> statistics, final double[][] maxima,
		final int[] reached, final int made, final List<ClusterStatistic> clusters)
	{
		final List<Corrected> corrected = new ArrayList<>();
		for (int s = 0; s < maxima.length; s++) {
			final NullDistribution distribution =
				NullDistribution.of(s == 0 ? "voxel" : clusters.get(s - 1).name(), Arrays.copyOf(maxima[s], made));
			final double[] statistic = statistics.get(s);
			corrected.add(new Corrected(everywhere(statistic),
				everywhere(Arrays.stream(statistic)
					.map(value -> distribution.p(plan.twoSided() ? Math.abs(value) : value)).toArray()),
				distribution));
		}
		final double[] p = reached == null ? null : new double[tested.length];
		for (int i = 0; p != null && i < p.length; i++)
			p[places[i]] = Math.max(1, reached[i]) / (double) made;
		return new PermutationResult(made, ways.isExact() && made == ways.count(), ways.areFlips(), p == null ? null
			: everywhere(p), corrected);
	}

	/** Values of the tested voxels among those of all, NaN elsewhere. */
	private double[] everywhere(final double[] values) {
		final double[] all = new double[data.voxels()];
		Arrays.fill(all, Double.NaN);
		for (int i = 0; i < tested.length; i++)
			all[tested[i]] = values[i];
		return all;
	}

	private double largest(final double[] values) {
		double largest = Double.NEGATIVE_INFINITY;
		for (final double value : values) {
			final double size = plan.twoSided() ? Math.abs(value) : value;
			if (size > largest) largest = size;
		}
		return largest;
	}

	/** What a rearrangement has to reach to be as large as a value. */
	private double least(final double value) {
		final double size = plan.twoSided() ? Math.abs(value) : value;
		return size - TIE * Math.abs(size);
	}

	/** The places of the tested voxels, sorted by their numbers of studies, else in order. */
	private int[] byStudies() {
		final int[] counts = new int[tested.length];
		final VoxelBlock block = new VoxelBlock(data.studies(), SignedSums.PLACES);
		for (int from = 0; from < tested.length; from += SignedSums.PLACES) {
			final int n = Math.min(SignedSums.PLACES, tested.length - from);
			block.load(data, tested, from, n);
			System.arraycopy(block.counts(), 0, counts, from, n);
		}
		final int[] starts = new int[data.studies().count() + 2];
		for (final int count : counts)
			starts[count + 1]++;
		for (int c = 1; c < starts.length; c++)
			starts[c] += starts[c - 1];
		final int[] sorted = new int[tested.length];
		for (int i = 0; i < counts.length; i++)
			sorted[starts[counts[i]]++] = i;
		return sorted;
	}

	/** Works through ranges of rearrangements, first and number, and tells what each gave. */
	@FunctionalInterface
	interface Work {

		List<PermutationPart> of(List<int[]> ranges);
	}

	/** Takes the statistic of the block of tested voxels from a start. */
	@FunctionalInterface
	private interface BlockAction {

		void take(int start, NullStatistic statistic);
	}
}
