package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
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
		assertEquals(List.of("Groups: 12 studies are of only 10 groups; with 10 or fewer, robust standard errors tend to be "
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
		assertEquals("Degrees of freedom: below 4 in 2 of 3 voxels (66.7 %); p values there tend to be too small", warnings
			.get(1));
	}

	@Test
	void eachTermHasItsDegreesOfFreedom() {
		final double[][] x = new double[12][];
		for (int k = 0; k < 12; k++)
			// only 2 groups have a 1, and so few degrees of freedom
			x[k] = new double[] { 1, k % 6 < 2 ? 1 : 0 };
		final Studies studies = Studies.of(Design.of(List.of("intercept", "drug"), x)).withGroups(IntStream.range(0, 12).map(
			k -> k % 6).toArray());

		final List<String> warnings = GroupWarnings.of(DerSimonianLaird.withDefaults(), studies, fit(DerSimonianLaird
			.withDefaults(), new StudyData(studies, ones(12, 1), ones(12, 1)), EnumSet.of(MapKind.DOF)));

		assertEquals(3, warnings.size(), warnings.toString());
		assertTrue(warnings.get(1).startsWith("Degrees of freedom of intercept: below 4 in 1 of 1 voxels"), warnings.get(1));
		assertTrue(warnings.get(2).startsWith("Degrees of freedom of drug: below 4 in 1 of 1 voxels"), warnings.get(2));
	}

	/** Equal weights; at each voxel, one group less than at the one before. */
	private static List<String> warnings(final int studies, final int groups, final int voxels) {
		final int[] labels = IntStream.range(0, studies).map(k -> k % groups).toArray();
		final double[][] y = new double[studies][voxels];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < voxels; j++)
				y[k][j] = labels[k] < j ? Double.NaN : k + 1;
		final StudyData data = new StudyData(Studies.independent(studies).withGroups(labels), Signals.of(y), ones(studies,
			voxels));
		return GroupWarnings.of(DerSimonianLaird.withDefaults(), data.studies(), fit(DerSimonianLaird.withDefaults(), data,
			EnumSet.of(MapKind.DOF)));
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final StudyData data, final Set<MapKind> kinds) {
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data, kinds, Progress.NONE);
	}

	private static Signals ones(final int studies, final int voxels) {
		final double[][] ones = new double[studies][voxels];
		for (final double[] row : ones)
			Arrays.fill(row, 1);
		return Signals.of(ones);
	}
}
