package org.voxmeta.grid;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Growing, shrinking and filling of masks: one value for each voxel, first axis fastest. The neighbours of a
 * voxel are those that share a face; outside of the image nothing is in the mask, as scipy.ndimage has it
 * unless told otherwise, so erosion also takes voxels at the border away. No method changes or keeps its
 * mask.
 */
public final class Morphology {

	private Morphology() {
	}

	/**
	 * The voxels that are in the mask together with all their neighbours, {@code times} over. A new array.
	 *
	 * @throws IllegalArgumentException if {@code times} is negative or the sizes are not those of the mask
	 */
	public static boolean[] erosion(final boolean[] mask, final int times, final long... dims) {
		return repeat(mask, times, false, dims);
	}

	/**
	 * The voxels of the mask and all their neighbours, {@code times} over. A new array.
	 *
	 * @throws IllegalArgumentException if {@code times} is negative or the sizes are not those of the mask
	 */
	public static boolean[] dilation(final boolean[] mask, final int times, final long... dims) {
		return repeat(mask, times, true, dims);
	}

	/**
	 * The mask after {@code times} erosions and as many dilations: without what is thinner than
	 * 2 {@code times} + 1 voxels. A new array.
	 *
	 * @throws IllegalArgumentException if {@code times} is negative or the sizes are not those of the mask
	 */
	public static boolean[] opening(final boolean[] mask, final int times, final long... dims) {
		return dilation(erosion(mask, times, dims), times, dims);
	}

	/**
	 * The mask with its holes: the voxels outside of it from which no way through neighbours outside of it leads
	 * to the border of the image. An axis of one voxel is all border, so nothing is filled then. A new array.
	 *
	 * @throws IllegalArgumentException if the sizes are not those of the mask
	 */
	public static boolean[] fillHoles(final boolean[] mask, final long... dims) {
		final boolean[] background = new boolean[mask.length];
		for (int i = 0; i < mask.length; i++)
			background[i] = !mask[i];
		final Components parts = Components.of(background, Connectivity.FACES, dims);
		final boolean[] open = new boolean[parts.count() + 1];
		eachBorderVoxel(mask.length, dims, i -> open[parts.label(i)] = true);
		final boolean[] filled = new boolean[mask.length];
		for (int i = 0; i < mask.length; i++)
			filled[i] = mask[i] || !open[parts.label(i)];
		return filled;
	}

	private static boolean[] repeat(final boolean[] mask, final int times, final boolean grow,
		final long[] dims)
	{
		if (times < 0) throw new IllegalArgumentException("Morphology: got " + times
			+ " times, wanted 0 or more");
		Lines.of(mask.length, dims);
		boolean[] now = mask.clone();
		// a mask is empty or full long before as many steps as the image is wide
		for (int time = 0; time < Math.min(times, Arrays.stream(dims).sum()); time++)
			now = step(now, grow, dims);
		return now;
	}

	/** Lets the voxels with one value give it to their neighbours. */
	private static boolean[] step(final boolean[] mask, final boolean value, final long[] dims) {
		final boolean[] changed = mask.clone();
		int stride = 1;
		for (final long dim : dims) {
			final int size = Math.toIntExact(dim);
			for (int from = 0; from < mask.length; from += stride) {
				final int at = from / stride % size;
				if (at > 0) spread(mask, from - stride, changed, from, stride, value);
				if (at < size - 1) spread(mask, from + stride, changed, from, stride, value);
				if (!value && (at == 0 || at == size - 1)) Arrays.fill(changed, from, from + stride, false);
			}
			stride *= size;
		}
		return changed;
	}

	private static void spread(final boolean[] mask, final int source, final boolean[] changed, final int target,
		final int n, final boolean value)
	{
		for (int j = 0; j < n; j++)
			if (mask[source + j] == value) changed[target + j] = value;
	}

	private static void eachBorderVoxel(final int voxels, final long[] dims, final IntConsumer action) {
		int stride = 1;
		for (final long dim : dims) {
			final int size = Math.toIntExact(dim);
			for (int from = 0; from < voxels; from += stride) {
				final int at = from / stride % size;
				if (at > 0 && at < size - 1) continue;
				for (int i = from; i < from + stride; i++)
					action.accept(i);
			}
			stride *= size;
		}
	}
}
