package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.voxmeta.RandomStudies;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Intervals.Prediction;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class IntervalMapsTest {

	private static final int VOXELS = 50;

	/** Quantiles by scipy. */
	private static final double T11 = 2.200985160091639;
	private static final double T_FRACTION = 3.048339870186651;
	private static final double T_BELOW_1 = 13.587121347511157;
	private static final double NORMAL_90 = 1.6448536269514722;

	@Test
	void higginsPredictionHasOneDegreeOfFreedomLess() {
		final ReferenceFit bcg = ReferenceFit.inTable("metafor.json").stream().filter(fit -> fit.name().equals(
			"bcg intercept DL")).findFirst().orElseThrow();
		final Intervals higgins = new Intervals(0.95, Prediction.HIGGINS);

		for (final Adjustment adjustment : Adjustment.values()) {
			final double tau2 = bcg.number("tau2");
			final MapBlock maps = bcg.fit(GivenTau2.of(tau2).with(adjustment).with(higgins));
			final double se = maps.get(MapKind.SE)[0];
			final double half = T11 * Math.sqrt(se * se + tau2);
			assertClose(maps.get(MapKind.EST)[0] - half, maps.get(MapKind.PI_LOWER)[0], 1e-11, "lower, " + adjustment);
			assertClose(maps.get(MapKind.EST)[0] + half, maps.get(MapKind.PI_UPPER)[0], 1e-11, "upper, " + adjustment);
		}
	}

	@Test
	void twoStudiesAreTooFewForHigginsPrediction() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1 }, { 1 } }, new double[][] { { 2 }, { 3 } },
			new double[][] { { 0.5 }, { 0.1 } });

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(0.2).with(new Intervals(0.95, Prediction.HIGGINS)), studies
			.block());

		assertTrue(Double.isNaN(maps.get(MapKind.PI_LOWER)[0]) && Double.isNaN(maps.get(MapKind.PI_UPPER)[0]));
		assertTrue(maps.get(MapKind.CI_LOWER)[0] < maps.get(MapKind.EST)[0]);
	}

	@Test
	void levelDecidesTheWidth() {
		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(new double[VOXELS]).with(new Intervals(0.9,
			Prediction.METAFOR)), RandomStudies.ofModel(1, VOXELS, 1).block());

		for (int j = 0; j < VOXELS; j++) {
			final double half = NORMAL_90 * maps.get(MapKind.SE)[j];
			assertClose(maps.get(MapKind.EST)[j] - half, maps.get(MapKind.CI_LOWER)[j], 1e-11, "lower of " + j);
			assertClose(maps.get(MapKind.EST)[j] + half, maps.get(MapKind.CI_UPPER)[j], 1e-11, "upper of " + j);
		}
	}

	@Test
	void degreesOfFreedomMayBeFractions() {
		assertClose(0.5 * T_FRACTION, halfWidth(0.95, 3.25), 1e-11, "3.25 degrees of freedom");
		assertClose(0.5 * T_BELOW_1, halfWidth(0.9, 0.7), 1e-11, "0.7 degrees of freedom");
		// clubSandwich's interval for a mean of 12 studies in 5 groups
		final double half = (1.0565775538025042 + 0.15877675203466679) / 2;
		assertClose(0.5 * half / 0.19986747344725311, halfWidth(0.95, 3.266681547876173), 1e-10, "CR2");
	}

	@Test
	void errorOfZeroHasNoInterval() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1 }, { 1 }, { 1 } }, new double[][] { { 2 },
			{ 2 }, { 2 } }, new double[][] { { 0.5 }, { 0.25 }, { 1 } });

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(0).with(Adjustment.KNAPP_HARTUNG), studies.block());

		for (final MapKind kind : IntervalMaps.MAPS)
			assertTrue(Double.isNaN(maps.get(kind)[0]), kind.key());
	}

	@Test
	void missingStudiesWidenIntervalsLikeStudiesThatAreNotThere() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 2);
		final double[] tau2 = new double[VOXELS];
		Arrays.fill(tau2, 0.3);

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(tau2).with(Adjustment.KNAPP_HARTUNG), studies.block());

		for (int j = 0; j < VOXELS; j++) {
			final MapBlock alone = ReferenceFit.fit(GivenTau2.of(0.3).with(Adjustment.KNAPP_HARTUNG), studies.present(j)
				.block());
			assertClose(alone.get(MapKind.CI_UPPER, 1)[0], maps.get(MapKind.CI_UPPER, 1)[j], 1e-9, "voxel " + j);
		}
	}

	@Test
	void onlyPredictionsHavePredictionIntervals() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 3);
		final Design design = studies.block().studies().design().with(new Term("difference", new double[] { 0, 10 },
			false)).with(new Term("at 20", new double[] { 1, 20 }, true));
		final VoxelBlock block = VoxelBlock.of(Studies.of(design), studies.block().effects(),
			studies.block().weights(), VOXELS);

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(new double[VOXELS]), block);

		for (final int term : List.of(0, 1, 2))
			assertTrue(Arrays.stream(maps.get(MapKind.PI_LOWER, term)).allMatch(Double::isNaN), "term " + term);
		// without variance between studies a new study's effect is the mean
		assertEquals(maps.get(MapKind.CI_LOWER, 3)[0], maps.get(MapKind.PI_LOWER, 3)[0]);
		assertEquals(maps.get(MapKind.CI_UPPER, 3)[0], maps.get(MapKind.PI_UPPER, 3)[0]);
	}

	/** Of an interval with a standard error of 0.5. */
	private static double halfWidth(final double level, final double dof) {
		final VoxelBlock block = RandomStudies.ofModel(1, 1, 4).block();
		final MapBlock maps = new MapBlock(IntervalMaps.MAPS, 1, 1, new StudentTails());
		IntervalMaps.put(block.studies().design(), WeightedRegression.fixed(block), new KnownErrors(0.5, dof, 1),
			new double[1], new Intervals(level, Prediction.METAFOR), maps);
		return (maps.get(MapKind.CI_UPPER)[0] - maps.get(MapKind.CI_LOWER)[0]) / 2;
	}
}
