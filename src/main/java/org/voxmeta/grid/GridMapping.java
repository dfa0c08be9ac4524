package org.voxmeta.grid;

import java.util.Arrays;

/**
 * Where the voxels of a target grid lie among those of a source grid, along the first three axes. Axes that a
 * grid does not have are one voxel long. Immutable.
 */
final class GridMapping {

	/** Coordinates that are this close to the middle or the border of a voxel are there, but for rounding. */
	static final double ROUNDING = 1e-9;

	private final int[] source;
	private final int[] target;
	private final double[][] matrix;

	private GridMapping(final int[] source, final int[] target, final double[][] matrix) {
		this.source = source;
		this.target = target;
		this.matrix = matrix;
	}

	/**
	 * The mapping from the voxels of the target to those of the source.
	 *
	 * @throws IllegalArgumentException if either has no affine, or one that cannot be inverted, or
	 *          too many voxels
	 */
	static GridMapping of(final VoxelGrid source, final VoxelGrid target) {
		final double[][] from = affine(source, "image");
		final double[][] to = affine(target, "target");
		final int[] size = Frames.sizeOf(target);
		final double[][] matrix = Arrays.deepEquals(from, to) ? Affines.diagonal(new double[] { 1, 1, 1 })
			: withoutRounding(Affines.relative(from, to), size);
		return new GridMapping(Frames.sizeOf(source), size, matrix);
	}

	private static double[][] affine(final VoxelGrid grid, final String what) {
		final double[][] affine = grid.affine().orElseThrow(() -> new IllegalArgumentException("Resampling: the "
			+ what + " of " + grid.size() + " voxels has no affine, wanted one that says where its voxels are"));
		if (Affines.worldOrigin(affine) == null) throw new IllegalArgumentException("Resampling: the " + what
			+ " has the affine " + grid.affineText() + ", wanted one that can be inverted");
		return affine;
	}

	/** Entries that nowhere move a voxel are 0: they would hide that the axes have the same directions. */
	private static double[][] withoutRounding(final double[][] matrix, final int[] size) {
		for (int row = 0; row < 3; row++)
			for (int axis = 0; axis < 3; axis++)
				if (Math.abs(matrix[row][axis]) * Math.max(size[axis] - 1, 1) <= ROUNDING) matrix[row][axis] = 0;
		return matrix;
	}

	/** The source's length along its first three axes. */
	int[] source() {
		return source.clone();
	}

	/** The target's length along its first three axes. */
	int[] target() {
		return target.clone();
	}

	/**
	 * Which axis of the target each axis of the source lies along, forward or backward.
	 *
	 * @return three different axes; null if the directions of the axes differ
	 */
	int[] sharedDirections() {
		final int[] axes = new int[3];
		for (int s = 0; s < 3; s++) {
			int others = 0;
			for (int t = 0; t < 3; t++) {
				if (matrix[s][t] == 0) others++;
				else axes[s] = t;
			}
			if (others != 2) return null;
		}
		return axes;
	}

	/**
	 * The coordinates along an axis of the source of the voxels along that axis of the target that
	 * it lies along.
	 */
	double[] coordinates(final int sourceAxis, final int targetAxis) {
		final double[] coordinates = new double[target[targetAxis]];
		for (int i = 0; i < coordinates.length; i++)
			coordinates[i] = snapped(matrix[sourceAxis][3] + i * matrix[sourceAxis][targetAxis]);
		return coordinates;
	}

	/** The coordinate along an axis of the source of a voxel of the target. */
	double coordinate(final int sourceAxis, final int x, final int y, final int z) {
		final double[] row = matrix[sourceAxis];
		return snapped(row[3] + x * row[0] + y * row[1] + z * row[2]);
	}

	/**
	 * The least and the largest coordinate along an axis of the source that voxels of the target have.
	 *
	 * @param margin how much of a voxel beyond the outermost voxels' centres to add to the target
	 */
	double[] bounds(final int sourceAxis, final double margin) {
		final double[] row = matrix[sourceAxis];
		double min = row[3];
		double max = row[3];
		for (int axis = 0; axis < 3; axis++) {
			final double begin = -margin * row[axis];
			final double end = row[axis] * (target[axis] - 1 + margin);
			min += Math.min(begin, end);
			max += Math.max(begin, end);
		}
		return new double[] { snapped(min), snapped(max) };
	}

	private static double snapped(final double coordinate) {
		final double half = Math.rint(2 * coordinate) / 2;
		return Math.abs(coordinate - half) <= ROUNDING ? half : coordinate;
	}

	/** Whether each voxel of the target is the source's voxel of the same number. */
	boolean isIdentity() {
		if (!Arrays.equals(source, target)) return false;
		final int[] axes = sharedDirections();
		for (int axis = 0; axis < 3; axis++) {
			if (axes == null || axes[axis] != axis) return false;
			final double[] coordinates = coordinates(axis, axis);
			for (int i = 0; i < coordinates.length; i++)
				if (coordinates[i] != i) return false;
		}
		return true;
	}
}
