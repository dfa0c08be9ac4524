package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.stats.effectsize.EffectSizeFixtures.numbers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.References;

class EffectSizesTest {

	private static final double TOLERANCE = 1e-10;
	/** metafor's own tests have four decimals. */
	private static final double FOUR_DECIMALS = 0.5e-4;
	/** The 13 trials of the BCG vaccine: cases and others among the vaccinated, and among the controls. */
	private static final double[][] BCG = {
		{ 4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27 },
		{ 119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886 },
		{ 11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29 },
		{ 128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825 } };

	/** The formulas of escalc's manual, evaluated by mpmath. */
	@TestFactory
	Stream<DynamicTest> measuresMatchTheTable() {
		return EffectSizeFixtures.rows("escalc.tsv", "\t").stream().filter(row -> !row[0].contains(" "))
			.map(row -> dynamicTest(row[0] + " of " + row[1], () -> {
				final EffectSize effect = Measure.parse(row[0]).of(numbers(row[1]));

				assertClose(Double.parseDouble(row[2]), effect.estimate(), TOLERANCE, "estimate");
				assertClose(Double.parseDouble(row[3]), effect.variance(), TOLERANCE, "variance");
			}));
	}

	/** Results in metafor's tests of escalc. */
	@ParameterizedTest
	@CsvSource({ //
		"RR, 4 119 11 128, -0.8893, 0.3256", //
		"SMD, 55 47 155 75 64 156, -0.3552, 0.0131", //
		"SMD, 27 7 31 29 4 32, -0.3479, 0.0645", //
		"SMD, 64 17 75 119 29 71, -2.3176, 0.0458", //
		"SMD, 66 20 18 137 48 18, -1.8880, 0.1606", //
		"COR, 0.62 15, 0.6200, 0.0271", //
		"ZCOR, 0.62 15, 0.7250, 0.0833", //
		"ZCOR, 0.99 6, 2.6467, 0.3333", //
		"ZCOR, -0.13 41, -0.1307, 0.0263", //
		"MC, 26 5.477225575051661 22 4.47213595499958 60 0.7, 4.0000, 0.2618" })
	void measuresMatchMetafor(final String code, final String inputs, final double estimate,
		final double variance)
	{
		final EffectSize effect = Measure.parse(code).of(numbers(inputs));

		assertEquals(estimate, effect.estimate(), FOUR_DECIMALS);
		assertEquals(variance, effect.variance(), FOUR_DECIMALS);
	}

	@Test
	void standardizedMeanDifferenceOfCountsMatchesMetafor() {
		final EffectSize effect = EffectSizes.standardizedMeanDifferenceOfCounts(135, 15, 40, 10);

		assertEquals(0.4471, effect.estimate(), FOUR_DECIMALS);
		assertEquals(0.2460, effect.standardError(), FOUR_DECIMALS);
	}

	/** metafor's log odds ratios of the BCG trials, to the last digit. */
	@Test
	void bcgTrialsMatchMetafor() throws IOException {
		final JsonObject wanted = JsonParser.parseString(Files.readString(References.path("tabular/bcg.json")))
			.getAsJsonObject();

		final List<EffectSize> effects = Measure.OR.ofEach(BCG);

		for (int k = 0; k < 13; k++) {
			assertClose(numbers(wanted.get("y"))[k], effects.get(k).estimate(), TOLERANCE, "y of trial " + k);
			assertClose(numbers(wanted.get("v"))[k], effects.get(k).variance(), TOLERANCE, "v of trial " + k);
		}
	}

	@Test
	void firstBcgTrialHasItsKnownLogOddsRatio() {
		final EffectSize effect = EffectSizes.logOddsRatio(4, 119, 11, 128);

		assertClose(-0.9386941408703922, effect.estimate(), TOLERANCE, "y");
		assertClose(0.3571249522536287, effect.variance(), TOLERANCE, "v");
	}

	@Test
	void swappingTheGroupsTurnsTheSign() {
		final double[] groups = { 1.3, 0.7, 12, 0.9, 1.1, 20 };
		final double[] swapped = { 0.9, 1.1, 20, 1.3, 0.7, 12 };
		final double[] counts = { 0, 10, 5, 7 };
		final double[] swappedCounts = { 5, 7, 0, 10 };

		for (final Measure measure : List.of(Measure.MD, Measure.SMD, Measure.D2ORL))
			assertTurned(measure.of(groups), measure.of(swapped));
		for (final Measure measure : List.of(Measure.OR, Measure.RR, Measure.RD, Measure.OR2DL))
			assertTurned(measure.of(counts), measure.of(swappedCounts));
	}

	@Test
	void unitsDoNotMatterToStandardizedOnes() {
		final EffectSize metres = EffectSizes.standardizedMeanDifference(1.3, 0.7, 12, 0.9, 1.1, 20);
		final EffectSize millimetres = EffectSizes.standardizedMeanDifference(1300, 700, 12, 900, 1100, 20);

		assertClose(metres.estimate(), millimetres.estimate(), 1e-14, "estimate");
		assertClose(metres.variance(), millimetres.variance(), 1e-14, "variance");
	}

	@ParameterizedTest
	@EnumSource
	void aMissingValueGivesNaN(final Measure measure) {
		for (int i = 0; i < measure.inputs().size(); i++) {
			final double[] values = possible(measure);
			assertTrue(Double.isFinite(measure.of(values).variance()));
			values[i] = Double.NaN;

			final EffectSize effect = measure.of(values);

			assertTrue(Double.isNaN(effect.estimate()) || Double.isNaN(effect.variance()), measure.inputs().get(i));
		}
	}

