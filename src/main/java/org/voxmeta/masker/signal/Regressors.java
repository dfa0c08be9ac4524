package org.voxmeta.masker.signal;

import java.util.function.Consumer;

/** What is to be regressed out of a run: its confounds, and cosines where these are the filter. */
final class Regressors {

	/** A correlation above which a confound is a cosine already; nilearn's. */
	private static final double SAME = 0.9;

	private Regressors() {
	}

	/**
	 * The confounds and the cosines.
	 *
	 * @param confounds T×C, or no rows if there are none
	 * @param samples T
	 * @param notes takes what a user should know
	 * @return T×R, or no rows if there are none at all
	 */
	static double[][] of(final double[][] confounds, final int samples, final TemporalFilter filter,
		final Consumer<String> notes)
	{
		if (!filter.isCosine() || samples < 2) return confounds;
		final double[][] cosines = CosineDrift.of(samples, filter.highPass(), filter.repetitionTime());
		if (cosines[0].length == 0) {
			notes.accept("No cosine is slow enough for high_pass " + filter.highPass() + " Hz in " + samples
				+ " samples: nothing is filtered");
			return confounds;
		}
		if (cosines[0].length == samples - 1) notes.accept("high_pass " + filter.highPass() + " Hz at t_r "
			+ filter.repetitionTime() + " s takes out all frequencies");
		if (confounds.length == 0) return cosines;
		if (haveCosine(confounds, cosines)) {
			notes.accept("The confounds have a cosine already: no others are added");
			return confounds;
		}
		return beside(confounds, cosines);
	}

	private static boolean haveCosine(final double[][] confounds, final double[][] cosines) {
		final double[][] own = Rows.copy(confounds);
		standardize(own, Rounding.ofVarying(own));
		final double[][] slow = Rows.copy(cosines);
		standardize(slow, Rounding.ofVarying(slow));
		for (int c = 0; c < own[0].length; c++)
			for (int n = 0; n < slow[0].length; n++)
				if (correlation(own, c, slow, n) > SAME) return true;
		return false;
	}

	private static double correlation(final double[][] first, final int c, final double[][] second, final int n) {
		double sum = 0;
		for (int t = 0; t < first.length; t++)
			sum += first[t][c] * second[t][n];
		return sum / (first.length - 1);
	}

	private static double[][] beside(final double[][] left, final double[][] right) {
		final double[][] both = new double[left.length][left[0].length + right[0].length];
		for (int t = 0; t < both.length; t++) {
			System.arraycopy(left[t], 0, both[t], 0, left[t].length);
			System.arraycopy(right[t], 0, both[t], left[t].length, right[t].length);
		}
		return both;
	}

	/** Gives each column mean 0 and standard deviation 1, and 0 where that is below its rounding. */
	static void standardize(final double[][] rows, final double[] rounding) {
		new DenoisedRun(rows, new double[rounding.length], rounding).standardize(Standardization.ZSCORE_SAMPLE, false);
	}

	/** Divides each column by its largest absolute value, and makes it 0 where that is below its rounding. */
	static void scale(final double[][] rows, final double[] rounding) {
		for (int c = 0; c < rounding.length; c++) {
			double largest = 0;
			for (final double[] row : rows)
				largest = Math.max(largest, Math.abs(row[c]));
			for (final double[] row : rows)
				row[c] = largest > rounding[c] ? row[c] / largest : 0;
		}
	}
}
