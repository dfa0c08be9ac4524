package org.voxmeta.analysis;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Fields of JSON objects. Reading throws an IllegalArgumentException that names the field. */
final class JsonFields {

	private JsonFields() {
	}

	/** A number; what is not finite is a text. */
	static JsonElement number(final double value) {
		return Double.isFinite(value) ? new JsonPrimitive(value) : new JsonPrimitive(String.valueOf(value));
	}

	/** A list of numbers. */
	static JsonArray numbers(final double[] values) {
		final JsonArray array = new JsonArray();
		Arrays.stream(values).forEach(value -> array.add(number(value)));
		return array;
	}

	/** A list of texts. */
	static JsonArray texts(final Collection<String> values) {
		final JsonArray array = new JsonArray();
		values.forEach(array::add);
		return array;
	}

	static JsonObject object(final JsonObject parent, final String key) {
		final JsonElement element = parent.get(key);
		if (element == null || !element.isJsonObject()) throw wrong(key, element, "an object");
		return element.getAsJsonObject();
	}

	static JsonArray array(final JsonObject parent, final String key) {
		final JsonElement element = parent.get(key);
		if (element == null || !element.isJsonArray()) throw wrong(key, element, "a list");
		return element.getAsJsonArray();
	}

	static List<JsonObject> objects(final JsonObject parent, final String key) {
		return stream(array(parent, key)).map(element -> {
			if (!element.isJsonObject()) throw wrong(key, element, "a list of objects");
			return element.getAsJsonObject();
		}).toList();
	}

	static String text(final JsonObject parent, final String key) {
		return text(key, parent.get(key), "a text");
	}

	static List<String> texts(final JsonObject parent, final String key) {
		return stream(array(parent, key)).map(element -> text(key, element, "a list of texts")).toList();
	}

	static double number(final JsonObject parent, final String key) {
		return number(key, parent.get(key));
	}

	static double[] numbers(final JsonObject parent, final String key) {
		return numbers(key, array(parent, key));
	}

	static double[][] rows(final JsonObject parent, final String key) {
		return stream(array(parent, key)).map(element -> {
			if (!element.isJsonArray()) throw wrong(key, element, "a list of lists of numbers");
			return numbers(key, element.getAsJsonArray());
		}).toArray(double[][]::new);
	}

	static boolean flag(final JsonObject parent, final String key) {
		final JsonElement element = parent.get(key);
		if (isPrimitive(element) && element.getAsJsonPrimitive().isBoolean()) return element.getAsBoolean();
		throw wrong(key, element, "true or false");
	}

	private static double[] numbers(final String key, final JsonArray array) {
		return stream(array).mapToDouble(element -> number(key, element)).toArray();
	}

	private static double number(final String key, final JsonElement element) {
		if (!isPrimitive(element) || element.getAsJsonPrimitive().isBoolean())
			throw wrong(key, element, "a number");
		try {
			return Double.parseDouble(element.getAsString());
		}
		catch (final NumberFormatException e) {
			throw wrong(key, element, "a number");
		}
	}

	private static String text(final String key, final JsonElement element, final String wanted) {
		if (isPrimitive(element) && element.getAsJsonPrimitive().isString()) return element.getAsString();
		throw wrong(key, element, wanted);
	}

	private static boolean isPrimitive(final JsonElement element) {
		return element != null && element.isJsonPrimitive();
	}

	private static Stream<JsonElement> stream(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	private static IllegalArgumentException wrong(final String key, final JsonElement got, final String wanted) {
		return new IllegalArgumentException("'" + key + "': got " + (got == null ? "nothing" : got) + ", wanted "
			+ wanted);
	}
}
