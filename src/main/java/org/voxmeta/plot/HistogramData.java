package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often the values of a statistic are in ranges of the same width.
 *
 * @param from lower end of the first range
 * @param width of each range
 * @param counts of the values in each range
 * @param name of the values, such as "z"
 */
public record HistogramData(double from, double width, List<Long> counts, String name) {

	private static final int FEWEST = 20;
	private static final int MOST = 120;

	/**
	 * Copies the list.
	 *
	 * @throws IllegalArgumentException if the ranges have no width
	 */
	public HistogramData {
		if (!(width > 0) || !Double.isFinite(from + width * counts.size())) throw new IllegalArgumentException(
			"Histogram: got ranges from " + from + " of width " + width
			+ ", wanted finite numbers, and a width above 0");
		counts = List.copyOf(counts);
	}

	/**
	 * The counts of values, in ranges of a round width that suits their number (Freedman and Diaconis), with 0
	 * between two of them.
	 *
	 * @param values of which those that are not finite do not count
	 * @param name of the values
	 * @see <a href="https://doi.org/10.1007/BF01025868">Freedman D, Diaconis P (1981). On the histogram as a
	 *      density estimator. Zeitschrift fuer Wahrscheinlichkeitstheorie 57, 453-476</a>
	 */
	public static HistogramData of(final double[] values, final String name) {
		final double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
		if (sorted.length == 0) return new HistogramData(0, 1, List.of(), name);
		final Range range = Range.of(Arrays.stream(new double[] { sorted[0], sorted[sorted.length - 1] }));
		final double quartiles = sorted[(int) (0.75 * (sorted.length - 1))] - sorted[(int) (0.25 * (sorted.length
			- 1))];
		final double wanted = 2 * quartiles / Math.cbrt(sorted.length);
		final int bins = wanted > 0 ? (int) Math.max(FEWEST, Math.min(MOST, range.size() / wanted)) : FEWEST;
		final List<Double> edges = Ticks.of(range.from(), range.to(), bins).values();
		final double width = edges.size() > 1 ? edges.get(1) - edges.get(0) : range.size();
		final double first = Math.floor(range.from() / width);
		final long[] counts = new long[(int) (Math.floor(range.to() / width) - first) + 1];
		for (final double value : sorted)
			counts[(int) (Math.floor(value / width) - first)]++;
		final List<Long> list = new ArrayList<>();
		for (final long count : counts)
			list.add(count);
		return new HistogramData(first * width, width, list, name);
	}

	/** The number of values. */
	public long total() {
		return counts.stream().mapToLong(Long::longValue).sum();
	}

	/** Upper end of the last range. */
	public double to() {
		return from + width * counts.size();
	}
}
