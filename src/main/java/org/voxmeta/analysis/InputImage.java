package org.voxmeta.analysis;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.StackViews;

/**
 * An image that an analysis reads: an open one or a file.
 *
 * @param name its title or path
 * @param header where its voxels are
 * @param values its values; an open image's are seen in place
 */
public record InputImage(String name, NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> values) {

	/** An open image; its planes are not copied. */
	public static InputImage of(final ImagePlus image) {
		return new InputImage(image.getTitle(), NiftiImages.headerOf(image), StackViews.of(image));
	}

	/**
	 * An image in a file.
	 *
	 * @throws IOException if it cannot be read
	 */
	public static InputImage read(final Path path) throws IOException {
		final NiftiImage image = ImageFiles.read(path);
		return new InputImage(path.toString(), image.header(), image.img());
	}
}
