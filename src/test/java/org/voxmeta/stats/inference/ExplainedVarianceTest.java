package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.voxmeta.RandomStudies;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

class ExplainedVarianceTest {

	private static final VoxelBlock MODERATED = RandomStudies.ofModel(2, 4, 1).block();

	@Test
	void r2IsWhatIsLeftOfTheVarianceWithoutModerators() {
		final double[] r2 = r2(MODERATED, new double[] { 1, 0, 4, 6 }, new double[] { 4, 4, 4, 4 });

		assertArrayEquals(new double[] { 75, 100, 0, 0 }, r2);
	}

	@Test
	void whereNothingVariesNothingIsExplained() {
		assertArrayEquals(new double[] { 0, 0, 50, Double.NaN }, r2(MODERATED, new double[] { 0, 1, 1, Double.NaN },
			new double[] { 0, 0, 2, 2 }));
	}

	@Test
	void voxelWithoutTheOtherFitHasNoR2() {
		final double[] r2 = r2(MODERATED, new double[] { 1, 1, 1, 1 }, (block, maps) -> {
			maps.fail(2, Reason.NOT_CONVERGED);
			return new RandomEffectsModel(block, new double[] { 2, 2, 2, 2 });
		});

		assertArrayEquals(new double[] { 50, 50, Double.NaN, 50 }, r2);
	}

	@Test
	void designsWithoutInterceptOrModeratorHaveNoR2() {
		final RandomStudies two = RandomStudies.ofModel(2, 4, 1);
		final VoxelBlock slope = RandomStudies.of(Arrays.stream(two.x()).map(row -> new double[] { row[1] }).toArray(
			double[][]::new), two.y(), two.v()).block();
		final double[] tau2 = { 1, 1, 1, 1 };

		for (final VoxelBlock block : new VoxelBlock[] { slope, RandomStudies.ofModel(1, 4, 1).block() })
			assertTrue(Arrays.stream(r2(block, tau2, tau2)).allMatch(Double::isNaN));
	}

	@Test
	void otherFitIsTheMeanOfTheSameStudies() {
		final Studies studies = Studies.of(MODERATED.studies().design()).withGroups(new int[] { 1, 1, 2, 3, 4, 5, 6, 7,
			8 }).withSampleSizes(new double[] { 9, 8, 7, 6, 5, 4, 3, 2, 1 });
		final AtomicReference<VoxelBlock> fitted = new AtomicReference<>();

		r2(VoxelBlock.of(studies, MODERATED.effects(), MODERATED.weights(), 4), new double[4], (block, maps) -> {
			fitted.set(block);
			assertFalse(maps.wants(MapKind.R2));
			return new RandomEffectsModel(block, new double[4]);
		});

		assertTrue(fitted.get().studies().design().isIntercept());
		assertArrayEquals(studies.groups(), fitted.get().studies().groups());
		assertArrayEquals(studies.sampleSizes(), fitted.get().studies().sampleSizes());
		assertEquals(MODERATED.effects(), fitted.get().effects());
		assertEquals(MODERATED.counts()[3], fitted.get().counts()[3]);
	}

	@Test
	void nothingIsFittedUnlessItIsAskedFor() {
		ExplainedVariance.put(MODERATED, new double[4], (block, maps) -> {
			throw new AssertionError("fitted");
		}, new MapBlock(EnumSet.of(MapKind.Z), 1, 4, new StudentTails()));
	}

	private static double[] r2(final VoxelBlock block, final double[] tau2, final double[] without) {
		return r2(block, tau2, (mean, maps) -> new RandomEffectsModel(mean, without));
	}

	private static double[] r2(final VoxelBlock block, final double[] tau2,
		final BiFunction<VoxelBlock, MapBlock, RandomEffectsModel> estimator)
	{
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.R2), 1, 4, new StudentTails());
		ExplainedVariance.put(block, tau2, estimator, maps);
		return maps.get(MapKind.R2);
	}
}
