package org.voxmeta.view;

import java.util.Arrays;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.analysis.PreparedMap;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;
import org.voxmeta.image.LengthUnit;
import org.voxmeta.image.Luts;

/**
 * What a picture of a map shows: one volume of values, the template below it, where they are, and which
 * values are shown how. NaN is see-through; so is 0 in maps without NaN, as other software writes it where
 * there is nothing. Immutable; a template's array is not copied. Options are set by {@code with} methods
 * that return a copy.
 */
public final class MapScene {

	/** The share of the values shown that colours tell apart. */
	private static final double SHOWN = 0.995;

	private final float[] map;
	private final float[] template;
	private final int[] size;
	private final double[][] affine;
	private final double[] voxelSize;
	private final String space;
	private final String unit;
	private final double threshold;
	private final Sign signs;
	private final double limit;
	private final double opacity;

	private MapScene(final float[] map, final float[] template, final int[] size, final double[][] affine,
		final double[] voxelSize, final String space, final String unit, final double threshold, final Sign signs,
		final double limit, final double opacity)
	{
		this.map = map;
		this.template = template;
		this.size = size;
		this.affine = affine;
		this.voxelSize = voxelSize;
		this.space = space;
		this.unit = unit;
		this.threshold = threshold;
		this.signs = signs;
		this.limit = limit;
		this.opacity = opacity;
	}

	/**
	 * A volume of unknown place, all its values shown, with colours as far as {@link #limit()} says.
	 *
	 * @param map values, x fastest
	 * @param size the lengths along x, y and z
	 * @throws IllegalArgumentException if the number of values is another
	 */
	public static MapScene of(final float[] map, final int... size) {
		if (size.length != 3
			|| (long) size[0] * size[1] * size[2] != map.length) throw new IllegalArgumentException(
			"Picture: got " + map.length + " values, wanted those of " + Arrays.toString(size) + " voxels");
		return new MapScene(withoutZeros(map), null, size.clone(), null, new double[] { 1, 1, 1 }, "mm", "", 0,
			Sign.BOTH,
			Double.NaN, 1);
	}

	/**
	 * A prepared map.
	 *
	 * @param volume which of its maps, from 0
	 * @throws IllegalArgumentException if there is no such map
	 */
	public static MapScene of(final PreparedMap prepared, final int volume) {
		if (volume < 0 || volume >= prepared.volumes()) throw new IllegalArgumentException("Volume: got " + (
			volume + 1)
			+ ", wanted 1 to " + prepared.volumes() + ", as '" + prepared.name() + "' has");
		final int[] size = prepared.size();
		final float[] values = Volumes.of(prepared.image(), volume);
		final String space = prepared.image().header().spaceUnit();
		return new MapScene(withoutZeros(values), prepared.template().orElse(null), size, prepared.placed()
			? prepared.image().header()
			.affine() : null, steps(prepared), LengthUnit.written(space), prepared.thresholds().unit(), 0, Sign.BOTH,
			Double.NaN, 1);
	}

	private static float[] withoutZeros(final float[] map) {
		final float[] values = map.clone();
		boolean anyNaN = false;
		for (final float value : map)
			anyNaN |= Float.isNaN(value);
		for (int i = 0; i < values.length; i++)
			if (!anyNaN && values[i] == 0) values[i] = Float.NaN;
		return values;
	}

	private static double[] steps(final PreparedMap prepared) {
		return Arrays.stream(prepared.image().header().voxelSize()).limit(3).map(step -> step > 0 ? step
			: 1).toArray();
	}

	/** With a template: one value for each voxel, 0 and NaN being background; null for the shape of the map. */
	public MapScene withTemplate(final float[] values) {
		if (values != null && values.length != map.length) throw new IllegalArgumentException("Template: got "
			+ values.length + " voxels, wanted " + map.length);
		return new MapScene(map, values, size, affine, voxelSize, space, unit, threshold, signs, limit, opacity);
	}

	/** In a known place: voxel index (from 0) to mm right, front and top, 4 x 4. */
	public MapScene withAffine(final double[][] matrix) {
		return new MapScene(map, template, size, matrix, voxelSize, space, unit, threshold, signs, limit, opacity);
	}

	/** With a word for the values, above the colour bar. */
	public MapScene withUnit(final String word) {
		return new MapScene(map, template, size, affine, voxelSize, space, word, threshold, signs, limit, opacity);
	}

	/** With values of at least this size alone, of these signs. */
	public MapScene withThreshold(final double least, final Sign of) {
		if (!(least >= 0 && least < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("Threshold: got "
			+ least + ", wanted a number of 0 or more");
		return new MapScene(map, template, size, affine, voxelSize, space, unit, least, of, limit, opacity);
	}

	/** With colours that end at this absolute value. */
	public MapScene withLimit(final double value) {
		if (!(value > 0 && value < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("Limit: got "
			+ value
			+ ", wanted a number above 0");
		return new MapScene(map, template, size, affine, voxelSize, space, unit, threshold, signs, value, opacity);
	}

	/** With colours that let the template through: 0 is see-through, 1 hides it. */
	public MapScene withOpacity(final double share) {
		if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("Opacity: got " + share
			+ ", wanted 0 to 1");
		return new MapScene(map, template, size, affine, voxelSize, space, unit, threshold, signs, limit, share);
	}

	/**
	 * The absolute value from which on all look alike: the one given; else that which one in 200 of the values
	 * shown are beyond, or {@link Luts#symmetricLimit(float[])} if that is more.
	 */
	public double limit() {
		if (!Double.isNaN(limit)) return limit;
		final double[] shown = new double[map.length];
		int n = 0;
		for (final float value : map)
			if (Float.isFinite(value) && Math.abs(value) >= threshold) shown[n++] = Math.abs(value);
		Arrays.sort(shown, 0, n);
		final double robust = Luts.symmetricLimit(map);
		return n == 0 ? robust : Math.max(robust, shown[(int) Math.ceil(SHOWN * n) - 1]);
	}

	/** The axis lengths. */
	long[] dims() {
		return new long[] { size[0], size[1], size[2] };
	}

	String space() {
		return space;
	}

	String unit() {
		return unit;
	}

	double threshold() {
		return threshold;
	}

	double opacity() {
		return opacity;
	}

	boolean hasTemplate() {
		return template != null;
	}

	RandomAccessibleInterval<FloatType> map() {
		return ArrayImgs.floats(map, dims());
	}

	/** The picture below the map. */
	Background background(final Page page) {
		return template == null ? Background.ofMask(map, page == Page.LIGHT) : Background.ofTemplate(template);
	}

	/** The values of a background as a volume. */
	RandomAccessibleInterval<FloatType> volume(final Background background) {
		return ArrayImgs.floats(background.values(), dims());
	}

	/** The colours over the template, if it is drawn, else on the page. */
	MapColours colours(final Page page, final boolean overTemplate) {
		return MapColours.of(limit(), threshold, signs, isSigned(), page == Page.LIGHT && !overTemplate);
	}

	SliceView view(final Plane plane, final boolean radiological) {
		return Optional.ofNullable(affine).map(matrix -> SliceView.of(matrix, plane, radiological)).orElseGet(
			() -> SliceView.ofGrid(plane, voxelSize));
	}

	private boolean isSigned() {
		for (final float value : map)
			if (value < 0) return true;
		return false;
	}
}
