package org.voxmeta.plot;

/**
 * A summary of studies in a forest plot.
 *
 * @param name what is estimated, such as the model's name
 * @param interval the estimate and its confidence interval
 * @param prediction the interval for the true effect of a new study; {@link Interval#NONE} for none
 */
public record SummaryRow(String name, Interval interval, Interval prediction) {
}
