package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.effectsize.Quantity;

/** What a study's maps are made of, and which studies that lets in. */
class MapRulesTest {

	private static final Set<Need> EFFECTS = Set.of(Need.EFFECT, Need.VARIANCE);

	@TempDir
	private Path dir;
	private TableFolder folder;

	@BeforeEach
	void useFolder() {
		folder = new TableFolder(dir);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"BETA          | beta t varcope | 20  |    | beta from beta", //
		"BETA          | t varcope se   |     |    | beta from t and varcope", //
		"BETA          | t se           |     |    | beta from t and se", //
		"BETA          | z varcope      | 20  |    | beta from z and varcope, dof 19.0", //
		"BETA          | z se           | 20  | 17 | beta from z and se, dof 17.0", //
		"BETA          | z se           |     |    |", //
		"BETA          | t z            | 20  |    |", //
		"VARCOPE       | varcope se     |     |    | varcope from varcope", //
		"VARCOPE       | se beta t      |     |    | varcope from se", //
		"VARCOPE       | beta t z       | 20  |    | varcope from beta and t", //
		"VARCOPE       | beta z         | 20  |    | varcope from beta and z, dof 19.0", //
		"VARCOPE       | beta z         | 1   |    |", //
		"VARCOPE       | beta           | 20  |    |", //
		"T             | t beta varcope | 20  |    | t from t", //
		"T             | z beta varcope | 20  |    | t from beta and varcope", //
		"T             | z beta se      | 20  |    | t from beta and se", //
		"T             | z              | 20  |    | t from z, dof 19.0", //
		"T             | z              |     | 30 | t from z, dof 30.0", //
		"T             | beta           | 20  |    |", //
		"Z             | z t            | 20  |    | z from z", //
		"Z             | t beta varcope | 20  |    | z from t, dof 19.0", //
		"Z             | beta varcope   | 20  |    | z from beta and varcope, dof 19.0", //
		"Z             | beta se        | 20  | 18 | z from beta and se, dof 18.0", //
		"Z             | t              |     |    |", //
		"G             | t beta varcope | 20  |    | g from t, n 20.0, dof 19.0", //
		"G             | beta se        | 20  |    | g from beta and se, n 20.0, dof 19.0", //
		"G             | z              | 20  | 15 | g from z, n 20.0, dof 15.0", //
		"G             | t              |     | 15 |", //
		"VARIANCE_OF_G | t              | 4   |    | variance of g from t, n 4.0, dof 3.0", //
		"VARIANCE_OF_G | t              | 3   |    |" })
	void everyMapHasItsFormula(final Quantity wanted, final String columns, final Double n, final Double dof,
		final String formula)
	{
		final Map<StudyMap, Path> files = new EnumMap<>(StudyMap.class);
		for (final String column : columns.split(" "))
			files.put(StudyMap.valueOf(column.toUpperCase(Locale.ROOT)), Path.of(column + ".nii"));
		final Study study = new Study("a", files, or(n), or(dof), "", Map.of(), 2);
		final StudyTable table = new StudyTable(Path.of("t.tsv"), List.of(), List.of(), List.of(study));

		final Optional<MapRecipe> recipe = MapRules.of(Derivation.ALL, table).of(wanted, study);

		assertEquals(Optional.ofNullable(formula), recipe.map(MapRecipe::formula));
		assertEquals(recipe.isPresent() && files.keySet().stream().anyMatch(file ->
			file.name().equals(wanted.name())), recipe.map(MapRecipe::isGiven).orElse(false));
	}

	@Test
	void labelsNameTheColumnsThatAreUsed() throws IOException {
		final StudyTable table = folder.table("study\tn\tdof\tt", "a\t20\t\ta.nii", "b\t20\t18\tb.nii");
		final MapRules rules = MapRules.of(Derivation.AUTO, table);

		assertEquals(List.of("z from t and n", "z from t and dof"), table.studies().stream().map(study -> rules.of(
			Need.Z, study).orElseThrow().label()).toList());
		assertEquals("g from t, n and dof", rules.standardised().of(Need.EFFECT,
			table.studies().get(1)).orElseThrow().label());
		assertEquals("variance of g from t and n", rules.standardised().of(Need.VARIANCE, table.studies().get(0))
			.orElseThrow().label());
	}

	@Test
	void mapsThatSomeStudiesHaveAreMadeForOthersOnlyWhenAllAreWanted() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcope\tt", "a\ta.nii\tav.nii\tat.nii",
			"b\tb.nii\t\tbt.nii", "c\tc.nii\t\t");
		final StudySelector selector = StudySelector.of(EFFECTS).withDropInvalid(true);

		final StudySelection auto = selector.select(table);
		final StudySelection all = selector.withDerivation(Derivation.ALL).select(table);

		assertEquals(List.of("b: no varcope or se (derive=all would make varcope from beta and t)",
			"c: no varcope or se"), dropped(auto));
		assertEquals(List.of(), auto.derivations(EFFECTS));
		assertEquals(List.of("c: no varcope or se"), dropped(all));
		assertEquals(List.of("Study 2 'b': varcope from beta and t"), all.derivations(EFFECTS));
	}

	@Test
	void mapsThatNoStudyHasAreMadeUnlessNoneAreWanted() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tt", "a\ta.nii\tat.nii", "b\tb.nii\tbt.nii",
			"c\tc.nii\t");
		final StudySelector selector = StudySelector.of(EFFECTS).withDropInvalid(true);

		final StudySelection made = selector.select(table);

		assertEquals(List.of("c: no varcope or se"), dropped(made));
		assertEquals(List.of("All 2 studies: varcope from beta and t"), made.derivations(EFFECTS));
		TableFolder.assertFails(StudyTableException.class, table.path(), () -> selector.withDerivation(
			Derivation.NONE).select(table), "no column 'varcope' or 'se'");
	}

	@Test
	void standardErrorsAreSquaredWhateverIsDerived() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcope\tse", "a\ta.nii\tav.nii\t",
			"b\tb.nii\t\tbs.nii");

		for (final Derivation derivation : Derivation.values())
			assertEquals(List.of("Study 2 'b': varcope from se"), StudySelector.of(EFFECTS).withDerivation(derivation)
				.select(table).derivations(EFFECTS));
	}

	@Test
	void aMissingSizeIsToldWhereOneIsWanted() throws IOException {
		final StudyTable table = folder.table("study\tn\tdof\tt", "a\t20\t\ta.nii", "b\t\t\tb.nii", "c\t1\t\tc.nii",
			"d\t\t12\td.nii", "e\t20\t\t");

		final StudySelection selection = StudySelector.of(Set.of(Need.Z)).withDropInvalid(true).select(table);

		assertEquals(List.of("b: no z (n is missing for z from t and n)",
			"c: no z (n = 1 is too small for z from t and" + " n)", "e: no z"), dropped(selection));
		assertEquals(List.of("Study 1 'a': z from t and n", "Study 4 'd': z from t and dof"),
			selection.derivations(Set.of(Need.Z)));
	}

	@Test
	void effectsAreHedgesGOnlyWhereNoStudyHasItsOwn() throws IOException {
		final StudyTable none = folder.table("study\tn\tt\tbeta", "a\t20\ta.nii\t", "b\t25\tb.nii\tbb.nii",
			"c\t3\tc.nii\t", "d\t\td.nii\t", "e\t9\t\te.nii");
		final StudyTable some = folder.readWithImages(folder.put("some.tsv", "study\tn\tt\tbeta\tvarcope",
			"a\t20\ta.nii\t\t", "b\t25\t\tb.nii\tbv.nii"));
		final StudySelector selector = StudySelector.of(EFFECTS).withDropInvalid(true);

		final StudySelection onlyT = folder.select(selector, "study\tn\tt", "a\t20\ta.nii", "b\t3\tb.nii");
		assertTrue(onlyT.rules().isStandardised());
		assertEquals(List.of("b: n = 3 is too small for Hedges' g"), dropped(onlyT));
		assertEquals(List.of("Study 1 'a': g from t and n, variance of g from t and n"),
			onlyT.derivations(EFFECTS));
		assertEquals(List.of("no study has beta and varcope, so effects are Hedges' g, in standard deviations"),
			onlyT.notes());
		final StudySelection mixed = selector.select(some);
		assertEquals(List.of("a: no beta (effectsize=g would take Hedges' g of all studies), no varcope or se"),
			dropped(mixed));
		assertEquals(List.of(), mixed.notes());
		final StudySelection wanted = selector.withScale(EffectScale.G).withDerivation(Derivation.ALL).select(some);
		assertEquals(List.of("Study 1 'a': g from t and n, variance of g from t and n",
			"Study 2 'b': g from beta, varcope and n, variance of g from beta, varcope and n"), wanted.derivations(
				EFFECTS));
		assertEquals(List.of(), wanted.notes());
		assertEquals(List.of("c: n = 3 is too small for Hedges' g", "d: no n", "e: no t"),
			dropped(selector.withScale(EffectScale.G).select(none)));
	}

	@Test
	void varcopesOfBetaAndTComeBeforeHedgesG() throws IOException {
		final StudySelection selection = folder.select(StudySelector.of(EFFECTS).withDropInvalid(true),
			"study\tn\tt\tbeta", "a\t20\ta.nii\t", "b\t25\tb.nii\tbb.nii");

		assertEquals(List.of("a: no beta (effectsize=g would take Hedges' g of all studies), no varcope or se"),
			dropped(selection));
	}

	@Test
	void betasAreNotMixedWithHedgesGWhenTheyAreWanted() throws IOException {
		final StudyTable table = folder.table("study\tn\tt", "a\t20\ta.nii");

		TableFolder.assertFails(StudyTableException.class, table.path(), () -> StudySelector.of(EFFECTS).withScale(
			EffectScale.BETA).select(table), "no column 'beta'");
		TableFolder.assertFails(StudyTableException.class, table.path(), () -> StudySelector.of(EFFECTS)
			.withDerivation(Derivation.NONE).select(table), "no column 'beta'");
	}

	@Test
	void everyFileOfADerivedMapMustExist() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tt", "a\ta.nii\tat.nii");
		Files.delete(dir.resolve("at.nii"));

		TableFolder.assertFails(StudyTableException.class, table.path(), () -> StudySelector.of(EFFECTS)
			.withDropInvalid(true).select(table), "line 2, column 't'", "there is no such file");
	}

	@Test
	void choicesAreReadInAnyCase() {
		assertEquals(List.of(Derivation.AUTO, Derivation.ALL, Derivation.NONE), Stream.of("", " All", "none").map(
			Derivation::parse).toList());
		assertEquals(List.of(EffectScale.AUTO, EffectScale.BETA, EffectScale.G), Stream.of("auto", "BETA",
			"g ").map(EffectScale::parse).toList());
		assertEquals("Derive: got 'yes', wanted auto, all or none", assertThrows(IllegalArgumentException.class,
			() -> Derivation.parse("yes")).getMessage());
		assertEquals("Effect size: got 'd', wanted auto, beta or g", assertThrows(IllegalArgumentException.class,
			() -> EffectScale.parse("d")).getMessage());
	}

	private static double or(final Double number) {
		return number == null ? Double.NaN : number;
	}

	private static List<String> dropped(final StudySelection selection) {
		return selection.dropped().stream().map(Object::toString).toList();
	}
}
