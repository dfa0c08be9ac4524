package org.voxmeta.masker;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A set of voxels of a grid. Voxels are numbered along the grid's first axis first, as ImgLib2's flat
 * iteration order and NIfTI files do. It takes a bit for each voxel of the grid, and half a bit to count
 * them. Immutable, thread-safe.
 */
public final class VoxelMask {

	/** Fewer values than this are faster copied one by one. */
	private static final int LONG_RUN = 8;

	private final long[] dims;
	/** A bit for each voxel of the grid, 1 in the mask, from the lowest bit of the first word on. */
	private final long[] words;
	/** The number of the mask's voxels before each word, and at last of all. */
	private final int[] before;

	private VoxelMask(final long[] dims, final long[] words) {
		this.dims = dims;
		this.words = words;
		before = new int[words.length + 1];
		for (int w = 0; w < words.length; w++)
			before[w + 1] = before[w] + Long.bitCount(words[w]);
	}

	/** The non-zero voxels of an image; NaN counts as zero. */
	public static VoxelMask of(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		return where(i -> {
			final double value = cursor.next().getRealDouble();
			return value != 0 && !Double.isNaN(value);
		}, image.dimensionsAsLongArray());
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
		return where(i -> marked[i], dims);
	}

	/**
	 * The voxels of a grid that are marked by bits.
	 *
	 * @param bits a bit for each voxel, from the lowest of the first word on; not copied
	 * @param dims the grid's size along each axis
	 */
	public static VoxelMask of(final long[] bits, final long... dims) {
		if (bits.length != words(voxels(dims))) throw new IllegalArgumentException("Mask: got " + bits.length
			+ " words of bits, wanted those of a grid of " + Arrays.toString(dims));
		return new VoxelMask(dims.clone(), bits);
	}

	/** Every voxel of a grid. */
	public static VoxelMask all(final long... dims) {
		return where(i -> true, dims);
	}

	/**
	 * The voxels of a grid with a property, which is asked for in their order.
	 *
	 * @param dims the grid's size along each axis
	 */
	public static VoxelMask where(final IntPredicate property, final long... dims) {
		final int size = voxels(dims);
		final long[] words = new long[words(size)];
		for (int i = 0; i < size; i++)
			if (property.test(i)) words[i >> 6] |= 1L << i;
		return new VoxelMask(dims.clone(), words);
	}

	/** The voxels of this mask whose numbers within the mask are given. */
	public VoxelMask at(final int[] positions) {
		final long[] part = new long[words.length];
		for (final int position : positions) {
			final int i = index(position);
			part[i >> 6] |= 1L << i;
		}
		return new VoxelMask(dims, part);
	}

	/** The grid's size along each axis. */
	public long[] dimensions() {
		return dims.clone();
	}

	/** V, the number of voxels in the mask. */
	public int size() {
		return before[words.length];
	}

	/** The number of voxels of the grid. */
	public int gridSize() {
		return voxels(dims);
	}

	/**
	 * The number in the grid of the mask's voxel {@code j}; ascending with j. {@link #forEach} is
	 * faster for many.
	 */
	public int index(final int j) {
		int word = 0;
		int end = words.length;
		while (end - word > 1) {
			final int middle = (word + end) >>> 1;
			if (before[middle] <= j) word = middle;
			else end = middle;
		}
		return (word << 6) + position(words[word], j - before[word]);
	}

	/** The place of the 1 that n others are below. */
	private static int position(final long word, final int n) {
		long rest = word;
		int place = 0;
		int left = n;
		for (int half = 32; half > 0; half >>= 1) {
			final int below = Long.bitCount(rest & (1L << half) - 1);
			if (left >= below) {
				left -= below;
				rest >>>= half;
				place += half;
			}
		}
		return place;
	}

	/** Whether a voxel of the grid is in the mask. */
	public boolean contains(final int index) {
		return (words[index >> 6] & 1L << index) != 0;
	}

	/** The numbers in the grid of all voxels of the mask, ascending; a new array. */
	public int[] indices() {
		final int[] indices = new int[size()];
		forEach((j, i) -> indices[j] = i);
		return indices;
	}

	/** Visits all voxels of the mask in their order. */
	public void forEach(final Visitor visitor) {
		int j = 0;
		for (int w = 0; w < words.length; w++)
			for (long word = words[w]; word != 0; word &= word - 1)
				visitor.visit(j++, (w << 6) + Long.numberOfTrailingZeros(word));
	}

	/**
	 * Visits neighbouring voxels of the mask together, of those from {@code from} to {@code to - 1} in the grid.
	 */
	public void forEachRun(final int from, final int to, final Run run) {
		int start = next(from, to, 0);
		while (start < to) {
			final int end = next(start, to, -1);
			run.visit(start, end - start);
			start = next(end, to, 0);
		}
	}

	/**
	 * Copies the mask's voxels of a part of the grid to a place in a row.
	 *
	 * @param values from the position on, of the grid's voxels from {@code start} on; the position stays
	 * @param from the first voxel of the part
	 * @param to the voxel after its last one
	 * @param at where in the row the first value goes
	 * @return how many there are
	 */
	int gather(final FloatBuffer values, final int start, final int from, final int to, final float[] row,
		final int at)
	{
		final int first = values.position() - start;
		final int[] next = { at };
		forEachRun(from, to, (index, length) -> {
			if (length >= LONG_RUN) values.get(first + index, row, next[0], length);
			else for (int i = 0; i < length; i++)
				row[next[0] + i] = values.get(first + index + i);
			next[0] += length;
		});
		return next[0] - at;
	}

	/** As {@link #gather(FloatBuffer, int, int, int, float[], int)}. */
	int gather(final DoubleBuffer values, final int start, final int from, final int to, final double[] row,
		final int at)
	{
		final int first = values.position() - start;
		final int[] next = { at };
		forEachRun(from, to, (index, length) -> {
			if (length >= LONG_RUN) values.get(first + index, row, next[0], length);
			else for (int i = 0; i < length; i++)
				row[next[0] + i] = values.get(first + index + i);
			next[0] += length;
		});
		return next[0] - at;
	}

	/**
	 * The first voxel from one of the grid on that is in the mask, or with {@code flip} -1 is not; else the end.
	 */
	private int next(final int from, final int to, final long flip) {
		if (from >= to) return to;
		int w = from >> 6;
		long word = (words[w] ^ flip) & -1L << from;
		while (word == 0) {
			if (++w << 6 >= to || w == words.length) return to;
			word = words[w] ^ flip;
		}
		return Math.min(to, (w << 6) + Long.numberOfTrailingZeros(word));
	}

	/** The position in the mask of the first voxel whose number in the grid is {@code index} or more. */
	public int firstFrom(final long index) {
		final int word = (int) Math.min(words.length, index >> 6);
		return word == words.length ? size() : before[word] + Long.bitCount(words[word] & (1L << index) - 1);
	}

	private static int words(final int voxels) {
		return (int) ((voxels + 63L) / 64);
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

	/** Looks at a voxel. */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * Looks at a voxel.
		 *
		 * @param j its number in the mask
		 * @param index its number in the grid
		 */
		void visit(int j, int index);
	}

	/** Looks at neighbouring voxels. */
	@FunctionalInterface
	public interface Run {

		/**
		 * Looks at neighbours.
		 *
		 * @param index the first one's number in the grid
		 * @param length how many there are
		 */
		void visit(int index, int length);
	}
}
