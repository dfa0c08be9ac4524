package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.numbers;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyDesignTest {

	private static final double TOLERANCE = 1e-10;

	/**
	 * The formulas of {@link VarianceFormula}, evaluated by mpmath; rows "d1" to "g2", d or g of one or two
	 * groups.
	 */
	@TestFactory
	Stream<DynamicTest> variancesMatchTheTable() {
		return EffectSizeFixtures.rows("escalc.tsv", "\t").stream().filter(row -> row[0].contains(" "))
			.map(row -> dynamicTest(row[0] + " of " + row[1], () -> {
				final double[] x = numbers(row[1]);
				final boolean one = x.length == 3;
				final StudyDesign design = (one ? StudyDesign.oneSample(x[2]) : StudyDesign.twoSamples(x[2], x[5]))
					.with(VarianceFormula.valueOf(row[0].substring(3)));
				final double d = one ? x[0] / x[1] : (x[0] - x[3]) / EffectSizes.pooledSd(x[1], x[2], x[4], x[5]);

				final EffectSize effect = row[0].startsWith("d") ? design.cohensD(d) : design.hedgesG(d);

				assertClose(Double.parseDouble(row[2]), effect.estimate(), TOLERANCE, "estimate");
				assertClose(Double.parseDouble(row[3]), effect.variance(), TOLERANCE, "variance");
			}));
	}

	@Test
	void conversionsComeBack() {
		final Random random = new Random(5);
		for (int i = 0; i < 500; i++) {
			final double n1 = 2 + random.nextInt(40);
			final double n2 = 2 + random.nextInt(40);
			for (final StudyDesign design : List.of(StudyDesign.oneSample(n1 + 1), StudyDesign.twoSamples(n1, n2))) {
				final double d = 2 * random.nextGaussian();

				assertComesBack(d, design::tOfD, design::dOfT, 1e-13, "t");
				assertComesBack(d, design::gOfD, design::dOfG, 1e-13, "g");
				assertComesBack(d, design::rOfD, design::dOfR, 1e-10, "r");
				assertComesBack(d, x -> design.zOfT(design.tOfD(x)), z -> design.dOfT(design.tOfZ(z)), 1e-10, "z");
				assertComesBack(Math.abs(d), x -> design.pOfT(design.tOfD(x)), p -> design.dOfT(design.tOfP(p)), 1e-9,
					"p");
				assertComesBack(d, Conversions::logOddsRatioOfD, Conversions::dOfLogOddsRatio, 1e-15, "log odds ratio");
			}
		}
	}

	@Test
	void oneSampleByHand() {
		final StudyDesign design = StudyDesign.oneSample(16);

		assertEquals(16, design.subjects());
		assertEquals(15, design.dof());
		assertEquals(2, design.tOfD(0.5));
		assertClose(2 / Math.sqrt(19), design.rOfD(0.5), 1e-15, "r");
		// t = 2.131449545559776 has p = 0.05 with 15 degrees of freedom
		assertClose(2.131449545559776, design.tOfP(0.05), 1e-13, "t");
		assertClose(0.05, design.pOfT(-2.131449545559776), 1e-13, "p");
		assertClose(-1.959963984540054, design.zOfT(-2.131449545559776), 1e-13, "z");
	}

	/**
	 * d = 0.8 of 12 and 20 subjects: t = 0.8 / sqrt(1/12 + 1/20), r from t and from metafor's d / sqrt(d² + h).
	 */
	@Test
	void twoSamplesByHand() {
		final StudyDesign design = StudyDesign.twoSamples(12, 20);
		final double h = 30 / 12.0 + 30 / 20.0;

		assertEquals(32, design.subjects());
		assertEquals(30, design.dof());
		assertClose(0.8 / Math.sqrt(2 / 15.0), design.tOfD(0.8), 1e-15, "t");
		assertClose(0.8 / Math.sqrt(0.64 + h), design.rOfD(0.8), 1e-15, "r");
	}

	@Test
	void farTailsAreKept() {
		final StudyDesign design = StudyDesign.oneSample(6);

		// mpmath
		assertClose(7.6573550935964867188, design.zOfT(1000), 1e-12, "z");
		assertClose(-9.4828876679245261714e156, design.tOfZ(-60), 1e-11, "t");
		assertEquals(0, StudyDesign.oneSample(100).pOfT(1e10));
		assertTrue(StudyDesign.oneSample(100).zOfT(1e10) > 40);
	}

	@Test
	void otherDegreesOfFreedomChangeOnlyWhatDependsOnThem() {
		final StudyDesign design = StudyDesign.oneSample(16).withDof(9);

		assertEquals(2, design.tOfD(0.5));
		assertEquals(BiasCorrection.EXACT.factor(9), design.correctionFactor());
		assertEquals(StudyDesign.oneSample(10).zOfT(2), design.zOfT(2));
		assertThrows(IllegalArgumentException.class, () -> design.withDof(0));
	}

	@Test
	void threeGroupsHaveNoD() {
		final StudyDesign design = StudyDesign.ofGroups(5, 6, 7);

		assertEquals(15, design.dof());
		assertTrue(Double.isNaN(design.dOfT(2)));
		assertTrue(Double.isFinite(design.zOfT(2)));
	}

	@ParameterizedTest
	@EnumSource
	void unknownSampleSizesGiveNaN(final VarianceFormula formula) {
		final StudyDesign design = StudyDesign.oneSample(Double.NaN).with(formula);

		for (final double value : new double[] { design.dOfT(1), design.tOfD(1), design.gOfD(1), design.rOfT(1),
			design.zOfT(1), design.tOfZ(1), design.pOfT(1), design.hedgesG(1).variance(), design.cohensD(
				1).variance() })
			assertTrue(Double.isNaN(value));
		assertTrue(Double.isNaN(StudyDesign.oneSample(9).with(formula).hedgesG(Double.NaN).variance()));
	}

	@Test
	void oneSubjectHasNoTail() {
		final StudyDesign design = StudyDesign.oneSample(1);

		assertTrue(Double.isNaN(design.zOfT(1)) && Double.isNaN(design.tOfZ(1)) && Double.isNaN(design.pOfT(1)));
		assertEquals("Sample size: got 0.5, wanted 1 or more", assertThrows(IllegalArgumentException.class,
			() -> StudyDesign.twoSamples(3, 0.5)).getMessage());
	}

	@Test
	void zeroIsZeroOfAll() {
		final StudyDesign design = StudyDesign.twoSamples(4, 5);

		for (final double value : new double[] { design.dOfT(0), design.tOfD(0), design.gOfD(0), design.dOfG(0),
			design.rOfT(0), design.tOfR(0), design.zOfT(0), design.tOfZ(0), design.tOfP(1) })
			assertEquals(0.0, value);
		assertEquals(1, design.pOfT(0));
	}

	private static void assertComesBack(final double d, final DoubleUnaryOperator there,
		final DoubleUnaryOperator back, final double tolerance, final String what)
	{
		assertClose(d, back.applyAsDouble(there.applyAsDouble(d)), tolerance, what + " of d = " + d);
	}
}
