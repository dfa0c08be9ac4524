package org.voxmeta.analysis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.AtomicFiles;

/**
 * Corrects a map, or the maps of a fit, and writes what comes out: {@code p_<method>.nii.gz} and the like for
 * z, -log10 p and the estimate where it survives, of terms {@code p_<term>_<method>.nii.gz}, and {@code
 * correction_<method>.json} with the record. All files appear together; those of an earlier run are replaced.
 * Immutable.
 */
public final class CorrectionRun {

	private final MapCorrection correction;
	private final InputImage mask;
	private final Path output;

	private CorrectionRun(final MapCorrection correction, final InputImage mask, final Path output) {
		this.correction = correction;
		this.mask = mask;
		this.output = output;
	}

	/** A run without a mask, which writes the maps of a fit beside them, and those of images nowhere. */
	public static CorrectionRun of(final MapCorrection correction) {
		return new CorrectionRun(correction, null, null);
	}

	/** An image whose voxels that are not 0 are tests; null for all voxels that are numbers. */
	public CorrectionRun withMask(final InputImage where) {
		return new CorrectionRun(correction, where, output);
	}

	/** The folder to write to, which is made if it does not exist; null for the usual place. */
	public CorrectionRun withOutput(final Path folder) {
		return new CorrectionRun(correction, mask, folder);
	}

	/**
	 * Corrects a map, and writes the result if there is an output folder.
	 *
	 * @param map p, -log10 p or z
	 * @param estimate the effects that the tests are of, or null
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if a file cannot be written; nothing is left of the others then
	 * @throws IllegalArgumentException as {@link MapCorrection#run}, or if an input would be replaced
	 */
	public Outcome run(final InputImage map, final InputImage estimate, final String version)
		throws IOException
	{
		final Term term = new Term("", correction.run(map, estimate, mask), suffix(""));
		if (output == null) return new Outcome(List.of(term), List.of());
		ResultFolder.at(output);
		return write(List.of(term), output, null, names(map, estimate, mask), version);
	}

	/**
	 * Corrects the maps of a fit, each term by itself: -log10 p, else z, else p. Signs are those of z, else of
	 * the estimate; whether tests are one-sided is the fit's.
	 *
	 * @param term a term's name; blank for all
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if a map cannot be read or a file not be written; nothing is left of the others then
	 * @throws IllegalArgumentException if there is no such term, or a map cannot be corrected
	 */
	public Outcome run(final Fit fit, final String term, final String version) throws IOException {
		final Path target = output == null ? fit.folder().orElse(null) : output;
		if (target != null) ResultFolder.at(target);
		final List<Term> terms = new ArrayList<>();
		for (final String name : fit.terms(term))
			terms.add(new Term(name, correct(fit, name), suffix(name)));
		return target == null ? new Outcome(terms, List.of()) : write(terms, target, fit, names(mask), version);
	}

	private CorrectedMaps correct(final Fit fit, final String term) throws IOException {
		final InputImage z = read(fit, MapKind.Z, term);
		final InputImage estimate = read(fit, MapKind.EST, term);
		final InputImage signs = z == null ? estimate : z;
		final MapCorrection settings = correction.withOneSided(fit.oneSided());
		final InputImage logp = read(fit, MapKind.LOGP, term);
		if (logp != null) return settings.withKind(PMapKind.LOGP).run(logp, signs, estimate, mask);
		if (z != null) return settings.withKind(PMapKind.Z).run(z, signs, estimate, mask);
		return settings.withKind(PMapKind.P).run(read(fit, MapKind.P, term), signs, estimate, mask);
	}

	private static InputImage read(final Fit fit, final MapKind kind, final String term)
		throws IOException
	{
		return fit.map(kind, term).orElse(null);
	}

	private String suffix(final String term) {
		return (term.isEmpty() ? "" : "_" + term) + "_" + correction.correction().key();
	}

	private static List<String> names(final InputImage... images) {
		return Stream.of(images).filter(Objects::nonNull).map(InputImage::name).toList();
	}

	private Outcome write(final List<Term> terms, final Path folder, final Fit fit,
		final List<String> inputs, final String version) throws IOException
	{
		final List<Path> written;
		Files.createDirectories(folder);
		try (AtomicFiles files = new AtomicFiles()) {
			final Map<String, String> names = new LinkedHashMap<>();
			for (final Term term : terms)
				for (final MapKind kind : term.maps().kinds()) {
					final String key = term.key(kind);
					names.put(key, key + ".nii.gz");
					final Path file = folder.resolve(names.get(key));
					requireNoInput(file, inputs);
					files.add(file, path -> writeMap(term, kind, path));
				}
			final String text = RecordText.of(record(terms, names, fit, version));
			files.add(folder.resolve("correction_" + correction.correction().key() + ".json"),
				path -> Files.writeString(path, text));
			written = files.commit();
		}
		return new Outcome(terms, written);
	}

	private static void requireNoInput(final Path file, final List<String> inputs) throws IOException {
		for (final String input : inputs)
			if (Files.exists(file) && OutputImage.isFile(input, file)) throw new IllegalArgumentException(
				"Output: " + file + " is an input, wanted another folder");
	}

	private static void writeMap(final Term term, final MapKind kind, final Path path) throws IOException {
		try (OutputStream out = Files.newOutputStream(path)) {
			NiftiWriter.write(term.maps().image(kind, term.key(kind)), out, true);
		}
	}

	private Map<String, Object> record(final List<Term> terms, final Map<String, String> names,
		final Fit fit, final String version)
	{
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("correction", correction.correction().key());
		record.put("name", correction.correction().label());
		record.put("alpha", correction.alpha());
		RecordText.fit(record, fit);
		record.put("mask", mask == null ? "none" : mask.name());
		record.put("tests", terms.stream().map(Term::record).toList());
		record.put("maps", names);
		RecordText.sign(record, version);
		return record;
	}

	/**
	 * The corrected maps of a term.
	 *
	 * @param name the term's; empty for the mean of studies and for images
	 * @param maps what was made of it
	 * @param suffix what the maps' names end with, as in {@code z_age_holm}
	 */
	public record Term(String name, CorrectedMaps maps, String suffix) {

		/** What names a map in file names and window titles. */
		public String key(final MapKind kind) {
			return kind.key() + suffix;
		}

		private Map<String, Object> record() {
			final Map<String, Object> record = new LinkedHashMap<>();
			if (!name.isEmpty()) record.put("term", name);
			record.putAll(maps.record());
			return record;
		}
	}

	/**
	 * What a run gave.
	 *
	 * @param terms the corrected maps, by term
	 * @param files the files written, in order; empty if none were
	 */
	public record Outcome(List<Term> terms, List<Path> files) {

		/** Keeps copies of the lists. */
		public Outcome {
			terms = List.copyOf(terms);
			files = List.copyOf(files);
		}
	}
}
