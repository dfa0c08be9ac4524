package org.voxmeta.image;

import ij.ImagePlus;
import ij.process.LUT;

import java.util.Arrays;

/**
 * Colours for maps in ImageJ windows and pictures.
 * <p>
 * ImageJ draws a NaN voxel of a float image in the colour of the lowest value, entry 0. The LUTs for
 * ImageJ windows therefore begin in a very dark blue, so that the space outside a mask reads as
 * background.
 * </p>
 * Every LUT has 256 entries in steps that look equally large, is computed from a few anchor colours in
 * the perceptual space OKLab, and is a new object at each call, because ImageJ writes into the LUTs it
 * is given.
 */
public final class Luts {

	private static final int ENTRIES = 256;

	/** Voxels further out than this share of the values do not stretch the colours. */
	private static final double ROBUST_SHARE = 0.999;

	/**
	 * What the limit is when there is nothing but zeros: some range above 0, since ImageJ cannot draw
	 * an empty one.
	 */
	private static final double TINIEST_LIMIT = 1e-6;

	/** Nearly black: the voxels of a map that have no value. */
	private static final int BACKGROUND = 0x05060f;

	/** Around the circle of hues by this angle, no two labels get near each other soon. */
	private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
	private static final double LABEL_CHROMA = 0.14;

	/** From this p value on, all look alike. */
	private static final double LARGEST_P = 0.05;

	private Luts() {
	}

	/**
	 * Returns the LUT for signed maps in ImageJ windows: blue below, nearly white at zero, red above,
	 * both ends dark. The two halves have the same lightness, so neither sign looks stronger. A NaN
	 * voxel is as dark a blue as the strongest negative one, which is told from it by the brighter blue
	 * around it. A light centre was chosen because with a dark one the background would be the
	 * brightest thing in the window.
	 */
	public static LUT diverging() {
		return mirrored(
			ColourCurve.through(0xf7f7f5, 0xa8cff5, 0x4c93ec, 0x2257cf, 0x0e1c52),
			ColourCurve.through(0xf7f7f5, 0xf9bda6, 0xe5694d, 0xb71f2b, 0x480a17));
	}

	/**
	 * Returns the LUT for signed maps on a dark page: dark grey at zero, glowing blue to pale cyan
	 * below, red to pale yellow above. Not for ImageJ windows: a NaN voxel would shine there.
	 */
	public static LUT divergingDark() {
		return mirrored(
			ColourCurve.through(0x2c3038, 0x1b4fc4, 0x2f8ff0, 0x62cdf8, 0xe2fbff),
			ColourCurve.through(0x2c3038, 0xb3222a, 0xf0562a, 0xfbae3c, 0xfff6c4));
	}

	/**
	 * Returns the LUT for maps that start at zero (tau2, k, standard error): nearly black through teal
	 * to pale yellow.
	 */
	public static LUT sequential() {
		return lut(sequentialCurve().sample(ENTRIES));
	}

	/** Returns the LUT for values from 0 up in pictures on a dark page: indigo through teal to pale yellow. */
	public static LUT fromZero() {
		return lut(sampled(ENTRIES));
	}

	/** Returns the LUT for values from 0 up in pictures on white: pale yellow through teal to dark indigo. */
	public static LUT fromZeroLight() {
		final int[] colours = sampled(ENTRIES);
		final int[] reversed = new int[ENTRIES];
		for (int i = 0; i < ENTRIES; i++)
			reversed[i] = colours[ENTRIES - 1 - i];
		return lut(reversed);
	}

	/** Returns a LUT as the bytes of a {@code .lut} file of ImageJ: 256 reds, greens and blues. */
	public static byte[] bytes(final LUT lut) {
		return lut.getBytes();
	}

	/**
	 * Shows an image in the diverging LUT, zero in the middle.
	 *
	 * @param imp image; its LUT and display range are replaced, its values are not
	 * @param limit value at the ends of the colours, above 0
	 * @throws IllegalArgumentException if the limit is not above 0 or not finite
	 */
	public static void applyDiverging(final ImagePlus imp, final double limit) {
		requireLimit(limit);
		show(imp, diverging(), -limit, limit);
	}

