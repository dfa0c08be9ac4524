package org.voxmeta.analysis;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text of a record as JSON, and what all records say of the run. */
final class RecordText {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
		.serializeSpecialFloatingPointValues().create();

	private RecordText() {
	}

	/** A record as a file has it. */
	static String of(final Map<String, Object> record) {
		return GSON.toJson(record) + "\n";
	}

	/** Adds what it was made with, and when. */
	static void sign(final Map<String, Object> record, final String version) {
		final Map<String, Object> versions = new LinkedHashMap<>();
		versions.put("voxmeta", version);
		versions.put("java", System.getProperty("java.version"));
		record.put("versions", versions);
		record.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
	}

	/** Adds which fit it belongs to, if it belongs to one. */
	static void fit(final Map<String, Object> record, final Fit fit) {
		if (fit == null) return;
		final Map<String, Object> of = new LinkedHashMap<>();
		of.put("record", fit.name());
		of.put("estimator", fit.estimator());
		record.put("fit", of);
	}
}
