package org.voxmeta.masker;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.grid.Gaps;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.VoxelGrid;

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
		final List<VoxelGrid> all = Stream.of(data, regions, mask == null ? null : mask.grid()).filter(
			Objects::nonNull).toList();
		final VoxelGrid grid = placed(switch (target) {
			case DATA -> data == null ? regions : data;
			case LABELS, MAPS -> regions;
			case MASK -> maskGrid(mask);
			case NONE -> one(data, name, regions, mask);
		}, all);
		return new RegionGrid(grid, mask(mask, grid));
	}

	/** A grid with the affine of another one that matches it, if it has none itself. */
	static VoxelGrid placed(final VoxelGrid grid, final List<VoxelGrid> others) {
		if (grid.affine().isPresent()) return grid;
		return others.stream().filter(other -> other.matches(grid) && other.affine().isPresent()).findFirst()
			.orElse(grid);
	}

	/**
	 * The voxels of a mask on a grid; all if it is null.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	static VoxelMask mask(final GridImage mask, final VoxelGrid grid) {
		if (mask == null) return VoxelMask.all(grid.dimensions());
		final VoxelMask voxels = VoxelMask.of(ArrayImgs.doubles(nearest(mask, grid), grid.dimensions()));
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask: got 0 of " + voxels.gridSize()
			+ " voxels, wanted at least 1 that is not 0");
		return voxels;
	}

	/** Labels at all voxels of this grid, those of the nearest voxels of an image; NaN outside it. */
	double[] labels(final GridImage labels) {
		return nearest(labels, grid);
	}

	/**
	 * The weights of a map at all voxels of this grid, interpolated linearly; 0 where not finite, and outside.
	 */
	double[] weights(final GridImage map) {
		final double[] weights = Preparation.resampled(Preparation.values(map.sample(0)), map.grid(), grid,
			Interpolation.LINEAR, Gaps.NILEARN);
		for (int i = 0; i < weights.length; i++)
			if (!Double.isFinite(weights[i])) weights[i] = 0;
		return weights;
	}

	private static double[] nearest(final GridImage image, final VoxelGrid grid) {
		return Preparation.resampled(Preparation.values(image.sample(0)), image.grid(), grid, Interpolation.NEAREST,
			Gaps.AVAILABLE);
	}

	/**
	 * What a user should know of regions on this grid: that they were brought to it, or have no voxel.
	 *
	 * @param name what regions are called
	 * @param own the regions' own grid
	 * @param lost those without a voxel, of {@code all}
	 * @param kept whether these have a signal all the same
	 */
	List<String> notes(final String name, final VoxelGrid own, final List<String> lost, final int all,
		final boolean kept)
	{
		final List<String> notes = new ArrayList<>();
		if (!grid.matches(own)) notes.add(name + " of " + own.size() + " voxels (" + own.affineText()
			+ ") are brought to the grid of " + grid.size() + " (" + grid.affineText() + ")");
		if (!lost.isEmpty()) notes.add(name + ": " + lost.size() + " of " + all
			+ " have no voxel in the mask on the images' grid" + (kept ? " and the signal 0: " : ": ") + String.join(
				", ", lost));
		return notes;
	}

	private static VoxelGrid maskGrid(final GridImage mask) {
		if (mask == null) throw new IllegalArgumentException("resampling_target: got mask, but there is no mask");
		return mask.grid();
	}

	private static VoxelGrid one(final VoxelGrid data, final String name, final VoxelGrid regions,
		final GridImage mask)
	{
		final List<String> names = new ArrayList<>(List.of(name));
		final List<VoxelGrid> grids = new ArrayList<>(List.of(regions));
		if (mask != null) {
			names.add("mask");
			grids.add(mask.grid());
		}
		if (data != null) {
			names.add("images");
			grids.add(data);
		}
		VoxelGrid.requireSame(names, grids);
		return regions;
	}
}
