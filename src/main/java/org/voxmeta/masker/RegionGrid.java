package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.data.Signals;

/**
 * The grid that a masker of regions works on, and its own images there.
 *
 * @param grid the grid
 * @param mask the voxels that count; all without a mask
 */
record RegionGrid(VoxelGrid grid, VoxelMask mask) {

	/**
	 * Finds the grid.
	 *
	 * @param target which one is wanted
	 * @param data the images' grid, or null if unknown
	 * @param name what the regions' image is called
	 * @param regions the regions' grid
	 * @param settings with the mask, if there is one
	 * @throws IllegalArgumentException if there is no such grid, or grids differ that must not
	 */
	static RegionGrid of(final ResamplingTarget target, final VoxelGrid data, final String name,
		final VoxelGrid regions, final MaskerSettings settings)
	{
		final GridImage mask = settings.mask().orElse(null);
		final VoxelGrid grid = switch (target) {
			case DATA -> data == null ? regions : data;
			case LABELS, MAPS -> regions;
			case MASK -> maskGrid(mask);
			case NONE -> one(data, name, regions, mask);
		};
		return new RegionGrid(grid, mask(mask, grid));
	}

	/**
	 * The voxels of a mask on a grid; all if it is null.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	static VoxelMask mask(final GridImage mask, final VoxelGrid grid) {
		if (mask == null) return VoxelMask.all(grid.dimensions());
		requireSame("mask_img", mask.grid(), grid);
		final VoxelMask voxels = VoxelMask.of(mask.sample(0));
		if (voxels.size() == 0) throw new IllegalArgumentException("mask_img: got 0 of " + voxels.gridSize()
			+ " voxels, wanted at least 1 that is not 0");
		return voxels;
	}

	/** Labels at all voxels of this grid, of the nearest voxel of an image of labels. */
	double[] labels(final String name, final GridImage labels) {
		requireSame(name, labels.grid(), grid);
		return values(labels);
	}

	/** Weights at all voxels of this grid, interpolated linearly. */
	double[] weights(final String name, final GridImage map) {
		requireSame(name, map.grid(), grid);
		return values(map);
	}

	/** The values of an image at all voxels of its grid, 0 where not finite. */
	static double[] values(final GridImage image) {
		final Signals.Row row = VoxelSampler.of(VoxelMask.all(image.grid().dimensions())).transform(image.sample(0));
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		for (int i = 0; i < values.length; i++)
			if (!Double.isFinite(values[i])) values[i] = 0;
		return values;
	}

	/** The note that some regions have no voxel; none if there are no such. */
	static List<String> lost(final String name, final List<String> lost, final int all, final boolean kept) {
		return lost.isEmpty() ? List.of() : List.of(name + ": " + lost.size() + " of " + all
			+ " have no voxel in the mask on the images' grid" + (kept ? " and the signal 0: " : ": ") + String.join(
				", ", lost));
	}

	private static VoxelGrid maskGrid(final GridImage mask) {
		if (mask == null) throw new IllegalArgumentException("resampling_target: got mask, but no mask_img");
		return mask.grid();
	}

	private static VoxelGrid one(final VoxelGrid data, final String name, final VoxelGrid regions,
		final GridImage mask)
	{
		final List<String> names = new ArrayList<>(List.of(name));
		final List<VoxelGrid> grids = new ArrayList<>(List.of(regions));
		if (mask != null) {
			names.add("mask_img");
			grids.add(mask.grid());
		}
		if (data != null) {
			names.add("images");
			grids.add(data);
		}
		VoxelGrid.requireSame(names, grids);
		return grids.stream().filter(grid -> grid.affine().isPresent()).findFirst().orElse(regions);
	}

	private static void requireSame(final String name, final VoxelGrid got, final VoxelGrid wanted) {
		VoxelGrid.requireSame(List.of("the masker's grid", name), List.of(wanted, got));
	}
}
