package org.voxmeta.stats.inference;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * How many standard errors an interval reaches to either side, by Student's t. Whole degrees of freedom,
 * which many voxels share, are looked up; others are computed each time. Not thread-safe.
 */
final class CriticalValues {

	/** Enough for the numbers of studies there are. */
	private static final int KEPT = 512;

	private final double outside;
	private final double normal;
	/** 0 where not yet known. */
	private final double[] known = new double[KEPT];

	/** @param level share of the intervals that hold the truth */
	CriticalValues(final double level) {
		outside = 1 - level;
		normal = student(Double.POSITIVE_INFINITY);
	}

	/**
	 * The critical values of t distributions: a new array.
	 *
	 * @param dof degrees of freedom; infinite for the normal distribution
	 * @param less to subtract from them; where nothing above 0 is left, there is no value: NaN
	 */
	double[] of(final double[] dof, final double less) {
		final double[] values = new double[dof.length];
		for (int j = 0; j < values.length; j++)
			values[j] = of(dof[j] - less);
		return values;
	}

	private double of(final double dof) {
		if (!(dof > 0)) return Double.NaN;
		if (dof == Double.POSITIVE_INFINITY) return normal;
		if (dof >= KEPT || dof != Math.rint(dof)) return student(dof);
		final int index = (int) dof;
		if (known[index] == 0) known[index] = student(dof);
		return known[index];
	}

	private double student(final double dof) {
		return StudentTail.quantileTwoSided(outside, dof);
	}
}
