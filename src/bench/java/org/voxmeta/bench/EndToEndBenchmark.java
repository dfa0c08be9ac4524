package org.voxmeta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
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
import org.openjdk.jmh.annotations.Warmup;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MemoryLimit;
import org.voxmeta.analysis.SignalCache;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * From 42 compressed files to written maps, beside bare gunzip and deflate of the same bytes; a thread for
 * each processor.
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

	private static final EnumSet<Need> NEEDS = EnumSet.of(Need.EFFECT, Need.VARIANCE);

	private FileData data;

	@Setup(Level.Trial)
	public void writeStudies() {
		data = FileData.get();
	}

	/** Bare gunzip of the 42 files. */
	@Benchmark
	public long gunzip() {
		return eachFile(EndToEndBenchmark::drain);
	}

	/** Bare deflate of the bytes of the maps. */
	@Benchmark
	public long deflate() {
		final AtomicLong sum = new AtomicLong();
		Tasks.forEach(Tasks.processors(), data.written, map -> sum.addAndGet(deflate(map)));
		return sum.get();
	}

	/** What {@link #filesToFiles} cannot save. */
	@Benchmark
	public long gunzipAndDeflate() {
		return gunzip() + deflate();
	}

	/** The 42 files read as images. */
	@Benchmark
	public long read() {
		return eachFile(EndToEndBenchmark::readImage);
	}

	/** The maps of a fit, each to a file. */
	@Benchmark
	public int write() {
		Tasks.forEach(Tasks.processors(), data.images, this::write);
		return data.images.size();
	}

	/** From the study table to the six usual maps in memory. */
	@Benchmark
	public Outcome filesToMaps() throws IOException {
		return run(EstimatorRun.of(DerSimonianLaird.withDefaults()));
	}

	/** As {@link #filesToMaps}, with all rows in a temporary file. */
	@Benchmark
	public Outcome filesToMapsWithRowsInAFile() throws IOException {
		return run(EstimatorRun.of(DerSimonianLaird.withDefaults()).withMemory(new MemoryLimit(0)));
	}

	/** As {@link #filesToMaps}, with a cache that the runs before have filled. */
	@Benchmark
	public Outcome cacheToMaps() throws IOException {
		return cached("cache");
	}

	/** As {@link #filesToMaps}, filling a cache. */
	@Benchmark
	public Outcome filesToMapsAndCache() throws IOException {
		final String name = UUID.randomUUID().toString();
		try {
			return cached(name);
		}
		finally {
			for (final Path entry : list(data.folder.resolve(name)))
				Files.delete(entry);
		}
	}

	/** From the study table to every map written. */
	@Benchmark
	public Outcome filesToFiles() throws IOException {
		return run(EstimatorRun.of(DerSimonianLaird.withDefaults()).withOutput(data.folder.resolve("maps")));
	}

	private Outcome cached(final String name) throws IOException {
		final SignalCache cache = SignalCache.at(data.folder.resolve(name), "benchmark");
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false).withCache(cache).run(
			StudyLoader.of(NEEDS).withDropInvalid(true).withFiles(cache.files()).ofTable(data.table()),
			cache.image(data.mask()), "benchmark", Progress.NONE);
	}

	private Outcome run(final EstimatorRun run) throws IOException {
		return run.withAggressiveMask(false).run(StudyInputs.ofTable(data.table(), NEEDS, true),
			InputImage.read(data.mask()), "benchmark", Progress.NONE);
	}

	private void write(final NiftiImage image) {
		try {
			NiftiWriter.write(image, data.folder.resolve("bench" + data.images.indexOf(image) + ".nii.gz"));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static List<Path> list(final Path folder) throws IOException {
		try (Stream<Path> paths = Files.list(folder)) {
			return paths.toList();
		}
	}

	private long eachFile(final ToLongFunction<Path> action) {
		final AtomicLong sum = new AtomicLong();
		Tasks.forEach(Tasks.processors(), data.files, file -> sum.addAndGet(action.applyAsLong(file)));
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
