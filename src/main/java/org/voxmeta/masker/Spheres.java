package org.voxmeta.masker;

import java.util.Arrays;

import org.voxmeta.grid.Affines;
import org.voxmeta.grid.VoxelGrid;

/** Finds the voxels around points in millimetres. */
final class Spheres {

	private final VoxelGrid grid;
	private final long[] dims;
	private final double[][] affine;
	private final double[][] inverse;
	private final boolean[] inMask;

	private Spheres(final VoxelGrid grid, final double[][] affine, final boolean[] inMask) {
		this.grid = grid;
		this.affine = affine;
		this.inMask = inMask;
		dims = Arrays.copyOf(grid.dimensions(), 3);
		for (int d = 0; d < 3; d++)
			dims[d] = Math.max(1, dims[d]);
		inverse = Affines.relative(affine, Affines.diagonal(new double[] { 1, 1, 1 }));
	}

	/**
	 * Spheres in a grid.
	 *
	 * @param mask only these voxels count
	 * @throws IllegalArgumentException if the grid has no affine, or more than three axes
	 */
	static Spheres in(final VoxelGrid grid, final VoxelMask mask) {
		final double[][] affine = grid.affine().orElseThrow(() -> new IllegalArgumentException(
			"Seeds: they are in millimetres, but the image has no affine that tells where its voxels are"));
		if (grid.dimensions().length > 3) throw new IllegalArgumentException("Seeds: got an image of " + grid.size()
			+ ", wanted at most three axes of space");
		final boolean[] inMask = new boolean[mask.gridSize()];
		mask.forEach((j, i) -> inMask[i] = true);
		return new Spheres(grid, affine, inMask);
	}

	/**
	 * The voxels of the mask whose centres are within a radius of a seed, and the one nearest to it if the mask
	 * has it, ascending, as numbers in the grid.
	 *
	 * @throws IllegalArgumentException if the seed is outside the image, or there is no such voxel
	 */
	int[] around(final double[] seed, final double radius, final String name) {
		final double[] centre = new double[3];
		final long[] nearest = new long[3];
		for (int d = 0; d < 3; d++) {
			centre[d] = inverse[d][0] * seed[0] + inverse[d][1] * seed[1] + inverse[d][2] * seed[2] + inverse[d][3];
			nearest[d] = (long) Math.rint(centre[d]);
			// also where the affine cannot be inverted
			if (!(Math.rint(centre[d]) >= 0 && nearest[d] < dims[d])) throw new IllegalArgumentException("Seeds: "
				+ name + " mm is at voxel " + Arrays.toString(centre) + ", outside the image of " + grid.size());
		}
		final int[] voxels = within(seed, radius, centre, nearest);
		if (voxels.length == 0) throw new IllegalArgumentException("Seeds: " + name
			+ " mm is outside the mask, which no voxel of its sphere meets");
		return voxels;
	}

	/** Looks only at the box that holds the sphere. */
	private int[] within(final double[] seed, final double radius, final double[] centre, final long[] nearest) {
		final long[] min = new long[3];
		final long[] max = new long[3];
		for (int d = 0; d < 3; d++) {
			// how far a sphere of that radius reaches along this axis of voxels
			final double reach = radius * Math.sqrt(inverse[d][0] * inverse[d][0] + inverse[d][1] * inverse[d][1]
				+ inverse[d][2] * inverse[d][2]);
			min[d] = Math.max(0, Math.min(nearest[d], (long) Math.floor(centre[d] - reach)));
			max[d] = Math.min(dims[d] - 1, Math.max(nearest[d], (long) Math.ceil(centre[d] + reach)));
		}
		long box = 1;
		for (int d = 0; d < 3; d++)
			box *= max[d] - min[d] + 1;
		final int[] voxels = new int[Math.toIntExact(box)];
		int n = 0;
		for (long k = min[2]; k <= max[2]; k++)
			for (long j = min[1]; j <= max[1]; j++)
				for (long i = min[0]; i <= max[0]; i++) {
					final int voxel = (int) (i + dims[0] * (j + dims[1] * k));
					final boolean isNearest = i == nearest[0] && j == nearest[1] && k == nearest[2];
					if (inMask[voxel] && (isNearest || squaredDistance(seed, i, j, k) <= radius * radius))
						voxels[n++] = voxel;
				}
		return Arrays.copyOf(voxels, n);
	}

	private double squaredDistance(final double[] seed, final long i, final long j, final long k) {
		double sum = 0;
		for (int row = 0; row < 3; row++) {
			final double away = affine[row][0] * i + affine[row][1] * j + affine[row][2] * k + affine[row][3]
				- seed[row];
			sum += away * away;
		}
		return sum;
	}
}
