package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.fit.diagnostic.LeftOutMaps.Summary;
import org.voxmeta.fit.diagnostic.LeftOutMaps.UnitTotals;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.LeftOut;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class LeaveOneOutTest {

	private static final double ALPHA = 0.2;
	private static final double TOLERANCE = 1e-10;
	/** Of stacks, which are in single precision. */
	private static final double SINGLE = 1e-7;
	private static final int VOXELS = 60;

	private static Stream<Estimator> estimators() {
		return Stream.concat(Estimators.all().stream(), Stream.of(DerSimonianLaird.withDefaults().with(
			Adjustment.KNAPP_HARTUNG)));
	}

	@TestFactory
	Stream<DynamicTest> voxelsHaveTheNumbersOfSingleDataSets() {
		final VoxelDatasets studies = VoxelDatasets.of(false, VOXELS);
		return estimators().map(estimator -> dynamicTest(estimator.name() + estimator.options(), () ->
			compare(studies, estimator)));
	}

	@TestFactory
	Stream<DynamicTest> regressionsHaveTheNumbersOfSingleDataSets() {
		final VoxelDatasets studies = VoxelDatasets.of(true, VOXELS);
		return estimators().filter(EffectEstimator.class::isInstance).map(estimator -> dynamicTest(estimator.name()
			+ estimator.options(), () -> compare(studies, estimator)));
	}

	/** Single data sets leave out studies, of whatever group. */
	@Test
	void studiesOfGroupsAreLeftOutOneByOne() {
		compare(VoxelDatasets.of(false, VOXELS).inGroups(), DerSimonianLaird.withDefaults());
	}

	private static void compare(final VoxelDatasets studies, final Estimator estimator) {
		final Voxels voxels = studies.voxels(estimator);
		final LeftOutMaps maps = LeaveOneOut.of(estimator).withAlpha(ALPHA).withStacks(EnumSet.of(MapKind.EST,
			MapKind.Z)).of(voxels, Units.studies(studies.studies()), Progress.NONE);

		assertTrue(voxels.size() > VOXELS / 3, voxels.size() + " voxels");
		final int terms = studies.studies().design().terms().size();
		final long[][][] totals = new long[terms][studies.studies().count()][4];
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final Results all = estimator.fit(studies.dataset(j));
			final List<LeftOut> rows = all.leaveOneOut();
			for (int t = 0; t < terms; t++)
				compare(maps, j, t, all, rows, studies.present(j), totals[t]);
		}
		for (int t = 0; t < terms; t++)
			for (int k = 0; k < totals[t].length; k++)
				assertEquals(new UnitTotals(totals[t][k][0], totals[t][k][1], totals[t][k][2], totals[t][k][3]),
				maps.totals(t, k));
	}

	private static void compare(final LeftOutMaps maps, final int j, final int t, final Results all,
		final List<LeftOut> rows, final int[] present, final long[][] totals)
	{
		final boolean estimates = maps.effect() == MapKind.EST;
		final List<TermSummary> fits = rows.stream().map(row -> row.terms().get(t)).toList();
		final double[] effects = fits.stream().mapToDouble(fit -> estimates ? fit.estimate() : fit.z()).toArray();
		final double[] p = fits.stream().mapToDouble(TermSummary::p).toArray();
		final double[] logp = fits.stream().mapToDouble(TermSummary::logp).toArray();
		assertNear(min(effects), maps.get(Summary.EFFECT_MIN, t)[j]);
		assertNear(max(effects), maps.get(Summary.EFFECT_MAX, t)[j]);
		assertNear(min(p), maps.get(Summary.P_MIN, t)[j]);
		assertNear(max(p), maps.get(Summary.P_MAX, t)[j]);
		assertNear(min(logp), maps.get(Summary.LOGP_MIN, t)[j]);
		assertNear(max(logp), maps.get(Summary.LOGP_MAX, t)[j]);
		assertEquals(Arrays.stream(p).filter(value -> value <= ALPHA).count(), maps.get(Summary.SIGNIFICANT, t)[j]);
		if (t == 0) assertEquals(Arrays.stream(effects).filter(value -> !Double.isNaN(value)).count(),
			maps.refits()[j]);
		for (int i = 0; i < present.length; i++) {
			final boolean was = all.get(MapKind.P, t) <= ALPHA;
			if (Double.isNaN(p[i])) continue;
			totals[present[i]][0]++;
			if (p[i] <= ALPHA) totals[present[i]][1]++;
			if (was && p[i] > ALPHA) totals[present[i]][2]++;
			if (!was && p[i] <= ALPHA) totals[present[i]][3]++;
			assertNear(fits.get(i).z(), maps.stack(MapKind.Z, t)[present[i]][j], SINGLE);
		}
		for (int k = 0; k < totals.length; k++)
			if (Arrays.binarySearch(present, k) < 0) assertNear(all.get(MapKind.Z, t), maps.stack(MapKind.Z, t)[k][j],
			SINGLE);
	}

	@Test
	void aGroupIsLeftOutAsAWhole() {
		final VoxelDatasets studies = VoxelDatasets.of(false, VOXELS).inGroups();
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);
		final Units groups = Units.groups(studies.studies());

		final LeftOutMaps maps = LeaveOneOut.of(estimator).of(voxels, groups, Progress.NONE);

		int compared = 0;
		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final List<Double> estimates = new ArrayList<>();
			for (int g = 0; g < groups.count(); g++) {
				final List<Integer> members = Arrays.stream(groups.members(g)).boxed().toList();
				final int[] others = Arrays.stream(studies.present(j)).filter(k -> !members.contains(k)).toArray();
				if (others.length == studies.present(j).length) continue;
				if (Arrays.stream(others).map(k -> studies.studies().groups()[k]).distinct().count() < 2) continue;
				estimates.add(estimator.fit(studies.dataset(j, others)).get(MapKind.EST));
			}
			assertEquals(estimates.size(), maps.refits()[j]);
			if (estimates.isEmpty()) continue;
			compared++;
			final double[] values = estimates.stream().mapToDouble(Double::doubleValue).toArray();
			assertNear(min(values), maps.get(Summary.EFFECT_MIN, 0)[j]);
			assertNear(max(values), maps.get(Summary.EFFECT_MAX, 0)[j]);
		}
		assertTrue(compared > VOXELS / 4, compared + " voxels");
	}

	@Test
	void voxelsWithoutAResultHaveNone() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 10);
		final Voxels voxels = Voxels.of(studies.data(DerSimonianLaird.withDefaults()), new int[] { 3, 7 });

		final LeftOutMaps maps = LeaveOneOut.of(DerSimonianLaird.withDefaults()).of(voxels, Units.studies(studies
			.studies()), Progress.NONE);

		for (final Summary summary : Summary.values())
			for (int j = 0; j < 10; j++)
				assertEquals(j != 3 && j != 7, Double.isNaN(maps.get(summary, 0)[j]), summary + " " + j);
	}

	@Test
	void bitsDoNotDependOnBlocksAndThreads() {
		final VoxelDatasets studies = VoxelDatasets.of(true, 150);
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);
		final LeaveOneOut leaveOneOut = LeaveOneOut.of(estimator);
		final Units units = Units.studies(studies.studies());

		final LeftOutMaps one = leaveOneOut.of(voxels.withThreads(1).withBlockSize(1000), units, Progress.NONE);
		final LeftOutMaps other = leaveOneOut.of(voxels.withThreads(3).withBlockSize(7), units, Progress.NONE);

		for (final Summary summary : Summary.values())
			for (int t = 0; t < 3; t++)
				assertArrayEquals(one.get(summary, t), other.get(summary, t));
		for (int k = 0; k < units.count(); k++)
			assertEquals(one.totals(1, k), other.totals(1, k));
	}

	@Test
	void oneStudyAloneIsItsOwnMeanWhereNoVarianceIsEstimated() {
		final StudyData two = StudyData.of(Signals.of(new double[][] { { 0.3 }, { 0.7 } }),
			Signals.of(new double[][] { {
			0.1 }, { 0.2 } }));
		final Units units = Units.studies(two.studies());
		final Voxels voxel = Voxels.of(two, new int[] { 0 });

		final LeftOutMaps given = LeaveOneOut.of(WeightedLeastSquares.withDefaults()).of(voxel, units,
			Progress.NONE);
		final LeftOutMaps estimated = LeaveOneOut.of(DerSimonianLaird.withDefaults()).of(voxel, units,
			Progress.NONE);

		assertEquals(0.3, given.get(Summary.EFFECT_MIN, 0)[0]);
		assertEquals(0.7, given.get(Summary.EFFECT_MAX, 0)[0]);
		assertEquals(2, given.refits()[0]);
		assertTrue(Double.isNaN(estimated.get(Summary.EFFECT_MIN, 0)[0]));
		assertEquals(0, estimated.refits()[0]);
	}

	@Test
	void wrongLevelsAreRefused() {
		final LeaveOneOut leaveOneOut = LeaveOneOut.of(DerSimonianLaird.withDefaults());
		for (final double alpha : new double[] { 0, 1, -0.1, Double.NaN })
			assertEquals("Alpha: got " + alpha + ", wanted a number above 0 and below 1", assertThrows(
				IllegalArgumentException.class, () -> leaveOneOut.withAlpha(alpha)).getMessage());
	}

	@Test
	void itEndsWhenCancelled() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 50);
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);
		assertThrows(CancellationException.class, () -> LeaveOneOut.of(estimator).of(voxels, Units.studies(studies
			.studies()), (stage, done, total) -> false));
	}

	private static double min(final double[] values) {
		return Arrays.stream(values).filter(value -> !Double.isNaN(value)).min().orElse(Double.NaN);
	}

	private static double max(final double[] values) {
		return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
	}

	private static void assertNear(final double wanted, final double got, final double tolerance) {
		if (Double.isNaN(wanted)) assertTrue(Double.isNaN(got), "got " + got);
		else assertEquals(wanted, got, tolerance * Math.max(1, Math.abs(wanted)));
	}

	private static void assertNear(final double wanted, final double got) {
		assertNear(wanted, got, TOLERANCE);
	}
}
