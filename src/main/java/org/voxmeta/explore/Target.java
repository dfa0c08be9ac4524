package org.voxmeta.explore;

import java.util.Arrays;
import java.util.Locale;

/**
 * What is looked at.
 *
 * @param voxel a voxel of the fit's grid; null for an area
 * @param area numbers in the grid of the voxels of an area; null for a voxel
 * @param map the title of the image under the mouse; empty if it is not known
 * @param value the image's value there; NaN if it is not known
 */
public record Target(long[] voxel, int[] area, String map, double value) {

	/** A voxel that no image is pointed at for. */
	public static Target of(final long... voxel) {
		return new Target(voxel.clone(), null, "", Double.NaN);
	}

	/** A voxel with what an image has there. */
	public static Target of(final long[] voxel, final String map, final double value) {
		return new Target(voxel.clone(), null, map, value);
	}

	/** The mean of some voxels. */
	public static Target ofArea(final int... area) {
		return new Target(null, area.clone(), "", Double.NaN);
	}

	/** Whether it is the mean of some voxels. */
	public boolean isArea() {
		return area != null;
	}

	/** The image's value in words, such as "z = 3.12"; empty if it is not known. */
	String valueText() {
		return map.isEmpty() ? "" : valueText(map, value);
	}

	/** A map's value in words. */
	static String valueText(final String map, final double value) {
		return map + " = " + (Double.isNaN(value) ? "no value" : String.format(Locale.ROOT, "%.4g", value).replace(
			'-', '−'));
	}

	/** Whether both are the same voxels. */
	boolean isSamePlace(final Target other) {
		return other != null && Arrays.equals(voxel, other.voxel) && Arrays.equals(area, other.area);
	}
}
