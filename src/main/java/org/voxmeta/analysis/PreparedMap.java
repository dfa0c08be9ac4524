package org.voxmeta.analysis;

import java.util.List;
import java.util.Optional;

import org.voxmeta.image.NiftiImage;

/**
 * A map that is ready to be drawn.
 *
 * @param name its title or path
 * @param image its values in single precision, -log10 p for p, NaN outside a mask
 * @param placed whether the header's affine is known
 * @param template the picture below it: one value for each voxel of a map's first three axes; NaN is
 *            background; empty
 *           if there is none
 * @param thresholds what thresholds mean
 * @param notes what a user should look at
 * @param remarks what else there is to tell
 */
public record PreparedMap(String name, NiftiImage image, boolean placed, Optional<float[]> template,
	MapThresholds thresholds, List<String> notes, List<String> remarks)
{

	/** Keeps copies of the lists. */
	public PreparedMap {
		notes = List.copyOf(notes);
		remarks = List.copyOf(remarks);
	}

	/** The size of one map: three axes. */
	public int[] size() {
		final long[] dims = image.header().dims();
		return new int[] { (int) dims[0], (int) (dims.length > 1 ? dims[1] : 1), (int) (dims.length > 2 ? dims[2]
			: 1) };
	}

	/** How many maps there are along further axes. */
	public int volumes() {
		final int[] size = size();
		return (int) (image.header().size() / ((long) size[0] * size[1] * size[2]));
	}
}
