package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.VoxelMask;

/** The voxels of a map, all or those of a mask, and the values of images on its grid there. Immutable. */
final class MapVoxels {

	private final InputImage map;
	private final VoxelMask mask;

	private MapVoxels(final InputImage map, final VoxelMask mask) {
		this.map = map;
		this.mask = mask;
	}

	/**
	 * The voxels of a map.
	 *
	 * @param mask an image whose voxels that are not 0 are taken; null for all
	 * @param others images that must be on the same grid; those that are null are left out
	 * @throws IllegalArgumentException if the grids differ, no voxel is in the mask, or the map has more than
	 *           three axes
	 */
	static MapVoxels of(final InputImage map, final InputImage mask, final InputImage... others) {
		final List<String> names = new ArrayList<>(List.of(map.name()));
		final List<VoxelGrid> grids = new ArrayList<>(List.of(StudyMaps.grid(map)));
		for (final InputImage other : others) {
			if (other == null) continue;
			names.add(other.name());
			grids.add(StudyMaps.grid(other));
		}
		if (mask != null) {
			names.add(mask.name() + " (mask)");
			grids.add(StudyMaps.grid(mask));
		}
		VoxelGrid.requireSame(names, grids);
		final VoxelGrid grid = grids.get(0);
		if (grid.dimensions().length > 3) throw new IllegalArgumentException("Map '" + map.name() + "': got "
			+ grid.size() + " voxels, wanted one map without frames or channels");
		return new MapVoxels(map, mask == null ? VoxelMask.all(grid.dimensions()) : inMask(mask));
	}

	private static VoxelMask inMask(final InputImage mask) {
		final VoxelMask voxels = VoxelMask.of(StudyAxis.withoutTrailingOnes(mask.values()));
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask '" + mask.name() + "': got 0 of "
			+ voxels.gridSize() + " voxels, wanted at least 1 that is not 0");
		return voxels;
	}

	/** The voxels. */
	VoxelMask mask() {
		return mask;
	}

	/** Whether all are in one slice. */
	boolean isFlat() {
		return mask.dimensions().length < 3;
	}

	/** The places of the voxels in the grid, ascending; a new array. */
	int[] indices() {
		return mask.indices();
	}

	/** The values of an image on the grid, one for each voxel; a new array. */
	double[] values(final InputImage image) {
		final double[] values = new double[mask.size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(StudyAxis.withoutTrailingOnes(image
			.values())).cursor();
		int j = 0;
		for (int i = 0; j < values.length; i++) {
			final double value = cursor.next().getRealDouble();
			if (mask.contains(i)) values[j++] = value;
		}
		return values;
	}

	/** The header of a map of these voxels, with the axes of the grid. */
	NiftiHeader header() {
		return map.header().withDims(mask.dimensions());
	}
}
