package org.voxmeta.cluster;

import java.util.List;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.voxmeta.fit.permutation.PermutationJob;
import org.voxmeta.fit.permutation.PermutationPart;
import org.voxmeta.fit.permutation.PermutationWorkers;

/**
 * Works through rearrangements on a Spark cluster: a task takes a range of them, of all voxels, as the
 * largest value of a cluster can only be told from the whole map. So each executor holds all studies' rows
 * once.
 */
final class SparkPermutationWorkers implements PermutationWorkers {

	/** For each task that runs at once: few, as each begins with what all rearrangements share. */
	private static final int RANGES_PER_TASK = 2;

	private final JavaSparkContext spark;
	private PermutationJob sent;
	private Broadcast<PermutationJob> job;

	SparkPermutationWorkers(final JavaSparkContext spark) {
		this.spark = spark;
	}

	@Override
	public int tasks() {
		return spark.defaultParallelism() * RANGES_PER_TASK;
	}

	@Override
	public List<PermutationPart> work(final PermutationJob todo, final List<int[]> ranges) {
		if (sent != todo) {
			job = spark.broadcast(todo);
			sent = todo;
		}
		return SparkJob.done(() -> spark.parallelize(ranges, ranges.size()).map(new WorkThrough(job)).collect());
	}

	/** The task that works through a range. */
	private static final class WorkThrough implements Function<int[], PermutationPart> {

		private static final long serialVersionUID = 1L;

		private final Broadcast<PermutationJob> job;

		WorkThrough(final Broadcast<PermutationJob> job) {
			this.job = job;
		}

		@Override
		public PermutationPart call(final int[] range) {
			return job.value().work(range[0], range[1]);
		}
	}
}
