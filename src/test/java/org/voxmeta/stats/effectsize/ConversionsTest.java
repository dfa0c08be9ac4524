package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Conversions} of numbers and {@link Conversion} of voxels. */
class ConversionsTest {

	private static final StudyDesign TWENTY = StudyDesign.oneSample(20);

	@Test
	void zPAndLogPComeBack() {
		final Random random = new Random(2);
		for (int i = 0; i < 1000; i++) {
			final double z = 8 * random.nextGaussian();
			final double a = Math.abs(z);

			assertClose(a, Conversions.zOfP(Conversions.pOfZ(z)), 1e-12, "z of p of " + z);
			assertClose(a, Conversions.zOfLogp(Conversions.logpOfZ(z)), 1e-13, "z of -log10 p of " + z);
			if (z > -4) assertEquals(z, Conversions.zOfUpperP(Conversions.upperPOfZ(z)), 1e-10);
			assertClose(Conversions.pOfZ(z), 2 * Conversions.upperPOfZ(a), 1e-15, "p of " + z);
		}
	}

	@Test
	void logPIsKeptWherePIsNot() {
		assertEquals(0, Conversions.pOfZ(-60));
		// mpmath: -log10 P(|Z| > 60)
		assertClose(783.6063991684467, Conversions.logpOfZ(-60), 1e-13, "-log10 p");
		assertClose(60, Conversions.zOfLogp(Conversions.logpOfZ(60)), 1e-14, "z");
		assertClose(1000, Conversions.zOfLogp(Conversions.logpOfZ(1000)), 1e-14, "z");
	}

