package org.voxmeta.masker.signal;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Confounds out of an image itself: the main components of the series of its most variable voxels, which
 * vessels, ventricles and movement make (CompCor).
 * <p>
 * The numbers are nilearn's {@code high_variance_confounds}, up to the sign of each confound. Its maskers
 * take all voxels of the image as it is read, inside and outside the mask. Voxels with values that are not
 * finite are left out. Where the voxels have fewer components than asked for, there are fewer confounds;
 * nilearn fills up with arbitrary series.
 * <p>
 * An image too large for one table is done in blocks: the {@link #variances} of each, the {@link #threshold}
 * for all of them together, and {@link #components} of the voxels above it. Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2007.04.042">Behzadi Y, Restom K, Liau J, Liu TT (2007).
 *       A component based noise correction method (CompCor) for BOLD and perfusion based fMRI. NeuroImage 37,
 *       90-101</a>
 */
public final class HighVarianceConfounds {

	private static final HighVarianceConfounds DEFAULTS = new HighVarianceConfounds(5, 2, true);

	private final int number;
	private final double percentile;
	private final boolean detrend;

	private HighVarianceConfounds(final int number, final double percentile, final boolean detrend) {
		this.number = number;
		this.percentile = percentile;
		this.detrend = detrend;
	}

	/** Five confounds of the 2 % most variable voxels, detrended; what nilearn's maskers take. */
	public static HighVarianceConfounds withDefaults() {
		return DEFAULTS;
	}

	/**
	 * How many confounds there are at most.
	 *
	 * @throws IllegalArgumentException if the number is below 1
	 */
	public HighVarianceConfounds withNumber(final int confounds) {
		if (confounds < 1) throw new IllegalArgumentException("High-variance confounds: got " + confounds
			+ ", wanted at least 1");
		return new HighVarianceConfounds(confounds, percentile, detrend);
	}

	/**
	 * Which share of the voxels is looked at, those of highest variance.
	 *
	 * @param percent above 0, at most 100
	 */
	public HighVarianceConfounds withPercentile(final double percent) {
		if (!(percent > 0 && percent <= 100)) throw new IllegalArgumentException("Percentile: got " + percent
			+ ", wanted above 0 and at most 100");
		return new HighVarianceConfounds(number, percent, detrend);
	}

	/** Whether series are detrended before anything else. */
	public HighVarianceConfounds withDetrend(final boolean on) {
		return new HighVarianceConfounds(number, percentile, on);
	}

	/**
	 * The confounds of an image.
	 *
	 * @param series all its voxels, T×V; not changed
	 * @throws IllegalArgumentException if there is no sample
	 */
	public Confounds of(final double[][] series) {
		final double[] variances = variances(series);
		final double threshold = threshold(variances);
		final int[] chosen = IntStream.range(0, variances.length).filter(j -> variances[j] > threshold).toArray();
		final double[][] rows = new double[series.length][];
		for (int t = 0; t < rows.length; t++) {
			final double[] row = series[t];
			rows[t] = Arrays.stream(chosen).mapToDouble(j -> row[j]).toArray();
		}
		return components(rows);
	}

	/**
	 * How variable voxels are: the mean square of each one's series, after detrending; NaN where a value is not
	 * finite.
	 *
	 * @param block T×B, not changed
	 */
	public double[] variances(final double[][] block) {
		final double[][] rows = prepared(block);
		final double[] squares = new double[rows[0].length];
		for (final double[] row : rows)
			for (int j = 0; j < row.length; j++)
				squares[j] += row[j] * row[j];
		return Arrays.stream(squares).map(sum -> Double.isFinite(sum) ? sum / block.length : Double.NaN).toArray();
	}

	/** The variance above which voxels are taken, given that of all voxels; NaN among them does not count. */
	public double threshold(final double[] variances) {
		final double[] sorted = Arrays.stream(variances).filter(value -> !Double.isNaN(value)).sorted().toArray();
		if (sorted.length == 0) return Double.NaN;
		final double position = (100 - percentile) / 100 * (sorted.length - 1);
		final int below = (int) position;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
	}

	/**
	 * The main components of the series of some voxels.
	 *
	 * @param chosen T×B, finite; not changed
	 */
	public Confounds components(final double[][] chosen) {
		final double[][] rows = prepared(chosen);
		if (rows[0].length == 0) return Confounds.none();
		// of a symmetric matrix these are the eigenvectors, and unlike a search for these it always ends where
		// samples are more than voxels
		final SingularValueDecomposition components = new SingularValueDecomposition(new Array2DRowRealMatrix(
			products(rows), false));
		final double[] sizes = components.getSingularValues();
		final double least = sizes.length * Math.ulp(Math.abs(sizes[0]));
		final int count = (int) Arrays.stream(sizes).limit(number).filter(size -> size > least).count();
		if (count == 0) return Confounds.none();
		final double[][] confounds = new double[rows.length][count];
		for (int t = 0; t < rows.length; t++)
			for (int c = 0; c < count; c++)
				confounds[t][c] = components.getU().getEntry(t, c);
		return Confounds.of("", IntStream.rangeClosed(1, count).mapToObj(c -> "high variance " + c).toList(),
			confounds);
	}

	@Override
	public String toString() {
		return number + " confounds of the " + percentile + " % most variable voxels"
			+ (detrend ? ", detrended" : "");
	}

	private double[][] prepared(final double[][] series) {
		if (series.length == 0) throw new IllegalArgumentException(
			"High-variance confounds: got no sample, wanted at least 1");
		final double[][] rows = Rows.copy(series);
		if (detrend) LinearTrend.removeFrom(rows);
		return rows;
	}

	/** The sums of products of each sample's values with each other's, T×T. */
	private static double[][] products(final double[][] rows) {
		final double[][] products = new double[rows.length][rows.length];
		for (int t = 0; t < rows.length; t++)
			for (int u = 0; u <= t; u++) {
				double sum = 0;
				for (int j = 0; j < rows[t].length; j++)
					sum += rows[t][j] * rows[u][j];
				products[t][u] = products[u][t] = sum;
			}
		return products;
	}
}
