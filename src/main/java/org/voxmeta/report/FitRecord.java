package org.voxmeta.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the record of a fit says, in the words of a report. What it does not say is empty. Immutable. */
final class FitRecord {

	private final JsonObject record;

	FitRecord(final JsonObject record) {
		this.record = record;
	}

	/** A text or number at a path such as {@code inputs/keys/mask}; empty if there is none. */
	String text(final String path) {
		return find(path).map(FitRecord::shown).orElse("");
	}

	/** A number at a path; NaN if there is none. */
	double number(final String path) {
		try {
			return Double.parseDouble(text(path));
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}

	/** Whether there is something at a path. */
	boolean has(final String path) {
		return find(path).isPresent();
	}

	/** Whether {@code true} is at a path. */
	boolean isTrue(final String path) {
		return text(path).equals("true");
	}

	/** The members of an object at a path, in their order; none if there is no such object. */
	Map<String, String> fields(final String path) {
		final Map<String, String> fields = new LinkedHashMap<>();
		find(path).filter(JsonElement::isJsonObject).ifPresent(object -> object.getAsJsonObject().entrySet().forEach(
			entry -> fields.put(entry.getKey(), shown(entry.getValue()))));
		return fields;
	}

	/** The texts of a list at a path; none if there is no such list. */
	List<String> list(final String path) {
		return elements(path).stream().map(FitRecord::shown).toList();
	}

	/** The objects of a list at a path as records; none if there is no such list. */
	List<FitRecord> records(final String path) {
		return elements(path).stream().filter(JsonElement::isJsonObject).map(element -> new FitRecord(element
			.getAsJsonObject())).toList();
	}

	private List<JsonElement> elements(final String path) {
		final List<JsonElement> elements = new ArrayList<>();
		find(path).filter(JsonElement::isJsonArray).map(JsonElement::getAsJsonArray).ifPresent(array -> array.forEach(
			elements::add));
		return elements;
	}

	private Optional<JsonElement> find(final String path) {
		JsonElement element = record;
		for (final String key : path.isEmpty() ? new String[0] : path.split("/")) {
			if (!element.isJsonObject() || !element.getAsJsonObject().has(key)) return Optional.empty();
			element = element.getAsJsonObject().get(key);
		}
		return Optional.of(element).filter(found -> !found.isJsonNull());
	}

	private static String shown(final JsonElement element) {
		if (element.isJsonPrimitive()) return element.getAsString();
		if (element.isJsonArray()) return list(element.getAsJsonArray());
		return element.toString();
	}

	private static String list(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false).map(FitRecord::shown).collect(Collectors.joining(", "));
	}
}
