/**
 * Effect sizes and their sampling variances: from summary data ({@link
 * org.voxmeta.stats.effectsize.EffectSizes}, or {@link org.voxmeta.stats.effectsize.Measure} by code), from
 * one statistic to another for a study's sample sizes ({@link org.voxmeta.stats.effectsize.StudyDesign}) or
 * without them ({@link org.voxmeta.stats.effectsize.Conversions}), and voxel by voxel
 * ({@link org.voxmeta.stats.effectsize.Conversion}).
 * <p>
 * NaN is a missing value and gives NaN. What a study says of itself and cannot be, such as a sample size of
 * 0, is an IllegalArgumentException; what a voxel holds and cannot be, such as a p above 1, gives NaN.
 */
package org.voxmeta.stats.effectsize;
