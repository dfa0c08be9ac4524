package org.voxmeta.fit.permutation;

import java.io.Serializable;

/**
 * What a range of n rearrangements gave.
 *
 * @param maxima the largest value of each statistic of each rearrangement, S×n; the voxels' own first
 * @param reached how many of them reach each tested voxel's value; null unless that is counted
 */
public record PermutationPart(double[][] maxima, int[] reached) implements Serializable {
}
