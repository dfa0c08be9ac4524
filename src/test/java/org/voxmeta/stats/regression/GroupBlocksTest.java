package org.voxmeta.stats.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;

/** Groups as means and as shares, on a block small enough to work out by hand. */
class GroupBlocksTest {

	private static final double TOLERANCE = 1e-14;
	private static final Studies STUDIES = Studies.independent(4).withGroups(new int[] { 1, 2, 1, 1 });

	/**
	 * Study 2 is alone; voxel 0 has all, voxel 1 lacks study 3, voxel 2 has of the group study 4 only, voxel 3
	 * none.
	 */
	private static VoxelBlock block() {
		final double[][] y = { { 1, 1, 0, 0 }, { 7, 8, 9, 10 }, { 3, 0, 0, 0 }, { 5, 2, 4, 0 } };
		final double[][] w = { { 1, 0.25, 0, 0 }, { 0.1, 0.2, 0.3, 0.7 }, { 0.25, 0, 0, 0 }, { 1 / 9.0, 1, 0.3, 0 } };
		return VoxelBlock.of(STUDIES, y, w, 4);
	}

	@Test
	void meanOfAGroupHasTheVarianceOfCorrelatedEffects() {
		final VoxelBlock means = GroupMeans.of(block(), 0.5);

		assertEquals(2, means.count());
		assertArrayEquals(new double[] { 3, 1.5, 4, 0 }, means.effects()[0], TOLERANCE);
		// variances 1, 4, 9: (14 + 0.5 * 2 (1*2 + 1*3 + 2*3)) / 9, and 4, 1: (5 + 0.5 * 2 * 2) / 4
		assertClose(9 / 25.0, means.weights()[0][0], TOLERANCE, "three studies");
		assertClose(4 / 7.0, means.weights()[0][1], TOLERANCE, "two studies");
		assertClose(0.3, means.weights()[0][2], TOLERANCE, "one study");
		assertEquals(0, means.weights()[0][3]);
		assertSame(block().studies(), STUDIES);
		assertArrayEquals(new double[] { 0.1, 0.2, 0.3, 0.7 }, means.weights()[1]);
		assertArrayEquals(new int[] { 2, 2, 2, 1 }, means.counts());
		assertFalse(means.studies().hasGroups());
		assertFalse(means.isShared());
	}

	@Test
	void meansKeepTheTermsOfADesign() {
		final Design design = Design.of(List.of("intercept", "x"), new double[][] { { 1, 3 }, { 1, 5 }, { 1, 3 },
			{ 1, 3 }, { 1, 4 } }).with(new Term("at 4", new double[] { 1, 4 }, true));
		final double[][] ones = { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } };

		final Design means = GroupMeans.of(VoxelBlock.of(Studies.of(design).withGroups(new int[] { 1, 2, 1, 1, 3 }), ones,
			ones, 1), 0).studies().design();

		assertEquals(3, means.studies());
		assertArrayEquals(new double[] { 1, 5 }, means.row(1));
		assertEquals(List.of("intercept", "x", "at 4"), means.terms().stream().map(Term::name).toList());
	}

	@Test
	void sharesOfAGroupWeighAsOneStudyOfTheirMeanVariance() {
		final VoxelBlock block = block();
		final VoxelBlock shares = GroupShares.of(block);

		assertTrue(shares.isShared());
		assertArrayEquals(new int[] { 2, 2, 2, 1 }, shares.counts());
		assertNull(shares.multiplicity(1));
		assertArrayEquals(new double[] { 3, 2, 1, 0 }, shares.multiplicity(0));
		for (final int k : new int[] { 0, 2, 3 })
			assertClose(1 / 14.0, shares.weights()[k][0], TOLERANCE, "study " + k);
		assertClose(0.2, shares.weights()[0][1], TOLERANCE, "of two");
		assertEquals(0, shares.weights()[2][1]);
		assertClose(0.3, shares.weights()[3][2], TOLERANCE, "alone");
		assertEquals(0, shares.weights()[3][3]);
		assertSame(block.weights()[1], shares.weights()[1]);
		assertNull(block.multiplicity(0));
		assertFalse(block.isShared());
	}

	@Test
	void studiesThatShareTau2WeighOneByNTimesMeanVarianceAndTau2() {
		final WeightedRegression fit = WeightedRegression.random(GroupShares.of(block()), new double[] { 2, 2, 2, 2 });

		assertClose(1 / (3 * (14 / 3.0 + 2)), fit.weights(0)[0], TOLERANCE, "one of three");
		assertClose(1 / (2 * (5 / 2.0 + 2)), fit.weights(3)[1], TOLERANCE, "one of two");
		assertClose(1 / (1 / 0.3 + 2), fit.weights(3)[2], TOLERANCE, "the only one");
		assertClose(1 / 12.0, fit.weights(1)[0], TOLERANCE, "an independent one");
	}

	@Test
	void whitenedVectorsHaveCovariancesAsTheirProducts() {
		final Random random = new Random(1);
		final double[][] x = new double[8][];
		final double[][] y = new double[8][5];
		final double[][] w = new double[8][];
		for (int k = 0; k < 8; k++) {
			x[k] = new double[] { 1, random.nextGaussian(), 100 + random.nextGaussian() };
			w[k] = random.doubles(5, 0.5, 2).toArray();
		}
		final WeightedRegression fit = WeightedRegression.fixed(VoxelBlock.of(Studies.of(Design.of(List.of("a", "b", "c"),
			x)), y, w, 5));
		final double[] a = { 1, -2, 0.5 };
		final double[] b = { 0.3, 0.7, 2 };
		final double[] sum = { 1.3, -1.3, 2.5 };

		for (int j = 0; j < 5; j++) {
			double product = 0;
			for (int p = 0; p < 3; p++)
				product += fit.whitened(a)[p][j] * fit.whitened(b)[p][j];
			assertClose((fit.variance(sum)[j] - fit.variance(a)[j] - fit.variance(b)[j]) / 2, product, 1e-12, "covariance");
		}
	}

	@Test
	void groupsAreCountedAtEachVoxel() {
		assertArrayEquals(new int[] { 2, 2, 2, 1 }, Ranks.groups(block()));
		assertArrayEquals(new boolean[] { true, true, false, false }, Ranks.areDependent(block()));
		for (int j = 0; j < 4; j++)
			assertEquals(Ranks.groups(block())[j], Ranks.groups(block(), j));
	}

	@Test
	void weightsOfAnySizeArePresent() {
		final double[][] y = { { 1, 2, 3 }, { 4, 5, 6 } };
		final double[][] w = { { 1e-300, 1e18, 3 }, { 1e-300, 1e18, 0 } };
		final VoxelBlock block = VoxelBlock.of(Studies.independent(2).withGroups(new int[] { 0, 0 }), y, w, 3);

		assertClose(0.5e-300, GroupShares.of(block).weights()[0][0], TOLERANCE, "tiny");
		assertClose(0.5e18, GroupShares.of(block).weights()[1][1], TOLERANCE, "huge");
		assertClose(1e18, GroupMeans.of(block, 1).weights()[0][1], TOLERANCE, "huge mean");
		assertClose(3, GroupMeans.of(block, 1).weights()[0][2], TOLERANCE, "one");
	}
}
