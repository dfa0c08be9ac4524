package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;

/** How columns of a table become a design, and what is refused. */
class ModeratorDesignTest {

	private static final Map<String, List<String>> TABLE = new LinkedHashMap<>();

	static {
		TABLE.put("age", List.of("20", "30", "40", "50", "70"));
		TABLE.put("Drug", List.of("b", "placebo", "A", "b", "placebo"));
		TABLE.put("dose", List.of("10", "0", "2", "10", "0"));
		TABLE.put("sex", List.of("m", "f", "m", "f", "f"));
		TABLE.put("twice age", List.of("40", "60", "80", "100", "140"));
		TABLE.put("task (main)", List.of("1", "2", "1", "2", "2"));
		TABLE.put("same", List.of("x", "x", "x", "x", "x"));
		TABLE.put("seven", List.of("7", "7", "7.0", "7", "7"));
		TABLE.put("mixed", List.of("1", "2", "2b", "3", "unknown"));
		TABLE.put("lab", List.of("a", "b", "c", "d", "e"));
	}

	@Test
	void noModeratorsIsTheMean() {
		final ModeratorDesign mean = design(ModeratorChoice.NONE);

		assertTrue(mean.design().isIntercept());
		assertEquals(5, mean.design().studies());
		assertEquals(List.of(), mean.remarks());
	}

	@Test
	void numbersAreColumnsOfTheirOwn() {
		final Design design = design(ModeratorChoice.of(" AGE , dose")).design();

		assertEquals(List.of("intercept", "age", "dose"), design.columns());
		assertColumns(design, new double[][] { { 1, 20, 10 }, { 1, 30, 0 }, { 1, 40, 2 }, { 1, 50, 10 }, { 1, 70,
			0 } });
	}

	@Test
	void textsAreFactorsWithTheFirstLevelOfTheAlphabetAsReference() {
		final ModeratorDesign coded = design(ModeratorChoice.of("drug"));

		assertEquals(List.of("intercept", "Drug-b", "Drug-placebo"), coded.design().columns());
		assertColumns(coded.design(), new double[][] { { 1, 1, 0 }, { 1, 0, 1 }, { 1, 0, 0 }, { 1, 1, 0 }, { 1, 0,
			1 } });
		assertEquals(List.of("Moderator 'Drug': a factor, the reference level is 'A'; studies: 'A' in 1, 'b' in 2,"
			+ " 'placebo' in 2"), coded.remarks());
	}

	@Test
	void referenceLevelCanBeChosen() {
		final ModeratorDesign coded = design(ModeratorChoice.of("age,drug( placebo )"));

		assertEquals(List.of("intercept", "age", "Drug-A", "Drug-b"), coded.design().columns());
		assertArrayEquals(new double[] { 1, 30, 0, 0 }, coded.design().row(1));
		assertArrayEquals(new double[] { 1, 40, 1, 0 }, coded.design().row(2));
	}

	@Test
	void numbersWithAReferenceLevelAreAFactorInTheOrderOfSize() {
		final ModeratorDesign coded = design(ModeratorChoice.of("dose(0)"));

		assertEquals(List.of("intercept", "dose-2", "dose-10"), coded.design().columns());
		assertArrayEquals(new double[] { 1, 0, 1 }, coded.design().row(0));
	}

	@Test
	void columnsMayHaveBracketsInTheirNames() {
		assertEquals(List.of("intercept", "task (main)"), design(ModeratorChoice.of("Task (main)")).design()
			.columns());
		assertEquals(List.of("intercept", "task (main)-1"), design(ModeratorChoice.of("task (main)(2)")).design()
			.columns());
	}

	@Test
	void withoutAnInterceptTheFirstFactorHasAllLevels() {
		final ModeratorDesign coded = design(ModeratorChoice.of("age,sex,drug").withIntercept(false));

		assertEquals(List.of("age", "sex-f", "sex-m", "Drug-b", "Drug-placebo"), coded.design().columns());
		assertArrayEquals(new double[] { 20, 0, 1, 1, 0 }, coded.design().row(0));
		assertTrue(coded.remarks().get(0)
			.startsWith("Moderator 'sex': a factor, with a coefficient for each level"));
	}

