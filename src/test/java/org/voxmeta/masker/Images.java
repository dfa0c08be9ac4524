package org.voxmeta.masker;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/** Looks at images the plain way. */
final class Images {

	private Images() {
	}

	/** An image's values by a loop over positions, the first axis fastest. */
	static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] values = new double[(int) Intervals.numElements(image)];
		final RandomAccess<? extends RealType<?>> access = image.randomAccess();
		for (int i = 0; i < values.length; i++) {
			long rest = i;
			for (int d = 0; d < image.numDimensions(); d++) {
				access.setPosition(image.min(d) + rest % image.dimension(d), d);
				rest /= image.dimension(d);
			}
			values[i] = access.get().getRealDouble();
		}
		return values;
	}
}
