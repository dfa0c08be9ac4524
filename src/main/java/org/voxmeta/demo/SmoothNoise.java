package org.voxmeta.demo;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stationary Gaussian noise on a periodic 3-D grid: mean 0, variance 1 in every voxel.
 * <p>
 * White noise is filtered with a Gaussian along each axis. The grid wraps around, so the variance is
 * the same at the faces as in the middle. The white noise is a sum of four uniform whole numbers, so
 * that no version of Java computes it differently; the filter's weighted sums of many of those are
 * normal by the central limit theorem.
 * </p>
 * Immutable; may be used from several threads.
 */
final class SmoothNoise {

	private static final double FWHM_PER_SIGMA = Math.sqrt(8 * Math.log(2));

	/** The Gaussian is cut off at this many sigma, where it has fallen to 0.0003 of its peak. */
	private static final double TRUNCATION = 4;

	private static final int PIECES = 4;
	private static final int PIECE_BITS = 16;
	private static final int PIECE_MASK = (1 << PIECE_BITS) - 1;

	private final int nx;
	private final int ny;
	private final int nz;
	private final float[][] kernels;

	/**
	 * @param dims grid, x fastest, 3 sizes
	 * @param fwhm full width at half maximum of the filter in voxels, at least 1 for normality
	 */
	SmoothNoise(final int[] dims, final double fwhm) {
		nx = dims[0];
		ny = dims[1];
		nz = dims[2];
		kernels = new float[][] { kernel(nx, fwhm), kernel(ny, fwhm), kernel(nz, fwhm) };
	}

	/** Returns the next field, nx*ny*nz values, x fastest. */
	float[] next(final SplittableRandom random) {
		final float[] field = new float[nx * ny * nz];
		final float[] other = new float[field.length];
		fillWhite(field, random);
		filterRows(field, other);
		filterAcross(other, field, nx, ny, kernels[1]);
		filterAcross(field, other, nx * ny, nz, kernels[2]);
		return other;
	}

	/** Returns the taps at offsets 0, 1, ...; both sides' squares add up to 1, which keeps the variance. */
	private static float[] kernel(final int size, final double fwhm) {
		final double sigma = fwhm / FWHM_PER_SIGMA;
		final int radius = Math.min((int) Math.ceil(TRUNCATION * sigma), (size - 1) / 2);
		final double[] taps = new double[radius + 1];
		double squares = 0;
		for (int d = 0; d <= radius; d++) {
			taps[d] = StrictMath.exp(-0.5 * d * d / (sigma * sigma));
			squares += (d == 0 ? 1 : 2) * taps[d] * taps[d];
		}
		final float[] scaled = new float[radius + 1];
		for (int d = 0; d <= radius; d++)
			scaled[d] = (float) (taps[d] / Math.sqrt(squares));
		return scaled;
	}

	private static void fillWhite(final float[] field, final SplittableRandom random) {
		final double levels = PIECE_MASK + 1.0;
		final float scale = (float) (1 / Math.sqrt(PIECES * (levels * levels - 1) / 12));
		final int twiceMean = PIECES * PIECE_MASK;
		for (int i = 0; i < field.length; i++) {
			final long bits = random.nextLong();
			final int sum = (int) (bits & PIECE_MASK) + (int) (bits >>> 16 & PIECE_MASK)
				+ (int) (bits >>> 32 & PIECE_MASK) + (int) (bits >>> 48);
			field[i] = 0.5f * scale * (2 * sum - twiceMean);
		}
	}

	private void filterRows(final float[] in, final float[] out) {
		final float[] kernel = kernels[0];
		final int radius = kernel.length - 1;
		final float[] padded = new float[nx + 2 * radius];
		for (int row = 0; row < in.length; row += nx) {
			System.arraycopy(in, row, padded, radius, nx);
			System.arraycopy(in, row + nx - radius, padded, 0, radius);
			System.arraycopy(in, row, padded, radius + nx, radius);
			for (int d = 0; d <= radius; d++)
				addPair(padded, radius - d, radius + d, kernel[d], out, row, nx, d > 0);
		}
	}

	/**
	 * Filters along an axis whose neighbours lie {@code stride} values apart, {@code count} of them in
	 * a round.
	 */
	private static void filterAcross(final float[] in, final float[] out, final int stride, final int count,
		final float[] kernel)
	{
		Arrays.fill(out, 0);
		for (int block = 0; block < in.length; block += stride * count)
			for (int i = 0; i < count; i++)
				for (int d = 0; d < kernel.length; d++)
					addPair(in, block + stride * Math.floorMod(i - d, count), block + stride * ((i + d) % count),
						kernel[d], out, block + stride * i, stride, d > 0);
	}

	/**
	 * Adds the weighted values to the left and right of the centre; the centre itself is one value, not
	 * two.
	 */
	private static void addPair(final float[] in, final int left, final int right, final float weight,
		final float[] out, final int to, final int n, final boolean pair)
	{
		if (pair)
			for (int i = 0; i < n; i++)
				out[to + i] += weight * (in[left + i] + in[right + i]);
		else
			for (int i = 0; i < n; i++)
				out[to + i] += weight * in[left + i];
	}
}
