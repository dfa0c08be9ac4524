package org.voxmeta.fit.permutation;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.voxmeta.grid.cluster.ClusterStatistic;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Rearrangements;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Mirror;
import org.voxmeta.task.Progress;
import org.voxmeta.task.RemainingTime;
import org.voxmeta.task.Tasks;

/**
 * Permutation inference for any estimator: its own z of rearranged studies, the largest of all voxels at each
 * rearrangement, and so p values corrected for the family of voxels.
 * <p>
 * For the mean of studies, signs are flipped, together in each group. With moderators, the errors of a model
 * without the tested term change places (Freedman and Lane), within blocks if there are such; signs of whole
 * groups are flipped instead where studies are in groups, or where sample sizes decide the variances. All
 * voxels share the rearrangements, also where studies are missing, and are compared in units of z.
 * <p>
 * Results depend neither on the number of threads nor on how voxels are grouped. Memory does not grow with
 * the number of rearrangements but for one number each.
 *
 * @see <a href="https://doi.org/10.1002/hbm.1058">Nichols TE, Holmes AP (2002). Nonparametric permutation
 *      tests for functional neuroimaging: a primer with examples. Human Brain Mapping 15, 1-25</a>
 */
public final class PermutationTester {

	private final Estimator estimator;
	private final PermutationPlan plan;
	private final int threads;
	private final PermutationWorkers workers;

	private PermutationTester(final Estimator estimator, final PermutationPlan plan, final int threads,
		final PermutationWorkers workers)
	{
		this.estimator = estimator;
		this.plan = plan;
		this.threads = threads;
		this.workers = workers;
	}

	/** A test with a thread for each processor. */
	public static PermutationTester of(final Estimator estimator, final PermutationPlan plan) {
		return new PermutationTester(estimator, plan, Tasks.processors(), null);
	}

	/** How many threads work at once, at least 1. */
	public PermutationTester withThreads(final int number) {
		return new PermutationTester(estimator, plan, Math.max(1, number), workers);
	}

	/** Who works through the rearrangements; null for this process. */
	public PermutationTester withWorkers(final PermutationWorkers others) {
		return new PermutationTester(estimator, plan, threads, others);
	}

	/**
	 * Checks that studies can be rearranged.
	 *
	 * @throws IllegalArgumentException if there is no such term, or rearranged studies would all give the same
	 */
	public void check(final Studies studies) {
		final int terms = studies.design().terms().size();
		if (plan.term() >= terms) throw new IllegalArgumentException("Term: got number " + (plan.term() + 1)
			+ ", wanted one of " + terms);
		if (estimator.mirror() == Mirror.EVEN) throw new IllegalArgumentException(estimator.name()
			+ ": got a test that does not depend on signs, wanted one that does, as they are what is flipped");
		ways(estimator, plan, studies);
	}

	/**
	 * Tests voxels.
	 *
	 * @param data K studies at V voxels
	 * @param z the estimator's z map of the term, V, NaN where a voxel is not to be tested
	 * @param indices the voxels' places in a grid, ascending, V
	 * @param dims the grid's size along each axis
	 * @throws IllegalArgumentException if {@link #check} does, or no voxel is to be tested
	 * @throws CancellationException if the progress says so
	 */
	public PermutationResult test(final StudyData data, final double[] z, final int[] indices, final long[] dims,
		final Progress progress)
	{
		check(data.studies());
		final PermutationJob job = new PermutationJob(estimator.prepare(data), plan, data, z, indices, dims);
		if (job.tested().length == 0)
			throw new IllegalArgumentException("Permutation test: got no voxel with a result, "
				+ "wanted at least 1");
		final PermutationRun run = job.run(threads, RemainingTime.of(progress));
		final List<ClusterStatistic> clusters = job.statistics();
		return workers == null ? run.of(z, clusters)
			: run.of(z, clusters, workers.tasks(), ranges -> workers.work(job, ranges));
	}

	/** Whether signs are flipped in studies like these; otherwise errors change places. */
	public static boolean isOfFlips(final Estimator estimator, final Studies studies) {
		return studies.design().isIntercept() || studies.hasGroups()
			|| estimator.needs().contains(Need.SAMPLE_SIZE);
	}

	static Rearrangements ways(final Estimator estimator, final PermutationPlan plan, final Studies studies) {
		if (!isOfFlips(estimator, studies))
			return Rearrangements.orders(studies.count(), plan.blocks(), plan.count(), plan.seed());
		return plan.twoSided() && estimator.mirror() == Mirror.ODD
			? Rearrangements.flipsUpToMirror(studies, plan.count(), plan.seed())
			: Rearrangements.flips(studies, plan.count(), plan.seed());
	}
}
