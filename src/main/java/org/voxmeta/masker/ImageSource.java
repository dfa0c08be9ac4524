package org.voxmeta.masker;

import java.io.IOException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** An image that is opened only when it is needed, such as a study's map in a file. */
@FunctionalInterface
public interface ImageSource {

	/**
	 * Opens the image.
	 *
	 * @throws IOException if it cannot be read; the message says which image and why
	 */
	RandomAccessibleInterval<? extends RealType<?>> open() throws IOException;
}
