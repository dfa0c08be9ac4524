package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.References;

class ConfoundsTableTest {

	@TempDir
	private Path dir;
	private TableFolder folder;

	@BeforeEach
	void useFolder() {
		folder = new TableFolder(dir);
	}

	@Test
	void tabsCommasAndSemicolonsAreRead() throws IOException {
		final double[][] wanted = { { 1, -2.5 }, { 3, 4e-3 } };
		for (final Path file : List.of(folder.put("a.tsv", "trans_x\trot_x", "1\t-2.5", "3\t4e-3"),
			folder.put("a.csv", "trans_x,rot_x", "1,-2.5", "3,0.004"), folder.put("b.csv", "trans_x;\"rot_x\"",
			"1; -2.5", "3;.004"))) {
			final ConfoundsTable table = ConfoundsTable.read(file);

			assertEquals(List.of("trans_x", "rot_x"), table.columns());
			assertArrayEquals(wanted, table.values());
			assertEquals(2, table.samples());
			assertEquals(file.toAbsolutePath().toString(), table.name());
		}
	}

	@Test
	void someColumnsAreReadInTheOrderAskedForWhateverTheOthersHold() throws IOException {
		final Path file = folder.put("a.tsv", "fd\ttrans_x\ttrans_y", "n/a\t1\t2", "0.1\t3\t4");

		final ConfoundsTable table = ConfoundsTable.read(file, List.of("TRANS_Y", "trans_x"));

		assertEquals(List.of("trans_y", "trans_x"), table.columns());
		assertArrayEquals(new double[][] { { 2, 1 }, { 4, 3 } }, table.values());
	}

	@Test
	void valuesAreCopied() throws IOException {
		final ConfoundsTable table = ConfoundsTable.read(folder.put("a.tsv", "a", "1"));

		table.values()[0][0] = 5;

		assertEquals(1, table.values()[0][0]);
	}

	@Test
	void theReferenceTableIsRead() throws IOException {
		final ConfoundsTable table = ConfoundsTable.read(References.path("masker/confounds.csv"));

		assertEquals(List.of("c1", "c2"), table.columns());
		assertEquals(40, table.samples());
		assertArrayEquals(new double[] { 0.944957, 1.377712 }, table.values()[1]);
	}

	@Test
	void cellsThatAreNoNumbersAreNamed() {
		final Path file = folder.put("a.tsv", "a\tfd\tdvars\tb", "1\tn/a\t\t2", "", "2\t0.1\t1\t1,5");
		final String title = "Confounds '" + file.toAbsolutePath() + "': ";

		assertRefused(title + "line 2, column 'fd': got no value, wanted a number; the same in 'dvars', 'b'",
			() -> ConfoundsTable.read(file));
		assertRefused(title + "line 4, column 'b': got '1,5', wanted a number", () ->
			ConfoundsTable.read(file, List.of("a", "b")));
	}

	@Test
	void columnsThatAreNotThereOrTwiceAreNamed() {
		final Path file = folder.put("a.tsv", "a\tb", "1\t2");
		final String title = "Confounds '" + file.toAbsolutePath() + "': ";

		assertRefused(title + "no column 'c', its columns are: 'a', 'b'", () ->
			ConfoundsTable.read(file, List.of("a", "c")));
		assertRefused(title + "got the column 'a' twice, wanted it once", () ->
			ConfoundsTable.read(file, List.of("a", "A")));
		assertRefused(title + "got no column, wanted at least 1 of 'a', 'b'", () -> ConfoundsTable.read(file, List
			.of()));
	}

	@Test
	void aTableWithoutHeaderDoesNotLoseItsFirstSample() {
		final Path file = folder.put("a.csv", "0.5,1", "2,3");

		assertRefused("Confounds '" + file.toAbsolutePath()
			+ "': got only numbers in the first line, wanted the names of the columns there", () ->
			ConfoundsTable.read(file));
	}

	@Test
	void openTablesAreNamedByTheirTitleAndRow() {
		final TextTable table = TextTable.of("Moves", List.of("a"), List.of(List.of("1"), List.of("x")));

		assertRefused("Confounds 'Moves': row 2, column 'a': got 'x', wanted a number", () ->
			ConfoundsTable.of(table));
	}

	@Test
	void filesThatAreNoTablesSayWhatWasWanted() {
		TableFolder.assertFails(StudyTableException.class, dir.resolve("no.tsv"), () ->
			ConfoundsTable.read(dir.resolve("no.tsv")), "no such file, wanted a table of confounds");
		final Path header = folder.put("header.tsv", "a\tb");
		TableFolder.assertFails(StudyTableException.class, header, () -> ConfoundsTable.read(header),
			"has only a header, wanted a header line and one line per sample");
		final Path image = folder.putBytes("a.nii.gz", new byte[] { 0x1F, (byte) 0x8B, 0 });
		TableFolder.assertFails(StudyTableException.class, image, () -> ConfoundsTable.read(image),
			"got a gzip file", "wanted a table of confounds");
	}

	private static void assertRefused(final String message, final Executable call) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
	}
}
