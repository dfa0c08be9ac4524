package org.voxmeta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.SignalCache;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.demo.SimulatedStudy;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * From 42 compressed files to written maps, beside reading those files alone; a thread for each processor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(2)
public class EndToEndBenchmark {

	/** As maps are written with. */
	private static final int LEVEL = 1;

	private Path folder;
	private final List<Path> files = new ArrayList<>();
	/** The bytes of the maps' files, not compressed. */
	private final List<byte[]> maps = new ArrayList<>();

	@Setup(Level.Trial)
	public void writeStudies() throws IOException {
		folder = Files.createTempDirectory("voxmeta-bench");
		final SimulatedStudies simulation = SimulatedStudies.withDefaults();
		final NiftiHeader header = NiftiHeader.of(IntStream.of(simulation.dims()).asLongStream().toArray(),
			NiftiType.FLOAT32).withAffine(simulation.affine());
		final boolean[] inside = simulation.mask();
		final float[] mask = new float[inside.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = inside[i] ? 1 : 0;
		NiftiWriter.write(NiftiImage.of(header, mask), folder.resolve("mask.nii.gz"));
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < simulation.studies(); k++) {
			final SimulatedStudy study = simulation.study(k);
			final Map<StudyMap, Path> maps = new EnumMap<>(StudyMap.class);
			maps.put(StudyMap.BETA, write(header, study.effect(), study.name() + "_beta.nii.gz"));
			maps.put(StudyMap.VARCOPE, write(header, study.variance(), study.name() + "_varcope.nii.gz"));
			studies.add(new Study(study.name(), maps, study.sampleSize(), "", Map.of(), 0));
		}
		StudyTableWriter.write(folder.resolve("studies.tsv"), studies);
		readMaps();
	}

	private void readMaps() throws IOException {
		for (final Path file : filesToFiles().files())
			if (file.toString().endsWith(".gz")) {
				try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
					maps.add(in.readAllBytes());
				}
			}
	}

	private Path write(final NiftiHeader header, final float[] values, final String name) throws IOException {
		final Path file = folder.resolve(name);
		NiftiWriter.write(NiftiImage.of(header, values), file);
		files.add(file);
		return file;
	}

	@TearDown(Level.Trial)
	public void removeFiles() throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}

	/** Where the files are. */
	Path folder() {
		return folder;
	}

	/** Bare gunzip of the 42 files. */
	@Benchmark
	public long gunzip() {
		return eachFile(EndToEndBenchmark::drain);
	}

	/** Bare gunzip of the 42 files, then bare deflate of the bytes of the nine maps: what {@link #filesToFiles} cannot save. */
	@Benchmark
	public long gunzipAndDeflate() {
		final AtomicLong sum = new AtomicLong(eachFile(EndToEndBenchmark::drain));
		Tasks.forEach(Tasks.processors(), maps, map -> sum.addAndGet(deflate(map)));
		return sum.get();
	}

	/** The 42 files read as images. */
	@Benchmark
	public long read() {
		return eachFile(EndToEndBenchmark::readImage);
	}

	/** From the study table to the six usual maps in memory. */
	@Benchmark
	public Outcome filesToMaps() throws IOException {
		return run(EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false));
	}

	/** From the study table to the six usual maps in memory, with a cache that the runs before have filled. */
	@Benchmark
	public Outcome cacheToMaps() throws IOException {
		final SignalCache cache = SignalCache.at(folder.resolve("cache"), "benchmark");
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false).withCache(cache).run(StudyLoader
			.of(EnumSet.of(Need.EFFECT, Need.VARIANCE)).withDropInvalid(true).withFiles(cache.files()).ofTable(folder
				.resolve("studies.tsv")), cache.image(folder.resolve("mask.nii.gz")), "benchmark", Progress.NONE);
	}

	/** From the study table to every map written. */
	@Benchmark
	public Outcome filesToFiles() throws IOException {
		return run(EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false)
			.withOutput(folder.resolve("maps")));
	}

	private Outcome run(final EstimatorRun run) throws IOException {
		return run.run(StudyInputs.ofTable(folder.resolve("studies.tsv"), EnumSet.of(Need.EFFECT,
			Need.VARIANCE), true), InputImage.read(folder.resolve("mask.nii.gz")), "benchmark",
			Progress.NONE);
	}

	private long eachFile(final ToLongFunction<Path> action) {
		final AtomicLong sum = new AtomicLong();
		Tasks.forEach(Tasks.processors(), files, file -> sum.addAndGet(action.applyAsLong(file)));
		return sum.get();
	}

	private static long drain(final Path file) {
		final byte[] buffer = new byte[1 << 16];
		long bytes = 0;
		try (InputStream in = new GZIPInputStream(Files.newInputStream(file), buffer.length)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
				bytes += n;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes;
	}

	private static long deflate(final byte[] bytes) {
		final byte[] buffer = new byte[1 << 16];
		final Deflater deflater = new Deflater(LEVEL, true);
		deflater.setInput(bytes);
		deflater.finish();
		final CRC32 checksum = new CRC32();
		checksum.update(bytes);
		long compressed = checksum.getValue() & 1;
		while (!deflater.finished())
			compressed += deflater.deflate(buffer);
		deflater.end();
		return compressed;
	}

	private static long readImage(final Path file) {
		try {
			return NiftiReader.read(file).header().size();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
