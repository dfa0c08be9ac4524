package org.voxmeta.analysis;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.Derivation;
import org.voxmeta.study.EffectScale;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;

/**
 * An estimator's run as its {@code result.json} records it, to be done again: the same estimator on the same
 * studies. Whether it gives the same is checked. Immutable.
 */
public final class RecordedRun {

	/** The name of the record in a run's folder. */
	public static final String FILE = "result.json";

	private static final Set<Need> MAPS = EnumSet.complementOf(EnumSet.of(Need.SAMPLE_SIZE));

	private final String name;
	private final Path file;
	private final JsonObject record;
	private final ImageFinder images;
	private final AtomicReference<SoftReference<EstimatorRun.Fitted>> kept;
	private final MemoryLimit memory;

	private RecordedRun(final String name, final Path file, final JsonObject record, final ImageFinder images,
		final AtomicReference<SoftReference<EstimatorRun.Fitted>> kept, final MemoryLimit memory)
	{
		this.name = name;
		this.file = file;
		this.record = record;
		this.images = images;
		this.kept = kept;
		this.memory = memory;
	}

	/**
	 * The run of a record; its images are files.
	 *
	 * @param place {@code result.json}, or its folder
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if there is none, or it does not say enough, as those of older versions
	 */
	public static RecordedRun read(final Path place) throws IOException {
		final Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
		AtomicFiles.recover(file.toAbsolutePath().getParent());
		if (!Files.isRegularFile(file)) throw new IllegalArgumentException("Result: got " + place
			+ ", wanted the output folder of a meta-analysis, or the " + FILE + " in it");
		return of(file.toString(), file, parse(file), ImageFinder.FILES,
			new AtomicReference<>(new SoftReference<>(null)));
	}

	/**
	 * The run of a record as text, or of as much of it as says what to do: the estimator, its options, the
	 * parameters and the keys of the studies.
	 *
	 * @param name what messages call it
	 * @throws IllegalArgumentException if it does not say enough, or is not JSON
	 */
	public static RecordedRun parse(final String name, final String text, final ImageFinder images) {
		return of(name, null, parse(name, text), images, new AtomicReference<>(new SoftReference<>(null)));
	}

	/**
	 * The run of a record that was read already.
	 *
	 * @param name what messages call it
	 * @param file the record's; null if it is in none
	 * @param kept what the run gave, as far as it is known
	 * @throws IllegalArgumentException if it does not say enough, as those of older versions
	 */
	static RecordedRun of(final String name, final Path file, final JsonObject record, final ImageFinder images,
		final AtomicReference<SoftReference<EstimatorRun.Fitted>> kept)
	{
		final RecordedRun run = new RecordedRun(name, file, record, images, kept, MemoryLimit.usual());
		run.requireKeys();
		return run;
	}

	/** This run with its images from elsewhere, such as those open in Fiji. */
	public RecordedRun withImages(final ImageFinder finder) {
		return new RecordedRun(name, file, record, finder, kept, memory);
	}

	/**
	 * This run with another limit of memory for what is read again, and for its maps; a quarter of
	 * Java's unless set.
	 */
	public RecordedRun withMemory(final MemoryLimit limit) {
		return new RecordedRun(name, file, record, images, kept, limit);
	}

	/** What messages and records call it: the record's file, or what it is of. */
	public String name() {
		return name;
	}

	/**
	 * The estimator with its options.
	 *
	 * @throws IllegalArgumentException if there is none such
	 */
	public Estimator estimator() {
		return told(() -> {
			final JsonObject given = JsonFields.object(record, "options");
			final Map<String, String> options = new LinkedHashMap<>();
			given.keySet().forEach(key -> options.put(key, JsonFields.text(given, key)));
			return Estimators.named(JsonFields.text(record, "estimator")).with(options);
		});
	}

	/**
	 * The studies, not yet read.
	 *
	 * @throws IOException if the table or the header of an image cannot be read
	 * @throws IllegalArgumentException if the table or an image is not there any more
	 */
	public StudyInputs studies() throws IOException {
		final StudyLoader loader = told(() -> StudyLoader.of(estimator().needs())
			.withDropInvalid(flag("dropinvalid")).withGroups(GroupChoice.parse(text("groups")))
			.withSampleSizes(text("samplesizes"))
			.withModerators(new ModeratorChoice(text("moderators"), flag("centre"), flag("intercept"),
				text("contrast"), text("predict")))
			.withDerivation(Derivation.parse(text("derive"))).withScale(EffectScale.parse(text("effectsize"))));
		final Path table = keys().has("studies") ? table() : null;
		final Map<Need, InputImage> stacks = new EnumMap<>(Need.class);
		for (final Need need : MAPS)
			if (keys().has(StudyLoader.key(need))) stacks.put(need, image(StudyLoader.key(need)));
		if (stacks.isEmpty()) return loader.ofTable(table);
		final StudyAxis axis = told(() -> StudyAxis.parse(text("studyaxis")));
		return table == null ? loader.ofStacks(stacks, axis) : loader.ofStacks(stacks, axis, table);
	}

