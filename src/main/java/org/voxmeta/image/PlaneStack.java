package org.voxmeta.image;

import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A stack in 32 bits that takes a plane out of an image whenever it is shown, for images that are
 * not in memory.
 */
final class PlaneStack extends VirtualStack {

	private final StackLayout layout;
	private final RandomAccessibleInterval<? extends RealType<?>> image;
	/** The number in the file of each plane of the stack. */
	private final int[] planes;

	PlaneStack(final StackLayout layout, final RandomAccessibleInterval<? extends RealType<?>> image) {
		super(layout.width(), layout.height(), null, null);
		this.layout = layout;
		this.image = image;
		planes = new int[layout.planes()];
		for (int p = 0; p < planes.length; p++)
			planes[layout.stackIndex(p) - 1] = p;
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		RandomAccessibleInterval<? extends RealType<?>> plane = image;
		long rest = planes[n - 1];
		final long[] position = new long[image.numDimensions()];
		for (int d = 2; d < position.length; d++) {
			position[d] = rest % image.dimension(d);
			rest /= image.dimension(d);
		}
		for (int d = position.length - 1; d >= 2; d--)
			plane = Views.hyperSlice(plane, d, position[d]);
		final float[] values = new float[layout.width() * layout.height()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealFloat();
		return new FloatProcessor(layout.width(), layout.height(), values);
	}

	@Override
	public int getSize() {
		return planes.length;
	}

	@Override
	public int getBitDepth() {
		return Float.SIZE;
	}

	@Override
	public String getSliceLabel(final int n) {
		return null;
	}
}
