package org.voxmeta.image;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.Opener;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens an image file of any kind: NIfTI by VoxMeta, others, such as TIFF, by ImageJ. */
public final class ImageFiles {

	private static final Pattern NIFTI = Pattern.compile("\\.(nii|hdr|img)(\\.gz)?\\z");

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

	/**
	 * The files that make up an image: one, or both of a NIfTI pair. Empty where only the reader could tell, as
	 * a file of another kind than NIfTI and TIFF may name further files.
	 *
	 * @throws IOException if one of a pair is missing; the message names the file and the reason
	 */
	public static List<Path> parts(final Path path) throws IOException {
		if (isNifti(path)) return NiftiSource.files(path);
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".tif") || name.endsWith(".tiff") ? List.of(path) : List.of();
	}

	/**
	 * Whether a failure to read an image means that its file is damaged; else it is missing, may not be read, is
	 * too large for the memory, or the reading was interrupted.
	 */
	public static boolean isDamage(final IOException failure) {
		return !(failure instanceof FileSystemException || failure instanceof FileNotFoundException
			|| failure instanceof TooLargeException || isInterrupt(failure));
	}

	/** Whether reading failed as its thread was interrupted. */
	public static boolean isInterrupt(final IOException failure) {
		return failure instanceof ClosedByInterruptException || failure instanceof InterruptedIOException;
	}

	/**
	 * Writes an image as ImageJ's TIFF, which keeps its properties and the labels of its planes.
	 *
	 * @throws IOException if it cannot be written
	 */
	public static void writeTiff(final ImagePlus image, final Path path) throws IOException {
		// ImageJ takes the file for the image's own from then on
		final ImagePlus same = new ImagePlus(image.getTitle(), image.getStack());
		same.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		same.setOpenAsHyperStack(image.isHyperStack());
		same.copyScale(image);
		same.setProperties(image.getPropertiesAsArray());
		if (!new FileSaver(same).saveAsTiff(path.toString()))
			throw new IOException("ImageJ could not write the image");
	}

	/** Whether a file's name is that of a NIfTI file, so that its header may say where its voxels are. */
	public static boolean isNifti(final Path path) {
		final String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
		return NIFTI.matcher(name).find();
	}

	/**
	 * Opens an image that is no NIfTI file.
	 *
	 * @throws IOException if ImageJ cannot read it; the message names the file and the reason
	 */
	public static ImagePlus open(final Path path) throws IOException {
		if (Files.isDirectory(path)) throw new IOException(path + ": is a folder, wanted an image file");
		if (!Files.isRegularFile(path)) throw new FileNotFoundException(path + ": no such file");
		final ImagePlus image = openSilently(path);
		if (image == null) throw new IOException(
			path + ": ImageJ cannot read this file, wanted a NIfTI, TIFF or other image that it opens");
		requireComplete(path, image);
		return image;
	}

	/** ImageJ reads zeros beyond the end of a TIFF file, which would be missing voxels without a word. */
	private static void requireComplete(final Path path, final ImagePlus image) throws IOException {
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.fileFormat != FileInfo.TIFF) return;
		final long size = Files.size(path);
		for (final FileInfo part : Opener.getTiffFileInfo(path.toAbsolutePath().toString())) {
			final long end = end(part);
			if (end > size) throw new IOException(path + ": truncated: got " + size + " bytes, wanted " + end);
		}
	}

	/** The byte after the last one of a TIFF directory's samples. */
	private static long end(final FileInfo part) {
		if (part.nImages > 1 || part.stripOffsets == null || part.stripLengths == null) {
			final long plane = (long) part.width * part.height * part.getBytesPerPixel();
			return part.getOffset() + part.nImages * (plane + part.getGap()) - part.getGap();
		}
		long end = 0;
		for (int i = 0; i < part.stripOffsets.length; i++)
			end = Math.max(end, Integer.toUnsignedLong(part.stripOffsets[i]) + part.stripLengths[i]);
		return end;
	}

	/**
	 * The image, or null if ImageJ does not know such files.
	 *
	 * @throws IOException if the file is damaged
	 */
	private static ImagePlus openSilently(final Path path) throws IOException {
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		IJ.redirectErrorMessages(true);
		try {
			return opener.openImage(path.toAbsolutePath().toString());
		}
		catch (final RuntimeException e) {
			// so ImageJ ends a running macro, after a message of its own
			if (Macro.MACRO_CANCELED.equals(e.getMessage())) return null;
			// what ImageJ's decoders stumble over
			throw new IOException(path + ": ImageJ cannot read this file: " + e, e);
		}
		finally {
			IJ.redirectErrorMessages(false);
		}
	}
}
