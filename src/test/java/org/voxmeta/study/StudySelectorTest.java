package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.stats.data.Need.EFFECT;
import static org.voxmeta.stats.data.Need.SAMPLE_SIZE;
import static org.voxmeta.stats.data.Need.VARIANCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.stats.data.Need;

/** Which studies are used, which are left out and why, and when that is an error. */
class StudySelectorTest {

	private static final Path REFERENCE = Path.of("..", "shared", "reference");
	private static final Set<Need> BOTH = Set.of(EFFECT, VARIANCE);

	@TempDir
	private Path dir;
	private TableFolder folder;

	@BeforeEach
	void useFolder() {
		folder = new TableFolder(dir);
	}

	@Test
	void twentyOfTheTwentyOnePainStudiesHaveBetaAndVarcope() throws IOException {
		assertPain(folder.readWithImages(folder.putResource("pain.tsv", "pain.tsv")));
	}

	@Test
	void allTwelvePainStudiesWithHolesHaveBetaAndVarcope() throws IOException {
		assertPainHoles(folder.readWithImages(folder.putResource("pain_holes.tsv", "pain_holes.tsv")));
	}

	@Test
	void theReferenceTablesAndTheirImagesAreUsable() throws IOException {
		final Path pain = REFERENCE.resolve(Path.of("pain", "data", "studies.tsv"));
		Assumptions.assumeTrue(Files.exists(pain), "reference data not found");

		assertPain(StudyTable.read(pain));
		assertPainHoles(StudyTable.read(REFERENCE.resolve(Path.of("pain_holes", "data", "studies.tsv"))));
	}

	private static void assertPain(final StudyTable table) throws IOException {
		final StudySelection both = table.select(BOTH, true);
		final StudySelection betas = table.select(Set.of(EFFECT), false);
		final StudySelection z = table.select(Set.of(Need.Z), true);

		assertEquals(21, betas.studies().size());
		assertEquals(List.of(), betas.dropped());
		assertEquals(20, both.studies().size());
		assertEquals(1, both.dropped().size());
		assertEquals("pain_20: no varcope or se (derive=all would make varcope from beta and t)",
			both.dropped().get(0).toString());
		assertEquals(21, both.dropped().get(0).study().line());
		assertEquals(List.of("pain_21: no z (derive=all would make z from t and n)"), z.dropped().stream().map(
			Object::toString).toList());
		assertEquals(List.of("a (4 studies)", "b (2 studies)"), both.groups().repeated());
		assertTrue(both.groups().hasRepeats());
		assertArrayEquals(new int[] { 0, 1, 1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
			both.groups().numbers());
		assertArrayEquals(new double[] { 25, 25, 20, 20, 9, 9, 9, 12, 12, 12, 12, 13, 32, 24, 14, 14, 12, 12,
			16, 16 }, both.sampleSizes());
		assertEquals(List.of(), both.notes());
		assertEquals(List.of(), table.moderatorNames());
	}

	private static void assertPainHoles(final StudyTable table) throws IOException {
		final StudySelection both = table.select(BOTH, false);

		assertEquals(12, both.studies().size());
		assertEquals(table.studies(), both.studies());
		assertEquals(List.of("a (4 studies)", "b (2 studies)"), both.groups().repeated());
	}

	@Test
	void lackingStudiesAreListedUnlessTheyMayBeDropped() throws IOException {
		final StudyTable table = folder.table("study\tn\tbeta\tse", "a\t3\ta.nii\tas.nii", "b\t\tb.nii\t",
			"c\t4\t\t", "d\t5\td.nii\tds.nii");
		final Set<Need> all = Set.of(EFFECT, VARIANCE, SAMPLE_SIZE);

		final StudySelection kept = table.select(all, true);

		assertEquals(List.of("a", "d"), kept.studies().stream().map(Study::id).toList());
		assertEquals(List.of("b: no varcope or se, no n", "c: no beta, no varcope or se"),
			kept.dropped().stream().map(Object::toString).toList());
		assertRefused(table, StudySelector.of(all), "what is needed is missing in 2 of 4 studies",
			"dropInvalid=true would drop these", "line 3, b: no varcope or se, no n",
			"line 4, c: no beta, no varcope or se");
	}

	@Test
	void noUsableStudyIsAnErrorEitherWay() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tse", "a\ta.nii\t", "b\t\tb.nii");

		for (final boolean drop : new boolean[] { true, false })
			assertRefused(table, StudySelector.of(BOTH).withDropInvalid(drop),
				"got 0 usable of 2 studies, wanted at least 1", "line 2, a: no varcope or se",
				"line 3, b: no beta");
	}

	@Test
	void fewerThanTheMinimumIsAnError() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tse", "a\ta.nii\tas.nii", "b\tb.nii\t");
		final StudySelector selector = StudySelector.of(BOTH).withDropInvalid(true);

