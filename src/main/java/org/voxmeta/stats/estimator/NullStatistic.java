package org.voxmeta.stats.estimator;

import org.voxmeta.stats.data.Rearrangement;

/**
 * The test statistic of a term at the B voxels of a block, when the studies' errors are rearranged. A
 * buffer: not thread-safe.
 */
public interface NullStatistic {

	/**
	 * z of rearranged data, as the estimator's z map has it.
	 *
	 * @return B values or more, NaN where there is no test; valid until the next call
	 */
	double[] z(Rearrangement way);

	/** B. */
	int size();

	/** Adds what the tally asks for. */
	default void addTo(final NullTally tally, final Reached reached) {
		for (int i = 0; i < tally.count(); i++) {
			final double[] z = z(tally.way(i));
			double largest = Double.NEGATIVE_INFINITY;
			for (int j = 0; j < size(); j++) {
				// NaN is never larger
				final double value = tally.isTwoSided() ? Math.abs(z[j]) : z[j];
				if (value > largest) largest = value;
			}
			tally.add(i, largest);
			if (reached != null) reached.count(z);
		}
	}

	/** Counts at each voxel of a block how many rearrangements reach a least value. */
	final class Reached {

		private final double[] least;
		private final int[] counts;
		private final int from;
		private final int n;
		private final boolean twoSided;

		/**
		 * Counts for the voxels {@code from} to {@code from + n - 1} of an image.
		 *
		 * @param least what is to be reached at each voxel, in units of z, V
		 * @param counts added to, V
		 */
		public Reached(final double[] least, final int[] counts, final int from,
			final int n, final boolean twoSided)
		{
			this.least = least;
			this.counts = counts;
			this.from = from;
			this.n = n;
			this.twoSided = twoSided;
		}

		/** Counts a rearrangement. */
		public void count(final double[] z) {
			for (int j = 0; j < n; j++)
				if ((twoSided ? Math.abs(z[j]) : z[j]) >= least[from + j]) counts[from + j]++;
		}

		/** What is to be reached at voxel j of the block. */
		double least(final int j) {
			return least[from + j];
		}

		/** Counts a rearrangement by a statistic that rises with z. */
		void count(final double[] statistic, final double[] leastStatistic) {
			for (int j = 0; j < n; j++)
				if ((twoSided ? Math.abs(statistic[j]) : statistic[j]) >= leastStatistic[j]) counts[from + j]++;
		}
	}
}
