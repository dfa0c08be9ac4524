package org.voxmeta.view;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * How the axes of a voxel grid lie on the page: which one runs across, which one down, which one
 * through the slices.
 * <p>
 * With an affine: left on the left, front at the top, slices from bottom to top; an oblique grid is
 * shown along its own axes, each taken for the direction nearest to it. Without one: x across, y down,
 * as ImageJ shows images.
 * </p>
 * Immutable.
 */
final class AxialView {

	private final int[] axis;
	private final boolean[] reversed;
	private final double[] voxelSize;
	private final double[][] affine;

	private AxialView(final int[] axis, final boolean[] reversed, final double[] voxelSize,
		final double[][] affine)
	{
		this.axis = axis;
		this.reversed = reversed;
		this.voxelSize = voxelSize;
		this.affine = affine;
	}

	/** Returns the view of voxels that are cubes of an unknown place. */
	static AxialView ofGrid() {
		return new AxialView(new int[] { 0, 1, 2 }, new boolean[3], new double[] { 1, 1, 1 }, null);
	}

	/**
	 * @param affine at least 3 rows of 4, voxel index (from 0) to right, front, top; finite, no column
	 *         all zero
	 */
	static AxialView of(final double[][] affine) {
		final double[] size = new double[3];
		for (int c = 0; c < 3; c++)
			size[c] = Math.sqrt(affine[0][c] * affine[0][c] + affine[1][c] * affine[1][c]
				+ affine[2][c] * affine[2][c]);
		final int[] axis = nearestAxes(affine, size);
		final boolean[] reversed = {
			affine[0][axis[0]] < 0,
			affine[1][axis[1]] > 0,
			affine[2][axis[2]] < 0 };
		final double[] voxelSize = { size[axis[0]], size[axis[1]], size[axis[2]] };
		return new AxialView(axis, reversed, voxelSize, affine);
	}

	/** Pairs directions with axes, the best aligned pair first, so that no axis is taken twice. */
	private static int[] nearestAxes(final double[][] affine, final double[] size) {
		final int[] axis = { -1, -1, -1 };
		final boolean[] taken = new boolean[3];
		for (int pair = 0; pair < 3; pair++) {
			int bestRow = -1;
			int bestColumn = -1;
			double best = -1;
			for (int r = 0; r < 3; r++)
				for (int c = 0; c < 3; c++)
					if (axis[r] < 0 && !taken[c] && Math.abs(affine[r][c]) / size[c] > best) {
						best = Math.abs(affine[r][c]) / size[c];
						bestRow = r;
						bestColumn = c;
					}
			axis[bestRow] = bestColumn;
			taken[bestColumn] = true;
		}
		return axis;
	}

	/** Returns whether left and right are known. */
	boolean isAnatomical() {
		return affine != null;
	}

	/** Returns the edges of a voxel across the page, down the page and from slice to slice. */
	double[] voxelSize() {
		return voxelSize;
	}

	/** Returns the size of a 3-D grid across, down and through the slices. */
	int[] size(final long[] dims) {
		return new int[] { (int) dims[axis[0]], (int) dims[axis[1]], (int) dims[axis[2]] };
	}

	/** Returns one slice of a 3-D map as it lies on the page. */
	SlicePlane slice(final RandomAccessibleInterval<? extends RealType<?>> map, final int slice) {
		final int[] size = size(map.dimensionsAsLongArray());
		final RandomAccess<? extends RealType<?>> access = Views.zeroMin(map).randomAccess();
		final double[] values = new double[size[0] * size[1]];
		access.setPosition(position(2, slice, size), axis[2]);
		for (int y = 0; y < size[1]; y++) {
			access.setPosition(position(1, y, size), axis[1]);
			for (int x = 0; x < size[0]; x++) {
				access.setPosition(position(0, x, size), axis[0]);
				values[y * size[0] + x] = access.get().getRealDouble();
			}
		}
		return new SlicePlane(size[0], size[1], values);
	}

	/**
	 * Returns a slice's name: the height of its centre in millimetres if known, else its number from 1,
	 * nothing if it is the only one.
	 */
	String label(final int slice, final long[] dims) {
		if (affine == null && dims[2] == 1)
			return "";
		if (affine == null)
			return "slice " + (slice + 1);
		final double[] centre = { (dims[0] - 1) / 2.0, (dims[1] - 1) / 2.0, (dims[2] - 1) / 2.0 };
		centre[axis[2]] = position(2, slice, size(dims));
		double z = affine[2][3];
		for (int d = 0; d < 3; d++)
			z += affine[2][d] * centre[d];
		return "z = " + Long.toString(Math.round(z)).replace('-', '\u2212') + " mm";
	}

	private int position(final int direction, final int index, final int[] size) {
		return reversed[direction] ? size[direction] - 1 - index : index;
	}
}
