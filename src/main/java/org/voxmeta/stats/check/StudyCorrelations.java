package org.voxmeta.stats.check;

import java.util.stream.IntStream;

import org.voxmeta.stats.data.Signals;

/** How alike the maps of studies are, pair by pair. */
public final class StudyCorrelations {

	/** Fewer voxels tell nothing. */
	private static final int LEAST_VOXELS = 3;

	private StudyCorrelations() {
	}

	/**
	 * Pearson's correlation of each two studies over the voxels that both have.
	 *
	 * @param maps K×V, NaN where missing
	 * @param step only every so many-th voxel is used, 1 for all
	 * @return K×K, symmetric, 1 on the diagonal; NaN where two studies share fewer than 3 such voxels, or one is
	 *         constant there
	 */
	public static double[][] of(final Signals maps, final int step) {
		final int[] voxels = IntStream.range(0, maps.voxels()).filter(j -> j % step == 0).toArray();
		final double[][] rows = new double[maps.studies()][voxels.length];
		for (int k = 0; k < rows.length; k++)
			maps.row(k).read(voxels, 0, voxels.length, rows[k]);
		final double[][] correlations = new double[rows.length][rows.length];
		IntStream.range(0, rows.length).parallel().forEach(a -> {
			correlations[a][a] = 1;
			for (int b = 0; b < a; b++)
				correlations[a][b] = correlation(rows[a], rows[b]);
		});
		for (int a = 0; a < rows.length; a++)
			for (int b = 0; b < a; b++)
				correlations[b][a] = correlations[a][b];
		return correlations;
	}

	/** In two passes: one would lose the digits of maps whose mean is far from 0. */
	private static double correlation(final double[] x, final double[] y) {
		int n = 0;
		double sumX = 0;
		double sumY = 0;
		for (int j = 0; j < x.length; j++) {
			if (Double.isNaN(x[j] + y[j])) continue;
			n++;
			sumX += x[j];
			sumY += y[j];
		}
		if (n < LEAST_VOXELS) return Double.NaN;
		double xx = 0;
		double yy = 0;
		double xy = 0;
		for (int j = 0; j < x.length; j++) {
			final double a = x[j] - sumX / n;
			final double b = y[j] - sumY / n;
			if (Double.isNaN(a + b)) continue;
			xx += a * a;
			yy += b * b;
			xy += a * b;
		}
		return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
	}
}
