package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;

/** A data set is found in a table by its columns. */
class DatasetChoiceTest {

	private static final Set<Need> EFFECTS = EnumSet.of(Need.EFFECT, Need.VARIANCE);

	@TempDir
	Path folder;

	@Test
	void usualColumnsAreFound() throws IOException {
		final TextTable table = table("study,y,v,n,group\nSmith,1,0.5,20,a\nJones,2,0.25,30,b\nJones b,3,1,10,b\n");

		final TableDataset found = DatasetChoice.USUAL.of(table, EFFECTS);

		final Dataset data = found.data();
		assertArrayEquals(new double[] { 1, 2, 3 }, data.effects());
		assertArrayEquals(new double[] { 0.5, 0.25, 1 }, data.variances());
		assertArrayEquals(new double[] { 20, 30, 10 }, data.studies().sampleSizes());
		assertEquals(List.of("Smith", "Jones", "Jones b"), data.names());
		assertArrayEquals(new int[] { 0, 1, 1 }, data.studies().groups());
		assertEquals(List.of("Groups by column 'group': 2 of 3 studies; not independent are those of b (2 studies)"),
			found.remarks());
	}

	@Test
	void columnsMayHaveOtherNamesInAnyCase() throws IOException {
		final TextTable table = table("trial\tlogRR\tSEM\tsubjects\nA\t1\t0.5\t7\nB\t2\t0.25\t8\n");

		final Dataset data = choice("logrr", "", "sem", "subjects", "Trial", true).of(table, EFFECTS).data();

		assertArrayEquals(new double[] { 1, 2 }, data.effects());
		assertArrayEquals(new double[] { 0.25, 0.0625 }, data.variances());
		assertArrayEquals(new double[] { 7, 8 }, data.studies().sampleSizes());
		assertEquals(List.of("A", "B"), data.names());
		assertFalse(data.studies().hasGroups());
	}

	@Test
	void moderatorsMakeADesign() throws IOException {
		final TextTable table = table("y;v;age;drug\n1;1;40;a\n2;1;50;b\n3;1;61;a\n4;1;30;b\n");

		final Dataset data = DatasetChoice.USUAL.with(ModeratorChoice.of("age,drug")).of(table, EFFECTS).data();

		assertEquals(List.of("intercept", "age", "drug-b"), data.studies().design().columns());
		assertArrayEquals(new double[] { 1, 50, 1 }, data.studies().design().row(1));
		assertEquals(List.of("2", "3", "4", "5"), data.names(), "lines of the file");
	}

	@Test
	void rowsThatLackAValueAreLeftOutOrRefused() throws IOException {
		final TextTable table = table("y,v,age,other\n1,1,40,\n2,,50,x\nNaN,1,51,x\n4,1,n/a,x\n5,1,60,x\n");
		final ModeratorChoice age = ModeratorChoice.of("age");

		final TableDataset found = DatasetChoice.USUAL.with(age).of(table, EFFECTS);

		assertArrayEquals(new double[] { 1, 5 }, found.data().effects());
		assertEquals(List.of("Left out line 3: no value in 'v'", "Left out line 4: no value in 'y'",
			"Left out line 5: no value in 'age'"), found.notes());
		assertEquals(table.name() + ": line 3 has no value in 'v', wanted one (or dropinvalid)", assertThrows(
			IllegalArgumentException.class, () -> choice("", "", "", "", "", false).of(table, EFFECTS)).getMessage());
	}

	@Test
	void onlyWhatIsNeededIsAskedFor() throws IOException {
		final TextTable table = table("y,n\n1,20\n2,\n");

		final Dataset mean = DatasetChoice.USUAL.of(table, EnumSet.of(Need.Z)).data();

		assertFalse(mean.hasVariances());
		assertFalse(mean.studies().hasSampleSizes(), "not all are known, but none is needed");
		assertEquals(1, DatasetChoice.USUAL.of(table, EnumSet.of(Need.Z, Need.SAMPLE_SIZE)).data().size());
	}

	@Test
	void mistakesAreNamed() throws IOException {
		final String name = table("a,v\n1,1\n").name();

		assertRefused("a,v\n1,1\n", USUAL, "Column y: got 'y', wanted one of " + name + "'s 'a', 'v'");
		assertRefused("y,v\n1,1\n", choice("effect", "", "", "", "", true), "Column y: got 'effect', wanted one of " + name
			+ "'s 'y', 'v'");
		assertRefused("y,v,s\n1,1,1\n", choice("", "v", "s", "", "", true),
			"Columns: got 'v' for v and 's' for se, wanted one of them");
		assertRefused("y,v\n1,1\n\nhigh,1\n", USUAL, name + ": line 4, column 'y': got 'high', wanted a number");
		assertRefused("y,v\n1,1\n2,0\n", USUAL, name + ": line 3, column 'v': got '0', wanted a number above 0");
		assertRefused("y,v\n1,x\n2,0\n", USUAL, name + ": line 2, column 'v': got 'x', wanted a number above 0");
		assertRefused("y,v,n\n1,1,-3\n", USUAL, name + ": line 2, column 'n': got '-3', wanted a number above 0");
		assertRefused("y,v\n,1\n2,\n", USUAL, name + ": got no row with a value in each of the columns 'y', 'v', wanted 2"
			+ " or more");
		assertRefused("y,v\n1,1\n", USUAL.with(GroupChoice.parse("lab")),
			"Groups: got 'lab', wanted auto, none, or one of the table's columns 'y', 'v'");
		assertRefused("y,v\n1,1\n", USUAL.with(ModeratorChoice.of("age")),
			"Moderators: got 'age', wanted any of the table's columns 'y', 'v'");
	}

	@Test
	void damagedTablesAreNamed() {
		for (final String text : List.of("", "y,v\n", "y,v\n1\n", "y,y\n1,2\n", "y,Y\n1,2\n")) {
			final Exception refusal = assertThrows(Exception.class, () -> table(text));
			assertTrue(refusal instanceof IOException || refusal instanceof IllegalArgumentException, refusal.toString());
			assertTrue(refusal.getMessage().contains("data.csv: "), refusal.getMessage());
		}
	}

	private static final DatasetChoice USUAL = DatasetChoice.USUAL;

	private void assertRefused(final String text, final DatasetChoice choice, final String message) throws IOException {
		final TextTable table = table(text);

		assertEquals(message, assertThrows(IllegalArgumentException.class, () -> choice.of(table, EFFECTS)).getMessage());
	}

	private static DatasetChoice choice(final String y, final String v, final String se, final String n,
		final String names, final boolean dropInvalid)
	{
		return new DatasetChoice(y, v, se, n, names, GroupChoice.AUTO, ModeratorChoice.NONE, dropInvalid);
	}

	private TextTable table(final String text) throws IOException {
		return TextTable.read(Files.writeString(folder.resolve("data.csv"), text));
	}
}
