package org.voxmeta.analysis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.voxmeta.stats.result.MapKind;

/**
 * What {@code result.json} says of a run of an estimator whose maps lie beside it.
 *
 * @param file the record
 * @param estimator the estimator's name
 * @param oneSided whether its tests are of effects above 0 only
 * @param maps the file of each map, by key
 */
public record FitRecord(Path file, String estimator, boolean oneSided, Map<String, Path> maps) {

	private static final String NAME = "result.json";

	/**
	 * Reads a record.
	 *
	 * @param fileOrFolder {@code result.json}, or the folder it is in
	 * @throws IOException if it cannot be read or is no such record; the message names it
	 */
	public static FitRecord read(final Path fileOrFolder) throws IOException {
		final Path file = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(NAME) : fileOrFolder;
		try {
			return of(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
		}
		catch (final NoSuchFileException e) {
			throw new IOException(file + ": no such file, wanted the record of an estimator's run, " + NAME, e);
		}
		catch (final CharacterCodingException | JsonParseException | IllegalStateException e) {
			throw new IOException(file + ": is no JSON file or damaged, wanted the record of an estimator's run", e);
		}
		catch (final IllegalArgumentException e) {
			throw new IOException(file + ": " + e.getMessage() + ", as in the record of an estimator's run", e);
		}
	}

	private static FitRecord of(final Path file, final JsonObject json) {
		final JsonObject files = JsonFields.object(json, "maps");
		final Map<String, Path> maps = new LinkedHashMap<>();
		files.keySet().forEach(key -> maps.put(key, file.resolveSibling(JsonFields.text(files, key))));
		final JsonObject parameters = JsonFields.object(json, "parameters");
		// what the estimators of one-sided tests call them
		final boolean oneSided = has(parameters, "mode", "directed") || has(parameters, "mode", "undirected")
			|| has(parameters, "twosided", "false");
		return new FitRecord(file, JsonFields.text(json, "estimator"), oneSided, maps);
	}

	private static boolean has(final JsonObject parameters, final String key, final String value) {
		return parameters.has(key) && parameters.get(key).isJsonPrimitive() && value.equals(parameters.get(key)
			.getAsString());
	}

	/** The folder it is in. */
	public Path folder() {
		return file.toAbsolutePath().getParent();
	}

	/**
	 * The names of the terms that were tested, as the files have them; empty for the mean of studies.
	 *
	 * @param wanted one of them; blank for all
	 * @throws IllegalArgumentException if there is no such term, or none at all
	 */
	public List<String> terms(final String wanted) {
		final Set<String> terms = new LinkedHashSet<>();
		for (final MapKind kind : List.of(MapKind.LOGP, MapKind.P, MapKind.Z))
			for (final String key : maps.keySet()) {
				if (key.equals(kind.key())) terms.add("");
				else if (key.startsWith(kind.key() + "_")) terms.add(key.substring(kind.key().length() + 1));
			}
		if (terms.isEmpty()) throw new IllegalArgumentException(file + ": got no map of z, p or logp, wanted one");
		if (wanted.isBlank()) return List.copyOf(terms);
		final String name = simple(wanted);
		return List.of(terms.stream().filter(term -> simple(term).equals(name)).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Term: got '" + wanted.strip() + "', wanted " + (terms.contains("")
				? "none, as the model has no terms" : "one of " + String.join(", ", terms)))));
	}

	/** The file of a map of a term. */
	public Optional<Path> map(final MapKind kind, final String term) {
		return Optional.ofNullable(maps.get(term.isEmpty() ? kind.key() : kind.key() + "_" + term));
	}

	/** A term as files are called, in small letters. */
	private static String simple(final String term) {
		return term.strip().replaceAll("[^\\p{L}\\p{N}.+-]+", "-").toLowerCase(Locale.ROOT);
	}
}
