package org.voxmeta.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The line of a macro that runs a recorded fit again. */
final class MacroCall {

	/** What a record has among the parameters, but no key. */
	private static final Set<String> NO_KEYS = Set.of("masker");

	private MacroCall() {
	}

	/** The line. */
	static String of(final FitRecord record) {
		final Map<String, String> keys = new LinkedHashMap<>(record.fields("inputs/keys"));
		keys.putAll(record.fields("parameters"));
		keys.entrySet().removeIf(key -> key.getValue().isEmpty() || NO_KEYS.contains(key.getKey()));
		final String options = keys.entrySet().stream().map(key -> key.getKey() + "=" + quoted(key.getValue())).collect(
			Collectors.joining(" "));
		return "run(\"" + record.text("estimator") + "...\", \"" + options.replace("\\", "\\\\").replace("\"", "\\\"")
			+ "\");";
	}

	private static String quoted(final String value) {
		return value.matches("[^\\s\\[\\]]+") ? value : "[" + value + "]";
	}
}
