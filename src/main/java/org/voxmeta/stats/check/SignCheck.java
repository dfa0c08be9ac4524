package org.voxmeta.stats.check;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.stats.data.Signals;

/**
 * Finds studies whose map has the opposite sign of the others': its correlation with the median map of the
 * others is clearly negative, theirs are clearly positive, and the gap, in Fisher's z, is large against how
 * much the others' correlations differ and against what chance does to smooth maps.
 */
final class SignCheck {

	/** Fewer voxels tell nothing. */
	static final int LEAST_VOXELS = 100;
	/** Of 3 studies, one of the opposite sign leaves no majority. */
	private static final int LEAST_STUDIES = 4;

	/** Below this, a correlation says little, however many voxels there are. */
	private static final double CLEAR = 0.1;
	/** The others' correlations must be so many standard deviations of chance above 0. */
	private static final double AGREEING = 2;
	/** The study's correlation must be so many below 0. */
	private static final double OPPOSED = 1.5;
	/**
	 * Gap in standard deviations. In simulations of 4 to 21 noisy studies on a small grid, 0.5 % of the sets or
	 * fewer have a gap this large by chance, however smooth they are.
	 */
	private static final double GAP = 4.5;
	/** Correlations of real studies differ by at least this. */
	private static final double LEAST_SPREAD = 0.05;
	private static final double LARGEST = 0.999;

	private SignCheck() {
	}

	static List<Finding> of(final Signals maps, final List<MapSummary> summaries, final double[] correlations) {
		final List<Finding> findings = new ArrayList<>();
		final double[] deviates = new double[correlations.length];
		for (int k = 0; k < deviates.length; k++)
			deviates[k] = fisherZ(summaries.get(k).voxels() < LEAST_VOXELS ? Double.NaN : correlations[k]);
		final double chance = byChance(maps, summaries);
		for (int k = 0; k < deviates.length; k++) {
			final double usual = Values.medianBut(correlations, k);
			final boolean isOpposed = correlations[k] <= -Math.max(CLEAR, OPPOSED * chance) && usual
				>= Math.max(CLEAR, AGREEING
				* chance);
			if (!isOpposed || Values.countBut(deviates, k) < LEAST_STUDIES - 1) continue;
			final double mean = mean(deviates, k);
			if (mean - deviates[k] > GAP * Math.max(spread(deviates, k, mean),
				chance)) findings.add(Finding.of(Alarm.OPPOSITE, k, correlations[k], usual));
		}
		return findings;
	}

	/** The standard deviation of Fisher's z of unrelated maps. */
	private static double byChance(final Signals maps, final List<MapSummary> summaries) {
		final double[] independent = new double[summaries.size()];
		for (int k = 0; k < independent.length; k++)
			independent[k] = MedianAgreement.independentValues(maps.row(k), summaries.get(k));
		return 1 / Math.sqrt(Values.median(Values.present(independent)));
	}

	private static double fisherZ(final double r) {
		final double bounded = Math.max(-LARGEST, Math.min(LARGEST, r));
		return 0.5 * Math.log((1 + bounded) / (1 - bounded));
	}

	private static double mean(final double[] values, final int but) {
		double sum = 0;
		for (int k = 0; k < values.length; k++)
			if (k != but && !Double.isNaN(values[k])) sum += values[k];
		return sum / Values.countBut(values, but);
	}

	private static double spread(final double[] values, final int but, final double mean) {
		double squares = 0;
		for (int k = 0; k < values.length; k++)
			if (k != but && !Double.isNaN(values[k])) squares += (values[k] - mean) * (values[k] - mean);
		return Math.max(LEAST_SPREAD, Math.sqrt(squares / (Values.countBut(values, but) - 1)));
	}
}
