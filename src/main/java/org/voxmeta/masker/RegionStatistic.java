package org.voxmeta.masker;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a region's signal says of the values x of its n voxels, as SciPy's measurements of labelled images.
 */
public enum RegionStatistic {

	/** Their mean. */
	MEAN {

		@Override
		double of(final double[] x, final int n) {
			return SUM.of(x, n) / n;
		}
	},

	/** Their median; of an even number, the mean of the two in the middle. */
	MEDIAN {

		@Override
		double of(final double[] x, final int n) {
			Arrays.sort(x, 0, n);
			return n % 2 == 1 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
		}
	},

	/** Their sum. */
	SUM {

		@Override
		double of(final double[] x, final int n) {
			double sum = 0;
			for (int i = 0; i < n; i++)
				sum += x[i];
			return sum;
		}
	},

	/** The smallest. */
	MINIMUM {

		@Override
		double of(final double[] x, final int n) {
			double least = x[0];
			for (int i = 1; i < n; i++)
				least = Math.min(least, x[i]);
			return least;
		}
	},

	/** The largest. */
	MAXIMUM {

		@Override
		double of(final double[] x, final int n) {
			double most = x[0];
			for (int i = 1; i < n; i++)
				most = Math.max(most, x[i]);
			return most;
		}
	},

	/** Their variance, with the divisor n. */
	VARIANCE {

		@Override
		double of(final double[] x, final int n) {
			final double mean = MEAN.of(x, n);
			double sum = 0;
			for (int i = 0; i < n; i++)
				sum += (x[i] - mean) * (x[i] - mean);
			return sum / n;
		}
	},

	/** The root of {@link #VARIANCE}. */
	STANDARD_DEVIATION {

		@Override
		double of(final double[] x, final int n) {
			return Math.sqrt(VARIANCE.of(x, n));
		}
	};

	/** The statistic of the first n values, at least 1; may change their order. */
	abstract double of(double[] x, int n);

	/** The name as nilearn's parameter {@code strategy} has it. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The statistic of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static RegionStatistic parse(final String label) {
		for (final RegionStatistic statistic : values())
			if (statistic.label().equals(label.trim().toLowerCase(Locale.ROOT))) return statistic;
		throw new IllegalArgumentException("strategy: got '" + label + "', wanted "
			+ Arrays.stream(values()).map(RegionStatistic::label).collect(Collectors.joining(", ")));
	}
}