	/**
	 * Shows an image in the sequential LUT.
	 *
	 * @param imp image; its LUT and display range are replaced, its values are not
	 * @param min value of the darkest colour
	 * @param max value of the brightest colour, above min
	 * @throws IllegalArgumentException if max is not above min or one is not finite
	 */
	public static void applySequential(final ImagePlus imp, final double min, final double max) {
		if (!(min < max && max - min < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException(
				"Display range: got " + min + " to " + max + ", expected finite numbers, the smaller first");
		show(imp, sequential(), min, max);
	}

	/**
	 * Shows a map of values from 0 up in the sequential colours. A voxel of 0 is dark indigo and so is told
	 * from a NaN voxel, which is nearly black: entry 0 of the LUT is kept for NaN, so the display range
	 * begins a colour's width below 0.
	 *
	 * @param imp 32-bit image; its LUT and display range are replaced, its values are not
	 * @param limit value of the brightest colour, above 0
	 * @throws IllegalArgumentException if the limit is not above 0 or not finite
	 */
	public static void applyFromZero(final ImagePlus imp, final double limit) {
		requireLimit(limit);
		show(imp, onBackground(indigoToYellow()), -limit / (ENTRIES - 2), limit);
	}

	/**
	 * Shows a map of p values: pale yellow at 0, dark indigo from 0.05 up, where the eye should not rest,
	 * and nearly black where there is none.
	 *
	 * @param imp 32-bit image; its LUT and display range are replaced, its values are not
	 */
	public static void applyPValues(final ImagePlus imp) {
		final int[] colours = indigoToYellow();
		final int[] reversed = new int[colours.length];
		for (int i = 0; i < colours.length; i++)
			reversed[i] = colours[colours.length - 1 - i];
		show(imp, onBackground(reversed), -LARGEST_P / (ENTRIES - 2), LARGEST_P);
	}

	/**
	 * Shows a map of codes 0, 1, 2, ..., each in a colour of its own.
	 *
	 * @param imp image; its LUT and display range are replaced, its values are not
	 * @param rgb the codes' colours, 0xRRGGBB, at most 256; a greater code has the last one
	 */
	public static void applyCodes(final ImagePlus imp, final int... rgb) {
		final int[] colours = Arrays.copyOf(rgb, ENTRIES);
		Arrays.fill(colours, rgb.length, ENTRIES, rgb[rgb.length - 1]);
		show(imp, lut(colours), 0, ENTRIES - 1);
	}

	/**
	 * Shows a label image: 0 nearly black, each label up to 255 in a colour of its own, neighbouring numbers
	 * in very different ones.
	 *
	 * @param imp image; its LUT and display range are replaced, its values are not
	 * @param largest the largest label; beyond 255, several labels share a colour
	 */
	public static void applyLabels(final ImagePlus imp, final int largest) {
		final int[] rgb = new int[ENTRIES];
		rgb[0] = BACKGROUND;
		for (int label = 1; label < ENTRIES; label++) {
			final double hue = label * GOLDEN_ANGLE;
			final double lightness = 0.62 + 0.1 * (label % 3);
			rgb[label] = new OkLab(lightness, LABEL_CHROMA * Math.cos(hue), LABEL_CHROMA * Math.sin(hue)).toRgb();
		}
		show(imp, lut(rgb), 0, Math.max(ENTRIES - 1, largest));
	}

	/**
	 * Returns a display limit that single outliers cannot stretch: the 99.9th percentile of the
	 * absolute values (nearest rank).
	 *
	 * @param values any shape; values that are not finite are skipped; not changed
	 * @return a finite number above 0, also when nothing is finite or everything is zero
	 */
	public static double symmetricLimit(final float[] values) {
		final double[] wide = new double[values.length];
		for (int i = 0; i < values.length; i++)
			wide[i] = values[i];
		return symmetricLimit(wide);
	}

	/** As {@link #symmetricLimit(float[])}. */
	public static double symmetricLimit(final double[] values) {
		final double[] sizes =
			Arrays.stream(values).filter(Double::isFinite).map(Math::abs).sorted().toArray();
		if (sizes.length == 0)
			return 1;
		final int rank = (int) Math.ceil(ROBUST_SHARE * sizes.length) - 1;
		// A map with signal in fewer voxels than the share spares shows that signal rather than nothing.
		final double limit = sizes[rank] > 0 ? sizes[rank] : sizes[sizes.length - 1];
		return Math.max(limit, TINIEST_LIMIT);
	}

	/**
	 * Joins two curves from zero outwards; entries 127 and 128 share the zero colour, as zero lies
	 * between them.
	 */
	private static LUT mirrored(final ColourCurve below, final ColourCurve above) {
		final int half = ENTRIES / 2;
		final int[] lower = below.sample(half);
		final int[] upper = above.sample(half);
		final int[] rgb = new int[ENTRIES];
		for (int i = 0; i < half; i++) {
			rgb[half - 1 - i] = lower[i];
			rgb[half + i] = upper[i];
		}
		return lut(rgb);
	}

	/** The sequential colours without the darkest eighth, which would pass for the background. */
	private static int[] indigoToYellow() {
		return sampled(ENTRIES - 1);
	}

	private static int[] sampled(final int count) {
		final int[] colours = sequentialCurve().sample(ENTRIES + ENTRIES / 7);
		return Arrays.copyOfRange(colours, colours.length - count, colours.length);
	}

	private static ColourCurve sequentialCurve() {
		return ColourCurve.through(0x0d1033, 0x2b2f86, 0x14699f, 0x17a394, 0x7fcc5c, 0xfcf3b0);
	}

	/** Entry 0, in which ImageJ draws NaN, and the colours of the values behind it. */
	private static LUT onBackground(final int[] colours) {
		final int[] rgb = new int[ENTRIES];
		rgb[0] = BACKGROUND;
		System.arraycopy(colours, 0, rgb, 1, colours.length);
		return lut(rgb);
	}

	private static void requireLimit(final double limit) {
		if (!(limit > 0 && limit < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException(
				"Display limit: got " + limit + ", expected a finite number above 0");
	}

	private static LUT lut(final int[] rgb) {
		final byte[] red = new byte[rgb.length];
		final byte[] green = new byte[rgb.length];
		final byte[] blue = new byte[rgb.length];
		for (int i = 0; i < rgb.length; i++) {
			red[i] = (byte) (rgb[i] >> 16);
			green[i] = (byte) (rgb[i] >> 8);
			blue[i] = (byte) rgb[i];
		}
		return new LUT(red, green, blue);
	}

	private static void show(final ImagePlus imp, final LUT lut, final double min, final double max) {
		imp.setLut(lut);
		imp.setDisplayRange(min, max);
		imp.updateAndDraw();
	}
}
