package org.voxmeta.analysis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * The thresholds of a map of z or -log10 p that mean something: p below 0.001 uncorrected, and those of
 * corrections for the number of voxels. A corrected threshold shows the voxels that {@link MapCorrection} has
 * survive, and no other. Immutable.
 */
public final class MapThresholds {

	/** The uncorrected p that maps are shown at by default. */
	public static final double UNCORRECTED = 0.001;

	private static final double ALPHA = 0.05;
	private static final int MOST_DIGITS = 17;

	/** Null where the values have no p. */
	private final PMapKind kind;
	private final boolean oneSided;
	/** Finite values. */
	private final double[] values;
	private final List<ThresholdMark> marks;

	private MapThresholds(final PMapKind kind, final boolean oneSided, final double[] values,
		final List<ThresholdMark> marks)
	{
		this.kind = kind;
		this.oneSided = oneSided;
		this.values = values;
		this.marks = List.copyOf(marks);
	}

	/** The thresholds of a map whose values have no p, such as effects: none. */
	static MapThresholds none(final double[] values) {
		return new MapThresholds(null, false, finite(values), List.of());
	}

	/**
	 * The thresholds of one map.
	 *
	 * @param values one for each voxel; NaN is no test; not changed
	 * @param kind z or -log10 p
	 * @param oneSided whether p is that of effects above 0
	 */
	static MapThresholds of(final double[] values, final PMapKind kind, final boolean oneSided) {
		final double[] logP = Arrays.stream(values).map(value -> Double.isNaN(value) ? Double.NaN : kind.logP(value,
			oneSided)).toArray();
		final List<ThresholdMark> marks = new ArrayList<>();
		marks.add(uncorrected(values, kind, oneSided));
		marks.add(corrected("fdr", "FDR 0.05", values, Correction.FDR_BH.adjust(logP)));
		marks.add(corrected("bonferroni", "Bonferroni 0.05", values, Correction.BONFERRONI.adjust(logP)));
		return new MapThresholds(kind, oneSided, finite(values), marks);
	}

	/** The threshold of uncorrected p alone, for stacks of several maps, which are no one family of tests. */
	static MapThresholds uncorrectedOnly(final double[] values, final PMapKind kind, final boolean oneSided) {
		return new MapThresholds(kind, oneSided, finite(values), List.of(uncorrected(values, kind, oneSided)));
	}

	/**
	 * These thresholds with that of a permutation test, unless its p do not follow the size of the values, as
	 * those of clusters do not.
	 *
	 * @param p the family-wise corrected p of the voxels, in the order of the values; NaN is no test
	 */
	MapThresholds withPermutation(final double[] all, final double[] p) {
		final double[] logP = Arrays.stream(p).map(Math::log).toArray();
		final ThresholdMark mark = corrected("fwe", "FWE 0.05 (permutation)", all, logP);
		int above = 0;
		for (int j = 0; j < all.length; j++)
			if (!Double.isNaN(p[j]) && mark.isReached() && size(all[j]) >= mark.value()) above++;
		if (above != mark.voxels()) return this;
		final List<ThresholdMark> more = new ArrayList<>(marks);
		more.add(mark);
		return new MapThresholds(kind, oneSided, values, more);
	}

	/** The thresholds, the uncorrected one first; none where the values have no p. */
	public List<ThresholdMark> marks() {
		return marks;
	}

	/** What the values are called: z, -log10 p, or nothing if that is not known. */
	public String unit() {
		if (kind == null) return "";
		return kind == PMapKind.Z ? "z" : "\u2212log\u2081\u2080 p";
	}

	/** The finite values of the map, in no certain order; a new array. */
	public double[] values() {
		return values.clone();
	}

	/** The uncorrected p of a value of that size; empty where values have none. */
	public Optional<Double> p(final double threshold) {
		return kind == null ? Optional.empty() : Optional.of(Math.exp(kind.logP(threshold, oneSided)));
	}