	@Test
	void centredNumbersHaveMeanZeroAndFactorsAreLeftAlone() {
		final ModeratorDesign centred = design(ModeratorChoice.of("age,sex").withCentre(true));

		assertArrayEquals(new double[] { -22, -12, -2, 8, 28 }, column(centred.design(), 1));
		assertArrayEquals(new double[] { 1, 0, 1, 0, 0 }, column(centred.design(), 2));
		assertEquals("Moderator 'age': centred at its mean, 42", centred.remarks().get(0));
	}

	@Test
	void contrastsAreTermsWithTheirWeights() {
		final Design design = design(ModeratorChoice.of("age,drug").withContrasts(" 0,0,1,-1 ; .5, 0,1e0,0;"))
			.design();

		assertEquals(List.of("intercept", "age", "Drug-b", "Drug-placebo", "contrast1", "contrast2"),
			names(design));
		assertArrayEquals(new double[] { 0, 0, 1, -1 }, design.terms().get(4).weights());
		assertArrayEquals(new double[] { 0.5, 0, 1, 0 }, design.terms().get(5).weights());
		assertFalse(design.terms().get(4).isPrediction());
	}

	@Test
	void predictionsAreTermsAtTheirValues() {
		final ModeratorDesign coded = design(ModeratorChoice.of("age,drug").withPredictions("40,placebo;60.5, A")
			.withContrasts("0,1,0,0"));

		final List<Term> terms = coded.design().terms();
		assertEquals(List.of("contrast1", "predict1", "predict2"), names(coded.design()).subList(4, 7));
		assertArrayEquals(new double[] { 1, 40, 0, 1 }, terms.get(5).weights());
		assertArrayEquals(new double[] { 1, 60.5, 0, 0 }, terms.get(6).weights());
		assertTrue(terms.get(5).isPrediction() && terms.get(6).isPrediction());
		assertTrue(coded.remarks().contains("predict2: the effect at age 60.5, Drug A"),
			coded.remarks().toString());
	}

	@Test
	void predictionsAreAtValuesThatAreNotCentred() {
		final Design design = design(ModeratorChoice.of("age").withCentre(true).withPredictions("42;52")).design();

		assertArrayEquals(new double[] { 1, 0 }, design.terms().get(2).weights());
		assertArrayEquals(new double[] { 1, 10 }, design.terms().get(3).weights());
	}

