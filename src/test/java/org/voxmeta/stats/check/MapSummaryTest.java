package org.voxmeta.stats.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.Test;
import org.voxmeta.stats.data.Signals;

/** The numbers of maps: against plain ones. */
class MapSummaryTest {

	private static final double NAN = Double.NaN;

	@Test
	void numbersAreThoseOfTheVoxelsWithAValue() {
		final MapSummary summary = MapSummary.of(new Signals.DoubleRow(new double[] { NAN, 3, -1, NAN, 0.5, -4 }));

		assertEquals(4, summary.voxels());
		assertEquals(-4, summary.min());
		assertEquals(3, summary.max());
		assertEquals(-0.375, summary.mean());
		assertClose(Math.sqrt((3.375 * 3.375 + 0.625 * 0.625 + 0.875 * 0.875 + 3.625 * 3.625) / 3), summary.sd(),
			1e-15, "sd");
		assertEquals(-0.25, summary.median());
		assertEquals(2, summary.typical());
		assertEquals(0.5, summary.negative());
	}

	@Test
	void randomMapsHaveTheNumbersOfAnotherLibrary() {
		final Random random = new Random(1);
		for (int n = 1; n < 60; n++) {
			final float[] values = new float[n];
			final DescriptiveStatistics plain = new DescriptiveStatistics();
			for (int j = 0; j < n; j++) {
				values[j] = (float) random.nextGaussian();
				plain.addValue(values[j]);
			}

			final MapSummary summary = MapSummary.of(new Signals.FloatRow(values));

			assertClose(plain.getMean(), summary.mean(), 1e-12, "mean");
			assertClose(plain.getPercentile(50), summary.median(), 1e-12, "median");
			if (n > 1) assertClose(plain.getStandardDeviation(), summary.sd(), 1e-12, "sd");
		}
	}

	@Test
	void aMapOfNoVoxelHasNoNumbers() {
		final MapSummary summary = MapSummary.of(new Signals.DoubleRow(new double[] { NAN, NAN }));

		assertEquals(0, summary.voxels());
		for (final double number : new double[] { summary.min(), summary.max(), summary.mean(), summary.sd(),
			summary.median(), summary.typical(), summary.negative() })
			assertTrue(Double.isNaN(number));
		assertFalse(summary.isConstant());
	}

	@Test
	void correlationsAreThoseWithTheMedianOfTheOthers() {
		final Random random = new Random(2);
		for (final int studies : new int[] { 2, 3, 4, 7, 12 }) {
			final double[][] maps = new double[studies][200];
			for (int k = 0; k < studies; k++) {
				final int study = k;
				Arrays.setAll(maps[k], j -> random.nextInt(10) == 0 ? NAN : Math.rint(5 * (Math.sin(j) + (1 + study)
					* random.nextGaussian() / 3)) * (study + 1) + 0.5);
			}

			assertCloseAll(plain(maps), MapCheck.of(Signals.of(maps), Content.EFFECT).correlations());
		}
	}

	@Test
	void unitsOfOneStudyDoNotMatterForCorrelations() {
		final SimulatedMaps maps = SimulatedMaps.of(6, new SimulatedMaps.Setting(1, 2, 10, 10), 3);
		final double[] before = MapCheck.of(maps.effectSignals(), Content.EFFECT).correlations();
		SimulatedMaps.change(maps.effects[2], y -> 1024 * y);

		assertArrayEquals(before, MapCheck.of(maps.effectSignals(), Content.EFFECT).correlations(), 1e-12);
	}

	@Test
	void ratiosAreToTheMedianOfTheOthers() {
		final double[][] maps = { { 1, -1, 1 }, { 2, 2, -3 }, { 10, 10, 10 }, { NAN, NAN, NAN } };

		final double[] ratios = MapCheck.of(Signals.of(maps), Content.EFFECT).ratios();

		assertArrayEquals(new double[] { 1 / 6.0, 2 / 5.5, 10 / 1.5, NAN }, ratios, 1e-15);
	}

	@Test
	void coverageCountsTheStudiesWithAllTheirMaps() {
		final Coverage coverage = new Coverage(4, 5);
		coverage.add(0, new Signals.DoubleRow(new double[] { 1, 1, 1, NAN, NAN }), false);
		coverage.add(0, new Signals.DoubleRow(new double[] { 1, -1, 1, 1, 1 }), true);
		coverage.add(1, new Signals.DoubleRow(new double[] { 1, -1, NAN, NAN, 1 }), false);
		coverage.add(3, new Signals.FloatRow(new float[] { 1, 2, 3, Float.NaN, 4 }), false);

		assertArrayEquals(new double[] { 3, 2, 2, 0, 2 }, coverage.counts());
		assertArrayEquals(new int[] { 2, 3, 0, 4 }, IntStream.range(0, 4).map(coverage::voxels).toArray());
		assertEquals(4, coverage.union());
		assertEquals(1, coverage.intersection());
		assertArrayEquals(new int[] { 2, 1, 0, 0 }, coverage.lackedAlone());
	}

	/**
	 * Scaled to a median size of 1, the median of the others at each voxel, and a correlation, voxel by voxel.
	 */
	private static double[] plain(final double[][] maps) {
		final double[] correlations = new double[maps.length];
		for (int k = 0; k < maps.length; k++) {
			final int study = k;
			final int[] voxels = IntStream.range(0, maps[k].length).filter(j -> !Double.isNaN(maps[study][j])
				&& !Double.isNaN(others(maps, study, j))).toArray();
			correlations[k] = new PearsonsCorrelation().correlation(IntStream.of(voxels).mapToDouble(j ->
				maps[study][j]).toArray(), IntStream.of(voxels).mapToDouble(j -> others(maps, study, j)).toArray());
		}
		return correlations;
	}

	private static double others(final double[][] maps, final int but, final int voxel) {
		return median(IntStream.range(0, maps.length).filter(k -> k != but).mapToDouble(k -> maps[k][voxel]
			/ median(Arrays.stream(maps[k]).map(Math::abs).toArray())).toArray());
	}

	private static double median(final double[] values) {
		final double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
		final int n = sorted.length;
		return n == 0 ? NAN : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
	}

	private static void assertCloseAll(final double[] wanted, final double[] got) {
		assertEquals(wanted.length, got.length);
		for (int k = 0; k < wanted.length; k++)
			assertClose(wanted[k], got[k], 1e-10, "study " + k);
	}
}
