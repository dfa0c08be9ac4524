package org.voxmeta.masker.mask;

import java.util.Arrays;
import java.util.function.IntPredicate;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.masker.VoxelMask;

/** In how many of several images each voxel is. Images are added one by one and not kept. Thread-safe. */
public final class Coverage {

	private final long[] dims;
	private final int[] counts;
	private int images;

	private Coverage(final long[] dims) {
		this.dims = dims;
		counts = new int[Values.size(dims)];
	}

	/**
	 * No image yet.
	 *
	 * @param dims the images' size along each axis
	 */
	public static Coverage of(final long... dims) {
		return new Coverage(dims.clone());
	}

	/**
	 * Counts the voxels of a mask.
	 *
	 * @throws IllegalArgumentException if it has another size
	 */
	public synchronized void add(final VoxelMask mask) {
		requireSize(mask.dimensions());
		mask.forEach((j, i) -> counts[i]++);
		images++;
	}

	/**
	 * Counts the voxels that a study's map has: those that are finite and not 0.
	 *
	 * @throws IllegalArgumentException if it has another size
	 */
	public void addStudy(final RandomAccessibleInterval<? extends RealType<?>> map) {
		requireSize(map.dimensionsAsLongArray());
		final boolean[] valid = new boolean[counts.length];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(map).cursor();
		for (int i = 0; i < valid.length; i++) {
			final double value = cursor.next().getRealDouble();
			valid[i] = value != 0 && Double.isFinite(value);
		}
		add(VoxelMask.of(valid, dims));
	}

	/** The number of images that were added. */
	public synchronized int images() {
		return images;
	}

	/** In how many images each voxel is there, the first axis fastest; a new array. */
	public synchronized int[] counts() {
		return counts.clone();
	}

	/**
	 * The voxels whose number of images passes, after cleaning.
	 *
	 * @throws IllegalArgumentException if no image was added
	 */
	synchronized VoxelMask mask(final IntPredicate passes, final MaskCleaning cleaning) {
		if (images == 0) throw new IllegalArgumentException("Mask: got 0 images, wanted at least 1");
		final boolean[] mask = new boolean[counts.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = passes.test(counts[i]);
		return VoxelMask.of(cleaning.apply(mask, dims), dims);
	}

	private void requireSize(final long[] size) {
		if (!Arrays.equals(size, dims)) throw new IllegalArgumentException("Mask: got an image of size "
			+ Arrays.toString(size) + ", wanted " + Arrays.toString(dims) + " as the others");
	}
}
