package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.Buffers;

/** Finds where scores change from positive to negative, between bounds, for voxels side by side. */
final class ScoreRoots {

	/** Some five are usual. */
	private static final int MOST_STEPS = 120;
	/** From then on every second step halves what is left between the bounds. */
	private static final int MANY_STEPS = 20;

	private final ScoreCurves curves;
	private final ActiveVoxels active;
	private final double[] x;
	private final double[] low;
	private final double[] high;
	private final double[] scale;
	private final CurvePoints points;
	private final Steps steps;
	private final CurvePoints roots;
	private final boolean[] done;

	/**
	 * A search for n voxels between bounds at which the score is positive and negative.
	 *
	 * @param active n voxels, which get lost
	 * @param left lower bounds
	 * @param right upper bounds, which may be infinite
	 */
	ScoreRoots(final ScoreCurves curves, final ActiveVoxels active, final CurvePoints left,
		final CurvePoints right)
	{
		final int n = active.size();
		this.curves = curves;
		this.active = active;
		final Buffers buffers = active.buffers();
		final int room = active.capacity();
		x = buffers.any(room);
		low = buffers.any(room);
		high = buffers.any(room);
		scale = buffers.any(room);
		System.arraycopy(left.at, 0, low, 0, n);
		System.arraycopy(right.at, 0, high, 0, n);
		points = new CurvePoints(buffers, room);
		roots = new CurvePoints(buffers, room);
		steps = new Steps(buffers, room);
		done = new boolean[n];
		for (int i = 0; i < n; i++) {
			scale[i] = curves.scale(left, i);
			final double start = curves.start(left, right, i);
			x[i] = isBetween(start, i) ? start : curves.between(low[i], high[i], scale[i]);
		}
	}

	/** Leaves out a voxel, as it has no root. */
	void leaveOut(final int i) {
		done[i] = true;
		roots.at[i] = Double.NaN;
	}

	/** The roots with their curves, and where there is no root, because of too many steps, NaN. */
	CurvePoints find() {
		final int[] left = new int[active.size()];
		int wanted = 0;
		for (int i = 0; i < done.length; i++)
			if (!done[i]) left[wanted++] = i;
		if (active.isWorthPacking(wanted)) pack(left, wanted);
		for (int step = 0; step < MOST_STEPS && active.size() > 0; step++) {
			curves.evaluate(active, x, points);
			curves.putSteps(points, active.size(), steps);
			int count = 0;
			for (int i = 0; i < active.size(); i++)
				if (!done[active.number(i)] && !isLast(i, step)) left[count++] = i;
			if (active.isWorthPacking(count)) pack(left, count);
		}
		for (int j = 0; j < done.length; j++)
			if (!done[j]) roots.at[j] = Double.NaN;
		return roots;
	}

	/** Makes a step; whether it was voxel i's last. */
	private boolean isLast(final int i, final int step) {
		final double height = points.height[i];
		if (height < 0) {
			low[i] = x[i];
			scale[i] = steps.scale[i];
		}
		else high[i] = x[i];
		final double change = height == 0 ? 0 : steps.slope[i] > 0 ? steps.change[i] : curves.step(points, i);
		final double enough = steps.enough[i];
		if (Math.abs(change) <= enough || high[i] - low[i] <= enough) {
			final int j = active.number(i);
			roots.set(j, points, i);
			roots.at[j] = Math.max(low[i], Math.min(high[i], x[i] + change));
			// but for rounding
			roots.height[j] = 0;
			done[j] = true;
			return true;
		}
		x[i] += change;
		if (!isBetween(x[i], i) || step > MANY_STEPS && step % 2 == 0) x[i] = curves.between(low[i], high[i],
			scale[i]);
		return false;
	}

	private boolean isBetween(final double place, final int i) {
		return place > low[i] && place < high[i];
	}

	private void pack(final int[] left, final int count) {
		active.keep(left, count);
		for (int i = 0; i < count; i++) {
			x[i] = x[left[i]];
			low[i] = low[left[i]];
			high[i] = high[left[i]];
			scale[i] = scale[left[i]];
		}
	}
}
