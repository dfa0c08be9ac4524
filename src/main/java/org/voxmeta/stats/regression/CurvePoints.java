package org.voxmeta.stats.regression;

/** Where two concave curves p and q stand, and how fast they rise, at one place each of many voxels. */
final class CurvePoints {

	final double[] at;
	final double[] p;
	final double[] slopeP;
	final double[] q;
	final double[] slopeQ;

	/** Room for n points. */
	CurvePoints(final int n) {
		at = new double[n];
		p = new double[n];
		slopeP = new double[n];
		q = new double[n];
		slopeQ = new double[n];
	}

	/** Overwrites point i by one of others. */
	void set(final int i, final CurvePoints from, final int j) {
		at[i] = from.at[j];
		p[i] = from.p[j];
		slopeP[i] = from.slopeP[j];
		q[i] = from.q[j];
		slopeQ[i] = from.slopeQ[j];
	}
}
