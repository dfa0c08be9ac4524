package org.voxmeta.stats.combination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class NullCorrelationTest {

	private static final int[] GROUPS = { 0, 0, 0, 1, 1, 2, 3, 4 };
	private static final double NAN = Double.NaN;

	@Test
	void findsTheCorrelationWithinGroupsBehindACommonEffect() {
		final double[][] z = correlated(20_000, 0.7);

		final double[][] r = NullCorrelation.estimate(Signals.of(z), GROUPS);

		for (int i = 0; i < GROUPS.length; i++)
			for (int k = 0; k < GROUPS.length; k++)
				if (GROUPS[i] == GROUPS[k]) assertEquals(i == k ? 1 : 0.7, r[i][k], 0.03, i + ", " + k);
	}

	@Test
	void findsNoneAmongIndependentStudies() {
		final double[][] r = NullCorrelation.estimate(Signals.of(correlated(20_000, 0)), GROUPS);

		for (int i = 0; i < GROUPS.length; i++)
			for (int k = 0; k < i; k++)
				assertEquals(0, r[i][k], 0.03, i + ", " + k);
	}

	@Test
	void isSymmetricWithOnesAndStaysWithinBounds() {
		// three voxels hardly tell anything
		final double[][] r = NullCorrelation.estimate(Signals.of(correlated(3, 0.9)), GROUPS);

		for (int i = 0; i < GROUPS.length; i++) {
			assertEquals(1, r[i][i]);
			for (int k = 0; k < i; k++) {
				assertEquals(r[k][i], r[i][k]);
				assertTrue(Math.abs(r[i][k]) <= 1, String.valueOf(r[i][k]));
			}
		}
	}

	@Test
	void effectsThatAllStudiesShareDoNotMatter() {
		final double[][] z = correlated(500, 0.5);
		final double[][] shifted = Arrays.stream(z).map(double[]::clone).toArray(double[][]::new);
		for (final double[] row : shifted)
			for (int j = 0; j < row.length; j++)
				row[j] += 10 * Math.sin(j);

		assertSame(NullCorrelation.estimate(Signals.of(z), GROUPS), NullCorrelation.estimate(Signals.of(shifted),
			GROUPS));
	}

	@Test
	void offsetAndSpreadOfAStudyDoNotCostDigits() {
		final double[][] z = correlated(2000, 0.5);
		final double[][] shifted = Arrays.stream(z).map(double[]::clone).toArray(double[][]::new);
		for (int j = 0; j < 2000; j++)
			shifted[1][j] += 1000;

		assertSame(NullCorrelation.estimate(Signals.of(z), GROUPS), NullCorrelation.estimate(Signals.of(shifted),
			GROUPS));
	}

	@Test
	void onlyVoxelsOfAllStudiesCount() {
		final double[][] z = correlated(1000, 0.5);
		final double[][] holed = Arrays.stream(z).map(row -> Arrays.copyOf(row, 2000)).toArray(double[][]::new);
		for (int k = 0; k < z.length; k++)
			for (int j = 1000; j < 2000; j++)
				holed[k][j] = j % z.length == k ? NAN : 5 * Math.cos(k * j);

		assertSame(NullCorrelation.estimate(Signals.of(z), GROUPS), NullCorrelation.estimate(Signals.of(holed),
			GROUPS));
	}

	@Test
	void missingValuesAreZeroIfAllVoxelsCount() {
		final double[][] zero = correlated(1000, 0.5);
		final double[][] holed = Arrays.stream(zero).map(double[]::clone).toArray(double[][]::new);
		for (int k = 0; k < zero.length; k++)
			for (int j = 0; j < 1000; j++)
				if ((j + k) % 7 == 0) {
					zero[k][j] = 0;
					holed[k][j] = j % 2 == 0 ? NAN : Double.NEGATIVE_INFINITY;
				}

		assertSame(NullCorrelation.estimate(Signals.of(zero), GROUPS), NullCorrelation.estimate(Signals.of(holed),
			GROUPS,
			CorrelationVoxels.ALL));
	}

	@Test
	void sameMapsCorrelatePerfectly() {
		final double[][] z = correlated(500, 0.5);
		z[1] = z[0];
		z[2] = z[0];

		final double[][] r = NullCorrelation.estimate(Signals.of(z), GROUPS);

		assertEquals(1, r[0][1], 1e-12);
		assertEquals(1, r[1][2], 1e-12);
	}

	@Test
	void oneGroupOfAllStudiesKeepsWhatIsSeen() {
		// centring leaves -1/(K - 1) on average whatever the correlation is, so there is nothing to undo
		final double[][] z = Arrays.copyOf(correlated(5000, 0.6), 3);

		final double[][] r = NullCorrelation.estimate(Signals.of(z), new int[3]);

		assertEquals(-0.5, (r[0][1] + r[0][2] + r[1][2]) / 3, 0.02);
	}

	@Test
	void fewerThanTwoVoxelsOfAllStudiesAreRefused() {
		final double[][] z = { { 1, 2, NAN, 3 }, { NAN, 2, 3, NAN }, { 1, 2, 3, 4 } };

		final String message = assertThrows(IllegalArgumentException.class,
			() -> NullCorrelation.estimate(Signals.of(z), new int[] { 0, 0, 1 })).getMessage();

		assertEquals("Correlation: got 1 voxels that all studies have, wanted 2 or more to estimate it from, "
			+ "or a given correlation", message);
	}

	@Test
	void groupsOfOtherStudiesAreRefused() {
		assertEquals("Groups: got 2, wanted 3, one for each study", assertThrows(IllegalArgumentException.class,
			() -> NullCorrelation.estimate(Signals.of(new double[3][4]), new int[2])).getMessage());
	}

	@Test
	void fitsUseTheEstimate() {
		final double[][] z = correlated(3000, 0.5);
		z[4][17] = NAN;
		final StudyData data = new StudyData(Studies.independent(z.length).withGroups(GROUPS), Signals.of(z), null);
		for (final CorrelationVoxels voxels : CorrelationVoxels.values()) {
			final double[][] r = NullCorrelation.estimate(data.values(), GROUPS, voxels);
			final Estimator[][] pairs = { { Stouffer.withDefaults().with(voxels), Stouffer.withDefaults().with(r) },
				{ Fisher.withDefaults().with(voxels), Fisher.withDefaults().with(r) } };
			for (final Estimator[] pair : pairs) {
				final double[] estimated = fit(pair[0], data).get(MapKind.Z);
				final double[] given = fit(pair[1], data).get(MapKind.Z);
				for (int j = 0; j < estimated.length; j++)
					assertEquals(given[j], estimated[j], 1e-13 * (1 + Math.abs(given[j])), pair[0].name());
			}
		}
	}

	@Test
	void estimatedCorrelationHoldsTheErrorRateOfGroups() {
		final double[][] z = correlated(20_000, 0.8);
		for (final double[] row : z)
			for (int j = 0; j < row.length; j++)
				row[j] -= effect(j);
		final StudyData grouped = new StudyData(Studies.independent(z.length).withGroups(GROUPS), Signals.of(z),
			null);
		final StudyData independent = new StudyData(Studies.independent(z.length), Signals.of(z), null);

		for (final Estimator test : new Estimator[] { Stouffer.withDefaults(), Stouffer.withDefaults()
			.withGroupLevel(
			false), Fisher.withDefaults() }) {
			assertEquals(0.05, rejected(fit(test, grouped)), 0.01, test.name());
			assertTrue(rejected(fit(test, independent)) > 0.08, test.name() + " as if independent");
		}
	}

	private static double rejected(final FittedMaps maps) {
		return Arrays.stream(maps.get(MapKind.P)).filter(p -> p < 0.05).count() / (double) maps.voxels();
	}

	private static FittedMaps fit(final Estimator estimator, final StudyData data) {
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data, EnumSet.allOf(MapKind.class),
			Progress.NONE);
	}

	private static void assertSame(final double[][] wanted, final double[][] got) {
		for (int i = 0; i < wanted.length; i++)
			for (int k = 0; k < wanted.length; k++)
				assertEquals(wanted[i][k], got[i][k], 1e-10, i + ", " + k);
	}

	private static double effect(final int j) {
		return 2 * Math.sin(j);
	}

	/** Normal z values with an effect that all studies share, correlated by r within groups. */
	private static double[][] correlated(final int voxels, final double r) {
		final Random random = new Random(voxels);
		final double[][] z = new double[GROUPS.length][voxels];
		for (int j = 0; j < voxels; j++) {
			final double[] shared = random.doubles(5).map(u -> random.nextGaussian()).toArray();
			for (int k = 0; k < z.length; k++)
				z[k][j] = effect(j) + Math.sqrt(r) * shared[GROUPS[k]] + Math.sqrt(1 - r) * random.nextGaussian();
		}
		return z;
	}
}
