package org.voxmeta.stats.check;

import java.util.Arrays;

import org.voxmeta.stats.data.Signals;

/**
 * How well each study's map agrees with those of the others: its correlation, over voxels, with the median of
 * the others. Maps are divided by their typical size first, so that studies in large units do not outvote the
 * others. Immutable.
 */
final class MedianAgreement {

	private static final int BLOCK = 1024;
	/** (2 pi)^(3/2): the volume of a Gaussian of width 1 in three dimensions. */
	private static final double GAUSSIAN_VOLUME = Math.pow(2 * Math.PI, 1.5);
	private static final double LEAST_CORRELATION = 1e-3;

	private final double[] correlations;

	private MedianAgreement(final double[] correlations) {
		this.correlations = correlations;
	}

	/**
	 * The agreement of K studies' maps, K×V.
	 *
	 * @param typical the size of each map's values, K
	 */
	static MedianAgreement of(final Signals maps, final double[] typical) {
		final int studies = maps.studies();
		final Sums[] sums = new Sums[studies];
		Arrays.setAll(sums, k -> new Sums());
		final double[][] values = new double[studies][BLOCK];
		final double[] column = new double[studies];
		for (int from = 0; from < maps.voxels(); from += BLOCK) {
			final int n = Math.min(BLOCK, maps.voxels() - from);
			for (int k = 0; k < studies; k++)
				maps.row(k).read(from, n, values[k]);
			for (int j = 0; j < n; j++) {
				for (int k = 0; k < studies; k++)
					column[k] = values[k][j] / typical[k];
				add(column, sums);
			}
		}
		return new MedianAgreement(Arrays.stream(sums).mapToDouble(Sums::correlation).toArray());
	}

	/** Each study's correlation with the median map of the others, K; NaN where there is none. */
	double[] correlations() {
		return correlations.clone();
	}

	/**
	 * About how many independent values a map has: smooth maps correlate by chance more than their number of
	 * voxels tells. From the correlation of neighbours in a row, as if the map were noise that was smoothed by a
	 * Gaussian as much in each of three directions.
	 *
	 * @param map values, V, first axis fastest, NaN where missing
	 */
	static double independentValues(final Signals.Row map, final MapSummary summary) {
		final double[] values = Values.all(map);
		double products = 0;
		int pairs = 0;
		for (int j = 1; j < values.length; j++) {
			final double product = (values[j] - summary.mean()) * (values[j - 1] - summary.mean());
			if (Double.isNaN(product)) continue;
			products += product;
			pairs++;
		}
		final double correlation = products / pairs / (summary.sd() * summary.sd());
		// the autocorrelation of such noise at distance x is exp(-x² / (4 width²))
		final double width = Math.sqrt(-0.25 / Math.log(Math.max(LEAST_CORRELATION, Math.min(correlation, 1
			- Math.ulp(1.0)))));
		return Math.min(summary.voxels(), summary.voxels() / (GAUSSIAN_VOLUME * width * width * width));
	}

	/** Adds a voxel of K studies. */
	private static void add(final double[] column, final Sums[] sums) {
		final double[] sorted = Values.present(column);
		Arrays.sort(sorted);
		if (sorted.length < 2) return;
		for (int k = 0; k < column.length; k++)
			if (!Double.isNaN(column[k])) sums[k].add(column[k], medianBut(sorted, Arrays.binarySearch(sorted,
			column[k])));
	}

	/** The median of sorted values but that at one index. */
	private static double medianBut(final double[] sorted, final int but) {
		final int others = sorted.length - 1;
		final double upper = at(sorted, but, others / 2);
		return others % 2 == 1 ? upper : 0.5 * (upper + at(sorted, but, others / 2 - 1));
	}

	private static double at(final double[] sorted, final int but, final int index) {
		return sorted[index < but ? index : index + 1];
	}

	/** The sums that a correlation needs. */
	private static final class Sums {

		private int n;
		private double x;
		private double y;
		private double xx;
		private double yy;
		private double xy;

		void add(final double a, final double b) {
			n++;
			x += a;
			y += b;
			xx += a * a;
			yy += b * b;
			xy += a * b;
		}

		double correlation() {
			final double r = (xy - x * y / n) / Math.sqrt((xx - x * x / n) * (yy - y * y / n));
			return Math.max(-1, Math.min(1, r));
		}
	}
}
