package org.voxmeta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulatedStudy;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;

/**
 * The demonstration's studies as files in a temporary folder, which goes with the Java: 42 maps, a
 * mask, a table.
 */
final class FileData {

	final Path folder;
	/** The studies' maps. */
	final List<Path> files = new ArrayList<>();
	/** The bytes of the files of a fit's maps, unzipped. */
	final List<byte[]> written = new ArrayList<>();
	/** The maps of a fit. */
	final List<NiftiImage> images = new ArrayList<>();

	private FileData() throws IOException {
		folder = Files.createTempDirectory("voxmeta-bench");
		Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
		writeStudies();
		final EstimatorRun run = EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false);
		run.withOutput(folder.resolve("maps")).run(StudyInputs.ofTable(table(), DerSimonianLaird.withDefaults()
			.needs(), true), InputImage.read(mask()), "benchmark", Progress.NONE);
		try (Stream<Path> maps = Files.list(folder.resolve("maps"))) {
			for (final Path map : maps.filter(path -> path.toString().endsWith(".nii.gz")).sorted().toList()) {
				images.add(NiftiReader.read(map));
				try (InputStream in = new GZIPInputStream(Files.newInputStream(map))) {
					written.add(in.readAllBytes());
				}
			}
		}
	}

	/** The files, written at the first call. */
	static FileData get() {
		return Kept.get(FileData.class, List.of(), () -> {
			try {
				return new FileData();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		});
	}

	Path table() {
		return folder.resolve("studies.tsv");
	}

	Path mask() {
		return folder.resolve("mask.nii.gz");
	}

	private void writeStudies() throws IOException {
		final SimulatedStudies simulation = SimulatedStudies.withDefaults();
		final NiftiHeader header = NiftiHeader.of(IntStream.of(simulation.dims()).asLongStream().toArray(),
			NiftiType.FLOAT32).withAffine(simulation.affine());
		final boolean[] inside = simulation.mask();
		final float[] mask = new float[inside.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = inside[i] ? 1 : 0;
		NiftiWriter.write(NiftiImage.of(header, mask), mask());
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < simulation.studies(); k++) {
			final SimulatedStudy study = simulation.study(k);
			final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
			maps.put(StudyMap.BETA, write(header, study.effect(), study.name() + "_beta.nii.gz"));
			maps.put(StudyMap.VARCOPE, write(header, study.variance(), study.name() + "_varcope.nii.gz"));
			studies.add(new Study(study.name(), maps, study.sampleSize(), "", Map.of(), 0));
		}
		StudyTableWriter.write(table(), studies);
	}

	private Path write(final NiftiHeader header, final float[] values, final String name) throws IOException {
		final Path file = folder.resolve(name);
		NiftiWriter.write(NiftiImage.of(header, values), file);
		files.add(file);
		return file;
	}

	private void remove() {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
		catch (final IOException e) {
			System.err.println(folder + ": cannot be removed: " + e);
		}
	}
}
