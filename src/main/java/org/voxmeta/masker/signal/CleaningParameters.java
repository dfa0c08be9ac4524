package org.voxmeta.masker.signal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link Cleaning}'s settings by nilearn's names. */
final class CleaningParameters {

	private CleaningParameters() {
	}

	/** All settings; null where one is not set. */
	static Map<String, Object> of(final Cleaning cleaning) {
		final TemporalFilter filter = cleaning.temporalFilter();
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("detrend", cleaning.detrend());
		parameters.put("standardize", cleaning.standardization() == Standardization.NONE ? null
			: cleaning.standardization().key());
		parameters.put("low_pass", orNull(filter.lowPass()));
		parameters.put("high_pass", orNull(filter.highPass()));
		parameters.put("t_r", orNull(filter.repetitionTime()));
		parameters.put("standardize_confounds", cleaning.standardizeConfounds());
		parameters.put("high_variance_confounds", cleaning.highVarianceConfounds());
		parameters.put("filter", filter.kind() == Filter.NONE ? null : filter.kind().key());
		parameters.put("runs", cleaning.runs().length == 0 ? null : cleaning.runs());
		return Collections.unmodifiableMap(parameters);
	}

	private static Double orNull(final double value) {
		return Double.isNaN(value) ? null : value;
	}

	/** The settings with one of them changed. */
	static Cleaning with(final Cleaning cleaning, final String name, final Object value) {
		return switch (name) {
			case "detrend" -> cleaning.withDetrend(isTrue(name, value));
			case "standardize" -> cleaning.withStandardize(standardization(value));
			case "low_pass" -> cleaning.withLowPass(number(name, value));
			case "high_pass" -> cleaning.withHighPass(number(name, value));
			case "t_r" -> cleaning.withRepetitionTime(number(name, value));
			case "standardize_confounds" -> cleaning.withStandardizedConfounds(isTrue(name, value));
			case "high_variance_confounds" -> cleaning.withHighVarianceConfounds(isTrue(name, value));
			case "filter" -> cleaning.withFilter(filter(value));
			case "runs" -> cleaning.withRuns(labels(value));
			default -> throw new IllegalArgumentException("Setting: got '" + name + "', wanted any of "
				+ String.join(", ", of(cleaning).keySet()));
		};
	}

	private static boolean isTrue(final String name, final Object value) {
		if (value instanceof Boolean on) return on;
		final String text = String.valueOf(value).strip();
		if (text.equalsIgnoreCase("true")) return true;
		if (text.equalsIgnoreCase("false")) return false;
		throw new IllegalArgumentException(name + ": got '" + text + "', wanted true or false");
	}

	private static double number(final String name, final Object value) {
		if (isNone(value)) return Double.NaN;
		if (value instanceof Number number) return number.doubleValue();
		try {
			return Double.parseDouble(value.toString());
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(name + ": got '" + value + "', wanted a number", e);
		}
	}

	private static Standardization standardization(final Object value) {
		if (value instanceof Standardization how) return how;
		return isNone(value) ? Standardization.NONE : Standardization.of(value.toString());
	}

	private static Filter filter(final Object value) {
		if (value instanceof Filter kind) return kind;
		return isNone(value) ? Filter.NONE : Filter.of(value.toString());
	}

	private static int[] labels(final Object value) {
		if (value instanceof int[] labels) return labels;
		if (isNone(value)) return new int[0];
		final List<?> items = value instanceof List<?> list ? list : List.of(value.toString().split(",", -1));
		return items.stream().mapToInt(CleaningParameters::label).toArray();
	}

	private static int label(final Object item) {
		try {
			return Integer.parseInt(String.valueOf(item).strip());
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("runs: got '" + item + "', wanted a whole number for each sample", e);
		}
	}

	private static boolean isNone(final Object value) {
		return value == null || value instanceof String text && (text.isBlank() || text.strip()
			.equalsIgnoreCase("none"));
	}
}
