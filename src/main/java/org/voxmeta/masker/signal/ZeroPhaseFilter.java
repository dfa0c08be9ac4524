package org.voxmeta.masker.signal;

import java.util.List;

/**
 * A filter run forward and then backward, so that nothing is shifted in time.
 * <p>
 * Both ends are first continued by the series' other side, turned about its end point, and each run starts in
 * the state that a constant of its first value would have left, so that ends do not ring. Equal to scipy's
 * {@code sosfiltfilt} with its defaults. Immutable, thread-safe.
 */
final class ZeroPhaseFilter {

	private final List<FilterSection> sections;

	ZeroPhaseFilter(final List<FilterSection> sections) {
		this.sections = List.copyOf(sections);
	}

	/** The fewest samples that a series must have: one more than it is continued by at either end. */
	int minimumSamples() {
		return padding() + 1;
	}

	/** Three times the number of the filter's weights. */
	private int padding() {
		final int order = sections.stream().mapToInt(section -> section.isSecondOrder() ? 2 : 1).sum();
		return 3 * (order + 1);
	}

	/**
	 * The filtered series.
	 *
	 * @param rows T×V, not changed
	 * @return T×V, new
	 * @throws IllegalArgumentException if T is below {@link #minimumSamples}
	 */
	double[][] apply(final double[][] rows) {
		if (rows.length < minimumSamples()) throw new IllegalArgumentException("Filter: got " + rows.length
			+ " samples, wanted at least " + minimumSamples());
		final double[][] extended = extend(rows);
		run(extended, 0, 1);
		run(extended, extended.length - 1, -1);
		final double[][] filtered = new double[rows.length][];
		System.arraycopy(extended, padding(), filtered, 0, rows.length);
		return filtered;
	}

	private double[][] extend(final double[][] rows) {
		final int padding = padding();
		final int last = rows.length - 1;
		final double[][] extended = new double[rows.length + 2 * padding][];
		for (int i = 1; i <= padding; i++) {
			extended[padding - i] = turned(rows[i], rows[0]);
			extended[padding + last + i] = turned(rows[last - i], rows[last]);
		}
		for (int t = 0; t < rows.length; t++)
			extended[padding + t] = rows[t].clone();
		return extended;
	}

	private static double[] turned(final double[] row, final double[] about) {
		final double[] turned = new double[row.length];
		for (int j = 0; j < row.length; j++)
			turned[j] = 2 * about[j] - row[j];
		return turned;
	}

	private void run(final double[][] rows, final int start, final int step) {
		final double[] first = rows[start].clone();
		double gain = 1;
		for (final FilterSection section : sections) {
			final double[] state = section.steadyState();
			final double[] near = scaled(first, gain * state[0]);
			final double[] far = scaled(first, gain * state[1]);
			for (int t = start; t >= 0 && t < rows.length; t += step)
				section.step(rows[t], near, far);
			gain *= section.gain();
		}
	}

	private static double[] scaled(final double[] row, final double factor) {
		final double[] scaled = new double[row.length];
		Rows.add(scaled, factor, row);
		return scaled;
	}
}
