package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.type.numeric.real.DoubleType;

import org.voxmeta.stats.correction.Correction;

/**
 * The correction of a map's p values for the number of its voxels. The map holds p, -log10 p or z; everything
 * goes through the logarithm of p, so nothing underflows. A voxel that is NaN is no test, and stays NaN.
 * Immutable; options are set by {@code with} methods that return a copy.
 */
public final class MapCorrection {

	private static final double ALPHA = 0.05;

	private final Correction correction;
	private final double alpha;
	private final PMapKind kind;
	private final boolean oneSided;

	private MapCorrection(final Correction correction, final double alpha, final PMapKind kind,
		final boolean oneSided)
	{
		this.correction = correction;
		this.alpha = alpha;
		this.kind = kind;
		this.oneSided = oneSided;
	}

	/**
	 * A correction of two-sided tests at 0.05, of maps that tell themselves whether they hold p, -log10 p or z.
	 */
	public static MapCorrection of(final Correction correction) {
		return new MapCorrection(correction, ALPHA, null, false);
	}

	/**
	 * The level at which a voxel survives: its corrected p is this or below.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public MapCorrection withAlpha(final double level) {
		if (!(level > 0 && level < 1)) throw new IllegalArgumentException("alpha: got " + level
			+ ", wanted a number between 0 and 1");
		return new MapCorrection(correction, level, kind, oneSided);
	}

	/** What the map holds; null to take its header's or, if that is silent, its name's word for it. */
	public MapCorrection withKind(final PMapKind of) {
		return new MapCorrection(correction, alpha, of, oneSided);
	}

	/**
	 * Whether p is P(Z &gt;= z), for effects above 0 only; else P(|Z| &gt;= |z|). A corrected one-sided p of 1/2
	 * or more has z = 0.
	 */
	public MapCorrection withOneSided(final boolean upper) {
		return new MapCorrection(correction, alpha, kind, upper);
	}

	/** The correction. */
	public Correction correction() {
		return correction;
	}

	/** The level. */
	public double alpha() {
		return alpha;
	}

	/**
	 * Corrects a map.
	 *
	 * @param map p, -log10 p or z
	 * @param estimate the effects that the tests are of, which give z its sign and are thresholded; null if
	 *           there are none, where the sign is that of a map of z, else z is 0 or more
	 * @param mask an image whose voxels that are not 0 are tests; null for all voxels that are numbers
	 * @throws IllegalArgumentException if the images are not on one grid, it is not known what the map holds, or
	 *           it holds other values
	 */
	public CorrectedMaps run(final InputImage map, final InputImage estimate, final InputImage mask) {
		return run(map, estimate, estimate, mask);
	}

	/** As {@link #run(InputImage, InputImage, InputImage)}, with an image of its own for signs; null if none. */
	CorrectedMaps run(final InputImage map, final InputImage signs, final InputImage estimate,
		final InputImage mask)
	{
		final MapVoxels voxels = MapVoxels.of(map, mask, signs, estimate == signs ? null : estimate);
		final List<String> notes = new ArrayList<>();
		final List<String> remarks = new ArrayList<>();
		final PMapKind found = kind == null ? guess(map, remarks) : kind;
		final double[] values = voxels.values(map);
		requirePossible(values, found, map.name());
		countZeros(values, found, map, mask, notes);
		final double[] logP = logP(values, found, smallest(map));
		final double[] sign = found == PMapKind.Z ? values : signs == null ? null : voxels.values(signs);
		final double[] effects = estimate == null ? null : voxels.values(estimate);
		return CorrectedMaps.of(this, map.name(), found, voxels, correction.adjust(logP), oneSided ? null : sign,
			effects, notes, remarks);
	}

	/** Whether tests are one-sided. */
	boolean isOneSided() {
		return oneSided;
	}

	private static PMapKind guess(final InputImage map, final List<String> remarks) {
		final Optional<PMapKind> byHeader = PMapKind.ofHeader(map.header());
		final PMapKind found = byHeader.or(() -> PMapKind.ofName(map.name())).orElseThrow(
			() -> new IllegalArgumentException("Map '" + map.name()
				+ "': neither its header nor its name tells what it holds, wanted kind = " + PMapKind.keys()));
		remarks.add("'" + map.name() + "' is taken for a map of " + found.key() + ", as its "
			+ (byHeader.isPresent() ? "header says" : "name tells"));
		return found;
	}

	private static void requirePossible(final double[] values, final PMapKind kind, final String name) {
		final double[] wrong = Arrays.stream(values).filter(value -> !Double.isNaN(value) && !kind.isPossible(
			value)).toArray();
		if (wrong.length > 0) throw new IllegalArgumentException("Map '" + name + "': got " + wrong.length + " of "
			+ values.length + " voxels with values such as " + wrong[0] + ", wanted " + (kind == PMapKind.P
				? "p values, 0 to 1" : "-log10 p, 0 or more"));
		if (Arrays.stream(values).allMatch(Double::isNaN)) throw new IllegalArgumentException("Map '" + name
			+ "': got no number in " + values.length + " voxels, wanted at least 1");
	}

	private static void countZeros(final double[] values, final PMapKind kind, final InputImage map,
		final InputImage mask, final List<String> notes)
	{
		final long zeros = Arrays.stream(values).filter(value -> value == 0).count();
		if (zeros == 0) return;
		final String count = "'" + map.name() + "': " + zeros + " of " + values.length + " voxels ";
		if (kind == PMapKind.P) notes.add(count + "have a p of 0, taken for " + smallest(map)
			+ ", the smallest number above 0; if that is background, give a mask");
		else if (mask == null) notes.add(count
			+ "are exactly 0 and count as tests with p = 1; if that is background, give a mask");
	}

	/** What a p that was too small for the image's numbers is below. */
	private static double smallest(final InputImage map) {
		return map.values().getType() instanceof DoubleType ? Double.MIN_VALUE : Float.MIN_VALUE;
	}

	private double[] logP(final double[] values, final PMapKind found, final double smallest) {
		return Arrays.stream(values).map(value -> {
			if (Double.isNaN(value)) return Double.NaN;
			return found.logP(found == PMapKind.P && value == 0 ? smallest : value, oneSided);
		}).toArray();
	}
}
