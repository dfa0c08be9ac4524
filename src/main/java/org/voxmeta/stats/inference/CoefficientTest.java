package org.voxmeta.stats.inference;

import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Two-sided tests of est/se = 0 for the voxels of a block, as z, p and -log10 p maps.
 * <p>
 * z and log p do not pass through p, which underflows beyond z = 38 and rounds to 1 near 0. Where the
 * standard error is not a positive finite number, the three maps are NaN.
 */
public final class CoefficientTest {

	private static final double NEPERS_TO_DECADES = -1 / Math.log(10);

	private CoefficientTest() {
	}

	/** Tests a term against the standard normal distribution; z is est/se. */
	public static void normal(final double[] est, final double[] se, final int term, final MapBlock maps) {
		final int n = maps.size();
		final double[] z = maps.wants(MapKind.Z) ? maps.get(MapKind.Z, term) : new double[n];
		putRatio(est, se, z, n);
		if (maps.wants(MapKind.P)) NormalTail.twoSided(z, maps.get(MapKind.P, term), n);
		if (maps.wants(MapKind.LOGP)) {
			final double[] logp = maps.get(MapKind.LOGP, term);
			NormalTail.logTwoSided(z, logp, n);
			toDecades(logp);
		}
	}

	/**
	 * Tests a term against t distributions; z is the normal deviate with the tail of t = est/se.
	 *
	 * @param dof degrees of freedom of each voxel; where infinite, the normal distribution
	 */
	public static void student(final double[] est, final double[] se, final double[] dof, final int term,
		final MapBlock maps)
	{
		final int n = maps.size();
		if (!maps.wants(MapKind.Z) && !maps.wants(MapKind.P) && !maps.wants(MapKind.LOGP)) return;
		final double[] t = new double[n];
		putRatio(est, se, t, n);
		final double[] logp = new double[n];
		final double[] z = new double[n];
		StudentTail tail = null;
		for (int j = 0; j < n; j++)
			if (!(dof[j] > 0)) logp[j] = z[j] = Double.NaN;
			else if (dof[j] == Double.POSITIVE_INFINITY) {
				logp[j] = NormalTail.logTwoSided(t[j]);
				z[j] = t[j];
			}
			else if (dof[j] == Math.rint(dof[j])) {
				// neighbouring voxels mostly have the same degrees of freedom
				if (tail == null || tail.dof() != dof[j]) tail = maps.tails().of(dof[j]);
				logp[j] = tail.logTwoSided(t[j]);
				z[j] = tail.zOf(t[j]);
			}
			else {
				// those of Satterthwaite differ from voxel to voxel, and a table for each would not pay
				logp[j] = StudentTail.logTwoSided(t[j], dof[j]);
				z[j] = Math.copySign(NormalTail.zOfLogTwoSided(logp[j]), t[j]) + 0.0; // turns -0 into 0
			}
		maps.put(MapKind.Z, term, z);
		if (maps.wants(MapKind.P)) {
			final double[] p = maps.get(MapKind.P, term);
			for (int j = 0; j < n; j++)
				p[j] = Math.exp(logp[j]);
		}
		toDecades(logp);
		maps.put(MapKind.LOGP, term, logp);
	}

	/** Writes est/se, NaN where se is not positive and finite. */
	private static void putRatio(final double[] est, final double[] se, final double[] ratio, final int n) {
		divide(est, se, ratio, n);
		for (int j = 0; j < n; j++)
			if (!(se[j] > 0 && se[j] <= Double.MAX_VALUE)) ratio[j] = Double.NaN;
	}

	/** A loop of its own, free of branches, so that the compiler vectorises it. */
	private static void divide(final double[] est, final double[] se, final double[] ratio, final int n) {
		for (int j = 0; j < n; j++)
			ratio[j] = est[j] / se[j];
	}

	private static void toDecades(final double[] logp) {
		for (int j = 0; j < logp.length; j++)
			// 0 - keeps p = 1 at 0 instead of -0
			logp[j] = 0 + logp[j] * NEPERS_TO_DECADES;
	}
}