	/**
	 * The threshold that a text asks for.
	 *
	 * @param text a number in the unit of the map, a key of {@link #marks()}, {@code p<0.01} with any p; empty
	 *            for
	 *           uncorrected p of {@link #UNCORRECTED}, or for 0 where values have no p
	 * @return 0 or more; just above all values if no voxel reaches the threshold
	 * @throws IllegalArgumentException if it is none of these
	 */
	public double parse(final String text) {
		final String wanted = text.strip().toLowerCase(Locale.ROOT);
		if (wanted.isEmpty()) return kind == null ? 0 : marks.get(0).value();
		final Optional<ThresholdMark> named = marks.stream().filter(mark -> mark.key().equals(wanted)).findFirst();
		if (named.isPresent()) return named.get().isReached() || !Double.isNaN(named.get().value()) ? named.get()
			.value() : beyond();
		if (wanted.matches("p\\s*[<=]?\\s*[0-9.].*")) return ofP(text, wanted.replaceFirst("p\\s*[<=]*\\s*", ""));
		try {
			final double value = Double.parseDouble(wanted);
			if (value >= 0 && value < Double.POSITIVE_INFINITY) return value;
		}
		catch (final NumberFormatException e) {
			// told below, with what else is possible
		}
		throw wrong(text);
	}

	private double ofP(final String text, final String number) {
		try {
			final double p = Double.parseDouble(number);
			if (kind != null && p > 0 && p < 1) return value(kind, p, oneSided);
		}
		catch (final NumberFormatException e) {
			// told below, with what else is possible
		}
		throw wrong(text);
	}

	private IllegalArgumentException wrong(final String text) {
		return new IllegalArgumentException("Threshold: got '" + text.strip() + "', wanted a number of 0 or more"
			+ (marks
			.isEmpty() ? ", as it is not known that the map is one of p, -log10 p or z" : ", p<0.01 or the like, or "
				+ marks.stream().map(ThresholdMark::key).collect(Collectors.joining(", "))));
	}

	/** A threshold that no voxel reaches. */
	private double beyond() {
		return Math.nextUp(Arrays.stream(values).map(Math::abs).max().orElse(0));
	}

	private static ThresholdMark uncorrected(final double[] values, final PMapKind kind,
		final boolean oneSided) {
		final double threshold = value(kind, UNCORRECTED, oneSided);
		final long voxels = Arrays.stream(values).filter(value -> (oneSided ? value : Math.abs(value)) >= threshold)
			.count();
		return new ThresholdMark("uncorrected", "p < 0.001", threshold, (int) voxels);
	}

	private static double value(final PMapKind kind, final double p, final boolean oneSided) {
		if (kind == PMapKind.LOGP) return -Math.log10(p);
		return oneSided ? Math.max(0, NormalTail.zOfLogUpper(Math.log(p))) : NormalTail.zOfLogTwoSided(Math.log(p));
	}

	private static ThresholdMark corrected(final String key, final String label, final double[] values,
		final double[] logP)
	{
		double least = Double.POSITIVE_INFINITY;
		int voxels = 0;
		for (int j = 0; j < values.length; j++)
			if (logP[j] <= Math.log(ALPHA)) {
				voxels++;
				least = Math.min(least, size(values[j]));
			}
		if (voxels == 0) return new ThresholdMark(key, label, Double.NaN, 0);
		double below = 0;
		for (int j = 0; j < values.length; j++)
			if (!(logP[j] <= Math.log(ALPHA)) && size(values[j]) < least) below = Math.max(below, size(values[j]));
		return new ThresholdMark(key, label, shortest(below, least), voxels);
	}

	private static double size(final double value) {
		return Math.abs(value);
	}

	/** The number of the fewest digits, two decimals at least, that is above the one and not above the other. */
	private static double shortest(final double below, final double least) {
		for (int digits = 2; digits <= MOST_DIGITS; digits++) {
			final double rounded = BigDecimal.valueOf(least).setScale(digits, RoundingMode.FLOOR).doubleValue();
			if (rounded > below && rounded <= least) return rounded;
		}
		return least;
	}

	private static double[] finite(final double[] values) {
		return Arrays.stream(values).filter(Double::isFinite).toArray();
	}
}
