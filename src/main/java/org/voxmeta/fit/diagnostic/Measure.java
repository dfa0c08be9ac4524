package org.voxmeta.fit.diagnostic;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.MapKind.Scale;

/**
 * A number that says how much one study does to a fit, as {@link org.voxmeta.stats.diagnostic.Influence} has
 * them.
 */
public enum Measure {

	/** Cook's distance: how far all coefficients move without the study, by their covariance. */
	COOK("cook", "Cook's distance", Scale.POSITIVE),
	/** Change of the study's fitted value, in standard errors. */
	DFFITS("dffits", "DFFITS", Scale.SIGNED),
	/** The study's residual from the fit without it, in standard errors. */
	RSTUDENT("rstudent", "externally studentised residual", Scale.SIGNED),
	/** The study's leverage. */
	HAT("hat", "leverage", Scale.POSITIVE),
	/** The study's weight, in percent of all. */
	WEIGHT("weight", "weight (%)", Scale.POSITIVE),
	/** Between-study variance without the study, less that with all. */
	TAU2_CHANGE("tau2_change", "change of tau2 without the study", Scale.SIGNED),
	/** Q without the study, less that with all. */
	Q_CHANGE("q_change", "change of Q without the study", Scale.SIGNED);

	private final String key;
	private final String title;
	private final Scale scale;

	Measure(final String key, final String title, final Scale scale) {
		this.key = key;
		this.title = title;
		this.scale = scale;
	}

	/** Short lower-case name. */
	public String key() {
		return key;
	}

	/** What it is, in words. */
	public String title() {
		return title;
	}

	/** What its values are like. */
	public Scale scale() {
		return scale;
	}

	/**
	 * The measures of these keys, separated by commas, in any case; {@code all} means every one, {@code none}
	 * none.
	 *
	 * @throws IllegalArgumentException if there is none of a key
	 */
	public static Set<Measure> parse(final String keys) {
		final Set<Measure> measures = EnumSet.noneOf(Measure.class);
		for (final String word : keys.strip().toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
			if (word.equals("none")) continue;
			if (word.equals("all")) measures.addAll(EnumSet.allOf(Measure.class));
			else measures.add(Arrays.stream(values()).filter(measure -> measure.key.equals(word)).findFirst()
				.orElseThrow(() -> new IllegalArgumentException("Measures: got '" + word + "', wanted any of " + Arrays
					.stream(values()).map(Measure::key).collect(Collectors.joining(", ")) + " or all")));
		}
		return measures;
	}

	/**
	 * The measures that there can be: of studies that are in groups, or of an estimator without variances of
	 * effects, only what becomes of tau2 and Q; of a given tau2, no change of it.
	 */
	public static Set<Measure> available(final Estimator estimator, final Studies studies) {
		final Set<Measure> measures = EnumSet.allOf(Measure.class);
		if (!isOfWeights(estimator, studies)) measures.removeAll(EnumSet.range(COOK, WEIGHT));
		if (!estimator.maps().contains(MapKind.TAU2) || estimator instanceof EffectEstimator<?> effects && !effects
			.estimatesTau2()) measures.remove(TAU2_CHANGE);
		if (!estimator.maps().contains(MapKind.Q)) measures.remove(Q_CHANGE);
		return measures;
	}

	/** Whether independent studies are weighted by 1 / (v + tau2). */
	static boolean isOfWeights(final Estimator estimator, final Studies studies) {
		return estimator.needs().contains(Need.VARIANCE) && !studies.hasGroups();
	}
}
