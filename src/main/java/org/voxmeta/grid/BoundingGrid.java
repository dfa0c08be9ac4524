package org.voxmeta.grid;

/** The smallest grid with axes of one's own that holds an image. */
public final class BoundingGrid {

	private BoundingGrid() {
	}

	/**
	 * The grid of given axes that begins at the image's outermost voxel centres and reaches to or beyond the
	 * last ones; as nilearn's, where a target affine of 3×3 is given.
	 *
	 * @param axes the steps along the new axes, in millimetres: the left upper 3×3 of the affine
	 * @throws IllegalArgumentException if the image has no affine, or the axes do not span space
	 */
	public static VoxelGrid of(final VoxelGrid image, final double[][] axes) {
		if (image.affine().isEmpty()) throw new IllegalArgumentException("Grid: the image of " + image.size()
			+ " voxels has no affine, wanted one that says where its voxels are");
		final double[][] affine = Affines.diagonal(new double[] { 1, 1, 1 });
		for (int row = 0; row < 3; row++)
			System.arraycopy(axes[row], 0, affine[row], 0, 3);
		// from the image's voxels to those of a grid with its first voxel at 0 mm
		final GridMapping mapping = GridMapping.of(VoxelGrid.of(new long[] { 1, 1, 1 }, affine), image);
		final double[] begin = new double[3];
		final long[] dims = new long[3];
		for (int axis = 0; axis < 3; axis++) {
			final double[] bounds = mapping.bounds(axis, 0);
			begin[axis] = bounds[0];
			dims[axis] = (long) Math.ceil(bounds[1] - bounds[0] - GridMapping.ROUNDING) + 1;
		}
		for (int row = 0; row < 3; row++)
			affine[row][3] = affine[row][0] * begin[0] + affine[row][1] * begin[1] + affine[row][2] * begin[2];
		return VoxelGrid.of(dims, affine);
	}
}
