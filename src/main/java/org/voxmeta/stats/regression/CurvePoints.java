package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;

/** Where two concave curves p and q stand, and how fast they rise, at one place each of many voxels. */
final class CurvePoints {

	final double[] at;
	final double[] p;
	final double[] slopeP;
	final double[] q;
	final double[] slopeQ;

	/** Room for n points. */
	CurvePoints(final Buffers buffers, final int n) {
		this(buffers.zeros(n), buffers.zeros(n), buffers.zeros(n), buffers.zeros(n), buffers.zeros(n));
	}

	private CurvePoints(final double[] at, final double[] p, final double[] slopeP, final double[] q,
		final double[] slopeQ)
	{
		this.at = at;
		this.p = p;
		this.slopeP = slopeP;
		this.q = q;
		this.slopeQ = slopeQ;
	}

	/** For how many points there is room. */
	int capacity() {
		return at.length;
	}

	/** These points, and room for n in all. */
	CurvePoints grown(final int n) {
		return new CurvePoints(Arrays.copyOf(at, n), Arrays.copyOf(p, n), Arrays.copyOf(slopeP, n),
			Arrays.copyOf(q, n), Arrays.copyOf(slopeQ, n));
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
