package org.voxmeta.view;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import java.util.Arrays;
import java.util.function.DoublePredicate;

import org.voxmeta.grid.Components;
import org.voxmeta.grid.Connectivity;

/**
 * What is seen when looking through a volume: along each line the value that is furthest from 0, with its
 * sign.
 */
final class Projection {

	/** Of a shape's voxels, the share from which on a hole in it is seen. */
	private static final double SPECK = 0.005;

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

	/**
	 * A shape without the holes that are small beside it, such as voxels that a study lacks, which are 1 deep
	 * then: lines around them would hide what the outline is there to show.
	 */
	static SlicePlane withoutSpecks(final SlicePlane shape) {
		final double[] filled = shape.values().clone();
		final boolean[] outside = new boolean[filled.length];
		for (int i = 0; i < filled.length; i++)
			outside[i] = !Double.isFinite(filled[i]);
		final Components parts = Components.of(outside, Connectivity.FACES, shape.width(), shape.height());
		final double small = SPECK * shape.count();
		final boolean[] atEdge = new boolean[parts.count() + 1];
		for (int i = 0; i < filled.length; i++)
			if (isAtEdge(i, shape)) atEdge[parts.label(i)] = true;
		for (int i = 0; i < filled.length; i++)
			if (outside[i] && !atEdge[parts.label(i)] && parts.size(parts.label(i)) < small) filled[i] = 1;
		return new SlicePlane(shape.width(), shape.height(), filled);
	}

	private static boolean isAtEdge(final int i, final SlicePlane plane) {
		final int x = i % plane.width();
		final int y = i / plane.width();
		return x == 0 || y == 0 || x == plane.width() - 1 || y == plane.height() - 1;
	}
}
