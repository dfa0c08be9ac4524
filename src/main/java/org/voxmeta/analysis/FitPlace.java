package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A place of a fit.
 *
 * @param kind what it is
 * @param voxel the position in the fit's grid, from 0; of several voxels the middle of their box
 * @param world the same in the world's coordinates; empty if unknown
 * @param unit of these, such as mm
 * @param voxels how many voxels of the mask it has
 * @param name of a region; else empty
 */
public record FitPlace(Kind kind, double[] voxel, double[] world, String unit, int voxels, String name) {

	/** The kinds of place. */
	public enum Kind {
		/** One voxel. */
		VOXEL,
		/** A region whose average was fitted. */
		REGION,
		/** Voxels whose average is looked at. */
		MEAN
	}

	/** The place in words, such as "Voxel (45, 54, 40), 0 −18 8 mm". */
	public String text() {
		final String where = world.length == 0 ? "" : numbers(world, " ", 1) + " " + unit;
		return switch (kind) {
			case VOXEL -> "Voxel (" + numbers(voxel, ", ", 0) + ")" + (where.isEmpty() ? "" : ", " + where);
			case REGION -> "Region " + name + ": " + count();
			case MEAN -> "Mean of ROI: " + count() + (where.isEmpty() ? "" : ", centre " + where);
		};
	}

	private String count() {
		return voxels + (voxels == 1 ? " voxel" : " voxels");
	}

	private static String numbers(final double[] values, final String between, final int decimals) {
		return Arrays.stream(values).mapToObj(value -> number(value, decimals)).collect(Collectors.joining(
			between));
	}

	/** With as few decimals as it needs. */
	private static String number(final double value, final int decimals) {
		final String text = String.format(Locale.ROOT, "%." + decimals + "f", 0.0 + value).replaceAll("\\.0+$", "");
		return (text.equals("-0") ? "0" : text).replace('-', '−');
	}
}
