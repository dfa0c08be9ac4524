package org.voxmeta.stats.inference;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.voxmeta.RandomStudies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

class OmnibusTestTest {

	private static final int VOXELS = 100;
	private static final double TAU2 = 0.4;

	@Test
	void waldTestIsTheQuadraticFormOfTheModerators() {
		final RandomStudies studies = RandomStudies.ofModel(4, VOXELS, 1);

		final MapBlock maps = maps(studies, Adjustment.WALD);

		for (int j = 0; j < VOXELS; j++) {
			final double qm = quadraticForm(studies.present(j), 1);
			assertClose(qm, maps.get(MapKind.QM)[j], 1e-8, "QM of " + j);
			assertClose(Math.exp(ChiSquareTail.logUpper(maps.get(MapKind.QM)[j], 3)),
				maps.get(MapKind.QM_P)[j], 1e-12, "p of " + j);
		}
	}

	@Test
	void everyCoefficientIsTestedWithoutAnIntercept() {
		final RandomStudies all = RandomStudies.ofModel(3, VOXELS, 2);
		final RandomStudies studies = RandomStudies.of(Arrays.stream(all.x())
			.map(row -> new double[] { row[1], row[2] }).toArray(double[][]::new), all.y(), all.v());

		final MapBlock maps = maps(studies, Adjustment.WALD);

		for (int j = 0; j < VOXELS; j++)
			assertClose(quadraticForm(studies.present(j), 0), maps.get(MapKind.QM)[j], 1e-8, "QM of " + j);
	}

	@Test
	void interceptNeedNotComeFirst() {
		final RandomStudies first = RandomStudies.ofModel(3, VOXELS, 3);
		final RandomStudies last = RandomStudies.of(Arrays.stream(first.x()).map(row -> new double[] { row[1],
			row[2], 2 * row[0] }).toArray(double[][]::new), first.y(), first.v());

		final MapBlock wanted = maps(first, Adjustment.KNAPP_HARTUNG);
		final MapBlock got = maps(last, Adjustment.KNAPP_HARTUNG);

		for (int j = 0; j < VOXELS; j++)
			assertClose(wanted.get(MapKind.QM)[j], got.get(MapKind.QM)[j], 1e-9, "QM of " + j);
	}

	@Test
	void knappAndHartungsTestIsF() {
		final RandomStudies studies = RandomStudies.ofModel(3, VOXELS, 4);

		final MapBlock wald = maps(studies, Adjustment.WALD);
		final MapBlock maps = maps(studies, Adjustment.KNAPP_HARTUNG);

		for (int j = 0; j < VOXELS; j++) {
			final int dof = studies.variances(j).length - 3;
			final double f = maps.get(MapKind.QM)[j];
			final double scale = studies.plain(j).q(TAU2) / dof;
			assertClose(wald.get(MapKind.QM)[j] / (2 * scale), f, 1e-10, "F of " + j);
			// F with 2 degrees of freedom has a closed form
			assertClose(Math.pow(1 + 2 * f / dof, -0.5 * dof), maps.get(MapKind.QM_P)[j], 1e-12, "p of " + j);
		}
	}

	@Test
	void fTailIsThatOfCommonsMath() {
		final RandomStudies studies = RandomStudies.ofModel(4, VOXELS, 5);

		final MapBlock maps = maps(studies, Adjustment.KNAPP_HARTUNG_CONSERVATIVE);

		for (int j = 0; j < VOXELS; j++) {
			final FDistribution f = new FDistribution(null, 3, studies.variances(j).length - 4);
			assertClose(1 - f.cumulativeProbability(maps.get(MapKind.QM)[j]), maps.get(MapKind.QM_P)[j], 1e-9,
				"p of " + j);
		}
	}

