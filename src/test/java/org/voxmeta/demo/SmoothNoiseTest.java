package org.voxmeta.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SmoothNoiseTest {

	private static final int[] DIMS = { 40, 36, 32 };

	@Test
	void isStandardNormal() {
		final Moments moments = new Moments();
		final SmoothNoise noise = new SmoothNoise(DIMS, 2);
		final SplittableRandom random = new SplittableRandom(5);
		for (int i = 0; i < 20; i++)
			for (final float value : noise.next(random))
				moments.add(value);

		assertEquals(0, moments.mean(), 0.01);
		assertEquals(1, moments.variance(), 0.02);
		assertEquals(3, moments.kurtosis(), 0.1);
	}

	@Test
	void varianceIsTheSameAtTheFaces() {
		final Moments faces = new Moments();
		final SmoothNoise noise = new SmoothNoise(DIMS, 3);
		final SplittableRandom random = new SplittableRandom(6);
		for (int i = 0; i < 60; i++) {
			final float[] field = noise.next(random);
			for (int y = 0; y < DIMS[1]; y++)
				for (int x = 0; x < DIMS[0]; x++)
					if (x == 0 || y == 0)
						faces.add(field[y * DIMS[0] + x]);
			for (int j = 0; j < DIMS[0] * DIMS[1]; j++)
				faces.add(field[field.length - 1 - j]);
		}

		assertEquals(1, faces.variance(), 0.06);
	}

	/** White noise filtered with a Gaussian of width sigma has the autocorrelation exp(-d^2 / (4 sigma^2)). */
	@Test
	void neighboursCorrelateAsTheWidthSays() {
		final double fwhm = 3.5;
		final double sigma = fwhm / 2.354820045;
		final int[] strides = { 1, DIMS[0], DIMS[0] * DIMS[1] };
		final SmoothNoise noise = new SmoothNoise(DIMS, fwhm);
		final SplittableRandom random = new SplittableRandom(7);
		final double[][] sums = new double[3][4];
		for (int i = 0; i < 40; i++) {
			final float[] field = noise.next(random);
			for (int axis = 0; axis < 3; axis++)
				for (int lag = 1; lag <= 3; lag++)
					sums[axis][lag] += meanProduct(field, strides[axis], DIMS[axis], lag) / 40;
		}

		for (int axis = 0; axis < 3; axis++)
			for (int lag = 1; lag <= 3; lag++)
				assertEquals(Math.exp(-lag * lag / (4 * sigma * sigma)), sums[axis][lag], 0.03);
	}

	@Test
	void sameStreamGivesTheSameField() {
		final SmoothNoise noise = new SmoothNoise(DIMS, 3);

		assertArrayEquals(noise.next(new SplittableRandom(8)), noise.next(new SplittableRandom(8)));
	}

	@Test
	void planesAndSingleVoxelsHaveUnitVarianceToo() {
		final Moments plane = new Moments();
		final Moments single = new Moments();
		final SplittableRandom random = new SplittableRandom(9);
		final SmoothNoise flat = new SmoothNoise(new int[] { 64, 64, 1 }, 3);
		final SmoothNoise one = new SmoothNoise(new int[] { 1, 1, 1 }, 3);
		for (int i = 0; i < 60; i++)
			for (final float value : flat.next(random))
				plane.add(value);
		for (int i = 0; i < 20_000; i++)
			single.add(one.next(random)[0]);

		assertEquals(1, plane.variance(), 0.04);
		assertEquals(1, single.variance(), 0.04);
	}

	/** Averages the products of values lag apart along an axis, within the grid. */
	private static double meanProduct(final float[] field, final int stride, final int size, final int lag) {
		double sum = 0;
		int count = 0;
		for (int i = 0; i < field.length; i++)
			if (i / stride % size + lag < size) {
				sum += field[i] * field[i + lag * stride];
				count++;
			}
		return sum / count;
	}

	private static final class Moments {

		private double n;
		private double sum;
		private double squares;
		private double fourths;

		void add(final double value) {
			n++;
			sum += value;
			squares += value * value;
			fourths += value * value * value * value;
		}

		double mean() {
			return sum / n;
		}

		double variance() {
			return squares / n;
		}

		double kurtosis() {
			return fourths / n / (variance() * variance());
		}
	}
}
