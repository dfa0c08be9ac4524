package org.voxmeta.stats.regression;

/** The logarithm of the product of random-effects weights. */
final class LogWeights {

	private LogWeights() {
	}

	/** The sum of log 1/(v + tau2) over the studies of each voxel: a new array. */
	static double[] sum(final ActiveVoxels voxels, final double[] tau2) {
		final double[] sum = new double[voxels.size()];
		for (final double[] w : voxels.weights())
			for (int i = 0; i < sum.length; i++)
				if (w[i] > 0) sum[i] += Math.log(w[i] / (1 + tau2[i] * w[i]));
		return sum;
	}
}
