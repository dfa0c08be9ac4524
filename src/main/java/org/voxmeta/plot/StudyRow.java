package org.voxmeta.plot;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * A study of a forest plot.
 *
 * @param name the study's name
 * @param effect its effect; NaN if it has no data here
 * @param lower of the interval of the effect; NaN if unknown
 * @param upper of the interval of the effect; NaN if unknown
 * @param weight in percent of all; NaN if unknown
 * @param fitted the effect that a model with moderators expects of it, with its interval;
 *            {@link Interval#NONE} for none
 */
public record StudyRow(String name, double effect, double lower, double upper, double weight,
	Interval fitted)
{

	/** A study without data. */
	public static StudyRow missing(final String name) {
		return new StudyRow(name, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Interval.NONE);
	}

	/**
	 * A study with a normal interval.
	 *
	 * @param variance sampling variance; NaN if unknown
	 * @param weight in percent
	 * @param level share of such intervals that hold the truth, such as 0.95
	 */
	public static StudyRow of(final String name, final double effect, final double variance, final double weight,
		final double level)
	{
		final double reach = StudentTail.quantileTwoSided(1 - level, Double.POSITIVE_INFINITY)
			* Math.sqrt(variance);
		return new StudyRow(name, effect, effect - reach, effect + reach, weight, Interval.NONE);
	}

	/** This study with what a model expects of it. */
	public StudyRow withFitted(final Interval expected) {
		return new StudyRow(name, effect, lower, upper, weight, expected);
	}

	/** Whether it has no data here. */
	public boolean isMissing() {
		return !Double.isFinite(effect);
	}

	/** Its effect and interval. */
	public Interval interval() {
		return new Interval(effect, lower, upper);
	}
}
