package org.voxmeta.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.voxmeta.task.AtomicFiles;

/**
 * Writes NIfTI images as one file, plain or gzip, in the header's type, byte order and version. An axis
 * longer than {@value NiftiHeader#MAX_NIFTI1_DIM} makes it NIfTI-2.
 * <p>
 * The values are converted to the header's type: with scaling, (value - intercept) / slope is stored, rounded
 * to the nearest whole number for integer types. Nothing is lost in silence: a value outside an integer
 * type's range or float32's, a NaN or infinity for an integer type, and a fraction for an integer type
 * without scaling are refused, and the message names the voxel. Real types keep NaN and infinity; double to
 * float32 is rounded.
 * </p>
 * <p>
 * An image in an ImgLib2 array of the header's type, as {@link NiftiImage#of(NiftiHeader, float[])} makes
 * it, is written in bulk; {@link NiftiOutput} is for values that are not all there yet. Compressed files are
 * worked on by all processors that are idle, and are the same bytes whatever these do. Thread-safe.
 * </p>
 */
public final class NiftiWriter {

	private NiftiWriter() {
	}

	/**
	 * Writes a file: gzip if its name ends in ".gz", else plain. It takes its name only once it is complete;
	 * an existing file is replaced. If writing fails or the thread is interrupted, nothing is left behind.
	 *
	 * @param image the image
	 * @param path the file, {@code .nii} or {@code .nii.gz}
	 * @throws IOException if the file cannot be written or the thread is interrupted; the message names the
	 *           file
	 * @throws IllegalArgumentException if the name ends otherwise or a value does not fit the header's type
	 */
	public static void write(final NiftiImage image, final Path path) throws IOException {
		final boolean gzip = isGzipName(path);
		final Path target = path.toAbsolutePath();
		if (!Files.isDirectory(target.getParent())) throw new IOException(path + ": its folder does not exist");
		if (Files.isDirectory(target)) throw new IOException(path + ": is a folder, wanted a file name");
		AtomicFiles.write(path, part -> {
			try (OutputStream out = Files.newOutputStream(part)) {
				write(image, out, gzip);
			}
		});
	}

	/**
	 * Writes to a stream, which stays open. For callers that collect several files and move them together.
	 *
	 * @param image the image
	 * @param out where to; needs no buffer
	 * @param gzip whether to compress
	 * @throws IOException if the stream fails or the thread is interrupted
	 * @throws IllegalArgumentException if a value does not fit the header's type
	 */
	public static void write(final NiftiImage image, final OutputStream out, final boolean gzip)
		throws IOException {
		try (NiftiOutput output = NiftiOutput.to(out, image.header(), gzip)) {
			SampleArrays.forEachRun(image.img(), output::write);
			output.finish();
		}
	}

	/**
	 * Returns whether a file of this name is to be compressed.
	 *
	 * @param path the file's name
	 * @return true for {@code .nii.gz}, false for {@code .nii}
	 * @throws IllegalArgumentException if the name ends otherwise
	 */
	public static boolean isGzipName(final Path path) {
		final String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
		if (!name.endsWith(".nii") && !name.endsWith(".nii.gz")) {
			throw new IllegalArgumentException("NIfTI file: got the name " + path +
				", wanted one that ends in .nii or .nii.gz");
		}
		return name.endsWith(".gz");
	}
}
