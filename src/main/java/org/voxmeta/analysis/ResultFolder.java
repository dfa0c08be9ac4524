package org.voxmeta.analysis;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * The folder that a run's results are written to: {@code <map>.nii.gz} for each map, {@code result.json} with
 * the run's record, {@code summary.csv} with its row of the results table. All files appear together when all
 * are complete; those of an earlier run are replaced.
 */
public final class ResultFolder {

	private final Path folder;

	private ResultFolder(final Path folder) {
		this.folder = folder;
	}

	/**
	 * The folder, which is made when there is something to write, if it does not exist.
	 *
	 * @throws IOException if it cannot be made or nothing can be written to it; the message names it
	 */
	public static ResultFolder at(final Path folder) throws IOException {
		Path existing = folder.toAbsolutePath();
		while (existing != null && !Files.exists(existing))
			existing = existing.getParent();
		if (existing == null) throw new IOException("Output: cannot write to folder " + folder
			+ ": its drive does not exist");
		if (!Files.isDirectory(existing)) throw new IOException("Output: "
			+ (existing.endsWith(folder) ? "" : "cannot write to folder " + folder + ": ") + existing
			+ " is a file, wanted a folder");
		final Path probe = existing.resolve(".voxmeta-" + UUID.randomUUID() + ".tmp");
		try {
			// goes at once, even if the process is killed now, on drives that know how to
			Files.newByteChannel(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
				StandardOpenOption.DELETE_ON_CLOSE).close();
			Files.deleteIfExists(probe);
		}
		catch (final IOException e) {
			throw new IOException("Output: cannot write to folder " + folder + ": " + e, e);
		}
		return new ResultFolder(folder);
	}

	/**
	 * Writes a run's maps and record.
	 *
	 * @param record what {@code result.json} says, besides the list of files
	 * @param summary the row of the results table, column to value
	 * @return the files written, the maps in their usual order
	 * @throws IOException if a file cannot be written; nothing is left of the others then
	 * @throws CancellationException if the progress says so; nothing is left then
	 */
	public List<Path> write(final MetaAnalysisResult result, final Map<String, Object> record,
		final Map<String, Object> summary, final Progress progress) throws IOException
	{
		final List<NamedMap> maps = result.named(result.maps().kinds());
		final Map<String, Object> complete = new LinkedHashMap<>(record);
		complete.put("maps", names(maps));
		final Path table = folder.resolve("summary.csv");
		final Path json = folder.resolve("result.json");
		Files.createDirectories(folder);
		try (AtomicFiles files = new AtomicFiles()) {
			addMaps(files, maps, ResultFolder::fileName, (map, out) -> result.write(map, out, true), progress);
			files.add(table, path -> Files.writeString(path, csv(summary)));
			files.add(json, path -> Files.writeString(path, RecordText.of(complete)));
			progress.step("writing maps", maps.size(), maps.size());
			files.commit();
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		final List<Path> written = new ArrayList<>();
		maps.forEach(map -> written.add(folder.resolve(fileName(map))));
		written.addAll(List.of(table, json));
		return written;
	}

	/**
	 * Writes a test's maps, tables and record.
	 *
	 * @param name of the record
	 * @param record what it says, besides the list of files
	 * @return the files written: maps, tables, the record
	 * @throws IOException if a file cannot be written; nothing is left of the others then
	 * @throws CancellationException if the progress says so; nothing is left then
	 */
	List<Path> write(final List<? extends ResultMap> maps, final List<NumberTable> tables, final String name,
		final Map<String, Object> record, final Progress progress) throws IOException
	{
		final Map<String, Object> complete = new LinkedHashMap<>(record);
		final Map<String, String> names = new LinkedHashMap<>();
		maps.forEach(map -> names.put(map.key(), map.key() + ".nii.gz"));
		complete.put("maps", names);
		complete.put("tables", tables.stream().map(table -> table.name() + ".csv").toList());
		Files.createDirectories(folder);
		try (AtomicFiles files = new AtomicFiles()) {
			addMaps(files, maps, map -> names.get(map.key()), (map, out) -> NiftiWriter.write(map.image(), out, true),
				progress);
			for (final NumberTable table : tables)
				files.add(folder.resolve(table.name() + ".csv"), path -> Files.writeString(path, table.csv()));
			files.add(folder.resolve(name + ".json"), path -> Files.writeString(path, RecordText.of(complete)));
			progress.step("writing maps", maps.size(), maps.size());
			files.commit();
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		return Stream.of(names.values().stream(), tables.stream().map(table -> table.name() + ".csv"),
			Stream.of(name + ".json")).flatMap(all -> all).map(folder::resolve).toList();
	}

	private <M> void addMaps(final AtomicFiles files, final List<? extends M> maps,
		final Function<M, String> name, final MapWriter<M> writer, final Progress progress)
	{
		final AtomicInteger done = new AtomicInteger();
		Tasks.forEach(Tasks.processors(), maps, map -> {
			progress.step("writing maps", done.getAndIncrement(), maps.size());
			try {
				files.add(folder.resolve(name.apply(map)), path -> write(map, writer, path));
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		});
	}

	private static Map<String, String> names(final List<NamedMap> maps) {
		final Map<String, String> names = new LinkedHashMap<>();
		for (final NamedMap map : maps)
			names.put(map.key(), fileName(map));
		return names;
	}

	private static String fileName(final NamedMap map) {
		return map.key() + ".nii.gz";
	}

	private static <M> void write(final M map, final MapWriter<M> writer, final Path path) throws IOException {
		try (OutputStream out = Files.newOutputStream(path)) {
			writer.write(map, out);
		}
	}

	private static String csv(final Map<String, Object> row) {
		return CSVFormat.DEFAULT.format(row.keySet().toArray()) + "\n"
			+ CSVFormat.DEFAULT.format(row.values().toArray()) + "\n";
	}

	/** Writes a map as a compressed NIfTI file. */
	@FunctionalInterface
	private interface MapWriter<M> {

		void write(M map, OutputStream out) throws IOException;
	}
}
