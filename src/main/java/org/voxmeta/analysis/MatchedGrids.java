package org.voxmeta.analysis;

import java.util.Arrays;

import org.voxmeta.grid.GridDifference;
import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.VoxelGrid;

/**
 * Where an image's voxels are, and where they are wanted.
 *
 * @param image its grid
 * @param target the grid of the result: the first three axes of the other image, and the image's further ones
 * @param isPlaced whether affines say so; else ImageJ's calibrations do
 */
record MatchedGrids(VoxelGrid image, VoxelGrid target, boolean isPlaced) {

	/**
	 * The grids of an image and of another one that it shall match.
	 *
	 * @throws IllegalArgumentException if the image differs in size and it is not known where the voxels are, or
	 *           it lies elsewhere
	 */
	static MatchedGrids of(final InputImage image, final InputImage match) {
		final boolean placed = image.placed() || match.placed();
		final boolean calibrated = !placed && isCalibrated(image) && isCalibrated(match);
		final VoxelGrid from = grid(image, calibrated);
		final VoxelGrid to = Resampling.onto(grid(match, calibrated)).gridFor(from);
		final MatchedGrids grids = new MatchedGrids(from, to, placed);
		if (grids.areSame()) return grids;
		if (placed) {
			requirePlace(image, match);
			requirePlace(match, image);
		}
		else if (!calibrated) throw new IllegalArgumentException("Resample: got '" + image.name() + "' of "
			+ from.size() + " voxels and '" + match.name() + "' of " + grid(match, false).size()
			+ ", but not how large or where their voxels are; wanted two NIfTI images, or two with a calibration");
		if (!unit(image).equals(unit(match)))
			throw new IllegalArgumentException("Resample: '" + image.name() + "' is in " + unit(image) + ", '"
				+ match.name() + "' in " + unit(match) + "; wanted the same unit in both");
		grids.requireOverlap(image, match);
		return grids;
	}

	private static boolean isCalibrated(final InputImage image) {
		return !image.header().spaceUnit().isEmpty();
	}

	private static VoxelGrid grid(final InputImage image, final boolean calibrated) {
		return VoxelGrid.of(image.values().dimensionsAsLongArray(),
			calibrated || image.placed() ? image.header().affine() : null);
	}

	private static void requirePlace(final InputImage image, final InputImage other) {
		if (!image.placed()) throw new IllegalArgumentException("Resample: '" + image.name()
			+ "' has no affine that says where its voxels are, as '" + other.name() + "' has");
	}

	/** Most software writes mm, or nothing. */
	private static String unit(final InputImage image) {
		return isCalibrated(image) ? image.header().spaceUnit() : "mm";
	}

	private void requireOverlap(final InputImage from, final InputImage match) {
		if (difference(from).isApart()) throw new IllegalArgumentException("Resample: '" + from.name()
			+ "' lies wholly outside the grid of '" + match.name() + "': " + difference(from).text());
	}

	/** Whether there is nothing to resample. */
	boolean areSame() {
		return image.matches(target);
	}

	/** How the image differs from what is wanted. */
	GridDifference difference(final InputImage from) {
		return new GridDifference(from.name(), image, target);
	}

	/** The image's grid along the first three axes. */
	VoxelGrid frame() {
		final long[] dims = image.dimensions();
		return VoxelGrid.of(Arrays.copyOf(dims, Math.min(3, dims.length)), image.affine().orElse(null));
	}
}
