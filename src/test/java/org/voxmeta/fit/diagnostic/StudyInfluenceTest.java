package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class StudyInfluenceTest {

	private static final double TOLERANCE = 1e-10;
	private static final int VOXELS = 50;

	@TestFactory
	Stream<DynamicTest> voxelsHaveTheNumbersOfSingleDataSets() {
		final VoxelDatasets mean = VoxelDatasets.of(false, VOXELS);
		final VoxelDatasets regression = VoxelDatasets.of(true, VOXELS);
		return Stream.concat(Estimators.all().stream().filter(estimator -> Measure.isOfWeights(estimator,
			mean.studies())),
			Stream.of(DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG))).flatMap(estimator -> Stream.of(
				dynamicTest(estimator.name() + estimator.options(), () -> compare(mean, estimator)), dynamicTest(estimator
					.name() + " on moderators", () -> compare(regression, estimator))));
	}

	private static void compare(final VoxelDatasets studies, final Estimator estimator) {
		final Voxels voxels = studies.voxels(estimator);
		final VoxelBlock block = VoxelBlock.of(studies.data(estimator));
		final Set<Measure> measures = EnumSet.allOf(Measure.class);

		final Map<Measure, double[][]> got = new BlockInfluence(estimator, Units.studies(studies.studies()),
			measures, true).of(block, () -> { });
		final InfluenceMaps maps = StudyInfluence.of(estimator).with(measures).of(voxels, Progress.NONE);

		assertTrue(voxels.size() > VOXELS / 3, voxels.size() + " voxels");
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final Results results = estimator.fit(studies.dataset(j));
			final List<Influence> rows = results.influence();
			final int[] present = studies.present(j);
			double largest = Double.NaN;
			int most = 0;
			for (int k = 0; k < studies.y().length; k++) {
				final int row = Arrays.binarySearch(present, k);
				final Map<Measure, Double> wanted = wanted(row < 0 ? null : rows.get(row), results);
				for (final Measure measure : Measure.available(estimator, studies.studies())) {
					assertNear(wanted.get(measure), got.get(measure)[k][j], measure + " of study " + k + " at voxel " + j);
					assertEquals((float) got.get(measure)[k][j], maps.stack(measure)[k][j]);
				}
				final double cook = got.get(Measure.COOK)[k][j];
				if (cook > largest || Double.isNaN(largest) && !Double.isNaN(cook)) {
					largest = cook;
					most = k + 1;
				}
			}
			assertEquals(most, maps.most()[j]);
			assertEquals(largest, maps.largest()[j]);
		}
	}

	private static Map<Measure, Double> wanted(final Influence row, final Results all) {
		final Map<Measure, Double> wanted = new EnumMap<>(Measure.class);
		for (final Measure measure : Measure.values())
			wanted.put(measure, row == null ? Double.NaN : switch (measure) {
				case COOK -> row.cook();
				case DFFITS -> row.dffits();
				case RSTUDENT -> row.rstudent();
				case HAT -> row.hat();
				case WEIGHT -> row.weight();
				case TAU2_CHANGE -> row.tau2() - all.get(MapKind.TAU2);
				case Q_CHANGE -> row.q() - all.get(MapKind.Q);
			});
		return wanted;
	}

	@Test
	void ofGroupsOnlyTheVarianceBetweenStudiesAndQAreThere() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 20).inGroups();
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);

		final InfluenceMaps maps = StudyInfluence.of(estimator).with(EnumSet.allOf(Measure.class)).withMost(
			Measure.TAU2_CHANGE).of(voxels, Progress.NONE);

		assertEquals(EnumSet.of(Measure.TAU2_CHANGE, Measure.Q_CHANGE), maps.measures());
		assertEquals(6, maps.stack(Measure.TAU2_CHANGE).length);
		assertEquals("Most influential study: got 'cook' for studies in groups, wanted one of tau2_change,"
			+ " q_change",
			message(estimator, studies, Measure.COOK));
		final int j = voxels.place(0);
		final int[] others = Arrays.stream(studies.present(j)).filter(k ->
			studies.studies().groups()[k] != 1).toArray();
		if (others.length < studies.present(j).length) assertEquals((float) (estimator.fit(studies.dataset(j,
			others)).get(
			MapKind.TAU2) - estimator.fit(studies.dataset(j)).get(MapKind.TAU2)),
			maps.stack(Measure.TAU2_CHANGE)[1][j], 1e-6);
	}

	@Test
	void estimatorsWithoutVariancesHaveWhatTheyCanGive() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 10);
		assertEquals(EnumSet.of(Measure.TAU2_CHANGE, Measure.Q_CHANGE), Measure.available(SampleSizeBasedLikelihood
			.withDefaults(), studies.studies()));
		assertTrue(!Measure.available(WeightedLeastSquares.withDefaults(),
			studies.studies()).contains(Measure.TAU2_CHANGE));
		assertEquals("Most influential study: got 'cook' for Stouffer, wanted an estimator that uses variances of"
			+ " effects",
			message(Stouffer.withDefaults(), studies, Measure.COOK));
	}

	@Test
	void bitsDoNotDependOnBlocksAndThreads() {
		final VoxelDatasets studies = VoxelDatasets.of(true, 150);
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);

		final InfluenceMaps one = StudyInfluence.of(estimator).of(voxels.withThreads(1).withBlockSize(1000),
			Progress.NONE);
		final InfluenceMaps other = StudyInfluence.of(estimator).of(voxels.withThreads(3).withBlockSize(7),
			Progress.NONE);

		for (final Measure measure : one.measures())
			for (int k = 0; k < 9; k++)
				assertArrayEquals(one.stack(measure)[k], other.stack(measure)[k]);
		assertArrayEquals(one.most(), other.most());
		assertArrayEquals(one.largest(), other.largest());
	}

	@Test
	void keysOfMeasuresAreRead() {
		assertEquals(EnumSet.of(Measure.COOK, Measure.TAU2_CHANGE), Measure.parse(" Cook, tau2_change"));
		assertEquals(EnumSet.allOf(Measure.class), Measure.parse("all"));
		assertEquals("Measures: got 'cov', wanted any of cook, dffits, rstudent, hat, weight, tau2_change,"
			+ " q_change or all",
			assertThrows(IllegalArgumentException.class, () -> Measure.parse("cov")).getMessage());
	}

	private static String message(final Estimator estimator, final VoxelDatasets studies, final Measure most) {
		return assertThrows(IllegalArgumentException.class, () ->
			StudyInfluence.of(estimator).withMost(most).check(studies.studies())).getMessage();
	}

	private static void assertNear(final double wanted, final double got, final String what) {
		if (Double.isNaN(wanted)) assertTrue(Double.isNaN(got), what + ": got " + got);
		else assertEquals(wanted, got, TOLERANCE * Math.max(1, Math.abs(wanted)), what);
	}
}
