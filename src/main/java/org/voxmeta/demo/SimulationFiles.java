package org.voxmeta.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * Simulated studies as a user would have them: NIfTI files, and a study table that names them. The files of a
 * call appear together once all are complete.
 */
public final class SimulationFiles {

	/** The table that names the maps. */
	public static final String TABLE = "studies.tsv";
	/** The same table without maps, to go along with stacks. */
	public static final String DESCRIPTION = "studies-without-maps.tsv";

	private static final String STAGE = "simulating studies";

	private final SimulatedStudies simulation;
	private final NiftiHeader header;

	/** The files of a simulation. */
	public SimulationFiles(final SimulatedStudies simulation) {
		this.simulation = simulation;
		header = header(simulation);
	}

	/** The header of a simulation's maps. */
	static NiftiHeader header(final SimulatedStudies simulation) {
		return NiftiHeader.of(IntStream.of(simulation.dims()).asLongStream().toArray(), NiftiType.FLOAT32)
			.withAffine(simulation.affine()).withUnits(simulation.unit(), "");
	}

	/**
	 * Writes the studies' maps, both tables, the truth and the mask.
	 *
	 * @param folder made if it does not exist
	 * @return the files, {@value #TABLE} last
	 * @throws IOException if a file cannot be written; the folder's files are as they were then
	 * @throws IllegalArgumentException if the studies cannot be simulated, or their names do not make a table;
	 *         the folder's files are as they were then
	 * @throws CancellationException if the progress says so; the folder's files are as they were then
	 */
	public List<Path> write(final Path folder, final Progress progress) throws IOException {
		return write(folder, truth(), progress);
	}

	/**
	 * Writes the studies' maps and the tables, as {@link #write(Path, Progress)} does.
	 */
	List<Path> writeStudies(final Path folder, final Progress progress) throws IOException {
		return write(folder, Map.of(), progress);
	}

	private List<Path> write(final Path folder, final Map<String, NiftiImage> more, final Progress progress)
		throws IOException
	{
		final Path whole = folder.toAbsolutePath();
		Files.createDirectories(whole);
		try (AtomicFiles files = new AtomicFiles()) {
			final List<Study> studies = addStudies(files, whole, progress);
			files.add(whole.resolve(DESCRIPTION), file -> Files.writeString(file, description(studies)));
			for (final Map.Entry<String, NiftiImage> map : more.entrySet())
				add(files, whole.resolve(map.getKey() + ".nii.gz"), map.getValue());
			// last: should the program be killed between two moves, a table has its maps
			final Path table = whole.resolve(TABLE);
			files.add(table, file -> Files.writeString(file, StudyTableWriter.text(table, studies)));
			progress.step(STAGE, studies.size(), studies.size());
			return files.commit();
		}
	}

	/**
	 * The truth and the mask, by the names of their files: true_effect, true_tau2, true_slope, true_difference
	 * (the last two unless they are 0 everywhere), NaN outside the mask, and mask.
	 */
	public Map<String, NiftiImage> truth() {
		final Map<String, NiftiImage> maps = new LinkedHashMap<>();
		maps.put("true_effect", inMask(simulation.truth()));
		maps.put("true_tau2", inMask(simulation.tau2()));
		putUnlessZero(maps, "true_slope", simulation.slope());
		putUnlessZero(maps, "true_difference", simulation.difference());
		final boolean[] inside = simulation.mask();
		final float[] mask = new float[inside.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = inside[i] ? 1 : 0;
		maps.put("mask", NiftiImage.of(header.withType(NiftiType.UINT8), mask));
		return maps;
	}

	private void putUnlessZero(final Map<String, NiftiImage> maps, final String name, final float[] values) {
		for (final float value : values)
			if (value != 0) {
				maps.put(name, inMask(values));
				return;
			}
	}

	private NiftiImage inMask(final float[] values) {
		final boolean[] inside = simulation.mask();
		for (int i = 0; i < values.length; i++)
			if (!inside[i]) values[i] = Float.NaN;
		return NiftiImage.of(header, values);
	}

	private List<Study> addStudies(final AtomicFiles files, final Path folder, final Progress progress)
		throws IOException
	{
		final Study[] studies = new Study[simulation.studies()];
		final AtomicInteger done = new AtomicInteger();
		try {
			Tasks.forEach(Tasks.processors(), IntStream.range(0, studies.length).boxed().toList(), k -> {
				progress.step(STAGE, done.getAndIncrement(), studies.length);
				studies[k] = addStudy(files, folder, simulation.study(k));
			});
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		return List.of(studies);
	}

	private Study addStudy(final AtomicFiles files, final Path folder, final SimulatedStudy study) {
		final String name = study.name().replaceAll("[^A-Za-z0-9-]+", "_");
		final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
		maps.put(StudyMap.BETA, folder.resolve(name + "_beta.nii.gz"));
		maps.put(StudyMap.VARCOPE, folder.resolve(name + "_varcope.nii.gz"));
		try {
			add(files, maps.get(StudyMap.BETA), NiftiImage.of(header, study.effect()));
			add(files, maps.get(StudyMap.VARCOPE), NiftiImage.of(header, study.variance()));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return new Study(study.name(), maps, study.sampleSize(), "", study.moderators(), 0);
	}

	private static void add(final AtomicFiles files, final Path file, final NiftiImage image)
		throws IOException
	{
		files.add(file, path -> {
			try (OutputStream out = Files.newOutputStream(path)) {
				NiftiWriter.write(image, out, true);
			}
		});
	}

	private static String description(final List<Study> studies) {
		final List<String> lines = new ArrayList<>(List.of("study\tn\tage\tdrug\n"));
		for (final Study study : studies)
			lines.add(study.id() + "\t" + (int) study.sampleSize() + "\t" + String.join("\t", study.moderators()
				.values()) + "\n");
		return String.join("", lines);
	}
}
