package org.voxmeta.bench;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MemoryLimit;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.analysis.StudyLoader;
import org.voxmeta.image.HeaderBytes;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.task.Progress;

/**
 * Whether images that are larger than memory are fitted as they are in memory: five studies of 512x512xZ
 * voxels, from files and from open virtual stacks, with a mask and without, in small heaps and in one that
 * holds all; prints the runs with a checksum of their maps. Arguments: Z, 400 unless given; a small heap,
 * 256m; a large one, 6g; and how much of that is for maps, 100%; and {@code mask} or {@code none} for one of
 * these. Each run is a Java of its own.
 */
public final class LargeImages {

	private static final int STUDIES = 5;
	private static final int SIDE = 512;
	private static final int OFFSET = 544;

	private final Path folder;
	private final int slices;

	private LargeImages(final Path folder, final int slices) {
		this.folder = folder;
		this.slices = slices;
	}

	/** Without {@code child} the parent, which starts the children. */
	public static void main(final String[] args) throws IOException, InterruptedException {
		if (args.length > 0 && args[0].equals("child")) {
			new LargeImages(Path.of(args[1]), Integer.parseInt(args[2]))
				.fit(args[3], args[4].equals("mask"), args[5], Path.of(args[6]));
			return;
		}
		final List<String> given = args.length == 0 || args[0].isBlank() ? List.of()
			: List.of(args[0].split("[ ,]+"));
		final Path folder = Files.createTempDirectory("voxmeta-large");
		try {
			final LargeImages images = new LargeImages(folder, given.isEmpty() ? 400 : Integer.parseInt(given.get(0)));
			images.write();
			images.compare(given.size() > 1 ? given.get(1) : "256m", given.size() > 2 ? given.get(2) : "6g",
				given.size() > 3 ? given.get(3) : "100%",
				given.size() > 4 ? List.of(given.get(4)) : List.of("mask", "none"));
		}
		finally {
			delete(folder);
		}
	}

	private void compare(final String small, final String large, final String memory, final List<String> masks)
		throws IOException, InterruptedException
	{
		System.out.printf("Java %s, %d studies of %dx%dx%d voxels%n%n", System.getProperty("java.version"),
			STUDIES, SIDE, SIDE, slices);
		System.out.println(
			"| maps from | voxels | -Xmx | for maps | s | same maps |\n|---|---|---:|---:|---:|---:|");
		for (final String mask : masks) {
			final Map<String, Long> wanted = run("files", mask, large, memory, null);
			run("files", mask, small, MemoryLimit.USUAL, wanted);
			run("virtual stacks", mask, small, MemoryLimit.USUAL, wanted);
		}
	}

