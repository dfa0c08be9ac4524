package org.voxmeta.grid.cluster;

import org.voxmeta.grid.VoxelGrid;

/** Where the voxels of a grid of two or three axes are, and how far from each other. */
final class Places {

	private final long[] dims;
	/** From voxels to the world, 4×4; null if unknown. */
	private final double[][] affine;

	private Places(final long[] dims, final double[][] affine) {
		this.dims = dims;
		this.affine = affine;
	}

	/**
	 * The places on a grid.
	 *
	 * @throws IllegalArgumentException if it has more than three axes
	 */
	static Places of(final VoxelGrid grid) {
		final long[] dims = grid.dimensions();
		if (dims.length > 3) throw new IllegalArgumentException("Clusters: got an image of " + grid.size()
			+ " voxels, wanted 2 or 3 axes");
		return new Places(dims, grid.affine().orElse(null));
	}

	/** The place of a voxel along each axis. */
	double[] voxel(final int index) {
		final double[] voxel = new double[dims.length];
		int rest = index;
		for (int d = 0; d < voxel.length; d++) {
			voxel[d] = rest % dims[d];
			rest /= (int) dims[d];
		}
		return voxel;
	}

	/** A place in voxels, and in the world as far as that is known. */
	Position position(final double... voxel) {
		final double[] world = new double[3];
		for (int row = 0; row < 3; row++) {
			world[row] = affine == null ? Double.NaN : affine[row][3];
			for (int d = 0; d < voxel.length; d++)
				world[row] += affine == null ? 0 : affine[row][d] * voxel[d];
		}
		return new Position(voxel, world);
	}

	/** The distance in the world; in voxels where the world is not known. */
	double distance(final Position a, final Position b) {
		return affine == null ? length(a.voxel(), b.voxel()) : length(a.world(), b.world());
	}

	/** The length of the difference of two vectors. */
	static double length(final double[] a, final double[] b) {
		double squares = 0;
		for (int d = 0; d < a.length; d++)
			squares += (a[d] - b[d]) * (a[d] - b[d]);
		return Math.sqrt(squares);
	}

	/** The volume of a voxel, of a plane its area; NaN if unknown. */
	double voxelSize() {
		if (affine == null) return Double.NaN;
		final double[] normal = new double[3];
		for (int row = 0; row < 3; row++)
			normal[row] = affine[(row + 1) % 3][0] * affine[(row + 2) % 3][1] //
				- affine[(row + 2) % 3][0] * affine[(row + 1) % 3][1];
		if (dims.length == 2) return length(normal, new double[3]);
		return Math.abs(normal[0] * affine[0][2] + normal[1] * affine[1][2] + normal[2] * affine[2][2]);
	}
}
