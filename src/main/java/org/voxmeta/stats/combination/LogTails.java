package org.voxmeta.stats.combination;

/**
 * Upper tails of the statistics of B voxels; in the concordant mode those of z or of -z, whichever are smaller.
 *
 * @param log natural logarithms of p, B
 * @param sign 1 where they are those of z, -1 where those of -z, B
 */
record LogTails(double[] log, double[] sign) {
}
