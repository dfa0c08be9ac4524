package org.voxmeta.stats.effectsize;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.DynamicTest;
import org.voxmeta.References;

/** Reads the tables beside these tests. */
final class EffectSizeFixtures {

	private EffectSizeFixtures() {
	}

	/** The rows below the header, cut at a delimiter. */
	static List<String[]> rows(final String file, final String delimiter) {
		try (BufferedReader reader = new BufferedReader(open(file))) {
			return reader.lines().skip(1).map(line -> line.split(delimiter)).toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** A check of a file here, and of its whole in the reference data, which is skipped where there are none. */
	static Stream<DynamicTest> hereAndInTheReference(final String file, final Consumer<JsonObject> check) {
		return Stream.of(DynamicTest.dynamicTest("here", () -> check.accept(json(open(file)))),
			DynamicTest.dynamicTest("reference", () -> check.accept(json(Files.newBufferedReader(References.path(
				"effectsize/" + file))))));
	}

	/** The numbers of an array in which NaN and infinities are text. */
	static double[] numbers(final JsonElement array) {
		return stream(array.getAsJsonArray()).mapToDouble(JsonElement::getAsDouble).toArray();
	}

	/** Numbers with blanks between them. */
	static double[] numbers(final String text) {
		return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
	}

	static Stream<JsonElement> stream(final JsonArray array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	private static JsonObject json(final Reader reader) throws IOException {
		try (reader) {
			return JsonParser.parseReader(reader).getAsJsonObject();
		}
	}

	private static Reader open(final String file) {
		return new InputStreamReader(EffectSizeFixtures.class.getResourceAsStream(file), StandardCharsets.UTF_8);
	}
}
