package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;

/**
 * The between-study variance at which the generalised Q statistic has a given value. With w = 1/(v + tau2),
 * <pre>
 * Q(tau2) = sum w (y - fitted)²,  fitted by the same weights
 * </pre>
 * falls from Cochran's Q at tau2 = 0 to 0 at infinity. Its expectation at the true tau2 is k - p, the target of Paule
 * and Mandel; quantiles of chi-square are the targets of the Q-profile interval.
 * <p>
 * 1/Q is concave, so that Newton's method on it never oversteps the root once it is below, as it is from 0 on; it is
 * exact in one step where all variances are the same. Voxels drop out as they finish.
 *
 * @see <a href="https://doi.org/10.1002/sim.2514">Viechtbauer W (2007). Confidence intervals for the amount of
 *      heterogeneity in meta-analysis. Statistics in Medicine 26, 37-52</a>
 */
public final class GeneralizedQ {

	/** A last step as small as this part of tau2 leaves an error of its square. */
	private static final double LAST_STEP = 1e-8;
	/** So much of the variances is rounding noise. */
	private static final double NOISE = 1e-15;
	/** Some ten are usual; hundreds of powers of 10 between the variances take some tens. */
	private static final int MOST_STEPS = 500;

	private GeneralizedQ() {
	}

	/**
	 * The tau2 of every voxel at which Q equals the voxel's target: a new array.
	 *
	 * @param block effects and inverse sampling variances
	 * @param target wanted values of Q, B
	 * @return squared units of the effects, B: 0 where Q is not above the target even at 0, or the voxel has as many
	 *         coefficients as studies; NaN where the data or the target allow no solution, or it was not found
	 */
	public static double[] solve(final VoxelBlock block, final double[] target) {
		final double[] tau2 = new double[block.size()];
		Arrays.fill(tau2, Double.NaN);
		final ActiveVoxels active = ActiveVoxels.of(block);
		final ProjectionForms forms = ProjectionForms.of(active, 2);
		final int predictors = block.studies().design().predictors();
		final double[] now = new double[block.size()];
		final int[] left = new int[block.size()];
		final boolean[] done = new boolean[block.size()];
		for (int step = 0; step < MOST_STEPS && active.size() > 0; step++) {
			forms.evaluate(active, now);
			int count = 0;
			for (int i = 0; i < active.size(); i++) {
				final int j = active.number(i);
				if (done[j]) continue;
				final double q = forms.form(1)[i];
				if (step == 0 && (q <= target[j] || block.counts()[j] == predictors)) {
					tau2[j] = 0;
					done[j] = true;
					continue;
				}
				// mean of the studies' v + tau2
				final double total = q / forms.form(2)[i];
				final double change = (q / target[j] - 1) * total;
				final double next = now[i] + change;
				if (!(change > 0 && next < Double.POSITIVE_INFINITY)) {
					// rounding, right of the root; else there is none
					tau2[j] = step > 0 && change <= 0 ? Math.max(0, next) : Double.NaN;
					done[j] = true;
					continue;
				}
				if (change <= LAST_STEP * next || change <= NOISE * total) {
					tau2[j] = next;
					done[j] = true;
					continue;
				}
				now[i] = next;
				left[count++] = i;
			}
			if (active.isWorthPacking(count)) {
				active.keep(left, count);
				for (int i = 0; i < count; i++)
					now[i] = now[left[i]];
			}
		}
		return tau2;
	}
}
