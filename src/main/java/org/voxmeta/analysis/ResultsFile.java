package org.voxmeta.analysis;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.voxmeta.stats.estimator.Results;
import org.voxmeta.task.AtomicFiles;

/**
 * The results of a single data set as a JSON file: the estimator with its options, the data, and the numbers
 * that came of them, so that other programs can read them too. Numbers are written with all their digits;
 * what is not finite is one of the texts {@code NaN}, {@code Infinity} and {@code -Infinity}.
 * <p>
 * A file is read by fitting its data again, which gives the same bits. If its numbers are others than these,
 * by more than versions of Java or VoxMeta may differ in rounding, it was changed by hand or comes of another
 * method, and is refused.
 */
public final class ResultsFile {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private ResultsFile() {
	}

	/**
	 * Writes results; an existing file is replaced once the new one is complete.
	 *
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public static void write(final Results results, final Path file) throws IOException {
		final String text = text(results);
		AtomicFiles.write(file, path -> Files.writeString(path, text));
	}

	/** What {@link #write} writes. */
	static String text(final Results results) {
		return GSON.toJson(ResultsJson.of(results)) + "\n";
	}

	/**
	 * Reads results, and fits their data again.
	 *
	 * @throws IOException if the file cannot be read, is not of this kind, or has other numbers than its data
	 *             give; the message names it and says where
	 */
	public static Results read(final Path file) throws IOException {
		try {
			return ResultsJson.read(object(Files.readString(file)));
		}
		catch (final NoSuchFileException e) {
			throw new IOException(file + ": no such file, wanted results that VoxMeta wrote", e);
		}
		catch (final CharacterCodingException | JsonParseException e) {
			throw new IOException(file + ": is not a JSON file, or damaged; wanted results that VoxMeta wrote", e);
		}
		catch (final IllegalArgumentException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		}
	}

	private static JsonObject object(final String text) {
		final JsonElement whole = JsonParser.parseString(text);
		if (!whole.isJsonObject()) throw new JsonParseException("no object");
		return whole.getAsJsonObject();
	}
}
