package org.voxmeta.view;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.image.Luts;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One map of a {@link SliceMosaic}, with the way its values are coloured. Immutable; the map is not copied.
 */
public final class MapRow {

	private final String label;
	private final RandomAccessibleInterval<? extends RealType<?>> map;
	private final RandomAccessibleInterval<? extends RealType<?>> mask;
	private final String unit;
	private final double limit;
	private final double threshold;

	private MapRow(final String label, final RandomAccessibleInterval<? extends RealType<?>> map,
		final RandomAccessibleInterval<? extends RealType<?>> mask, final String unit, final double limit,
		final double threshold)
	{
		this.label = label;
		this.map = map;
		this.mask = mask;
		this.unit = unit;
		this.limit = limit;
		this.threshold = threshold;
	}

	/**
	 * Returns a map whose colours reach to {@link Luts#symmetricLimit(double[])} of the slices shown,
	 * without a threshold.
	 *
	 * @param label what the map is, in a few words; may be empty
	 * @param map 2-D or 3-D, signed values; what is not finite is left out of the picture
	 * @throws IllegalArgumentException if the map has another number of dimensions
	 */
	public static MapRow of(final String label, final RandomAccessibleInterval<? extends RealType<?>> map) {
		return new MapRow(label, volume(label, map), null, "", 0, 0);
	}

	/**
	 * Returns the same map, shown only inside a mask.
	 *
	 * @param other map of the same size, finite and not zero inside the mask: a mask image, or a map of
	 *         results
	 * @throws IllegalArgumentException if the sizes differ
	 */
	public MapRow within(final RandomAccessibleInterval<? extends RealType<?>> other) {
		final RandomAccessibleInterval<? extends RealType<?>> volume = volume(label, other);
		requireSameSize(dims(), volume.dimensionsAsLongArray(), "mask of '" + label + "'");
		return new MapRow(label, map, volume, unit, limit, threshold);
	}

	/** Returns the same map with a word for its values, such as "z", above its colour bar. */
	public MapRow withUnit(final String word) {
		return new MapRow(label, map, mask, word, limit, threshold);
	}

	/**
	 * Returns the same map with colours that end at -value and value.
	 *
	 * @throws IllegalArgumentException if the value is not above 0 or not finite
	 */
	public MapRow withLimit(final double value) {
		if (!(value > 0 && value < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException(
				"Colour limit of '" + label + "': got " + value + ", expected a finite number above 0");
		return new MapRow(label, map, mask, unit, value, threshold);
	}

	/**
	 * Returns the same map with values between -value and value in faint grey.
	 *
	 * @throws IllegalArgumentException if the value is negative or not finite
	 */
	public MapRow withThreshold(final double value) {
		if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException(
				"Threshold of '" + label + "': got " + value + ", expected a finite number, at least 0");
		return new MapRow(label, map, mask, unit, limit, value);
	}

	String label() {
		return label;
	}

	String unit() {
		return unit;
	}

	long[] dims() {
		return map.dimensionsAsLongArray();
	}

	SlicePlane slice(final SliceView view, final int slice) {
		final SlicePlane plane = view.slice(map, slice);
		return mask == null ? plane : plane.within(view.slice(mask, slice));
	}

	ColourScale colours(final SlicePlane[] shown) {
		if (limit > 0)
			return new ColourScale(limit, threshold);
		final double[] values = Arrays.stream(shown).flatMapToDouble(p -> Arrays.stream(p.values())).toArray();
		return new ColourScale(Luts.symmetricLimit(values), threshold);
	}

	static void requireSameSize(final long[] wanted, final long[] got, final String what) {
		if (!Arrays.equals(wanted, got))
			throw new IllegalArgumentException(
				"Slice mosaic: " + what + " has " + text(got) + " voxels, expected " + text(wanted));
	}

	private static RandomAccessibleInterval<? extends RealType<?>> volume(final String label,
		final RandomAccessibleInterval<? extends RealType<?>> map)
	{
		final int n = map.numDimensions();
		if (n != 2 && n != 3)
			throw new IllegalArgumentException(
				"Slice mosaic: '" + label + "' has " + n + " dimensions, expected 2 or 3");
		return n == 3 ? map : Views.addDimension(map, 0, 0);
	}

	private static String text(final long[] dims) {
		return String.join(" x ", IntStream.range(0, dims.length).mapToObj(d -> "" + dims[d]).toList());
	}
}
