package org.voxmeta.view;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * How the axes of a voxel grid lie on the page: which one runs across, which one down, which one
 * through the slices.
 * <p>
 * With an affine: left on the left (or, as radiologists want it, on the right), front or top at the top,
 * slices from left, back and bottom on; an oblique grid is shown along its own axes, each taken for the
 * direction nearest to it. Without one: x and y as ImageJ shows images, in the other planes z downwards.
 * </p>
 * Immutable.
 */
final class SliceView {

	private static final int ACROSS = 0;
	private static final int DOWN = 1;
	private static final int THROUGH = 2;

	private final Plane plane;
	private final int[] axis;
	private final boolean[] reversed;
	private final double[] voxelSize;
	private final double[][] affine;

	private SliceView(final Plane plane, final int[] axis, final boolean[] reversed, final double[] voxelSize,
		final double[][] affine)
	{
		this.plane = plane;
		this.axis = axis;
		this.reversed = reversed;
		this.voxelSize = voxelSize;
		this.affine = affine;
	}

	/** Returns the axial view of voxels that are cubes of an unknown place. */
	static SliceView ofGrid() {
		return ofGrid(Plane.AXIAL, 1, 1, 1);
	}

	/** Returns the view of voxels of an unknown place, with their sizes along x, y and z. */
	static SliceView ofGrid(final Plane plane, final double... size) {
		final int[] axis = plane.directions();
		return new SliceView(plane, axis, new boolean[3], new double[] { size[axis[0]], size[axis[1]],
			size[axis[2]] },
			null);
	}

	/** Returns the axial view, left on the left. */
	static SliceView of(final double[][] affine) {
		return of(affine, Plane.AXIAL, false);
	}

	/**
	 * @param affine at least 3 rows of 4, voxel index (from 0) to right, front, top; finite, no column
	 *         all zero
	 * @param radiological whether left is on the right, where the plane shows both
	 */
	static SliceView of(final double[][] affine, final Plane plane, final boolean radiological) {
		final double[] size = new double[3];
		for (int c = 0; c < 3; c++)
			size[c] = Math.sqrt(affine[0][c] * affine[0][c] + affine[1][c] * affine[1][c]
				+ affine[2][c] * affine[2][c]);
		final int[] nearest = nearestAxes(affine, size);
		final int[] world = plane.directions();
		final int[] axis = { nearest[world[0]], nearest[world[1]], nearest[world[2]] };
		final boolean[] reversed = {
			affine[world[ACROSS]][axis[ACROSS]] < 0 != (radiological && world[ACROSS] == 0),
			affine[world[DOWN]][axis[DOWN]] > 0,
			affine[world[THROUGH]][axis[THROUGH]] < 0 };
		final double[] voxelSize = { size[axis[0]], size[axis[1]], size[axis[2]] };
		return new SliceView(plane, axis, reversed, voxelSize, affine);
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

	/** Returns the direction of the slices. */
	Plane plane() {
		return plane;
	}

	/** Returns whether left and right are known, and the plane shows both. */
	boolean showsSides() {
		return affine != null && plane != Plane.SAGITTAL;
	}

	/**
	 * Returns a slice's name: where its centre is in millimetres if known, else its number; nothing if it is
	 * the only one.
	 */
	String label(final int slice, final long[] dims) {
		return label(slice, dims, "mm");
	}

	/**
	 * Returns a slice's name: where its centre is if known, to a tenth of the unit; else its number, along z
	 * from 1 and along x and y from 0, as ImageJ counts; nothing if it is the only one and at 0, as in 2-D.
	 */
	String label(final int slice, final long[] dims, final String unit) {
		if (affine == null && size(dims)[THROUGH] == 1)
			return "";
		if (affine == null)
			return plane == Plane.AXIAL ? "slice " + (slice + 1) : plane.axis() + " = " + slice;
		// adding 0 makes -0 a 0
		final double place = Math.round(10 * coordinate(slice, dims)) / 10.0 + 0.0;
		if (place == 0 && size(dims)[THROUGH] == 1) return "";
		final String number = place == Math.rint(place) ? Long.toString((long) place) : Double.toString(place);
		return plane.axis() + " = " + number.replace('-', '\u2212') + " " + unit;
	}

	/**
	 * Returns where the middle of a slice is in the world, along the direction of the slices; with an affine
	 * only.
	 */
	double coordinate(final int slice, final long[] dims) {
		final double[] centre = { (dims[0] - 1) / 2.0, (dims[1] - 1) / 2.0, (dims[2] - 1) / 2.0 };
		centre[axis[THROUGH]] = position(THROUGH, slice, size(dims));
		final double[] row = affine[plane.directions()[THROUGH]];
		double place = row[3];
		for (int d = 0; d < 3; d++)
			place += row[d] * centre[d];
		return place;
	}

	/**
	 * Returns the slice nearest to a place: with an affine a coordinate, else the number that {@link #label}
	 * gives.
	 *
	 * @return the slice, or -1 if the place is more than half a slice outside
	 */
	int nearest(final double place, final long[] dims) {
		final int count = size(dims)[THROUGH];
		if (affine == null) {
			final int slice = (int) Math.rint(place) - (plane == Plane.AXIAL ? 1 : 0);
			return slice >= 0 && slice < count ? slice : -1;
		}
		int best = 0;
		for (int slice = 1; slice < count; slice++)
			if (Math.abs(coordinate(slice, dims) - place) < Math.abs(coordinate(best, dims) - place)) best = slice;
		return Math.abs(coordinate(best, dims) - place) <= 0.5001 * voxelSize[THROUGH] ? best : -1;
	}

	/** Returns where a voxel is: across, down, and in which slice. */
	int[] onPage(final long[] voxel, final long[] dims) {
		final int[] size = size(dims);
		final int[] place = new int[3];
		for (int d = 0; d < 3; d++)
			place[d] = position(d, (int) voxel[axis[d]], size);
		return place;
	}

	private int position(final int direction, final int index, final int[] size) {
		return reversed[direction] ? size[direction] - 1 - index : index;
	}
}
