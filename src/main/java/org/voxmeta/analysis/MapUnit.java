package org.voxmeta.analysis;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;

/**
 * The unit that lengths of a map are told in, and its grid in this unit.
 *
 * @param name {@code mm}, or {@code um} for images in micrometres
 * @param isKnown whether the size of voxels is known at all
 * @param grid where the voxels are in this unit; without an affine if that is not known
 */
record MapUnit(String name, boolean isKnown, VoxelGrid grid) {

	private static final String MM = "mm";
	private static final String UM = "um";
	private static final double MM_IN_M = 1000;

	/**
	 * The unit of an image. A NIfTI affine without a unit is in mm, as all NIfTI software has it; without an
	 * affine ImageJ's calibration counts, if it has a unit of length.
	 */
	static MapUnit of(final InputImage map) {
		final NiftiHeader header = map.header();
		final VoxelGrid grid = StudyMaps.grid(map);
		if (!map.placed() && header.spaceUnit().isEmpty()) return new MapUnit(MM, false, grid);
		if (header.spaceUnit().equals(UM)) return new MapUnit(UM, true, grid.withAffine(header.affine()));
		final double[][] affine = header.affine();
		if (header.spaceUnit().equals("m"))
			for (int row = 0; row < 3; row++)
				for (int column = 0; column < 4; column++)
					affine[row][column] *= MM_IN_M;
		return new MapUnit(MM, true, grid.withAffine(affine));
	}
}
