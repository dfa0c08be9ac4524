package org.voxmeta.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The line of a macro that runs a recorded fit again. */
final class MacroCall {

	/** Keys that not all commands have, and that say nothing else than their default there. */
	private static final Map<String, String> USUAL = Map.of("centre", "false", "intercept", "true", "derive",
		"auto",
		"effectsize", "auto", "groups", "auto");

	/** A command reads it from a file, which the record does not name. */
	private static final String CORRELATION = "correlation";

	private MacroCall() {
	}

	/** The line. */
	static String of(final FitRecord record) {
		final Map<String, String> keys = new LinkedHashMap<>(record.fields("inputs/keys"));
		keys.putAll(record.fields("parameters"));
		keys.entrySet().removeIf(key -> key.getValue().isEmpty() || key.getValue().equals(USUAL.get(key.getKey()))
			|| key.getKey()
			.equals(CORRELATION));
		final String options = keys.entrySet().stream().map(key -> key.getKey() + "=" + quoted(key.getValue()))
			.collect(
			Collectors.joining(" "));
		return "run(\"" + record.text("estimator") + "...\", \"" + options.replace("\\", "\\\\").replace("\"",
			"\\\"")
			+ "\");";
	}

	/** Whether studies had a correlation that was read from a file, which has to be named again. */
	static boolean needsCorrelation(final FitRecord record) {
		return record.has("parameters/" + CORRELATION) && !record.text("parameters/" + CORRELATION)
			.equals("estimated");
	}

	private static String quoted(final String value) {
		return value.matches("[^\\s\\[\\]]+") ? value : "[" + value + "]";
	}
}
