package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.VoxelBlock;

/**
 * The variances by which the studies of a block are weighted: y_k ~ N(x_k' beta, v_k + tau2).
 *
 * @param block effects and inverse sampling variances 1/v
 * @param tau2 between-study variances, squared units of the effects, B values (the array may be longer)
 */
public record RandomEffectsModel(VoxelBlock block, double[] tau2) {
}