	/**
	 * The mask, or null.
	 *
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is not there any more
	 */
	public InputImage mask() throws IOException {
		return text("mask").isEmpty() ? null : image("mask");
	}

	/**
	 * The run, which writes nothing unless it is given a folder.
	 *
	 * @throws IOException if an image of labels cannot be read
	 * @throws IllegalArgumentException if it is not there any more
	 */
	public EstimatorRun run() throws IOException {
		final EstimatorRun run = told(() -> {
			final JsonObject parameters = JsonFields.object(record, "parameters");
			return EstimatorRun.of(estimator()).withAggressiveMask(JsonFields.flag(parameters, "aggressivemask"))
				.withMinimumStudies((int) JsonFields.number(parameters, "minimumstudies"))
				.withResampling(StudyResampling.parse(JsonFields.text(parameters, "resample"))).withMemory(memory);
		});
		return text("labels").isEmpty() ? run : run.withLabels(image("labels"));
	}

	/**
	 * Reads and fits the studies again; what is still known of the last time is not read or computed anew.
	 *
	 * @param wanted the maps to compute, as far as there are such; others may come with them
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if something is not there any more, or has changed
	 * @throws CancellationException if the progress says so
	 */
	EstimatorRun.Fitted fit(final Set<MapKind> wanted, final Progress progress) throws IOException {
		final Set<MapKind> kinds = EnumSet.of(MapKind.Z);
		kinds.addAll(wanted);
		final EstimatorRun.Fitted last = kept.get().get();
		final EstimatorRun.Fitted fitted = last == null ? again(kinds, progress) : more(last, kinds, progress);
		// what lies in a file is read again when it is needed
		if (fitted != last && fitted.reading().isInMemory()) kept.set(new SoftReference<>(fitted));
		return fitted;
	}

	private EstimatorRun.Fitted again(final Set<MapKind> kinds, final Progress progress) throws IOException {
		final StudyInputs studies = studies();
		kinds.retainAll(EstimatorRun.available(estimator(), studies.studies().design()));
		final EstimatorRun.Fitted fitted = run().fit(studies, mask(), kinds, progress);
		boolean same = false;
		try {
			SameResult.require(name, file, record, fitted);
			same = true;
			return fitted;
		}
		finally {
			if (!same) fitted.close();
		}
	}

	private EstimatorRun.Fitted more(final EstimatorRun.Fitted last, final Set<MapKind> kinds,
		final Progress progress) throws IOException
	{
		kinds.retainAll(EstimatorRun.available(estimator(), last.reading().inputs().studies().design()));
		if (last.result().maps().kinds().containsAll(kinds)) return last;
		kinds.addAll(last.result().maps().kinds());
		return run().fit(last.reading(), kinds, progress);
	}

	private Path table() {
		final Path table = images.file(text("studies"));
		if (!Files.isRegularFile(table)) throw new IllegalArgumentException(name + ": its study table " + table
			+ " is not there any more; wanted it as it was");
		return table;
	}

	private InputImage image(final String key) throws IOException {
		try {
			return images.find(key, text(key));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
		}
	}

	private JsonObject keys() {
		return JsonFields.object(JsonFields.object(record, "inputs"), StudyLoader.KEYS);
	}

	private String text(final String key) {
		return told(() -> JsonFields.text(keys(), key));
	}

	private boolean flag(final String key) {
		return JsonFields.flag(keys(), key);
	}

	private void requireKeys() {
		told(() -> JsonFields.text(record, "estimator"));
		final JsonObject inputs = told(() -> JsonFields.object(record, "inputs"));
		if (!record.has("options") || !inputs.has(StudyLoader.KEYS)) throw new IllegalArgumentException(name
			+ ": does not say all that is needed to repeat the run, as those of older versions; run the meta-analysis again");
		if (inputs.has("masker") && text("labels").isEmpty()) throw new IllegalArgumentException(name
			+ ": is of a masker that was made in a program, wanted a run on voxels or on an image of labels");
		if (!keys().has("studies") && MAPS.stream().map(StudyLoader::key).noneMatch(keys()::has))
			throw new IllegalArgumentException(name + ": got neither a study table nor stacks");
	}

	private static JsonObject parse(final Path file) throws IOException {
		return parse(file.toString(), Files.readString(file));
	}

	private static JsonObject parse(final String name, final String text) {
		try {
			final JsonElement json = JsonParser.parseString(text);
			if (json.isJsonObject()) return json.getAsJsonObject();
		}
		catch (final JsonParseException e) {
			throw new IllegalArgumentException(name + ": is not JSON: " + e.getMessage(), e);
		}
		throw new IllegalArgumentException(name
			+ ": got JSON that is no object, wanted the record of a meta-analysis");
	}

	/** What a step gives; where it fails, the message names the run. */
	private <T> T told(final Step<T> step) {
		try {
			return step.get();
		}
		catch (final IllegalArgumentException e) {
			final String message = e.getMessage();
			throw message.startsWith(name) ? e : new IllegalArgumentException(name + ": " + message, e);
		}
	}

	/** A step that reads no files. */
	@FunctionalInterface
	private interface Step<T> {

		T get();
	}
}
