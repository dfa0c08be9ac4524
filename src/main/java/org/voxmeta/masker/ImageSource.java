package org.voxmeta.masker;

import java.io.IOException;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelSink;

/** An image that is opened only when it is needed, such as a study's map in a file. */
@FunctionalInterface
public interface ImageSource {

	/**
	 * Opens the image.
	 *
	 * @throws IOException if it cannot be read; the message says which image and why
	 */
	RandomAccessibleInterval<? extends RealType<?>> open() throws IOException;

	/**
	 * Hands over the values one after the other, if that can be done without the whole image in memory.
	 *
	 * @return whether that was done; else nothing was handed over, and the image is to be opened
	 * @throws IOException if it cannot be read; the message says which image and why
	 */
	default boolean read(final VoxelSink to) throws IOException {
		return false;
	}

	/**
	 * Opens the image for as long as it is used, so that it need not be whole in memory: its planes may come
	 * from a file as they are asked for, which is fast only in their order.
	 *
	 * @param use what is made of the image, which is not to be looked at later
	 * @throws IOException if it cannot be read; the message says which image and why
	 */
	default <T> T read(final Function<RandomAccessibleInterval<? extends RealType<?>>, T> use) throws IOException
	{
		return use.apply(open());
	}
}
