package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.Reason;

/**
 * The between-study variance at which the generalised Q statistic has a given value. With w = 1/(v + tau2),
 * <pre>
 * Q(tau2) = sum w (y - fitted)²,  fitted by the same weights
 * </pre>
 * falls from Cochran's Q at tau2 = 0 to 0 at infinity. Its expectation at the true tau2 is k - p, the target
 * of Paule and Mandel; quantiles of chi-square are the targets of the Q-profile interval.
 * <p>
 * 1/Q is concave, so that Newton's method on it never oversteps the root once it is below, as it is from 0
 * on; it is exact in one step where all variances are the same. Voxels drop out as they finish.
 *
 * @see <a href="https://doi.org/10.1002/sim.2514">Viechtbauer W (2007). Confidence intervals for the amount
 *      of heterogeneity in meta-analysis. Statistics in Medicine 26, 37-52</a>
 */
public final class GeneralizedQ {

	/** A last step as small as this part of tau2 leaves an error of its square. */
	private static final double LAST_STEP = 1e-8;
	/** So much of the variances is rounding noise. */
	private static final double NOISE = 1e-15;
	/** Some six are usual; with many powers of 10 between the variances, one or two for each. */
	private static final int MOST_STEPS = 500;

	private final VoxelBlock block;
	private final double[] target;
	private final ActiveVoxels active;
	private final ProjectionForms forms;
	/** Where the active voxels stand. */
	private final double[] now;
	private final double[] tau2;
	private final boolean[] done;

	private GeneralizedQ(final VoxelBlock block, final double[] target) {
		this.block = block;
		this.target = target;
		active = ActiveVoxels.of(block);
		forms = ProjectionForms.of(active, 2);
		now = block.zeros();
		tau2 = block.zeros();
		done = new boolean[block.size()];
	}

	/**
	 * The tau2 of every voxel at which Q equals the voxel's target; one of the block's buffers.
	 *
	 * @param block effects and inverse sampling variances
	 * @param target wanted values of Q, B
	 * @return squared units of the effects, B: 0 where Q is not above the target even at 0, or the voxel has
	 *         as many coefficients as studies; NaN where the data or the target allow no solution, or it was
	 *         not found
	 */
	public static double[] solve(final VoxelBlock block, final double[] target) {
		final GeneralizedQ search = new GeneralizedQ(block, target);
		search.run();
		return search.tau2;
	}

	/** As {@link #solve(VoxelBlock, double[])}; says at which voxels the solution was not found. */
	public static double[] solve(final VoxelBlock block, final double[] target, final MapBlock maps) {
		final GeneralizedQ search = new GeneralizedQ(block, target);
		search.run();
		for (int j = 0; j < block.size(); j++)
			if (!search.done[j]) maps.fail(j, Reason.NOT_CONVERGED);
		return search.tau2;
	}

	private void run() {
		final int[] left = new int[block.size()];
		Arrays.fill(tau2, Double.NaN);
		forms.evaluate(active, now);
		final int predictors = block.studies().design().predictors();
		for (int i = 0; i < active.size(); i++)
			if (forms.form(1)[i] <= target[i] || block.counts()[i] == predictors) finish(i, 0);
		for (int step = 0; step < MOST_STEPS; step++) {
			int count = 0;
			for (int i = 0; i < active.size(); i++)
				if (!done[active.number(i)] && !isLast(i)) left[count++] = i;
			if (count == 0) return;
			if (active.isWorthPacking(count)) {
				active.keep(left, count);
				for (int i = 0; i < count; i++)
					now[i] = now[left[i]];
			}
			forms.evaluate(active, now);
		}
	}

	/** Makes a step; whether it was voxel i's last. */
	private boolean isLast(final int i) {
		final double q = forms.form(1)[i];
		// a mean of the studies' v + tau2
		final double total = q / forms.form(2)[i];
		final double change = (q / target[active.number(i)] - 1) * total;
		now[i] += change;
		if (!(now[i] < Double.POSITIVE_INFINITY)) return finish(active.number(i), Double.NaN);
		// below 0 only by rounding, as steps from the left do not overstep the root
		if (change > LAST_STEP * now[i] && change > NOISE * total) return false;
		return finish(active.number(i), Math.max(0, now[i]));
	}

	private boolean finish(final int j, final double result) {
		tau2[j] = result;
		done[j] = true;
		return true;
	}
}
