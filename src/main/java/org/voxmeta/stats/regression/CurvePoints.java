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
	/** Made of p and q; negative where the score is positive. */
	final double[] height;

	/** Room for n points, which are not set. */
	CurvePoints(final Buffers buffers, final int n) {
		this(buffers.any(n), buffers.any(n), buffers.any(n), buffers.any(n), buffers.any(n), buffers.any(n));
	}

	private CurvePoints(final double[] at, final double[] p, final double[] slopeP, final double[] q,
		final double[] slopeQ, final double[] height)
	{
		this.at = at;
		this.p = p;
		this.slopeP = slopeP;
		this.q = q;
		this.slopeQ = slopeQ;
		this.height = height;
	}

	/** For how many points there is room. */
	int capacity() {
		return at.length;
	}

	/** These points, and room for n in all. */
	CurvePoints grown(final int n) {
		return new CurvePoints(Arrays.copyOf(at, n), Arrays.copyOf(p, n), Arrays.copyOf(slopeP, n),
			Arrays.copyOf(q, n), Arrays.copyOf(slopeQ, n), Arrays.copyOf(height, n));
	}

	/** Overwrites point i by one of others. */
	void set(final int i, final CurvePoints from, final int j) {
		at[i] = from.at[j];
		p[i] = from.p[j];
		slopeP[i] = from.slopeP[j];
		q[i] = from.q[j];
		slopeQ[i] = from.slopeQ[j];
		height[i] = from.height[j];
	}
}
