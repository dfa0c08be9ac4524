package org.voxmeta.stats.effectsize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The effect sizes of {@link EffectSizes} by their codes in metafor's {@code escalc}, for data in columns:
 * {@code Measure.parse("SMD").ofEach(m1, sd1, n1, m2, sd2, n2)}.
 */
public enum Measure {

	/** See {@link EffectSizes#mean}. */
	MN("mean", "m sd n", x -> EffectSizes.mean(x[0], x[1], x[2])),
	/** See {@link EffectSizes#standardizedMean}. */
	SMN("standardised mean", "m sd n", x -> EffectSizes.standardizedMean(x[0], x[1], x[2])),
	/** See {@link EffectSizes#meanChange}. */
	MC("mean change", "m1 sd1 m2 sd2 n r", x -> EffectSizes.meanChange(x[0], x[1], x[2], x[3], x[4], x[5])),
	/** See {@link EffectSizes#standardizedMeanChange}. */
	SMCC("standardised mean change, by the sd of the changes", "m1 sd1 m2 sd2 n r",
		x -> EffectSizes.standardizedMeanChange(x[0], x[1], x[2], x[3], x[4], x[5])),
	/** See {@link EffectSizes#standardizedMeanChangeRaw}. */
	SMCR("standardised mean change, by the first sd", "m1 sd1 m2 n r",
		x -> EffectSizes.standardizedMeanChangeRaw(x[0], x[1], x[2], x[3], x[4])),
	/** See {@link EffectSizes#meanDifference}. */
	MD("mean difference", "m1 sd1 n1 m2 sd2 n2",
		x -> EffectSizes.meanDifference(x[0], x[1], x[2], x[3], x[4], x[5])),
	/** See {@link EffectSizes#standardizedMeanDifference}. */
	SMD("standardised mean difference", "m1 sd1 n1 m2 sd2 n2",
		x -> EffectSizes.standardizedMeanDifference(x[0], x[1], x[2], x[3], x[4], x[5])),
	/** See {@link EffectSizes#logOddsRatioOfMeans}. */
	D2ORL("log odds ratio of a standardised mean difference", "m1 sd1 n1 m2 sd2 n2",
		x -> EffectSizes.logOddsRatioOfMeans(x[0], x[1], x[2], x[3], x[4], x[5])),
	/** See {@link EffectSizes#logOddsRatio}. */
	OR("log odds ratio", "a b c d", x -> EffectSizes.logOddsRatio(x[0], x[1], x[2], x[3])),
	/** See {@link EffectSizes#standardizedMeanDifferenceOfCounts}. */
	OR2DL("standardised mean difference of a log odds ratio", "a b c d",
		x -> EffectSizes.standardizedMeanDifferenceOfCounts(x[0], x[1], x[2], x[3])),
	/** See {@link EffectSizes#logRiskRatio}. */
	RR("log risk ratio", "a b c d", x -> EffectSizes.logRiskRatio(x[0], x[1], x[2], x[3])),
	/** See {@link EffectSizes#riskDifference}. */
	RD("risk difference", "a b c d", x -> EffectSizes.riskDifference(x[0], x[1], x[2], x[3])),
	/** See {@link EffectSizes#correlation}. */
	COR("correlation", "r n", x -> EffectSizes.correlation(x[0], x[1])),
	/** See {@link EffectSizes#fisherZ}. */
	ZCOR("Fisher's z of a correlation", "r n", x -> EffectSizes.fisherZ(x[0], x[1])),
	/** See {@link EffectSizes#logitProportion}. */
	PLO("log odds of a proportion", "x n", x -> EffectSizes.logitProportion(x[0], x[1]));

	private final String title;
	private final List<String> inputs;
	private final Formula formula;

	Measure(final String title, final String inputs, final Formula formula) {
		this.title = title;
		this.inputs = List.of(inputs.split(" "));
		this.formula = formula;
	}

	/**
	 * The measure with that code, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Measure parse(final String code) {
		final String wanted = code.trim().toUpperCase(Locale.ROOT);
		for (final Measure measure : values())
			if (measure.name().equals(wanted)) return measure;
		throw new IllegalArgumentException("Effect size: got '" + code + "', wanted "
			+ Arrays.stream(values()).map(Measure::name).collect(Collectors.joining(", ")));
	}

	/** What it is, in a few words. */
	public String title() {
		return title;
	}

	/** The names of what it is computed from, in the order of {@link #of}. */
	public List<String> inputs() {
		return inputs;
	}

	/**
	 * The effect of one study.
	 *
	 * @param values one for each of {@link #inputs}; NaN is a missing value
	 * @throws IllegalArgumentException if there are more or fewer values, or one cannot be
	 */
	public EffectSize of(final double... values) {
		requireInputs(values.length);
		return formula.of(values);
	}

	/**
	 * The effects of K studies.
	 *
	 * @param columns for each of {@link #inputs} the K studies' values; NaN is a missing value
	 * @throws IllegalArgumentException if there are more or fewer columns, they differ in length, or a value
	 *           cannot be; the message says of which study, counted from 1
	 */
	public List<EffectSize> ofEach(final double[]... columns) {
		requireInputs(columns.length);
		for (int i = 1; i < columns.length; i++)
			if (columns[i].length != columns[0].length) throw new IllegalArgumentException(name() + ": got "
				+ columns[i].length + " values of " + inputs.get(i) + ", wanted " + columns[0].length
				+ " as of " + inputs.get(0));
		final List<EffectSize> effects = new ArrayList<>();
		for (int k = 0; k < columns[0].length; k++)
			effects.add(ofStudy(k, columns));
		return effects;
	}

	private EffectSize ofStudy(final int k, final double[]... columns) {
		try {
			return formula.of(Arrays.stream(columns).flatMapToDouble(column -> DoubleStream.of(column[k]))
				.toArray());
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("Study " + (k + 1) + ": " + e.getMessage(), e);
		}
	}

	private void requireInputs(final int got) {
		if (got != inputs.size()) throw new IllegalArgumentException(name() + ": got " + got
			+ " inputs, wanted " + inputs.size() + ": " + String.join(", ", inputs));
	}

	@FunctionalInterface
	private interface Formula {

		EffectSize of(double... values);
	}
}
