package org.voxmeta.masker;

import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A set of voxels of a grid. Voxels are numbered along the grid's first axis first, as ImgLib2's flat
 * iteration order and NIfTI files do. Immutable, thread-safe.
 */
public final class VoxelMask {

	private final long[] dims;
	private final int[] indices;
	/** Where runs of voxels side by side end, in the mask. */
	private final int[] runEnds;

	private VoxelMask(final long[] dims, final int[] indices) {
		this.dims = dims;
		this.indices = indices;
		runEnds = runEnds(indices);
	}

	/** The non-zero voxels of an image; NaN counts as zero. */
	public static VoxelMask of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final int[] indices = new int[voxels(image.dimensionsAsLongArray())];
		if (VoxelSampler.arrayOf(image) instanceof float[] values) {
			return new VoxelMask(image.dimensionsAsLongArray(), Arrays.copyOf(indices, nonZero(values, indices)));
		}
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		int n = 0;
		for (int i = 0; cursor.hasNext(); i++) {
			final double value = cursor.next().getRealDouble();
			if (value != 0 && !Double.isNaN(value)) indices[n++] = i;
		}
		return new VoxelMask(image.dimensionsAsLongArray(), Arrays.copyOf(indices, n));
	}

	/** The places of values that are neither 0 nor NaN; returns how many. */
	private static int nonZero(final float[] values, final int[] indices) {
		int n = 0;
		for (int i = 0; i < values.length; i++)
			if (values[i] != 0 && !Float.isNaN(values[i])) indices[n++] = i;
		return n;
	}

	/**
	 * The voxels of a grid that are marked.
	 *
	 * @param marked a mark for each voxel, the first axis fastest; not kept
	 * @param dims the grid's size along each axis
	 * @throws IllegalArgumentException if there are not as many marks as voxels
	 */
	public static VoxelMask of(final boolean[] marked, final long... dims) {
		if (marked.length != voxels(dims)) throw new IllegalArgumentException("Mask: got " + marked.length
			+ " voxels, wanted those of a grid of " + Arrays.toString(dims));
		final int[] indices = new int[marked.length];
		int n = 0;
		for (int i = 0; i < marked.length; i++)
			if (marked[i]) indices[n++] = i;
		return new VoxelMask(dims.clone(), Arrays.copyOf(indices, n));
	}

	/** Every voxel of a grid. */
	public static VoxelMask all(final long... dims) {
		final int[] indices = new int[voxels(dims)];
		Arrays.setAll(indices, i -> i);
		return new VoxelMask(dims.clone(), indices);
	}

	/** The voxels of this mask whose numbers within the mask are given, ascending. */
	public VoxelMask at(final int[] positions) {
		return new VoxelMask(dims, Arrays.stream(positions).map(j -> indices[j]).toArray());
	}

	/** The grid's size along each axis. */
	public long[] dimensions() {
		return dims.clone();
	}

	/** V, the number of voxels in the mask. */
	public int size() {
		return indices.length;
	}

	/** The number of voxels of the grid. */
	public int gridSize() {
		return voxels(dims);
	}

	/** The number in the grid of the mask's voxel {@code j}; ascending with j. */
	public int index(final int j) {
		return indices[j];
	}

	/** The number in the grid of each voxel of the mask, ascending; not to be changed. */
	int[] indices() {
		return indices;
	}

	/** The position in the mask after the last voxel of a run of voxels side by side. */
	int runEnd(final int run) {
		return runEnds[run];
	}

	private static int[] runEnds(final int[] indices) {
		final int[] ends = new int[countRuns(indices)];
		int run = 0;
		for (int j = 1; j <= indices.length; j++)
			if (isEnd(indices, j)) ends[run++] = j;
		return ends;
	}

	private static int countRuns(final int[] indices) {
		int runs = 0;
		for (int j = 1; j <= indices.length; j++)
			if (isEnd(indices, j)) runs++;
		return runs;
	}

	/** Whether a run ends before a position. */
	private static boolean isEnd(final int[] indices, final int j) {
		return j == indices.length || indices[j] != indices[j - 1] + 1;
	}

	/** The position in the mask of the first voxel whose number in the grid is {@code index} or more. */
	int firstFrom(final long index) {
		if (index > Integer.MAX_VALUE) return indices.length;
		final int found = Arrays.binarySearch(indices, (int) index);
		return found >= 0 ? found : -found - 1;
	}

	private static int voxels(final long[] dims) {
		// in double, as the product of large sizes does not fit a long
		double voxels = 1;
		for (final long d : dims)
			voxels *= d;
		if (voxels > Integer.MAX_VALUE) throw new IllegalArgumentException("Grid: got " + Arrays.toString(dims)
			+ " voxels, wanted at most " + Integer.MAX_VALUE);
		return (int) voxels;
	}
}
