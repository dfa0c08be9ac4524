package org.voxmeta.stats.inference;

import java.io.Serializable;

/**
 * How estimates are tested, and which intervals they get: what all estimators of effects have in common.
 *
 * @param adjustment of the standard errors of independent studies
 * @param dependence what is done about studies that are not independent
 * @param intervals how wide intervals are
 */
public record Inference(Adjustment adjustment, Dependence dependence, Intervals intervals) implements Serializable {

	/** Wald tests, and the defaults of the others. */
	public static final Inference DEFAULT = new Inference(Adjustment.WALD, Dependence.DEFAULT, Intervals.DEFAULT);

	/** This with another adjustment. */
	public Inference with(final Adjustment adjustment) {
		return new Inference(adjustment, dependence, intervals);
	}

	/** This with another way of dependence. */
	public Inference with(final Dependence dependence) {
		return new Inference(adjustment, dependence, intervals);
	}

	/** This with other intervals. */
	public Inference with(final Intervals intervals) {
		return new Inference(adjustment, dependence, intervals);
	}
}
