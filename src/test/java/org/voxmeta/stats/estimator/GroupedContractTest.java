package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/** What every estimator of effects must keep to with studies in groups, whoever adds it. */
class GroupedContractTest {

	private static final int[] GROUPS = { 0, 1, 0, 2, 3, 4, 1, 0, 5, 6 };
	private static final int VOXELS = 60;

	/** Each estimator with each weight scheme. */
	static Stream<EffectEstimator<?>> estimators() throws IOException, URISyntaxException,
		ReflectiveOperationException {
		final List<EffectEstimator<?>> estimators = new ArrayList<>();
		for (final Class<?> type : EstimatorContractTest.estimators())
			if (EffectEstimator.class.isAssignableFrom(type)) for (final Scheme scheme : Scheme.values())
				estimators.add(((EffectEstimator<?>) type.getMethod("withDefaults").invoke(null)).with(new Dependence(
					Robust.CLUBSANDWICH, scheme, 0.8)));
		return estimators.stream();
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void nearlyEveryVoxelHasARobustResult(final EffectEstimator<?> estimator) {
		final FittedMaps maps = fit(estimator, GROUPS, VOXELS, 1);

		assertTrue(maps.count(Reason.NONE) > 0.9 * VOXELS, maps.count(Reason.NONE) + " of " + VOXELS);
		for (int j = 0; j < VOXELS; j++)
			if (maps.get(MapKind.REASON)[j] == 0 && maps.get(MapKind.K)[j] == GROUPS.length) assertTrue(maps.get(
				MapKind.DOF)[j] >= 1 && maps.get(MapKind.DOF)[j] <= 6 + 1e-9, "dof " + maps.get(MapKind.DOF)[j]);
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void blocksAndThreadsDoNotMatter(final EffectEstimator<?> estimator) {
		assertSame(fit(estimator, GROUPS, VOXELS, 1), fit(estimator, GROUPS, 7, 2));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void groupLabelsAreOnlyNames(final EffectEstimator<?> estimator) {
		assertSame(fit(estimator, GROUPS, VOXELS, 1), fit(estimator, Arrays.stream(GROUPS).map(group -> 50 - group)
			.toArray(), VOXELS, 1));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void groupsOfOneStudyEachAreNone(final EffectEstimator<?> estimator) {
		assertSame(fit(estimator, null, VOXELS, 1), fit(estimator, IntStream.range(0, GROUPS.length).toArray(), VOXELS, 1));
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final int[] groups, final int block,
		final int threads)
	{
		final Random random = new Random(8);
		final double[][] y = new double[GROUPS.length][VOXELS];
		final double[][] v = new double[GROUPS.length][VOXELS];
		final double[] n = new double[GROUPS.length];
		for (int k = 0; k < y.length; k++) {
			n[k] = 12 + 7 * k;
			for (int j = 0; j < VOXELS; j++) {
				y[k][j] = j > VOXELS / 2 && random.nextInt(6) == 0 ? Double.NaN : 0.3 + 0.6 * random.nextGaussian();
				v[k][j] = 0.05 + 0.2 * random.nextDouble();
			}
		}
		Studies studies = Studies.independent(y.length).withSampleSizes(n);
		if (groups != null) studies = studies.withGroups(groups);
		final EnumSet<MapKind> kinds = EnumSet.copyOf(estimator.maps());
		kinds.addAll(EnumSet.of(MapKind.K, MapKind.REASON));
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withBlockSize(block).withThreads(threads).fit(
			new StudyData(studies, Signals.of(y), estimator.needs().contains(Need.VARIANCE) ? Signals.of(v) : null), kinds,
			Progress.NONE);
	}

	private static void assertSame(final FittedMaps a, final FittedMaps b) {
		assertEquals(a.kinds(), b.kinds());
		for (final MapKind kind : a.kinds())
			assertSameBits(a.get(kind), b.get(kind), kind.key());
	}
}
