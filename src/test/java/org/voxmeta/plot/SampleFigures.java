package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.voxmeta.plot.BubbleData.Expected;

/** Figures of all kinds, of data of all kinds. */
final class SampleFigures {

	/** A matrix of more would take the tests' time. */
	private static final int MOST_ROWS = 21;

	private SampleFigures() {
	}

	/** Every kind of figure of these effects and variances. */
	static List<Figure> of(final double[] y, final double[] v) {
		final List<StudyRow> rows = new ArrayList<>();
		final List<Point> funnel = new ArrayList<>();
		final List<Point> radial = new ArrayList<>();
		final List<Point> bubbles = new ArrayList<>();
		final List<Point> levels = new ArrayList<>();
		for (int k = 0; k < y.length; k++) {
			final String name = "Study <" + k + "> & sons";
			final double weight = 1 / v[k];
			rows.add(StudyRow.of(name, y[k], v[k], weight, 0.95));
			funnel.add(new Point(name, y[k], Math.sqrt(v[k]), weight));
			radial.add(new Point(name, 1 / Math.sqrt(v[k]), y[k] / Math.sqrt(v[k]), weight));
			bubbles.add(new Point(name, k % 7, y[k], weight));
			levels.add(new Point(name, k % 2, y[k], weight));
		}
		final double mean = Arrays.stream(y).filter(Double::isFinite).average().orElse(Double.NaN);
		final double size = Arrays.stream(v).filter(Double::isFinite).average().orElse(Double.NaN);
		final Interval summary = new Interval(mean, mean - Math.sqrt(size), mean + Math.sqrt(size));
		final Interval wide = new Interval(mean, mean - 9 * Math.sqrt(size), mean + 9 * Math.sqrt(size));
		final List<Expected> curve = List.of(new Expected(0, summary), new Expected(3, summary), new Expected(6,
			wide));
		final ForestData forest = ForestData.of(rows);
		return List.of(ForestPlot.of(forest), ForestPlot.of(forest.withSummaries(List.of(new SummaryRow("Mean",
			summary, wide), new SummaryRow("Other", Interval.NONE, Interval.NONE)), new Heterogeneity(size, 50, 12,
				3, 0.04))).withMarked(1), FunnelPlot.of(new FunnelData(funnel, mean, "Effect", 0.95)), FunnelPlot.of(
					new FunnelData(funnel, mean, "Effect", 0.95)).withContours(true), BaujatPlot.of(funnel, "x", "y"),
			RadialPlot.of(new RadialData(radial, summary, "Effect", 0.95)), BubblePlot.of(new BubbleData(bubbles,
				"Age", List.of(), curve, "Effect")), BubblePlot.of(new BubbleData(levels, "Sex", List.of("f", "m"),
					curve.subList(0, 1), "Effect")), Histogram.of(HistogramData.of(y, "z")), HeatMap.of(matrix(y)));
	}

	private static HeatMapData matrix(final double[] effects) {
		final double[] y = Arrays.copyOf(effects, Math.min(effects.length, MOST_ROWS));
		final double[][] values = new double[y.length][y.length];
		for (final double[] row : values)
			Arrays.setAll(row, k -> Math.tanh(y[k]));
		return new HeatMapData(IntStream.range(0, y.length).mapToObj(k -> "Study " + k).toList(), values, 1, "r");
	}

	/** Effects and variances, by what is special about them. */
	static Map<String, double[][]> data() {
		final Map<String, double[][]> data = new LinkedHashMap<>();
		final double nan = Double.NaN;
		data.put("none", new double[2][0]);
		data.put("one", new double[][] { { 0.4 }, { 0.1 } });
		data.put("one at 0", new double[][] { { 0 }, { 1 } });
		data.put("all missing", new double[][] { { nan, nan, nan }, { nan, nan, nan } });
		data.put("some missing", new double[][] { { 1, nan, 3, 4 }, { 0.1, 0.1, nan, 0.2 } });
		data.put("infinite", new double[][] { { 1, Double.POSITIVE_INFINITY, 2 }, { 0.1, 0.1,
			Double.POSITIVE_INFINITY } });
		data.put("identical", new double[][] { { 2, 2, 2 }, { 0.5, 0.5, 0.5 } });
		data.put("without variance", new double[][] { { 1, 2, 3 }, { 0, 0, 0 } });
		data.put("nearly identical", new double[][] { { 1e6, 1e6 + 1e-9, 1e6 }, { 1e-30, 1e-30, 1e-30 } });
		data.put("huge", scaled(21, 1e150));
		data.put("tiny", scaled(21, 1e-150));
		data.put("one huge", new double[][] { { 0.1, 0.2, 1e200, 0.3, 0.2 }, { 1, 1, 1, 1, 1 } });
		for (final int studies : new int[] { 2, 3, 21, 70 })
			data.put(studies + " studies", scaled(studies, 1));
		return data;
	}

	/** Random effects and variances. */
	static double[][] scaled(final int studies, final double unit) {
		final Random random = new Random(studies);
		final double[][] data = new double[2][studies];
		for (int k = 0; k < studies; k++) {
			data[1][k] = (0.02 + random.nextDouble()) * unit * unit;
			data[0][k] = (0.3 + random.nextGaussian()) * unit;
		}
		return data;
	}
}
