package org.voxmeta.stats.combination;

/**
 * The weights of K studies at the B voxels of a block, and the degrees of freedom of the statistic's
 * chi-square distribution, if it has one.
 */
interface StudyWeights {

	/** Copies the weights of study k at each voxel, 0 where it is missing; NaN where there is no test. */
	void read(int k, double[] to);

	/** The weight of study k at voxel j. */
	double at(int k, int j);

	/** The degrees of freedom at voxel j. */
	double degrees(int j);
}
