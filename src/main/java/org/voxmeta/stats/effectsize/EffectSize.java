package org.voxmeta.stats.effectsize;

/**
 * A study's effect and how exactly the study knows it. Where either is infinite, as a standardised mean with
 * a standard deviation of 0, both are NaN. The variance alone is NaN where the effect is known but the study
 * is too small for a variance.
 *
 * @param estimate the effect, in the units of its measure
 * @param variance its sampling variance, in squared units of the effect
 */
public record EffectSize(double estimate, double variance) {

	/** An effect and its variance, both NaN if either is infinite. */
	public EffectSize {
		if (Double.isInfinite(estimate) || Double.isInfinite(variance)) estimate = variance = Double.NaN;
	}

	/** The square root of the variance. */
	public double standardError() {
		return Math.sqrt(variance);
	}

	/** This effect in other units: the estimate times a factor, the variance times its square. */
	public EffectSize times(final double factor) {
		return new EffectSize(estimate * factor, variance * factor * factor);
	}
}