	@ParameterizedTest
	@CsvSource({ //
		"SMN, 1 0 20, standard deviation of 0", //
		"SMN, 0 0 20, no effect and no standard deviation", //
		"SMD, 1 0 20 2 0 20, standard deviations of 0", //
		"SMD, 1 2 1 2 2 1, no degrees of freedom", //
		"SMN, 1 2 2, 1 degree of freedom", //
		"ZCOR, 1 20, infinite", //
		"ZCOR, -1 20, infinite" })
	void whatDoesNotExistIsNaN(final String code, final String inputs, final String why) {
		assertTrue(Double.isNaN(Measure.parse(code).of(numbers(inputs)).estimate()), why);
	}

	@Test
	void correlationsOfThreeSubjectsHaveNoVariance() {
		for (final EffectSize effect : List.of(EffectSizes.correlation(0.5, 3), EffectSizes.fisherZ(0.5, 3),
			EffectSizes.correlationAsTested(0.5, 3)))
		{
			assertTrue(Double.isFinite(effect.estimate()));
			assertTrue(Double.isNaN(effect.variance()));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"MN; 1 2 0; Sample size: got 0.0, wanted 1 or more", //
		"MN; 1 -2 9; Standard deviation: got -2.0, wanted 0 or more", //
		"SMN; 1 -2 9; Standard deviation: got -2.0, wanted 0 or more", //
		"MC; 1 2 1 2 9 1.5; Correlation: got 1.5, wanted -1 to 1", //
		"SMCC; 1 -2 1 2 9 0.5; Standard deviation: got -2.0, wanted 0 or more", //
		"SMCR; 1 2 1 0 0.5; Sample size: got 0.0, wanted 1 or more", //
		"MD; 1 2 9 1 -2 9; Standard deviation: got -2.0, wanted 0 or more", //
		"SMD; 1 2 9 1 2 -9; Sample size: got -9.0, wanted 1 or more", //
		"OR; 1 2 -1 0; Count: got -1.0, wanted 0 or more", //
		"COR; -1.1 9; Correlation: got -1.1, wanted -1 to 1", //
		"ZCOR; 0.1 0; Sample size: got 0.0, wanted 1 or more", //
		"PLO; 8 7; Count: got -1.0, wanted 0 or more" })
	void whatCannotBeIsRefused(final String code, final String inputs, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class,
			() -> Measure.parse(code).of(numbers(inputs))).getMessage());
	}

	@Test
	void effectsInOtherUnits() {
		assertEquals(new EffectSize(-6, 36), new EffectSize(3, 9).times(-2));
		assertEquals(3, new EffectSize(3, 9).standardError());
		assertEquals(new EffectSize(Double.NaN, Double.NaN), new EffectSize(1, Double.POSITIVE_INFINITY));
		assertEquals(new EffectSize(Double.NaN, Double.NaN), new EffectSize(Double.NEGATIVE_INFINITY, 1));
	}

	@Test
	void measuresAreFoundByTheirCodes() {
		for (final Measure measure : Measure.values()) {
			assertEquals(measure, Measure.parse(" " + measure.name().toLowerCase() + " "));
			assertTrue(!measure.title().isBlank());
		}
		assertEquals(List.of("m1", "sd1", "n1", "m2", "sd2", "n2"), Measure.SMD.inputs());
		assertEquals("Effect size: got 'SMDH', wanted MN, SMN, MC, SMCC, SMCR, MD, SMD, D2ORL, OR, OR2DL, RR, "
			+ "RD, COR, ZCOR, PLO", message(() -> Measure.parse("SMDH")));
	}

	@Test
	void everyMeasureIsDocumentedWithItsInputs() throws IOException {
		final String page = Files.readString(Path.of("docs", "convert-maps.md"));

		for (final Measure measure : Measure.values())
			assertTrue(page.contains("\n| `" + measure + "` | " + String.join(", ", measure.inputs()) + " | "),
				measure.name());
	}

	@Test
	void columnsMustFit() {
		final double[] three = { 1, 2, 3 };
		final double[] two = { 0.1, 0.2 };

		assertEquals("MN: got 2 inputs, wanted 3: m, sd, n", message(() -> Measure.MN.ofEach(three, three)));
		assertEquals("MN: got 1 inputs, wanted 3: m, sd, n", message(() -> Measure.MN.of(1)));
		assertEquals("COR: got 2 values of n, wanted 3 as of r", message(() -> Measure.COR.ofEach(three, two)));
		assertEquals("Study 2: Correlation: got 2.0, wanted -1 to 1",
			message(() -> Measure.COR.ofEach(three, three)));
	}

	private static String message(final Runnable call) {
		return assertThrows(IllegalArgumentException.class, call::run).getMessage();
	}

	private static void assertTurned(final EffectSize one, final EffectSize other) {
		assertClose(-one.estimate(), other.estimate(), 1e-14, "estimate");
		assertClose(one.variance(), other.variance(), 1e-14, "variance");
	}

	private static double[] possible(final Measure measure) {
		final double[] values = new double[measure.inputs().size()];
		Arrays.setAll(values, i -> measure.inputs().get(i).startsWith("n") ? 20 : 0.3 + 0.1 * i);
		return values;
	}
}