	/** The checksums of a run's maps, by their names; none if it failed. */
	private Map<String, Long> run(final String from, final String mask, final String heap, final String memory,
		final Map<String, Long> wanted) throws IOException, InterruptedException
	{
		final Path maps = folder.resolve("maps");
		final long start = System.nanoTime();
		final Process process = new ProcessBuilder(
			Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
			"-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"),
			LargeImages.class.getName(), "child", folder.toString(), "" + slices, from, mask, memory,
			maps.toString()).redirectErrorStream(true).start();
		final String printed = new String(process.getInputStream().readAllBytes());
		final boolean done = process.waitFor() == 0;
		final Map<String, Long> sums = done ? MapSums.of(maps) : Map.of();
		System.out.printf(Locale.ROOT, "| %s | %s | %s | %s | %.0f | %s |%n", from,
			mask.equals("mask") ? "in a mask" : "that any study has", heap, memory,
			(System.nanoTime() - start) / 1e9,
			!done ? "failed: " + printed.lines().findFirst().orElse("")
				: wanted == null ? sums.size() + " maps" : MapSums.same(wanted, sums));
		delete(maps);
		return sums;
	}

	private void fit(final String from, final boolean masked, final String memory, final Path maps)
		throws IOException
	{
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		final StudyLoader loader = StudyLoader.of(estimator.needs());
		final StudyInputs studies = from.equals("files") ? loader.ofTable(folder.resolve("studies.tsv"))
			: loader.ofStacks(new EnumMap<>(Map.of(Need.EFFECT, InputImage.of(stack("beta")),
				Need.VARIANCE, InputImage.of(stack("varcope")))), StudyAxis.AUTO);
		EstimatorRun.of(estimator).withAggressiveMask(false).withMemory(MemoryLimit.parse(memory)).withOutput(maps)
			.run(studies, masked ? InputImage.read(folder.resolve("mask.nii")) : null, "benchmark", Progress.NONE);
	}

	/** The files of all studies as one open image that reads a plane whenever it is looked at. */
	private ImagePlus stack(final String kind) {
		final VirtualStack planes = new VirtualStack(SIDE, SIDE, null, null) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				return new FloatProcessor(SIDE, SIDE, plane(kind, (n - 1) / slices, (n - 1) % slices));
			}

			@Override
			public int getBitDepth() {
				return Float.SIZE;
			}

			@Override
			public int getSize() {
				return STUDIES * slices;
			}
		};
		final ImagePlus image = new ImagePlus(kind, planes);
		image.setDimensions(1, slices, STUDIES);
		image.setOpenAsHyperStack(true);
		image.setProperty(NiftiImages.HEADER_PROPERTY, header().withDims(SIDE, SIDE, slices, STUDIES));
		return image;
	}

	private float[] plane(final String kind, final int study, final int z) {
		final ByteBuffer bytes = ByteBuffer.allocate(SIDE * SIDE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		try (FileChannel file = FileChannel.open(folder.resolve(kind + study + ".nii"))) {
			while (bytes.hasRemaining())
				file.read(bytes, OFFSET + (long) z * bytes.capacity() + bytes.position());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		final float[] values = new float[SIDE * SIDE];
		bytes.flip().asFloatBuffer().get(values);
		return values;
	}

	private NiftiHeader header() {
		return NiftiHeader.of(new long[] { SIDE, SIDE, slices }, NiftiType.FLOAT32)
			.withAffine(new double[][] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } });
	}

	private void write() throws IOException {
		final StringBuilder table = new StringBuilder("study\tbeta\tvarcope\n");
		for (int k = 0; k < STUDIES; k++) {
			final int study = k;
			write("beta" + k, (random, z, i) -> random.nextInt(50) == 0 ? 0 : (random.nextInt(512) - 200) / 64f);
			write("varcope" + k, (random, z, i) -> (1 + random.nextInt(255)) / 128f + study);
			table.append("s").append(k).append("\tbeta").append(k).append(".nii\tvarcope").append(k).append(".nii\n");
		}
		// a ball, so that planes have different numbers of voxels
		write("mask", (random, z, i) -> Math.hypot(Math.hypot(i % SIDE - SIDE / 2, i / SIDE - SIDE / 2),
			(z - slices / 2.0) * SIDE / slices) < SIDE / 2 ? 1 : 0);
		Files.writeString(folder.resolve("studies.tsv"), table);
	}

	private void write(final String name, final Value value) throws IOException {
		final SplittableRandom random = new SplittableRandom(name.hashCode());
		final ByteBuffer bytes = ByteBuffer.allocate(SIDE * SIDE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".nii"))) {
			out.write(Arrays.copyOf(HeaderBytes.of(header()), OFFSET));
			for (int z = 0; z < slices; z++) {
				bytes.clear();
				for (int i = 0; i < SIDE * SIDE; i++)
					bytes.putFloat(value.at(random, z, i));
				out.write(bytes.array());
			}
		}
	}

	private static void delete(final Path folder) throws IOException {
		if (!Files.exists(folder)) return;
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : new ArrayList<>(paths.sorted(Comparator.reverseOrder()).toList()))
				Files.delete(path);
		}
	}

	/** The value of a voxel. */
	@FunctionalInterface
	private interface Value {

		float at(SplittableRandom random, int z, int i);
	}
}
