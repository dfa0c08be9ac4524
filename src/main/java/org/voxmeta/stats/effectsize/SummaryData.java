package org.voxmeta.stats.effectsize;

/** Checks of what studies report. NaN is a missing value and passes. */
final class SummaryData {

	private SummaryData() {
	}

	static double requireSampleSize(final double n) {
		if (n < 1) throw new IllegalArgumentException("Sample size: got " + n + ", wanted 1 or more");
		return n;
	}

	static double requireSd(final double sd) {
		if (sd < 0) throw new IllegalArgumentException("Standard deviation: got " + sd
			+ ", wanted 0 or more");
		return sd;
	}

	static double requireCorrelation(final double r) {
		if (Math.abs(r) > 1) throw new IllegalArgumentException("Correlation: got " + r + ", wanted -1 to 1");
		return r;
	}

	static double requireCount(final double count) {
		if (count < 0) throw new IllegalArgumentException("Count: got " + count + ", wanted 0 or more");
		return count;
	}
}