	@Test
	void recordTellsHowTheDesignIsCoded() {
		final Map<String, Object> record = design(ModeratorChoice.of("age,drug").withCentre(true).withContrasts(
			"0,1,0,0").withPredictions("40,b")).record();

		assertEquals(List.of("columns", "moderators", "rows", "contrasts", "predictions"),
			List.copyOf(record.keySet()));
		assertEquals(List.of("intercept", "age", "Drug-b", "Drug-placebo"), record.get("columns"));
		final List<?> moderators = (List<?>) record.get("moderators");
		assertEquals(Map.of("column", "age", "kind", "number", "centre", 42.0), moderators.get(0));
		assertEquals("A", ((Map<?, ?>) moderators.get(1)).get("reference"));
		assertEquals(Map.of("A", 1, "b", 2, "placebo", 2), ((Map<?, ?>) moderators.get(1)).get("levels"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '"', value = {
		"weight; Moderators: got 'weight', wanted any of the table's columns 'age', 'Drug', 'dose',",
		"weight(0); Moderators: got 'weight', wanted any of the table's columns 'age',",
		"age,AGE; Moderators: got 'age' twice, wanted it once",
		"drug(C); Moderators: got 'C' as the reference level of 'Drug', wanted one of 'A', 'b', 'placebo'",
		"drug(); Moderators: got '' as the reference level of 'Drug', wanted one of 'A', 'b', 'placebo'",
		"same; Moderators: column 'same' is 'x' in all 5 studies, wanted at least two levels",
		"seven; Moderators: column 'seven' is '7' in all 5 studies, wanted at least two values",
		"mixed; Moderators: column 'mixed' has numbers, but also '2b', 'unknown'; wanted numbers (with a decimal point)"
			+ " only, or for a factor one of its levels as the reference, as in mixed(2b)",
		"age,twice age; Design: column 'twice age' follows from 'age' in these 5 studies, so their coefficients cannot be"
			+ " told apart; leave one of them out",
		"drug,dose(0); Design: column 'dose-2' follows from 'intercept', 'Drug-b', 'Drug-placebo' in these 5 studies",
		"lab,age; Design: got 6 columns (intercept, lab-b, lab-c, lab-d, lab-e, age) for 5 studies, wanted at most as"
			+ " many columns as studies" })
	void badModeratorsAreRefused(final String moderators, final String message) {
		assertRefused(ModeratorChoice.of(moderators), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"0,1    | Contrast: got '0,1' with 2 numbers, wanted 4, one for each coefficient: 'intercept', 'age', 'Drug-b',"
			+ " 'Drug-placebo'",
		"1      | Contrast: got '1' with 1 number, wanted 4",
		"1;0,1,0,0 | Contrast: got '1' with 1 number, wanted 4",
		"0,1,x,0 | Contrast: got 'x' in '0,1,x,0', wanted a number",
		"0,0,0,0 | Contrast: got '0,0,0,0', wanted numbers that are not all 0" })
	void badContrastsAreRefused(final String contrasts, final String message) {
		assertRefused(ModeratorChoice.of("age,drug").withContrasts(contrasts), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"40       | Prediction: got '40' with 1 value, wanted 2, one for each moderator: 'age', 'Drug'",
		"old,A    | Prediction: got 'old' for 'age', wanted a number",
		"40,a     | Prediction: got 'a' for 'Drug', wanted one of its levels 'A', 'b', 'placebo'",
		"40,A;40,C | Prediction: got 'C' for 'Drug', wanted one of its levels" })
	void badPredictionsAreRefused(final String predictions, final String message) {
		assertRefused(ModeratorChoice.of("age,drug").withPredictions(predictions), message);
	}

	@Test
	void predictionThatIsZeroByDefinitionIsRefused() {
		assertRefused(ModeratorChoice.of("age").withIntercept(false).withPredictions("0"),
			"Prediction: got '0', where the effect is 0 without an intercept");
	}

	@Test
	void optionsThatNeedModeratorsAreRefusedWithoutThem() {
		assertRefused(ModeratorChoice.NONE.withIntercept(false),
			"Intercept: got false without moderators, wanted one or the other");
		assertRefused(ModeratorChoice.NONE.withContrasts("1"), "Contrast: got '1', but no moderators");
		assertRefused(ModeratorChoice.NONE.withPredictions("40"), "Prediction: got '40', but no moderators");
	}

	@Test
	void mapsOfTheSameNameAreRefused() {
		final Map<String, List<String>> table = Map.of("a b", List.of("1", "2", "4"), "a-b", List.of("5", "1", "1"),
			"predict1", List.of("1", "2", "4"));

		assertEquals(
			"Moderators: the maps of 'a b' and 'a-b' would have the same name, 'est_a-b'; rename one of them in"
			+ " the table", refused(ModeratorChoice.of("a b,a-b"), table));
		assertEquals(
			"Moderators: the maps of 'predict1' and 'predict1' would have the same name, 'est_predict1'; rename"
			+ " one of them in the table", refused(ModeratorChoice.of("predict1").withPredictions("3"), table));
	}

	@Test
	void levelsThatDifferOnlyInCaseAreRefused() {
		final Map<String, List<String>> table = Map.of("a", List.of("b", "B", "A"));

		assertEquals(
			"Moderators: the maps of 'a-B' and 'a-b' would have the same name, 'est_a-b'; rename one of them in"
			+ " the table", refused(ModeratorChoice.of("a"), table));
	}

	private static String refused(final ModeratorChoice choice, final Map<String, List<String>> table) {
		return assertThrows(IllegalArgumentException.class, () -> ModeratorDesign.of(choice,
			List.copyOf(table.keySet()), table::get, 3)).getMessage();
	}

	private static void assertRefused(final ModeratorChoice choice, final String message) {
		final String got = assertThrows(IllegalArgumentException.class, () -> design(choice)).getMessage();
		assertTrue(got.startsWith(message), "wanted: " + message + "\ngot: " + got);
	}

	private static ModeratorDesign design(final ModeratorChoice choice) {
		return ModeratorDesign.of(choice, List.copyOf(TABLE.keySet()), TABLE::get, 5);
	}

	private static List<String> names(final Design design) {
		return design.terms().stream().map(Term::name).toList();
	}

	private static double[] column(final Design design, final int p) {
		final double[] column = new double[design.studies()];
		for (int k = 0; k < column.length; k++)
			column[k] = design.row(k)[p];
		return column;
	}

	private static void assertColumns(final Design design, final double[][] rows) {
		for (int k = 0; k < rows.length; k++)
			assertArrayEquals(rows[k], design.row(k));
	}
}
