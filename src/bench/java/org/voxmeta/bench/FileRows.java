package org.voxmeta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.task.Tasks;

import net.imglib2.img.array.ArrayImgs;

/** Reading, masking and writing files beside plain gunzip, gather and deflate of the same bytes. */
final class FileRows {

	/** As the writer's. */
	private static final int LEVEL = 1;
	private static final int BUFFER = 1 << 16;
	private static final double MOST_FROM_FILES_TO_FILES = 1.3;

	private final EndToEndBenchmark files;
	private final Path folder;
	private final List<byte[]> written = new ArrayList<>();
	private final List<NiftiImage> images = new ArrayList<>();

	/** Rows on the files of a benchmark, which are there. */
	FileRows(final EndToEndBenchmark files, final Path folder) throws IOException {
		this.files = files;
		this.folder = folder;
		files.filesToFiles();
		try (Stream<Path> maps = Files.list(folder.resolve("maps"))) {
			for (final Path map : maps.filter(path -> path.toString().endsWith(".nii.gz")).sorted().toList()) {
				images.add(NiftiReader.read(map));
				try (InputStream in = new GZIPInputStream(Files.newInputStream(map))) {
					written.add(in.readAllBytes());
				}
			}
		}
	}

	List<Comparison> rows() {
		final String maps = images.size() + " maps";
		return List.of(
			new Comparison("read 42 .nii.gz files", files::read, "gunzip", files::gunzip, Double.NaN),
			mask(),
			new Comparison("write " + maps, this::write, "deflate", this::deflate, Double.NaN),
			new Comparison("42 files to six maps in memory", () -> unchecked(files::filesToMaps), "gunzip",
				files::gunzip, Double.NaN),
			new Comparison("42 files to " + maps + " written", () -> unchecked(files::filesToFiles),
				"gunzip and deflate", () -> files.gunzip() + deflate(), MOST_FROM_FILES_TO_FILES));
	}

	/** One image's values in the mask, beside a plain loop over the indices of these. */
	private static Comparison mask() {
		final int size = 91 * 109 * 91;
		final float[] values = new float[size];
		final boolean[] inside = new boolean[size];
		for (int i = 0; i < size; i++) {
			values[i] = i % 97;
			// runs of voxels, a quarter of all, as in a brain mask
			inside[i] = i / 45 % 4 == 0;
		}
		final VoxelMask mask = VoxelMask.of(inside, 91, 109, 91);
		final int[] indices = new int[mask.size()];
		for (int j = 0; j < indices.length; j++)
			indices[j] = mask.index(j);
		final double[][] affine = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } };
		final FittedMasker masker = FittedMasker.of(mask, VoxelGrid.of(mask.dimensions(), affine));
		final DoubleSupplier gather = () -> gather(values, indices)[indices.length / 2];
		return new Comparison("mask one image",
			() -> masker.studyRow(ArrayImgs.floats(values, 91, 109, 91)).length(), "plain gather", gather, Double.NaN);
	}

	private static float[] gather(final float[] values, final int[] indices) {
		final float[] row = new float[indices.length];
		for (int j = 0; j < row.length; j++)
			row[j] = values[indices[j]];
		return row;
	}

	private double write() {
		Tasks.forEach(Tasks.processors(), images, image -> unchecked(() -> {
			NiftiWriter.write(image, folder.resolve("bench" + images.indexOf(image) + ".nii.gz"));
			return null;
		}));
		return images.size();
	}

	private double deflate() {
		Tasks.forEach(Tasks.processors(), written, bytes -> {
			final Deflater deflater = new Deflater(LEVEL, true);
			final byte[] buffer = new byte[BUFFER];
			deflater.setInput(bytes);
			deflater.finish();
			while (!deflater.finished())
				deflater.deflate(buffer);
			deflater.end();
		});
		return written.size();
	}

	private static double unchecked(final Action action) {
		try {
			action.run();
			return 1;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@FunctionalInterface
	private interface Action {

		Object run() throws IOException;
	}
}
