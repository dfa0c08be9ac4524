package org.voxmeta.view;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * What is seen when looking through a volume: along each line the value that is furthest from 0, with its
 * sign.
 */
final class Projection {

	private Projection() {
	}

	/**
	 * The values furthest from 0; of two as far, the one above 0.
	 *
	 * @param counts which values are looked at
	 * @return as the view lays it on the page; NaN where no value counts
	 */
	static SlicePlane strongest(final RandomAccessibleInterval<? extends RealType<?>> volume,
		final SliceView view,
		final DoublePredicate counts)
	{
		final int[] size = view.size(volume.dimensionsAsLongArray());
		final double[] values = new double[size[0] * size[1]];
		Arrays.fill(values, Double.NaN);
		for (int slice = 0; slice < size[2]; slice++) {
			final double[] plane = view.slice(volume, slice).values();
			for (int i = 0; i < values.length; i++)
				if (counts.test(plane[i]) && isStronger(plane[i], values[i])) values[i] = plane[i];
		}
		return new SlicePlane(size[0], size[1], values);
	}

	private static boolean isStronger(final double value, final double than) {
		final double size = Math.abs(value);
		return Double.isNaN(than) || size > Math.abs(than) || size == Math.abs(than) && value > than;
	}

	/** How many voxels of each line count; NaN where none does. */
	static SlicePlane depth(final RandomAccessibleInterval<? extends RealType<?>> volume, final SliceView view,
		final DoublePredicate counts)
	{
		final int[] size = view.size(volume.dimensionsAsLongArray());
		final double[] depth = new double[size[0] * size[1]];
		for (int slice = 0; slice < size[2]; slice++) {
			final double[] plane = view.slice(volume, slice).values();
			for (int i = 0; i < depth.length; i++)
				if (counts.test(plane[i])) depth[i]++;
		}
		return new SlicePlane(size[0], size[1], depth).withoutZeros();
	}
}
