package org.voxmeta.analysis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;

/**
 * A meta-analysis that was run, as later steps take it: what {@code result.json} says of it, its maps, and
 * the means to look at its studies again. It may lie in a folder, or only in the workspace, where its maps
 * carry the record as {@link #text}. Its maps are read from its files, or computed again. Thread-safe.
 */
public final class Fit {

	/** What a fit is asked for besides its maps' values: what tests and effects there are. */
	private static final Set<MapKind> RECOMPUTED = EnumSet.of(MapKind.Z, MapKind.P, MapKind.LOGP, MapKind.EST,
		MapKind.SE);

	private static final String ID = "id";
	private static final String FILE = "file";
	private static final String MAPS = "maps";

	private final String name;
	private final Path file;
	private final JsonObject record;
	private final String estimator;
	private final boolean oneSided;
	private final Map<String, Path> maps;
	private final ImageFinder images;
	private final AtomicReference<SoftReference<EstimatorRun.Fitted>> kept;

	private Fit(final String name, final Path file, final JsonObject record, final ImageFinder images,
		final AtomicReference<SoftReference<EstimatorRun.Fitted>> kept)
	{
		this.name = name;
		this.file = file;
		this.record = record;
		this.images = images;
		this.kept = kept;
		maps = file == null ? Map.of() : maps(file, record);
		estimator = JsonFields.text(record, "estimator");
		final JsonObject parameters = JsonFields.object(record, "parameters");
		// what the estimators of one-sided tests call them
		oneSided = has(parameters, "mode", "directed") || has(parameters, "mode", "undirected") || has(parameters,
			"twosided", "false");
	}

	private Fit(final String name, final Path file, final JsonObject record, final EstimatorRun.Fitted fitted) {
		this(name, file, record, ImageFinder.FILES, new AtomicReference<>(new SoftReference<>(fitted)));
	}

	/**
	 * A fit in a folder.
	 *
	 * @param fileOrFolder {@code result.json}, or the folder it is in
	 * @throws IOException if it cannot be read or is no such record; the message names it
	 */
	public static Fit read(final Path fileOrFolder) throws IOException {
		final Path file = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(RecordedRun.FILE) : fileOrFolder;
		AtomicFiles.recover(file.toAbsolutePath().getParent());
		try {
			return new Fit(file.toString(), file,
				JsonParser.parseString(Files.readString(file)).getAsJsonObject(), null);
		}
		catch (final NoSuchFileException e) {
			throw new IOException(file
				+ ": no such file, wanted the record of an estimator's run, " + RecordedRun.FILE, e);
		}
		catch (final CharacterCodingException | JsonParseException | IllegalStateException e) {
			throw new IOException(file + ": is no JSON file or damaged, wanted the record of an estimator's run", e);
		}
		catch (final IllegalArgumentException e) {
			throw new IOException(file + ": " + e.getMessage() + ", as in the record of an estimator's run", e);
		}
	}

	/**
	 * The fit that an image carries the text of. If its folder is still there, and still has that fit,
	 * it is that.
	 *
	 * @param text as {@link #text} gives it
	 * @throws IllegalArgumentException if the text is no such record
	 */
	public static Fit parse(final String text) {
		try {
			final JsonObject record = JsonParser.parseString(text).getAsJsonObject();
			if (record.has(FILE)) {
				final Optional<Fit> written = written(Path.of(JsonFields.text(record, FILE)), record);
				if (written.isPresent()) return written.get();
			}
			return new Fit(unsaved(record), null, record, null);
		}
		catch (final JsonParseException | IllegalStateException e) {
			throw new IllegalArgumentException("Fit: got a text that is no record of an estimator's run", e);
		}
	}

	/**
	 * The fit that a file is a map of.
	 *
	 * @return nothing if no record of a fit lies beside it that names it
	 */
	public static Optional<Fit> ofMap(final Path map) {
		final Path record = map.resolveSibling(RecordedRun.FILE);
		if (!Files.isRegularFile(record)) return Optional.empty();
		try {
			return Optional.of(read(record)).filter(fit -> fit.has(map));
		}
		catch (final IOException e) {
			// the result.json of another program
			return Optional.empty();
		}
	}

	/**
	 * A fit that was just run.
	 *
	 * @param text its record
	 * @param file {@code result.json}; null if nothing was written
	 * @param fitted what it was made of; null if that is not to be kept
	 */
	static Fit of(final String text, final Path file, final EstimatorRun.Fitted fitted) {
		final JsonObject record = JsonParser.parseString(text).getAsJsonObject();
		return new Fit(file == null ? unsaved(record) : file.toString(), file, record, fitted);
	}

	private static Map<String, Path> maps(final Path file, final JsonObject record) {
		final JsonObject files = JsonFields.object(record, MAPS);
		final Map<String, Path> maps = new LinkedHashMap<>();
		files.keySet().forEach(key -> maps.put(key, file.resolveSibling(JsonFields.text(files, key))));
		return maps;
	}

	private static Optional<Fit> written(final Path file, final JsonObject record) {
		try {
			return Optional.of(read(file)).filter(fit -> fit.id().equals(id(record)));
		}
		catch (final IOException e) {
			// its folder was moved or removed: the record alone is left
			return Optional.empty();
		}
	}

