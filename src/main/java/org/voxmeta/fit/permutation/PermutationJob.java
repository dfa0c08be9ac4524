package org.voxmeta.fit.permutation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.grid.cluster.Neighbourhood;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.task.Progress;

/**
 * A permutation test that can be worked through range by range, on any machine: a range's numbers depend
 * neither on the others nor on where it is done. It holds the studies' rows, K×V. Immutable, thread-safe.
 */
public final class PermutationJob implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Estimator estimator;
	private final PermutationPlan plan;
	private final StudyData data;
	private final double[] z;
	private final int[] indices;
	private final long[] dims;

	/**
	 * A test.
	 *
	 * @param estimator as it knows what all voxels together tell
	 * @param z the observed values, V, NaN where a voxel is not to be tested
	 * @param indices the voxels' places in a grid, V
	 * @param dims the grid's size along each axis
	 */
	PermutationJob(final Estimator estimator, final PermutationPlan plan, final StudyData data, final double[] z,
		final int[] indices, final long[] dims)
	{
		this.estimator = estimator;
		this.plan = plan;
		this.data = data;
		this.z = z;
		this.indices = indices;
		this.dims = dims;
	}

	/** Works through n rearrangements from a number on, in this thread. */
	public PermutationPart work(final int from, final int n) {
		return run(1, Progress.NONE).range(z, statistics(), from, n);
	}

	/** The test in this process. */
	PermutationRun run(final int threads, final Progress progress) {
		return new PermutationRun(estimator, plan, PermutationTester.ways(estimator, plan, data.studies()), threads,
			data, tested(), progress);
	}

	/** What is tested of clusters. */
	List<ClusterStatistic> statistics() {
		if (plan.clusters().isEmpty()) return List.of();
		final Neighbourhood voxels = Neighbourhood.of(Arrays.stream(tested()).map(j -> indices[j]).toArray(), plan
			.connectivity(), dims);
		return plan.clusters().stream().map(statistic -> statistic.apply(voxels)).toList();
	}

	/** The voxels that are tested, ascending. */
	int[] tested() {
		return IntStream.range(0, z.length).filter(j -> !Double.isNaN(z[j])).toArray();
	}
}
