package org.voxmeta.image;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.io.Opener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens an image file of any kind: NIfTI by VoxMeta, others, such as TIFF, by ImageJ. */
public final class ImageFiles {

	private ImageFiles() {
	}

	/**
	 * Reads an image.
	 *
	 * @throws IOException if the file cannot be read as an image; the message names the file and the reason
	 */
	public static NiftiImage read(final Path path) throws IOException {
		if (isNifti(path)) return NiftiReader.read(path);
		final ImagePlus image = open(path);
		return new NiftiImage(NiftiImages.headerOf(image), StackViews.of(image));
	}

	/**
	 * Reads what an image's header says.
	 *
	 * @throws IOException if the file cannot be read as an image; the message names the file and the reason
	 */
	public static NiftiHeader readHeader(final Path path) throws IOException {
		return isNifti(path) ? NiftiReader.readHeader(path) : NiftiImages.headerOf(open(path));
	}

	/** Whether a file's name is that of a NIfTI file, so that its header may say where its voxels are. */
	public static boolean isNifti(final Path path) {
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.matches(".*\\.(nii|hdr|img)(\\.gz)?");
	}

	private static ImagePlus open(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new IOException(path + ": no such file");
		final ImagePlus image = openSilently(path.toAbsolutePath().toString());
		if (image == null) throw new IOException(
			path + ": ImageJ cannot read this file, wanted a NIfTI, TIFF or other image that it opens");
		return image;
	}

	/** The image, or null if ImageJ cannot read it. */
	private static ImagePlus openSilently(final String path) {
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		IJ.redirectErrorMessages(true);
		try {
			return opener.openImage(path);
		}
		catch (final RuntimeException e) {
			// so ImageJ ends a running macro, after a message of its own
			if (Macro.MACRO_CANCELED.equals(e.getMessage())) return null;
			throw e;
		}
		finally {
			IJ.redirectErrorMessages(false);
		}
	}
}
