package org.voxmeta.stats.inference;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.Intervals.Prediction;

/**
 * How estimates are tested, and which intervals they get: what all estimators of effects have in common.
 *
 * @param adjustment of the standard errors of independent studies
 * @param dependence what is done about studies that are not independent
 * @param intervals how wide intervals are
 */
public record Inference(Adjustment adjustment, Dependence dependence, Intervals intervals)
	implements Serializable
{

	/** Wald tests, and the defaults of the others. */
	public static final Inference DEFAULT = new Inference(Adjustment.WALD, Dependence.DEFAULT,
		Intervals.DEFAULT);

	/** The options in use, as macro key and value, in an order of their own; a new map. */
	public Map<String, String> options() {
		final Map<String, String> options = new LinkedHashMap<>();
		options.put("adjustment", adjustment.label());
		options.put("robust", dependence.robust().label());
		options.put("weightscheme", dependence.scheme().label());
		options.put("rho", String.valueOf(dependence.rho()));
		options.put("level", String.valueOf(intervals.level()));
		options.put("prediction", intervals.prediction().label());
		return options;
	}

	/**
	 * This with another value of one of the {@link #options}.
	 *
	 * @throws IllegalArgumentException if there is no such option, or it has no such value
	 */
	public Inference with(final String option, final String value) {
		return switch (option) {
			case "adjustment" -> with(Adjustment.parse(value));
			case "robust" -> with(new Dependence(Robust.parse(value), dependence.scheme(), dependence.rho()));
			case "weightscheme" -> with(new Dependence(dependence.robust(), Scheme.parse(value),
				dependence.rho()));
			case "rho" -> with(new Dependence(dependence.robust(), dependence.scheme(),
				OptionText.number(option, value)));
			case "level" -> with(new Intervals(OptionText.number(option, value), intervals.prediction()));
			case "prediction" -> with(new Intervals(intervals.level(), Prediction.parse(value)));
			default -> throw OptionText.unknown(option, options().keySet());
		};
	}

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
