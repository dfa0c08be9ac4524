package org.voxmeta.stats.data;

import java.io.Serializable;

/**
 * Something to estimate from a fitted model: a coefficient, a contrast of coefficients, or the effect
 * predicted for a study with given moderators. All are linear combinations of the coefficients.
 *
 * @param name what map names end in, empty for the mean of a model that has nothing else
 * @param weights one for each column of the design; not copied
 * @param isPrediction whether it is the mean effect of some kind of study, so that an interval for the true
 *           effect of a new study of that kind makes sense
 */
public record Term(String name, double[] weights, boolean isPrediction) implements Serializable {
}
