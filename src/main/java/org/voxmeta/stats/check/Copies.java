package org.voxmeta.stats.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.Signals;

/** Finds studies whose map is that of another one, as it is or times a number. */
final class Copies {

	/** Voxels that are compared at most, spread over the map. */
	private static final int MOST_VOXELS = 2000;
	/** Fewer voxels may be the same by chance, as whole numbers are. */
	private static final int LEAST_VOXELS = 20;
	/** Voxels that are compared first, to be quick where there is no copy. */
	private static final int GLANCE = 21;
	/** Copies times a number are rounded anew. */
	private static final double ROUNDING = 1e-3;

	private Copies() {
	}

	/**
	 * A finding for each study that is a copy of an earlier one.
	 *
	 * @param proportional whether copies times a number count; variances of studies may well be proportional
	 */
	static List<Finding> of(final Signals maps, final boolean proportional) {
		final List<double[]> samples = samples(maps);
		final List<Finding> findings = new ArrayList<>();
		for (int k = 1; k < samples.size(); k++) {
			for (int other = 0; other < k; other++) {
				final double factor = factor(samples.get(other), samples.get(k));
				if (Double.isNaN(factor) || factor != 1 && !proportional) continue;
				findings.add(new Finding(factor == 1 ? Alarm.SAME : Alarm.PROPORTIONAL, k, other, factor, Double.NaN));
				break;
			}
		}
		return findings;
	}

	private static List<double[]> samples(final Signals maps) {
		final int step = (maps.voxels() + MOST_VOXELS - 1) / MOST_VOXELS;
		final int[] indices = new int[(maps.voxels() + step - 1) / step];
		for (int i = 0; i < indices.length; i++)
			indices[i] = i * step;
		final List<double[]> samples = new ArrayList<>();
		for (int k = 0; k < maps.studies(); k++)
			samples.add(Values.all(maps.row(k).at(indices)));
		return samples;
	}

	/** The number that the first map is multiplied by to give the second; NaN if there is none. */
	private static double factor(final double[] first, final double[] second) {
		final double[] glance = ratios(first, second, GLANCE);
		if (glance.length < LEAST_VOXELS || !isConstant(glance)) return Double.NaN;
		final double[] ratios = ratios(first, second, first.length);
		// of constant maps each is a multiple of the others
		if (!isConstant(ratios) || isConstant(Values.present(first))) return Double.NaN;
		for (final double ratio : ratios)
			if (ratio != 1) return Values.median(ratios);
		return 1;
	}

	/** The first ratios of values that both have. */
	private static double[] ratios(final double[] first, final double[] second, final int most) {
		final double[] ratios = new double[first.length];
		int n = 0;
		for (int j = 0; j < first.length && n < most; j++) {
			final double ratio = second[j] / first[j];
			if (!Double.isNaN(ratio)) ratios[n++] = ratio;
		}
		return Arrays.copyOf(ratios, n);
	}

	private static boolean isConstant(final double[] values) {
		final double median = Values.median(values.clone());
		int near = 0;
		for (final double value : values)
			if (Math.abs(value - median) <= ROUNDING * Math.abs(median)) near++;
		// the smallest values are rounded most
		return near >= 0.75 * values.length;
	}
}
