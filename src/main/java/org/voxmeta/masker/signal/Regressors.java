package org.voxmeta.masker.signal;

import java.util.Arrays;
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
		for (int c = 0; c < confounds[0].length; c++)
			for (int n = 0; n < cosines[0].length; n++)
				if (correlation(Rows.column(confounds, c), Rows.column(cosines, n)) > SAME) return true;
		return false;
	}

	/** NaN where one never changes. */
	private static double correlation(final double[] first, final double[] second) {
		final double firstMean = Arrays.stream(first).average().orElseThrow();
		final double secondMean = Arrays.stream(second).average().orElseThrow();
		double products = 0;
		double firstSquares = 0;
		double secondSquares = 0;
		for (int t = 0; t < first.length; t++) {
			products += (first[t] - firstMean) * (second[t] - secondMean);
			firstSquares += (first[t] - firstMean) * (first[t] - firstMean);
			secondSquares += (second[t] - secondMean) * (second[t] - secondMean);
		}
		return products / Math.sqrt(firstSquares * secondSquares);
	}

	private static double[][] beside(final double[][] left, final double[][] right) {
		final double[][] both = new double[left.length][left[0].length + right[0].length];
		for (int t = 0; t < both.length; t++) {
			System.arraycopy(left[t], 0, both[t], 0, left[t].length);
			System.arraycopy(right[t], 0, both[t], left[t].length, right[t].length);
		}
		return both;
	}
}
