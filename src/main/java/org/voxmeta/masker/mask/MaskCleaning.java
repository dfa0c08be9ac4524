package org.voxmeta.masker.mask;

import java.util.Map;

import org.voxmeta.grid.Components;
import org.voxmeta.grid.Connectivity;
import org.voxmeta.grid.Morphology;
import org.voxmeta.grid.VoxelGrid;

/**
 * What is done to a mask once its voxels are found.
 * <p>
 * The mask is eroded {@code opening} times, only its largest part is kept if it is to be connected, then it
 * is dilated 2 {@code opening} times and eroded {@code opening} times: small things outside go, and small
 * gaps are closed. So does nilearn. Holes are filled last. Neighbours share a face. Of several largest parts
 * the one with the first voxel is kept, the first axis fastest; nilearn takes the last axis fastest.
 * </p>
 *
 * @param opening how many voxels deep, 0 for not at all
 * @param connected whether only the largest connected part is kept
 * @param fillHoles whether voxels that the mask encloses join it
 */
public record MaskCleaning(int opening, boolean connected, boolean fillHoles) {

	/** Nothing is done. */
	public static final MaskCleaning NONE = new MaskCleaning(0, false, false);

	/**
	 * Checks the depth.
	 *
	 * @throws IllegalArgumentException if it is negative
	 */
	public MaskCleaning {
		if (opening < 0) throw new IllegalArgumentException("Opening: got " + opening + ", wanted 0 or more");
	}

	/** This cleaning with another depth of opening. */
	public MaskCleaning withOpening(final int voxels) {
		return new MaskCleaning(voxels, connected, fillHoles);
	}

	/** This cleaning with only the largest part kept, or all. */
	public MaskCleaning withConnected(final boolean largest) {
		return new MaskCleaning(opening, largest, fillHoles);
	}

	/** This cleaning with holes filled, or left. */
	public MaskCleaning withFillHoles(final boolean fill) {
		return new MaskCleaning(opening, connected, fill);
	}

	/**
	 * The clean mask, a new array.
	 *
	 * @param mask a mark for each voxel, the first axis fastest; not changed
	 * @param dims the size along each axis; axes of one voxel at the end do not count, so that the border of a
	 *          plane is that of its two axes
	 * @throws IllegalArgumentException if the sizes are not those of the mask
	 */
	public boolean[] apply(final boolean[] mask, final long... dims) {
		final long[] size = VoxelGrid.withoutTrailingOnes(dims);
		boolean[] clean = Morphology.erosion(mask, opening, size);
		if (connected) clean = largest(clean, size);
		clean = Morphology.dilation(clean, Math.multiplyExact(2, opening), size);
		clean = Morphology.erosion(clean, opening, size);
		return fillHoles ? Morphology.fillHoles(clean, size) : clean;
	}

	/** Adds its settings to a list. */
	void list(final Map<String, Object> parameters) {
		parameters.put("opening", opening);
		parameters.put("connected", connected);
		parameters.put("fill_holes", fillHoles);
	}

	private static boolean[] largest(final boolean[] mask, final long[] dims) {
		final Components parts = Components.of(mask, Connectivity.FACES, dims);
		return parts.count() < 2 ? mask : parts.mask(parts.largest());
	}
}