		assertEquals(1, selector.withMinimum(1).select(table).studies().size());
		assertRefused(table, selector.withMinimum(2), "got 1 usable of 2 studies, wanted at least 2",
			"line 3, b: ");
		assertRefused(table, StudySelector.of(Set.of(EFFECT)).withMinimum(3),
			"got 2 usable of 2 studies, wanted at least 3");
		assertThrows(IllegalArgumentException.class, () -> selector.withMinimum(0));
		assertThrows(IllegalArgumentException.class, () -> StudySelector.of(Set.of()));
	}

	@Test
	void aNeededColumnThatIsMissingIsTold() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcop\tsample size", "a\ta.nii\tv.nii\t3");

		for (final boolean drop : new boolean[] { true, false }) {
			assertRefused(table, StudySelector.of(BOTH).withDropInvalid(drop),
				"no column 'varcope' or 'se'; columns are: "
				+ "'study', 'beta', 'varcop', 'sample size'; did you mean 'varcop'?");
			assertRefused(table, StudySelector.of(Set.of(SAMPLE_SIZE)).withDropInvalid(drop),
				"no column 'n' or 'sample_size'", "did you mean 'sample size'?");
		}
		assertFalse(assertRefused(table, StudySelector.of(Set.of(Need.T)), "no column 't'")
			.contains("did you mean"));
	}

	@Test
	void lookalikesOfEveryColumnAreFound() throws IOException {
		for (final String name : List.of("varcop", "var_cope", "Variance", "varcopes", "variance_map", "vi",
			"SEM",
			"std err", "Standard Error (image)"))
			assertRefused(folder.table("study\tbeta\t" + name, "a\ta.nii\tv"), StudySelector.of(BOTH),
				"did you mean '" + name + "'?");
		for (final String name : List.of("betas", "beta_map", "Beta image", "bet", "effect", "cope",
			"beta_files"))
			assertRefused(folder.table("study\tse\t" + name, "a\ta.nii\tv"), StudySelector.of(BOTH),
				"did you mean '" + name + "'?");
		for (final String name : List.of("samplesize", "sample size", "Samplesizes", "n_subjects", "N subj",
			"subjects"))
			assertRefused(folder.table("study\tbeta\t" + name, "a\ta.nii\t4"),
				StudySelector.of(Set.of(SAMPLE_SIZE)),
				"did you mean '" + name + "'?");
		for (final String name : List.of("age", "sex", "x", "task", "year"))
			assertFalse(assertRefused(folder.table("study\tse\t" + name, "a\ta.nii\tv"),
				StudySelector.of(BOTH))
				.contains("did you mean"), name);
	}

	@Test
	void numbersAreNoImages() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvariance", "a\ta.nii\t0.25", "b\tb.nii\tNA");

		assertRefused(table, StudySelector.of(BOTH), "no column 'varcope' or 'se'",
			"'variance' holds numbers, wanted image files");
	}

	@Test
	void mistypedColumnsOfAUsableTableAreNoted() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcop\tgroups\tsubjects\tvariance",
			"a\ta.nii\tv.nii.gz\tx\t3\thigh");

		assertEquals(List.of("column 'varcop' is read as a moderator; did you mean 'varcope'?",
			"column 'groups' is read as a moderator; did you mean 'group'?"),
			table.select(Set.of(EFFECT), false).notes());
	}

	@Test
	void varcopeIsUsedWhereThereIsAlsoAStandardError() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcope\tse", "a\ta.nii\tav.nii\tas.nii",
			"b\tb.nii\t\tbs.nii", "c\tc.nii\tcv.nii\t");

		final StudySelection selection = table.select(BOTH, false);

		assertEquals(List.of(StudyMap.VARCOPE, StudyMap.SE, StudyMap.VARCOPE),
			selection.studies().stream().map(study -> NeededMaps.of(VARIANCE, study)).map(Optional::orElseThrow).toList());
		assertEquals(List.of("both varcope and se given, varcope used: 'a'"), selection.notes());
		assertEquals(List.of(), table.select(Set.of(EFFECT), false).notes());
	}

	@Test
	void missingFilesAreAnErrorAndNeverDropped() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tvarcope\tse\tz",
			"a\ta.nii\tav.nii\tas.nii\taz.nii",
			"b\tb.nii\tbv.nii\tbs.nii\tbz.nii", "c\t\tcv.nii\t\t", "d\td.nii\tdv.nii\t\t");
		for (final String name : List.of("a.nii", "bv.nii", "as.nii", "az.nii", "cv.nii", "dv.nii"))
			Files.delete(dir.resolve(name));
		Files.createDirectory(dir.resolve("dv.nii"));

		final String message = assertRefused(table, StudySelector.of(BOTH).withDropInvalid(true),
			"3 problems:",
			"line 2, column 'beta': got '" + dir.toAbsolutePath().resolve("a.nii")
			+ "', wanted an image file",
			"line 3, column 'varcope': got '" + dir.toAbsolutePath().resolve("bv.nii"),
			"there is no such file",
			"line 5, column 'varcope'", "this is a folder");

		for (final String unneeded : List.of("as.nii", "az.nii", "cv.nii"))
			assertFalse(message.contains(unneeded), message);
	}

	@Test
	void studiesWithoutANeededModeratorAreDropped() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tAge\tlab", "a\ta.nii\t30\tx", "b\tb.nii\tn/a\ty",
			"c\tc.nii\t50\t", "d\td.nii\tforty\t", "e\te.nii\t31.5\tz");
		final StudySelector selector = StudySelector.of(Set.of(EFFECT)).withModerators(List.of("age", "lab"));

		final StudySelection selection = selector.withDropInvalid(true).select(table);

		assertEquals(List.of("b: no value in 'Age'", "c: no value in 'lab'", "d: no value in 'lab'"),
			selection.dropped().stream().map(Object::toString).toList());
		assertArrayEquals(new double[] { 30, 31.5 }, selection.moderator("AGE"));
		assertRefused(table, selector, "missing in 3 of 5 studies", "line 3, b: no value in 'Age'");
		TableFolder.assertFails(IllegalArgumentException.class, table.path(),
			() -> selector.withModerators(List.of("agee")).select(table), "no column 'agee'");
		TableFolder.assertFails(IllegalArgumentException.class, table.path(), () -> table.moderator("age"),
			"line 5, study 'd': got 'forty'");
	}

	@Test
	void studiesThatTurnOutToBeOfNoUseAreDroppedLater() throws IOException {
		final StudyTable table = folder.table("study\tbeta", "a\ta.nii", "b\t", "c\tc.nii", "d\td.nii");
		final StudySelection selection = StudySelector.of(Set.of(EFFECT)).withDropInvalid(true).select(table);
		final List<DroppedStudy> damaged = List.of(new DroppedStudy(table.studies().get(3), "d is damaged"),
			new DroppedStudy(table.studies().get(0), "a is damaged"));

		final StudySelection left = selection.without(damaged);

		assertEquals(List.of("c"), left.studies().stream().map(Study::id).toList());
		assertEquals(List.of("a: a is damaged", "b: no beta", "d: d is damaged"), left.dropped().stream().map(
			Object::toString).toList());
		assertEquals(3, selection.studies().size(), "as it was");
		TableFolder.assertFails(StudyTableException.class, table.path(), () -> left.without(List.of(new DroppedStudy(table
			.studies().get(2), "c too"))), ": got 0 usable of 4 studies, wanted at least 1:\n  line 4, c: c too");
	}

	@Test
	void longListsAreCut() throws IOException {
		final String[] lines = new String[18];
		lines[0] = "study\tbeta\tse";
		for (int k = 1; k < lines.length; k++)
			lines[k] = "s" + k + "\tb" + k + ".nii\t";

		final String message = assertRefused(folder.table(lines), StudySelector.of(BOTH), "line 11, s10: ",
			"... and 7 more");

		assertFalse(message.contains("s11"), message);
	}

	@Test
	void studiesWithoutAGroupStandAlone() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tgroup", "a\ta.nii\t", "b\tb.nii\tg", "c\tc.nii\t",
			"d\td.nii\tg ", "e\te.nii\tG");

		final StudySelection selection = table.select(Set.of(EFFECT), false);

		assertArrayEquals(new int[] { 0, 1, 2, 1, 3 }, selection.groups().numbers());
		assertEquals(List.of("g (2 studies)"), selection.groups().repeated());
		final StudySelection alone = folder.table("study\tbeta", "a\ta.nii", "b\tb.nii")
			.select(Set.of(EFFECT), true);
		assertArrayEquals(new int[] { 0, 1 }, alone.groups().numbers());
		assertFalse(alone.groups().hasRepeats());
	}

	@Test
	void oneFileForSeveralStudiesIsNoted() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tz", "a\tx.nii\tz.nii", "b\t./x.nii\tz.nii",
			"c\ty.nii\t");

		final List<String> notes = table.select(Set.of(EFFECT), false).notes();

		assertEquals(1, notes.size());
		assertTrue(notes.get(0).contains("x.nii' is used by several studies: 'a', 'b'"), notes.get(0));
	}

	private static String assertRefused(final StudyTable table, final StudySelector selector,
		final String... parts)
	{
		return TableFolder.assertFails(StudyTableException.class, table.path(), () -> selector.select(table),
			parts);
	}
}
