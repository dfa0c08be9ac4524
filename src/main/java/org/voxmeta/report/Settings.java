package org.voxmeta.report;

import org.voxmeta.stats.correction.Correction;

/**
 * What a report is asked for.
 *
 * @param correction of the p values for their number
 * @param alpha the level of all tests
 * @param peaks how many peaks are looked at closely, at most
 */
record Settings(Correction correction, double alpha, int peaks) {

	static final Settings DEFAULT = new Settings(Correction.FDR_BH, 0.05, 5);

	/**
	 * Checks the numbers.
	 *
	 * @throws IllegalArgumentException if alpha is not between 0 and 1, or there are fewer than 0 peaks
	 */
	Settings {
		if (!(alpha > 0 && alpha < 1)) throw new IllegalArgumentException("alpha: got " + alpha
			+ ", wanted a number between 0 and 1");
		if (peaks < 0) throw new IllegalArgumentException("Peaks: got " + peaks + ", wanted 0 or more");
	}
}