	@Test
	void testOfOneModeratorIsItsOwn() {
		final RandomStudies studies = RandomStudies.ofModel(2, VOXELS, 6);
		// so far from 0 that p is small
		for (int k = 0; k < 9; k++)
			for (int j = 0; j < VOXELS; j++)
				studies.y()[k][j] += j * (studies.x()[k][1] - 20);

		for (final Adjustment adjustment : Adjustment.values()) {
			final MapBlock maps = ReferenceFit.fit(GivenTau2.of(given()).with(adjustment), studies.block());
			double least = 1;
			for (int j = 0; j < VOXELS; j++) {
				final double ratio = maps.get(MapKind.EST, 1)[j] / maps.get(MapKind.SE, 1)[j];
				assertClose(ratio * ratio, maps.get(MapKind.QM)[j], 1e-9, "QM of " + j);
				final double p = maps.get(MapKind.P, 1)[j];
				least = Math.min(least, p);
				if (p > Double.MIN_NORMAL) assertClose(p, maps.get(MapKind.QM_P)[j], 1e-9, "p of " + j);
			}
			assertTrue(least < 1e-7, adjustment + ": " + least);
		}
	}

	@Test
	void unitsDoNotMatter() {
		final RandomStudies studies = RandomStudies.ofModel(3, VOXELS, 7);

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(given()), studies.block());
		final MapBlock scaled = ReferenceFit.fit(GivenTau2.of(Arrays.stream(given()).map(tau2 -> 1e6 * tau2)
			.toArray()), studies.scaled(1000).block());

