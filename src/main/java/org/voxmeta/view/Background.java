package org.voxmeta.view;

import java.util.Arrays;

/**
 * The grey picture below a map: a template, from dark to light over the middle 98 % of its values, or one
 * grey wherever the map has a number. Immutable; the array is not copied.
 */
final class Background {

	/** Above, colours of a map would not be told from a template's whites. */
	private static final int BRIGHTEST = 190;
	private static final int DARKEST = 14;
	private static final int MASK = 0x343a44;
	private static final int MASK_ON_WHITE = 0xdfe3e9;
	private static final double LOW = 0.01;
	private static final double HIGH = 0.99;

	private final float[] values;
	private final double low;
	private final double high;
	private final int grey;

	private Background(final float[] values, final double low, final double high, final int grey) {
		this.values = values;
		this.low = low;
		this.high = high;
		this.grey = grey;
	}

	/** A template's values, one for each voxel; 0 and what is not finite is not drawn. */
	static Background ofTemplate(final float[] values) {
		final float[] inside = values.clone();
		int n = 0;
		for (final float value : values)
			if (isInside(value)) inside[n++] = value;
		Arrays.sort(inside, 0, n);
		if (n == 0) return new Background(values, 0, 1, 0);
		final double low = Math.min(0, inside[(int) (LOW * (n - 1))]) < 0 ? inside[(int) (LOW * (n - 1))]
			: Math.min(
			inside[(int) (LOW * (n - 1))], 0.25 * inside[(int) (HIGH * (n - 1))]);
		return new Background(values, low, inside[(int) (HIGH * (n - 1))], 0);
	}

	/** The voxels where a map has a number. */
	static Background ofMask(final float[] map, final boolean light) {
		final float[] inside = new float[map.length];
		for (int i = 0; i < map.length; i++)
			inside[i] = Float.isFinite(map[i]) ? 1 : 0;
		return new Background(inside, 0, 1, light ? MASK_ON_WHITE : MASK);
	}

	/** The values, of which 0 and NaN are not drawn. */
	float[] values() {
		return values;
	}

	/** The colour of a value, 0xRRGGBB. */
	int rgb(final double value) {
		if (grey != 0) return grey;
		final double share = high > low ? (value - low) / (high - low) : 1;
		return 0x010101 * (int) Math.round(DARKEST + Math.max(0, Math.min(1, share)) * (BRIGHTEST - DARKEST));
	}

	static boolean isInside(final double value) {
		return value != 0 && Double.isFinite(value);
	}
}
