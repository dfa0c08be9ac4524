package org.voxmeta.analysis;

import java.util.Locale;

import net.imglib2.img.array.ArrayImgs;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.masker.VoxelMask;

/**
 * A mask that was made of images. Immutable.
 *
 * @param mask its voxels; at least one
 * @param header of an 8-bit image on its grid
 * @param strategy the name of the strategy that found it
 * @param images the number of images that it was made of
 */
public record MadeMask(VoxelMask mask, NiftiHeader header, String strategy, int images) {

	/**
	 * An 8-bit image of the mask.
	 *
	 * @param value of voxels in the mask, 1 to 255; all others are 0
	 */
	public NiftiImage image(final int value) {
		final byte[] bytes = new byte[mask.gridSize()];
		mask.forEach((j, i) -> bytes[i] = (byte) value);
		return new NiftiImage(header, ArrayImgs.unsignedBytes(bytes, header.dims()));
	}

	/** One line on it, such as "mask of 36 of 720 voxels (5.0 %), epi of 40 images". */
	public String summary() {
		return String.format(Locale.ROOT, "mask of %d of %d voxels (%.1f %%), %s of %d %s", mask.size(), mask
			.gridSize(), 100.0 * mask.size() / mask.gridSize(), strategy, images, images == 1 ? "image" : "images");
	}
}