	private static String unsaved(final JsonObject record) {
		return "fit by " + JsonFields.text(record, "estimator") + " of " + JsonFields.text(record, "time");
	}

	private static boolean has(final JsonObject parameters, final String key, final String value) {
		return parameters.has(key) && parameters.get(key).isJsonPrimitive()
			&& value.equals(parameters.get(key).getAsString());
	}

	private static String id(final JsonObject record) {
		return record.has(ID) ? JsonFields.text(record, ID) : "";
	}

	/** What tells it from other fits, also in copies of its record; empty for those of older versions. */
	public String id() {
		return id(record);
	}

	/** What messages and records call it: its file, or what it is of. */
	public String name() {
		return name;
	}

	/** The folder it is in, if it is in one. */
	public Optional<Path> folder() {
		return Optional.ofNullable(file).map(path -> path.toAbsolutePath().getParent());
	}

	/** The estimator's name. */
	public String estimator() {
		return estimator;
	}

	/** Whether its tests are of effects above 0 only. */
	public boolean oneSided() {
		return oneSided;
	}

	/** What it is of, such as "DerSimonian-Laird, 21 studies, 228,483 voxels". */
	public String description() {
		final StringBuilder text = new StringBuilder(estimator);
		final JsonObject counts = record.has("counts") ? JsonFields.object(record, "counts") : new JsonObject();
		for (final String what : List.of("studies", "voxels", "regions"))
			if (counts.has(what))
				text.append(String.format(Locale.ROOT, ", %,d ", (long) JsonFields.number(counts, what))).append(what);
		return text.toString();
	}

	/** The record, for an image to carry; {@link #parse} makes the fit of it again. */
	public String text() {
		final JsonObject copy = record.deepCopy();
		if (file != null) copy.addProperty(FILE, file.toAbsolutePath().toString());
		return copy.toString();
	}

	/** The record, as {@code result.json} has it. */
	public JsonObject record() {
		return record.deepCopy();
	}

	/** This fit with images that it was made of from elsewhere, such as those open in Fiji. */
	public Fit withImages(final ImageFinder finder) {
		return new Fit(name, file, record, finder, kept);
	}

	/**
	 * The run, to be done again. What it reads is kept as long as memory allows.
	 *
	 * @throws IllegalArgumentException if the record does not say enough, as those of older versions
	 */
	public RecordedRun run() {
		return RecordedRun.of(name, file, record, images, kept);
	}

	/**
	 * The names of the terms that were tested, as the files have them; empty for the mean of studies.
	 *
	 * @param wanted one of them; blank for all
	 * @throws IOException if there are no files, and the studies cannot be read again
	 * @throws IllegalArgumentException if there is no such term, or none at all
	 */
	public List<String> terms(final String wanted) throws IOException {
		final Set<String> terms = new LinkedHashSet<>();
		final Collection<String> keys = keys();
		for (final MapKind kind : List.of(MapKind.LOGP, MapKind.P, MapKind.Z))
			for (final String key : keys) {
				if (key.equals(kind.key())) terms.add("");
				else if (key.startsWith(kind.key() + "_")) terms.add(key.substring(kind.key().length() + 1));
			}
		if (terms.isEmpty()) throw new IllegalArgumentException(name + ": got no map of z, p or logp, wanted one");
		if (wanted.isBlank()) return List.copyOf(terms);
		final String simple = simple(wanted);
		return List.of(terms.stream().filter(term -> simple(term).equals(simple)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Term: got '" + wanted.strip() + "', wanted "
				+ (terms.contains("") ? "none, as the model has no terms" : "one of " + String.join(", ", terms)))));
	}

	/**
	 * A map of a term.
	 *
	 * @param term as {@link #terms} gives it; empty for the mean of studies
	 * @return nothing if the fit has no such map
	 * @throws IOException if it cannot be read, or there is no file and the studies cannot be read again
	 */
	public Optional<InputImage> map(final MapKind kind, final String term) throws IOException {
		final String key = term.isEmpty() ? kind.key() : kind.key() + "_" + term;
		if (file != null) return maps.containsKey(key)
			? Optional.of(InputImage.read(maps.get(key))) : Optional.empty();
		final MetaAnalysisResult result = recomputed();
		for (final NamedMap map : result.named(result.maps().kinds()))
			if (map.key().equals(key)) {
				final NiftiImage image = result.image(map);
				return Optional.of(new InputImage(key, image.header(), true, image.img()));
			}
		return Optional.empty();
	}

	/** Whether a file is one of its maps. */
	private boolean has(final Path map) {
		final Path wanted = map.toAbsolutePath().normalize();
		return maps.values().stream().anyMatch(path -> path.toAbsolutePath().normalize().equals(wanted));
	}

	private Collection<String> keys() throws IOException {
		if (file != null) return maps.keySet();
		final MetaAnalysisResult result = recomputed();
		return result.named(result.maps().kinds()).stream().map(NamedMap::key).toList();
	}

	private MetaAnalysisResult recomputed() throws IOException {
		try (EstimatorRun.Fitted fitted = run().fit(RECOMPUTED, Progress.NONE)) {
			return fitted.result();
		}
	}

	/** A term as files are called, in small letters. */
	private static String simple(final String term) {
		return term.strip().replaceAll("[^\\p{L}\\p{N}.+-]+", "-").toLowerCase(Locale.ROOT);
	}
}
