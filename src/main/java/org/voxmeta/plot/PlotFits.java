package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.voxmeta.plot.BubbleData.Expected;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.regression.WeightedRegression;

/** What a fitted model expects of studies with given moderators. */
final class PlotFits {

	private static final int POINTS = 41;
	/** Values that are shifted by the same number, but for the rounding of the shift. */
	private static final double ALIKE = 1e-9;

	private PlotFits() {
	}

	/** What the model expects along a moderator that its design has; empty if it has not. */
	static List<Expected> curve(final Results results, final double[] values) {
		final Design design = results.data().studies().design();
		final int column = column(design, values);
		if (column < 0) return List.of();
		final double shift = design.row(0)[column] - values[0];
		final Range range = Range.of(IntStream.range(0, values.length).mapToDouble(k -> values[k]));
		final double[] mean = mean(design, IntStream.range(0, values.length).toArray());
		final List<double[]> rows = new ArrayList<>();
		for (int i = 0; i < POINTS; i++) {
			final double[] row = mean.clone();
			row[column] = range.from() + range.size() * i / (POINTS - 1) + shift;
			rows.add(row);
		}
		final List<Interval> expected = expected(results, rows);
		return IntStream.range(0, POINTS).mapToObj(i -> new Expected(rows.get(i)[column] - shift, expected.get(i)))
			.toList();
	}

	/** What the model expects of the average study of each level; empty for a mean without moderators. */
	static List<Expected> means(final Results results, final int[] levels, final int count) {
		final Design design = results.data().studies().design();
		if (design.isIntercept()) return List.of();
		final List<double[]> rows = new ArrayList<>();
		final List<Integer> at = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			final int level = i;
			final int[] members = IntStream.range(0, levels.length).filter(k -> levels[k] == level).toArray();
			if (members.length == 0) continue;
			rows.add(mean(design, members));
			at.add(i);
		}
		final List<Interval> expected = expected(results, rows);
		return IntStream.range(0, rows.size()).mapToObj(i -> new Expected(at.get(i), expected.get(i))).toList();
	}

	/** What the model expects of each study, by its index in the fit. */
	static Map<Integer, Interval> expected(final Results results) {
		final Design design = results.data().studies().design();
		final List<Interval> intervals = expected(results, IntStream.range(0, design.studies())
			.mapToObj(design::row).toList());
		final Map<Integer, Interval> expected = new HashMap<>();
		for (int k = 0; k < intervals.size(); k++)
			expected.put(k, intervals.get(k));
		return expected;
	}

	/** The same fit with a term for each row of moderators. */
	private static List<Interval> expected(final Results results, final List<double[]> rows) {
		Design design = results.data().studies().design();
		final int before = design.terms().size();
		for (final double[] row : rows)
			design = design.with(new Term("row", row, true));
		final List<TermSummary> terms = results.estimator().fit(results.data().with(design)).summary();
		return terms.subList(before, terms.size()).stream().map(term -> new Interval(term.estimate(),
			term.ciLower(), term.ciUpper())).toList();
	}

	/** The column that is these values but for a shift; -1 if there is none. */
	private static int column(final Design design, final double[] values) {
		for (int p = 0; p < design.predictors(); p++) {
			final int column = p;
			final double shift = design.row(0)[p] - values[0];
			final double size = IntStream.range(0, values.length).mapToDouble(k -> Math.abs(values[k])).max().orElse(
				0);
			final boolean isConstant = IntStream.range(0, values.length).allMatch(k -> values[k] == values[0]);
			if (!isConstant && IntStream.range(0, values.length).allMatch(k -> Math.abs(design.row(k)[column]
				- values[k] - shift) <= ALIKE * size)) return p;
		}
		return -1;
	}

	private static double[] mean(final Design design, final int[] studies) {
		final double[] mean = new double[design.predictors()];
		for (final int k : studies)
			for (int p = 0; p < mean.length; p++)
				mean[p] += design.row(k)[p] / studies.length;
		return mean;
	}

	/** What the model expects of each study, with weights 1 / (v + tau2). */
	static double[] fitted(final Results results, final IntToDoubleFunction variance, final double tau2) {
		final Dataset data = results.data();
		final double[] v = IntStream.range(0, data.size()).mapToDouble(variance).toArray();
		final Dataset weighted = Dataset.of(data.effects(), v).with(data.studies().design());
		final WeightedRegression fit = WeightedRegression.random(VoxelBlock.of(weighted.data()), new double[] {
			tau2 });
		return IntStream.range(0, v.length).mapToDouble(k -> fit.fitted(k)[0]).toArray();
	}
}
