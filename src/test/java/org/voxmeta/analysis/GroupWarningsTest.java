package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class GroupWarningsTest {

	@Test
	void tenGroupsAreFew() {
		assertTrue(warnings(12, 11, 1).isEmpty(), () -> warnings(12, 11, 1).toString());
		assertEquals(
			List.of(
			"Groups: 12 studies are of only 10 groups; with 10 or fewer, robust standard errors tend to be "
			+ "too small"), warnings(12, 10, 1));
	}

	@Test
	void independentStudiesNeedNoWarning() {
		assertTrue(warnings(3, 3, 1).isEmpty());
	}

	@Test
	void voxelsBelowFourDegreesOfFreedomAreCounted() {
		// with equal weights, 5 groups of equal size have 4 degrees of freedom; two voxels have fewer groups
		final List<String> warnings = warnings(10, 5, 3);

		assertEquals(2, warnings.size());
		assertEquals(
			"Degrees of freedom: below 4 in 2 of 3 voxels (66.7 %); p values there tend to be too small",
			warnings.get(1));
	}

	@Test
	void eachTermHasItsDegreesOfFreedom() {
		final double[][] x = new double[12][];
		for (int k = 0; k < 12; k++)
			// only 2 groups have a 1, and so few degrees of freedom
			x[k] = new double[] { 1, k % 6 < 2 ? 1 : 0 };
		final Studies studies = Studies.of(Design.of(List.of("intercept", "drug"), x))
			.withGroups(IntStream.range(0, 12).map(k -> k % 6).toArray());

		final List<String> warnings = GroupWarnings.of(DerSimonianLaird.withDefaults(), studies,
			fit(DerSimonianLaird.withDefaults(), new StudyData(studies, ones(12, 1), ones(12, 1)),
			EnumSet.of(MapKind.DOF)));

		assertEquals(3, warnings.size(), warnings.toString());
		assertTrue(warnings.get(1).startsWith("Degrees of freedom of intercept: below 4 in 1 of 1 voxels"),
			warnings.get(1));
		assertTrue(warnings.get(2).startsWith("Degrees of freedom of drug: below 4 in 1 of 1 voxels"),
			warnings.get(2));
	}

	@Test
	void missingIntervalOfTau2IsToldWhereItWasAskedFor() {
		final StudyData data = withinGroups(1);
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		final String told = "Tau2: no interval and no standard error, as 'dose' differs among studies of one group, and with"
			+ " weightscheme rescale these come from the groups' means; weightscheme individual has those of independent"
			+ " studies";

		for (final MapKind asked : List.of(MapKind.TAU2_LOWER, MapKind.H2_UPPER, MapKind.TAU2_SE))
			assertEquals(List.of(told), GroupWarnings.of(estimator, data.studies(), fit(estimator, data,
				EnumSet.of(asked))));
		assertEquals(List.of(), GroupWarnings.of(estimator, data.studies(), fit(estimator, data,
			EnumSet.of(MapKind.Z))));
		final DerSimonianLaird individual = estimator.with("weightscheme", "individual");
		final FittedMaps maps = fit(individual, data, EnumSet.of(MapKind.TAU2_LOWER));
		assertEquals(List.of(), GroupWarnings.of(individual, data.studies(), maps));
		assertFalse(Double.isNaN(maps.get(MapKind.TAU2_LOWER)[0]));
	}

	@Test
	void voxelsWithoutATestOfAllModeratorsAreCounted() {
		final double[][] y = new double[24][3];
		for (int k = 0; k < y.length; k++)
			for (int j = 0; j < 3; j++)
				// the second voxel has one study of each group left, which are independent
				y[k][j] = j == 1 && k >= 12 ? Double.NaN : Math.sin(k * (j + 1));
		final StudyData data = new StudyData(sixLevels(), Signals.of(y), ones(24, 3));
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();

		for (final MapKind asked : List.of(MapKind.QM, MapKind.QM_P))
			assertEquals(
				List.of("QM: no test of all moderators in 2 of 3 voxels, for which there are too few groups"),
				GroupWarnings.of(estimator, data.studies(), fit(estimator, data, EnumSet.of(asked))));
	}

	@Test
	void singleDataSetsAreWarnedOfToo() {
		final double[] ones = new double[24];
		Arrays.fill(ones, 1);
		final Dataset data = Dataset.of(IntStream.range(0, 24).mapToDouble(Math::sin).toArray(), ones)
			.with(sixLevels().design()).withGroups(IntStream.range(0, 24).mapToObj(k -> "group " + k % 12)
			.toList());

		final List<String> warnings = GroupWarnings.of(DerSimonianLaird.withDefaults().fit(data));

		assertEquals("Degrees of freedom of a: 1.0, below 4; its p value tends to be too small",
			warnings.get(0));
		assertEquals("Degrees of freedom of b: 2.0, below 4; its p value tends to be too small",
			warnings.get(1));
		assertEquals("QM: no test of all moderators, for which there are too few groups", warnings.get(6));
		assertEquals(7, warnings.size());
	}

	@Test
	void independentSingleDataSetsNeedNoWarning() {
		assertEquals(List.of(), GroupWarnings.of(DerSimonianLaird.withDefaults()
			.fit(Dataset.of(new double[] { 1, 3, 2 }, new double[] { 1, 2, 1 }))));
	}

	/** Two studies in each of twelve groups, of which two have each level of a factor. */
	private static Studies sixLevels() {
		final double[][] x = new double[24][6];
		for (int k = 0; k < 24; k++) {
			x[k][0] = 1;
			x[k][k % 6] = 1;
		}
		return Studies.of(Design.of(List.of("a", "b", "c", "d", "e", "f"), x)).withGroups(IntStream.range(0,
			24).map(k -> k % 12).toArray());
	}

	/** Two studies in each of twelve groups, with a moderator that differs and one that does not. */
	private static StudyData withinGroups(final int voxels) {
		final double[][] x = new double[24][];
		final double[][] y = new double[24][voxels];
		for (int k = 0; k < 24; k++) {
			x[k] = new double[] { 1, Math.cos(3 * k), k % 12 % 2 };
			Arrays.fill(y[k], Math.sin(k));
		}
		return new StudyData(Studies.of(Design.of(List.of("intercept", "dose", "drug"), x))
			.withGroups(IntStream.range(0, 24).map(k -> k % 12).toArray()), Signals.of(y), ones(24, voxels));
	}

	/** Equal weights; at each voxel, one group less than at the one before. */
	private static List<String> warnings(final int studies, final int groups, final int voxels) {
		final int[] labels = IntStream.range(0, studies).map(k -> k % groups).toArray();
		final double[][] y = new double[studies][voxels];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < voxels; j++)
				y[k][j] = labels[k] < j ? Double.NaN : k + 1;
		final StudyData data = new StudyData(Studies.independent(studies).withGroups(labels), Signals.of(y),
			ones(studies, voxels));
		return GroupWarnings.of(DerSimonianLaird.withDefaults(), data.studies(),
			fit(DerSimonianLaird.withDefaults(), data, EnumSet.of(MapKind.DOF)));
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final StudyData data,
		final Set<MapKind> kinds)
	{
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data, kinds, Progress.NONE);
	}

	private static Signals ones(final int studies, final int voxels) {
		final double[][] ones = new double[studies][voxels];
		for (final double[] row : ones)
			Arrays.fill(row, 1);
		return Signals.of(ones);
	}
}
