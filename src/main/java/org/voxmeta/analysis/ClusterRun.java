package org.voxmeta.analysis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;

/**
 * Finds the clusters of a map, or of the z maps of a fit, and writes them: {@code clusters.csv}, the label
 * image {@code clusters.nii.gz}, {@code clusters_rois.zip} for ImageJ's ROI Manager, and {@code
 * clusters.json} with the record; of terms {@code clusters_<term>.csv} and so on. All files appear together;
 * those of an earlier run are replaced. Immutable.
 */
public final class ClusterRun {

	private static final String NAME = "clusters";
	private static final String WRITING = "writing clusters";

	private final MapClusters search;
	private final InputImage mask;
	private final Path output;

	private ClusterRun(final MapClusters search, final InputImage mask, final Path output) {
		this.search = search;
		this.mask = mask;
		this.output = output;
	}

	/** A run without a mask that writes nothing. */
	public static ClusterRun of(final MapClusters search) {
		return new ClusterRun(search, null, null);
	}

	/** An image whose voxels that are not 0 can be in clusters; null for all. */
	public ClusterRun withMask(final InputImage voxels) {
		return new ClusterRun(search, voxels, output);
	}

	/** The folder to write to, which is made if it does not exist; null for none. */
	public ClusterRun withOutput(final Path folder) {
		return new ClusterRun(search, mask, folder);
	}

	/**
	 * Finds the clusters of a map.
	 *
	 * @param where p values, or null, as {@link MapClusters#run}
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if a file cannot be written; nothing is left of the others then
	 * @throws IllegalArgumentException as {@link MapClusters#run}, or if an input would be replaced
	 * @throws CancellationException if the progress says so; nothing is left then
	 */
	public Outcome run(final InputImage map, final InputImage where, final String version, final Progress progress)
		throws IOException
	{
		final FoundClusters found = search.run(map, where, mask, progress);
		return finish(List.of(new Part("", map.name(), where, found)), null, version, progress);
	}

	/**
	 * Finds the clusters of the z maps of a fit, each term by itself.
	 *
	 * @param term a term's name; blank for all
	 * @param where opens the p values of a term
	 * @param version VoxMeta's version, for the record
	 * @throws IOException if a map cannot be read or a file not be written; nothing is left of the others then
	 * @throws IllegalArgumentException if there is no such term or z map, or as {@link MapClusters#run}
	 * @throws CancellationException if the progress says so; nothing is left then
	 */
	public Outcome run(final Fit fit, final String term, final Where where, final String version,
		final Progress progress) throws IOException
	{
		final List<Part> parts = new ArrayList<>();
		for (final String name : fit.terms(term)) {
			final InputImage map = fit.map(MapKind.Z, name).orElseThrow(() -> new IllegalArgumentException(fit.name()
				+ ": got no map of z" + (name.isEmpty() ? "" : " of '" + name + "'") + ", wanted one"));
			final InputImage p = where.open(name);
			parts.add(new Part(name, map.name(), p, search.run(map, p, mask, progress)));
		}
		return finish(parts, fit, version, progress);
	}

	private Outcome finish(final List<Part> parts, final Fit fit, final String version, final Progress progress)
		throws IOException
	{
		final List<FoundClusters> found = parts.stream().map(Part::found).toList();
		final List<String> terms = parts.stream().map(Part::term).toList();
		return new Outcome(terms, found, output == null ? List.of() : write(parts, fit, version, progress));
	}

	private List<Path> write(final List<Part> parts, final Fit fit, final String version, final Progress progress)
		throws IOException
	{
		ResultFolder.at(output);
		Files.createDirectories(output);
		try (AtomicFiles files = new AtomicFiles()) {
			for (int i = 0; i < parts.size(); i++) {
				progress.step(WRITING, i, parts.size());
				final Part part = parts.get(i);
				final FoundClusters found = part.found();
				add(files, part, ".csv", path -> Files.writeString(path, found.table(NAME).csv()));
				add(files, part, ".nii.gz", path -> writeLabels(found, path));
				add(files, part, "_rois.zip", found.rois()::write);
				final String text = RecordText.of(record(part, fit, version));
				add(files, part, ".json", path -> Files.writeString(path, text));
			}
			progress.step(WRITING, parts.size(), parts.size());
			return files.commit();
		}
	}

	private void add(final AtomicFiles files, final Part part, final String ending,
		final AtomicFiles.Writer writer) throws IOException
	{
		final Path file = output.resolve(part.name() + ending);
		final Stream<String> inputs = Stream.of(part.map(), name(part.where()), name(mask));
		for (final String input : inputs.toList())
			if (Files.exists(file) && OutputImage.isFile(input, file)) throw new IllegalArgumentException("Output: "
				+ file + " is an input, wanted another folder");
		files.add(file, writer);
	}

	private static void writeLabels(final FoundClusters found, final Path path) throws IOException {
		try (OutputStream out = Files.newOutputStream(path)) {
			NiftiWriter.write(found.labels(), out, true);
		}
	}

	private Map<String, Object> record(final Part part, final Fit fit, final String version) {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("map", part.map());
		RecordText.fit(record, fit);
		if (!part.term().isEmpty()) record.put("term", part.term());
		record.put("where", name(part.where()));
		record.put("mask", name(mask));
		record.put("parameters", search.options(part.where() != null));
		record.put("unit", part.found().unit());
		record.put("clusters", part.found().clusters().clusters().size());
		RecordText.sign(record, version);
		return record;
	}

	private static String name(final InputImage image) {
		return image == null ? "none" : image.name();
	}

	/** Opens the p values of a term. */
	@FunctionalInterface
	public interface Where {

		/**
		 * The p values; null if there are none.
		 *
		 * @param term as in the names of files; empty for the mean of studies
		 * @throws IOException if they cannot be read
		 */
		InputImage open(String term) throws IOException;
	}

	/** The clusters of one map. */
	private record Part(String term, String map, InputImage where, FoundClusters found) {

		private String name() {
			return term.isEmpty() ? NAME : NAME + "_" + term;
		}
	}

	/**
	 * What a run gave.
	 *
	 * @param terms the fit's terms; one empty name for the mean of studies and for images
	 * @param clusters those of each term
	 * @param files the files written, in order; empty if none were
	 */
	public record Outcome(List<String> terms, List<FoundClusters> clusters, List<Path> files) {

		/** Keeps copies of the lists. */
		public Outcome {
			terms = List.copyOf(terms);
			clusters = List.copyOf(clusters);
			files = List.copyOf(files);
		}
	}
}
