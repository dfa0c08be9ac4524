package org.voxmeta.stats.inference;

/**
 * The test that several linear combinations of a fit's coefficients are all 0, at each voxel of a block.
 *
 * @param statistic its statistic, B, NaN where there is no test
 * @param dof denominator degrees of freedom of the F distribution it refers to, whose numerator's are the
 *          number of combinations; infinite where it is chi-square with as many, B
 */
record JointTest(double[] statistic, double[] dof) {
}
