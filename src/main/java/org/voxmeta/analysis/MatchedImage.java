package org.voxmeta.analysis;

import java.util.List;

import org.voxmeta.grid.Interpolation;
import org.voxmeta.image.NiftiImage;

/**
 * An image on the grid of another.
 *
 * @param image its values, and its header with the new grid
 * @param interpolation how values between voxels were found
 * @param placed whether it is known where its voxels are; else only its voxel sizes are,
 *          by ImageJ's calibration
 * @param notes what a user should look at
 * @param remarks what else there is to tell
 */
public record MatchedImage(NiftiImage image, Interpolation interpolation, boolean placed, List<String> notes,
	List<String> remarks)
{
}