	@Test
	void endsOfTheScales() {
		assertEquals(38.48540833556734, Conversions.zOfP(0), 1e-12);
		assertEquals(Conversions.zOfP(Double.MIN_VALUE), Conversions.zOfP(0));
		assertEquals(38.467405617144344, Conversions.zOfUpperP(0), 1e-12);
		assertEquals(Conversions.zOfUpperP(Math.nextDown(1.0)), Conversions.zOfUpperP(1));
		assertEquals(-8.209536151601387, Conversions.zOfUpperP(1), 1e-12);
		assertEquals(0.0, Conversions.zOfP(1));
		assertEquals(0.0, Conversions.zOfUpperP(0.5));
		assertEquals(0.0, Conversions.zOfLogp(0));
		assertEquals(0.0, Conversions.logpOfZ(0));
		assertEquals(1, Conversions.pOfZ(0));
		assertEquals(0.5, Conversions.upperPOfZ(0));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1e-9, 1.0000001, 7, Double.NaN, Double.POSITIVE_INFINITY,
		Double.NEGATIVE_INFINITY })
	void whatIsNoPGivesNaN(final double p) {
		assertTrue(Double.isNaN(Conversions.zOfP(p)));
		assertTrue(Double.isNaN(Conversions.zOfUpperP(p)));
	}

	@Test
	void whatAVoxelCannotHoldGivesNaN() {
		for (final double value : new double[] { Conversions.zOfLogp(-0.1), Conversions.varcopeOfSe(-1),
			Conversions.varcopeOfSd(-1, 10), Conversions.varcopeOfVariance(-1, 10), Conversions.beta(2, -1),
			Conversions.varcope(0, 2), Conversions.varcope(0, 0), Conversions.fisherZOfR(1.1), Conversions.fisherZOfR(
				-2), Conversions.tOfR(1.1, 10) })
			assertTrue(Double.isNaN(value));
	}

	@Test
	void correlations() {
		assertClose(0.7250050877529992, Conversions.fisherZOfR(0.62), 1e-14, "Fisher's z");
		assertClose(1e-12, Conversions.fisherZOfR(1e-12), 1e-15, "small ones are the same");
		assertClose(-0.62, Conversions.rOfFisherZ(Conversions.fisherZOfR(-0.62)), 1e-15, "r");
		assertEquals(Double.NEGATIVE_INFINITY, Conversions.fisherZOfR(-1));
		assertEquals(Double.POSITIVE_INFINITY, Conversions.tOfR(1, 10));
		assertClose(3, Conversions.tOfR(Conversions.rOfT(3, 12), 12), 1e-14, "t");
		assertEquals(1, Conversions.rOfT(1e200, 12));
		assertEquals(-1, Conversions.rOfT(Double.NEGATIVE_INFINITY, 12));
	}

	@Test
	void betaTAndVarcopeBelongTogether() {
		final double varcope = Conversions.varcope(-4, 6);

		assertEquals(2.25, varcope);
		assertEquals(-6, Conversions.beta(-4, varcope));
		assertEquals(2.25, Conversions.varcopeOfSe(1.5));
		assertEquals(2.25, Conversions.varcopeOfSd(3, 4));
		assertEquals(2.25, Conversions.varcopeOfVariance(9, 4));
	}

	@ParameterizedTest
	@EnumSource
	void nanStaysNaN(final Conversion conversion) {
		final DoubleBinaryOperator formula = conversion.of(TWENTY);

		assertTrue(Double.isFinite(formula.applyAsDouble(0.5, 0.5)));
		assertTrue(Double.isNaN(formula.applyAsDouble(Double.NaN, 0.5)));
		if (!conversion.second().isEmpty()) assertTrue(Double.isNaN(formula.applyAsDouble(0.5, Double.NaN)));
	}

	@ParameterizedTest
	@CsvSource({ "T_TO_Z, 0", "Z_TO_T, 0", "T_TO_D, 0", "D_TO_G, 0", "SE_TO_VARCOPE, 0", "Z_TO_P, 1",
		"Z_TO_UPPER_P, 0.5", "Z_TO_LOGP, 0", "LOGP_TO_Z, 0" })
	void zeroMeansSomething(final Conversion conversion, final double wanted) {
		assertClose(wanted, conversion.of(TWENTY).applyAsDouble(0, 1), 0, "of 0");
		assertClose(wanted, conversion.of(TWENTY).applyAsDouble(-0.0, 1), 0, "of -0");
	}

	/** The variance of g of d = 0 is 1/n, corrected: J² m/(m - 2) / n. */
	@Test
	void noEffectHasAVariance() {
		final double j = BiasCorrection.APPROXIMATE.factor(19);

		assertClose(j * j * 19 / 17 / 20, Conversion.D_TO_VARIANCE_OF_G.of(TWENTY).applyAsDouble(0, 1), 1e-15,
			"variance");
	}

	@ParameterizedTest
	@CsvSource({ "2.5, 1.959963984540054", "-1e-30, -1.959963984540054", "0, NaN", "NaN, NaN" })
	void zOfPHasTheSignOfTheSecondMap(final double sign, final double wanted) {
		assertClose(wanted, Conversion.P_TO_Z.of(null).applyAsDouble(0.05, sign), 1e-14, "z of p");
		assertClose(wanted, Conversion.LOGP_TO_Z.of(null).applyAsDouble(-Math.log10(0.05), sign), 1e-14,
			"z of logp");
	}

	@Test
	void noEffectNeedsNoSign() {
		assertEquals(0.0, Conversion.P_TO_Z.of(null).applyAsDouble(1, 0));
		assertEquals(0.0, Conversion.LOGP_TO_Z.of(null).applyAsDouble(0, -1));
	}

	@Test
	void conversionsAreFoundByTheirLabels() {
		final Set<String> labels = new HashSet<>(Conversion.labels());
		assertEquals(Conversion.values().length, labels.size());
		for (final Conversion conversion : Conversion.values())
			assertEquals(conversion, Conversion.parse(" " + conversion.label().toUpperCase() + " "));
		final String message = assertThrows(IllegalArgumentException.class, () -> Conversion.parse("t to p"))
			.getMessage();
		assertTrue(message.startsWith("Conversion: got 't to p', wanted t to z, z to t, "), message);
	}
}