		for (int j = 0; j < VOXELS; j++)
			assertClose(maps.get(MapKind.QM)[j], scaled.get(MapKind.QM)[j], 1e-9, "QM of " + j);
	}

	@Test
	void meanHasNoModerators() {
		final MapBlock maps = maps(RandomStudies.ofModel(1, VOXELS, 8), Adjustment.WALD);

		for (int j = 0; j < VOXELS; j++)
			assertTrue(Double.isNaN(maps.get(MapKind.QM)[j]) && Double.isNaN(maps.get(MapKind.QM_P)[j]));
	}

	@Test
	void withoutDegreesOfFreedomTheTestIsWalds() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1, 0 }, { 1, 2 } },
			new double[][] { { 2 }, { 5 } }, new double[][] { { 0.5 }, { 0.1 } });

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(0).with(Adjustment.KNAPP_HARTUNG),
			studies.block());

		assertClose(9 / 0.6, maps.get(MapKind.QM)[0], 1e-14, "QM");
		assertClose(Math.exp(ChiSquareTail.logUpper(15, 1)), maps.get(MapKind.QM_P)[0], 1e-12, "p");
	}

	@Test
	void errorOfZeroAllowsNoTest() {
		final RandomStudies studies = RandomStudies.of(new double[][] { { 1, 0 }, { 1, 1 }, { 1, 2 } },
			new double[][] { { 2 }, { 2 }, { 2 } }, new double[][] { { 0.5 }, { 0.5 }, { 0.5 } });

		final MapBlock maps = ReferenceFit.fit(GivenTau2.of(0).with(Adjustment.KNAPP_HARTUNG),
			studies.block());

		assertTrue(Double.isNaN(maps.get(MapKind.QM)[0]));
		assertTrue(Double.isNaN(maps.get(MapKind.QM_P)[0]));
	}

	@Test
	void otherErrorsTestOneModeratorByItsOwn() {
		final VoxelBlock block = RandomStudies.ofModel(2, VOXELS, 9).block();
		final WeightedRegression fit = WeightedRegression.random(block, given());

		final MapBlock maps = maps(block, fit, new KnownErrors(0.25, 3.5, VOXELS));

		final double[] slope = fit.estimate(block.studies().design().inBasis(new double[] { 0, 1 }));
		for (int j = 0; j < VOXELS; j++) {
			assertClose(16 * slope[j] * slope[j], maps.get(MapKind.QM)[j], 1e-13, "QM of " + j);
			assertClose(Math.exp(StudentTail.logTwoSided(4 * slope[j], 3.5)), maps.get(MapKind.QM_P)[j],
				1e-11, "p of " + j);
		}
	}

	@Test
	void otherErrorsDoNotTestSeveralModerators() {
		final VoxelBlock block = RandomStudies.ofModel(3, VOXELS, 10).block();

		final MapBlock maps = maps(block, WeightedRegression.random(block, given()),
			new KnownErrors(0.25, 3.5, VOXELS));

		assertTrue(Arrays.stream(maps.get(MapKind.QM)).allMatch(Double::isNaN));
	}

	@Test
	void severalModeratorsOfStudiesInGroupsHaveHotellingsTest() {
		final RandomStudies studies = RandomStudies.ofModel(3, VOXELS, 11);
		final int[] groups = { 0, 1, 2, 3, 4, 5, 6, 6, 6 };

		final MapBlock maps = ofGroups(studies, groups);

		int tests = 0;
		for (int j = 0; j < VOXELS; j++) {
			final int voxel = j;
			final int[] present = IntStream.range(0, 9).filter(k -> !Double.isNaN(studies.y()[k][voxel]))
				.toArray();
			final int[] labels = Arrays.stream(present).map(k -> groups[k]).toArray();
			if (Arrays.stream(labels).distinct().count() == labels.length) {
				assertClose(quadraticForm(studies.present(j), 1), maps.get(MapKind.QM)[j], 1e-8,
					"QM of independent studies at " + j);
				continue;
			}
			final RandomStudies here = studies.present(j);
			final double[] test = new PlainSandwich(Arrays.stream(here.y()).mapToDouble(row -> row[0])
				.toArray(), here.x(), Arrays.stream(here.variances(0)).map(v -> 1 / (v + TAU2)).toArray(),
				labels, PlainSandwich.Kind.CLUBSANDWICH).jointTest(1, 2);
			if (!(test[1] > 0)) {
				assertTrue(Double.isNaN(maps.get(MapKind.QM)[j]) && Double.isNaN(maps.get(MapKind.QM_P)[j]));
				continue;
			}
			tests++;
			assertClose(test[0], maps.get(MapKind.QM)[j], 1e-7, "F of " + j);
			// F with 2 degrees of freedom has a closed form
			assertClose(Math.pow(1 + 2 * test[0] / test[1], -0.5 * test[1]), maps.get(MapKind.QM_P)[j], 1e-7,
				"p of " + j);
		}
		assertTrue(tests > 50, "tests: " + tests);
	}

	private static MapBlock ofGroups(final RandomStudies studies, final int[] groups) {
		final VoxelBlock block = studies.block();
		return ReferenceFit.fit(GivenTau2.of(given()).with(new Dependence(Dependence.Robust.CLUBSANDWICH,
			Dependence.Scheme.INDIVIDUAL, 0.8)), VoxelBlock.of(block.studies().withGroups(groups),
			block.effects(), block.weights(), VOXELS));
	}

	private static MapBlock maps(final RandomStudies studies, final Adjustment adjustment) {
		return ReferenceFit.fit(GivenTau2.of(given()).with(adjustment), studies.block());
	}

	private static MapBlock maps(final VoxelBlock block, final WeightedRegression fit,
		final TermErrors errors)
	{
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.QM, MapKind.QM_P), 1, VOXELS,
			new StudentTails());
		OmnibusTest.put(new RandomEffectsModel(block, given()), fit, errors, maps);
		return maps;
	}

	private static double[] given() {
		final double[] tau2 = new double[VOXELS];
		Arrays.fill(tau2, TAU2);
		return tau2;
	}

	/** b' C^-1 b of the coefficients from this one on, with C the inverse of X'WX. */
	private static double quadraticForm(final RandomStudies studies, final int from) {
		final RealMatrix x = new Array2DRowRealMatrix(studies.x());
		final double[] w = Arrays.stream(studies.variances(0)).map(v -> 1 / (v + TAU2)).toArray();
		final RealMatrix weighted = x.copy();
		for (int k = 0; k < w.length; k++)
			weighted.setRowVector(k, x.getRowVector(k).mapMultiply(w[k]));
		final RealMatrix covariance = new LUDecomposition(x.transpose().multiply(weighted)).getSolver()
			.getInverse();
		final RealVector b = covariance.operate(weighted.transpose()
			.operate(new ArrayRealVector(Arrays.stream(studies.y()).mapToDouble(row -> row[0]).toArray())));
		final int last = x.getColumnDimension() - 1;
		final RealVector tested = b.getSubVector(from, last - from + 1);
		return tested.dotProduct(new LUDecomposition(covariance.getSubMatrix(from, last, from, last))
			.getSolver().solve(tested));
	}
}
