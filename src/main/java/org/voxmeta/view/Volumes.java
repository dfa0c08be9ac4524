package org.voxmeta.view;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.image.NiftiImage;

/** Single volumes of images with more axes than three. */
final class Volumes {

	private Volumes() {
	}

	/** The values of one volume, x fastest, in a new array; volumes count from 0, the fourth axis fastest. */
	static float[] of(final NiftiImage image, final int volume) {
		final long[] dims = image.header().dims();
		int length = 1;
		for (int d = 0; d < Math.min(3, dims.length); d++)
			length *= (int) dims[d];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		cursor.jumpFwd((long) volume * length);
		final float[] values = new float[length];
		for (int i = 0; i < length; i++)
			values[i] = cursor.next().getRealFloat();
		return values;
	}
}
