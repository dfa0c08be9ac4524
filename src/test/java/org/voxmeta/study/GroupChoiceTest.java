package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.stats.data.Need;

/** Which studies belong together, for each choice that a user has. */
class GroupChoiceTest {

	@TempDir
	private Path dir;
	private StudySelection selection;

	@BeforeEach
	void readATable() throws IOException {
		selection = new TableFolder(dir).table("study\tbeta\tgroup\tLab\tsite\tn", "a\ta.nii\tx\t1\tp\t20",
			"b\tb.nii\ty\t1\tq\t20", "c\tc.nii\tx\t\tr\t30", "d\td.nii\t\t1\ts\t20").select(Set.of(Need.EFFECT),
			false);
	}

	@Test
	void autoIsTheColumnGroup() {
		assertSame(GroupChoice.AUTO, GroupChoice.parse(" Auto "));
		assertSame(GroupChoice.AUTO, GroupChoice.parse(""));
		final GroupLabels labels = GroupChoice.AUTO.labels(selection);

		assertArrayEquals(new int[] { 0, 1, 0, 2 }, labels.numbers());
		assertEquals("column 'group'", labels.source());
		assertEquals(List.of(), GroupChoice.AUTO.notes(selection));
	}

	@Test
	void autoIsNoneWithoutThatColumn() throws IOException {
		final StudySelection without = new TableFolder(dir).table("study\tbeta", "a\ta.nii",
			"b\tb.nii").select(Set.of(Need.EFFECT), false);

		assertFalse(GroupChoice.AUTO.labels(without).hasRepeats());
		assertEquals(List.of(), GroupChoice.AUTO.notes(without));
		assertEquals("Groups: got 'lab', wanted auto, none", assertThrows(IllegalArgumentException.class,
			() -> GroupChoice.parse("lab").labels(without)).getMessage());
	}

	@Test
	void noneIsIndependentAndSaysSoWhereTheTableSaysOtherwise() {
		final GroupChoice none = GroupChoice.parse("NONE");

		assertArrayEquals(new int[] { 0, 1, 2, 3 }, none.labels(selection).numbers());
		assertEquals(List.of("Studies of one group are treated as independent: x (2 studies)"),
			none.notes(selection));
	}

	@Test
	void anyColumnCanHoldTheLabels() {
		assertArrayEquals(new int[] { 0, 0, 1, 0 }, GroupChoice.parse("lab").labels(selection).numbers());
		assertEquals(List.of("1 (3 studies)"), GroupChoice.parse("lab").labels(selection).repeated());
		assertArrayEquals(new int[] { 0, 0, 1, 0 }, GroupChoice.parse("n").labels(selection).numbers());
		assertEquals(List.of("Groups: column 'site' has no label twice, so all studies are treated as independent"),
			GroupChoice.parse("site").notes(selection));
		assertEquals(
			"Groups: got 'labs', wanted auto, none, or one of the table's columns 'group', 'Lab', 'site', 'n'",
			assertThrows(IllegalArgumentException.class, () -> GroupChoice.parse("labs").labels(selection))
			.getMessage());
	}

	@Test
	void stacksWithoutATableTakeALabelForEachStudy() {
		assertArrayEquals(new int[] { 0, 0, 1, 0 }, GroupChoice.parse("1, 1,2,1").labels(4).numbers());
		assertArrayEquals(new int[] { 0, 1, 2, 3 }, GroupChoice.parse("a,,,b").labels(4).numbers());
		assertFalse(GroupChoice.AUTO.labels(4).hasRepeats());
		assertFalse(GroupChoice.NONE.labels(4).hasRepeats());
		for (final String wrong : List.of("1,1,2", "lab", "1,1,2,1,"))
			assertEquals("Groups: got '" + wrong
			+ "', wanted none, or a label for each of 4 studies, separated by commas;"
			+ " a column's name needs a study table", assertThrows(IllegalArgumentException.class,
			() -> GroupChoice.parse(wrong).labels(4)).getMessage());
	}
}
