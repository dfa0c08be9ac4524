package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a well-formed study table means. */
class StudyTableTest {

	private static final double NAN = Double.NaN;

	@TempDir
	private Path dir;
	private TableFolder folder;

	@BeforeEach
	void useFolder() {
		folder = new TableFolder(dir);
	}

	@Test
	void everyCellFindsItsPlace() throws IOException {
		final Path file = folder.put("studies.tsv", "dose\tstudy\tn\tgroup\tbeta\tvarcope\tse\tt\tz\tlab",
			"1.5\tSmith\t25\ta\tb.nii\tv.nii.gz\tsub/s.nii\t/abs/t.nii\t../z.nii\tParis");

		final StudyTable table = StudyTable.read(file);

		final Path root = dir.toAbsolutePath();
		assertEquals(List.of(new Study("Smith", Map.of(StudyMap.BETA, root.resolve("b.nii"), StudyMap.VARCOPE,
			root.resolve("v.nii.gz"), StudyMap.SE, root.resolve("sub").resolve("s.nii"), StudyMap.T,
			Path.of("/abs/t.nii").isAbsolute() ? Path.of("/abs/t.nii") : root.resolve("/abs/t.nii"),
			StudyMap.Z,
			root.resolve("..").resolve("z.nii")), 25, "a", Map.of("dose", "1.5", "lab", "Paris"), 2)),
			table.studies());
		assertEquals(file.toAbsolutePath(), table.path());
		assertEquals(List.of("dose", "study", "n", "group", "beta", "varcope", "se", "t", "z", "lab"),
			table.columns());
		assertEquals(List.of("dose", "lab"), table.moderatorNames());
		assertEquals(List.of("dose", "lab"), List.copyOf(table.studies().get(0).moderators().keySet()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "study", "id", "study_id", "STUDY", " Study_ID " })
	void theIdColumnHasSeveralNames(final String name) throws IOException {
		assertEquals("s1", folder.table(name + "\tbeta", "s1\tb.nii").studies().get(0).id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "n", "sample_size", " N", "Sample_Size" })
	void theSampleSizeColumnHasSeveralNames(final String name) throws IOException {
		assertEquals(12.5, folder.table("id\tBETA\t" + name, "s1\tb.nii\t12.5").studies().get(0)
			.sampleSize());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "NaN", "nan", "NA", "n/a", "N/A", " na " })
	void missingCellsAreMissing(final String cell) throws IOException {
		final StudyTable table = folder.table("study\tn\tgroup\tbeta\tse\tage",
			"s1\t" + cell + "\t" + cell + "\tb.nii\t" + cell + "\t" + cell, "s2\t3\tg\tb2.nii\ts.nii\t40");

		final Study study = table.studies().get(0);
		assertEquals(NAN, study.sampleSize());
		assertEquals("", study.group());
		assertEquals(Set.of(StudyMap.BETA), study.maps().keySet());
		assertEquals(cell.strip(), study.moderators().get("age"));
		assertArrayEquals(new double[] { NAN, 40 }, table.moderator("age"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "a.tsv|\t", "a.csv|,", "a.CSV|,", "a.txt|\t", "a.txt|,", "a.txt|;",
		"a.csv|;", "a.csv|\t", "a.tsv|,", "a.tsv|;", "noextension|\t" },
			ignoreLeadingAndTrailingWhitespace = false)
	void theDelimiterComesFromTheExtensionElseFromTheHeader(final String name, final String delimiter)
		throws IOException {
		final Path file = folder.put(name, String.join(delimiter, "study", "beta", "n"),
			String.join(delimiter, "s1", "b.nii", "7"));

		final Study study = StudyTable.read(file).studies().get(0);

		assertEquals(7, study.sampleSize());
		assertEquals(dir.toAbsolutePath().resolve("b.nii"), study.maps().get(StudyMap.BETA));
	}

	@Test
	void theExtensionsDelimiterWinsOverOnesInsideNames() throws IOException {
		final Path tabs = folder.put("a.tsv", "study\tbeta\tdose (a, b, c, d)", "s1\tb.nii\t1");
		final Path commas = folder.put("a.csv", "study,beta,\"dose;a;b;c;d\"", "s1,b.nii,1");

		assertEquals(List.of("dose (a, b, c, d)"), StudyTable.read(tabs).moderatorNames());
		assertEquals(List.of("dose;a;b;c;d"), StudyTable.read(commas).moderatorNames());
	}

	@Test
	void quotedCellsHoldDelimitersQuotesAndLineEnds() throws IOException {
		final Path file = folder.put("a.csv", "study,beta,note", "\"a, b\",  \"b 1.nii\" ,\"x \"\"y\"\"\nz\"",
			"5\" tall,c.nii, spaced out ");

		final StudyTable table = StudyTable.read(file);

		final Study first = table.studies().get(0);
		assertEquals("a, b", first.id());
		assertEquals(dir.toAbsolutePath().resolve("b 1.nii"), first.maps().get(StudyMap.BETA));
		assertEquals("x \"y\"\nz", first.moderators().get("note"));
		assertEquals("5\" tall", table.studies().get(1).id());
		assertEquals("spaced out", table.studies().get(1).moderators().get("note"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r" })
	void lineEndsMarkAndBlankLinesDoNotMatter(final String end) throws IOException {
		final String text = "\uFEFF" + String.join(end, "", "study,beta,é", "s1,b.nii,à", "", ",,",
			"s2,c.nii,ß", "",
			" ", "");
		for (final String ending : List.of("", end, end + end)) {
			final Path file = folder.putBytes("a.csv", (text + ending).getBytes(StandardCharsets.UTF_8));

			final StudyTable table = StudyTable.read(file);

			assertEquals(List.of("study", "beta", "é"), table.columns());
			assertEquals(List.of("s1", "s2"), table.studies().stream().map(Study::id).toList());
			assertEquals(List.of(3, 6), table.studies().stream().map(Study::line).toList());
			assertEquals("ß", table.studies().get(1).moderators().get("é"));
		}
	}

	@Test
	void theLastLineNeedsNoEnd() throws IOException {
		final Path file = folder.putBytes("a.tsv", "study\tbeta\ns1\tb.nii".getBytes(StandardCharsets.UTF_8));

		assertEquals(1, StudyTable.read(file).studies().size());
	}

	@Test
	void linesAreCountedAsAnEditorDoesAlsoInsideQuotes() throws IOException {
		final Random random = new Random(11);
		for (int run = 0; run < 200; run++) {
			// a CR and an LF that happen to meet would be one end, not two
			final String[] ends = run % 2 == 0 ? new String[] { "\n", "\r\n" } : new String[] { "\r" };
			final StringBuilder text = new StringBuilder("study,beta,note\n");
			final List<Integer> lines = new ArrayList<>();
			int line = 2;
			for (int k = 0; k < 8; k++) {
				while (random.nextInt(4) == 0) {
					text.append(end(random, ends));
					line++;
				}
				lines.add(line);
				text.append("s").append(k).append(",b.nii,\"x");
				for (int i = random.nextInt(4); i > 0; i--) {
					text.append(end(random, ends)).append('x');
					line++;
				}
				text.append('"').append(end(random, ends));
				line++;
			}
			final Path file = folder.putBytes("a.csv", text.toString().getBytes(StandardCharsets.UTF_8));

			assertEquals(lines, StudyTable.read(file).studies().stream().map(Study::line).toList());
		}
	}

	private static String end(final Random random, final String[] ends) {
		return ends[random.nextInt(ends.length)];
	}

	@Test
	void aHashStartsNoComment() throws IOException {
		final StudyTable table = folder.table("study\tbeta\t#x", "#1\tb.nii\t# y");

		assertEquals("#1", table.studies().get(0).id());
		assertEquals("# y", table.studies().get(0).moderators().get("#x"));
	}

	@Test
	void unnamedColumnsWithoutValuesAreIgnored() throws IOException {
		final StudyTable table = folder.table("\tstudy\tbeta\t", "\ts1\tb.nii\t", "\ts2\tc.nii\t ");

		assertEquals(List.of("study", "beta"), table.columns());
		assertEquals(List.of("s1", "s2"), table.studies().stream().map(Study::id).toList());
	}

	@Test
	void moderatorsAreNumbersWhereEveryValueIsOne() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tAge\tlab\tnone", "s1\tb1\t-1.5e2\tx\t",
			"s2\tb2\t\t1\t",
			"s3\tb3\t+.5\t\tNA", "s4\tb4\t3.\tx\t");

		assertArrayEquals(new double[] { -150, NAN, 0.5, 3 }, table.moderator(" age"));
		final Path file = table.path();
		TableFolder.assertFails(IllegalArgumentException.class, file, () -> table.moderator("lab"), "'lab'",
			"line 2, study 's1': got 'x'", "line 5", "wanted numbers");
		TableFolder.assertFails(IllegalArgumentException.class, file, () -> table.moderator("none"), "'none'",
			"no value", "4 studies");
		TableFolder.assertFails(IllegalArgumentException.class, file, () -> table.moderator("agee"),
			"no moderator column 'agee'", "'Age', 'lab', 'none'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1d", "0x1p3", "Infinity", "1e999", "1,5", "--1", "1e", ".", "1 2", "NaNs" })
	void whatOnlyJavaTakesForANumberIsNone(final String cell) throws IOException {
		final StudyTable table = folder.table("study\tbeta\tage", "s1\tb1\t" + cell);

		assertThrows(IllegalArgumentException.class, () -> table.moderator("age"));
	}

	@Test
	void nothingCanBeChanged() throws IOException {
		final StudyTable table = folder.table("study\tbeta\tage", "s1\tb1\t3");

		final Study study = table.studies().get(0);
		assertThrows(UnsupportedOperationException.class, () -> table.studies().clear());
		assertThrows(UnsupportedOperationException.class, () -> table.columns().clear());
		assertThrows(UnsupportedOperationException.class, () -> table.moderatorNames().clear());
		assertThrows(UnsupportedOperationException.class, () -> study.maps().clear());
		assertThrows(UnsupportedOperationException.class, () -> study.moderators().clear());
		table.moderator("age")[0] = 9;
		assertEquals(3, table.moderator("age")[0]);
	}

	@Test
	void aStudyNeedsAnIdAndAPossibleSampleSize() {
		for (final double n : new double[] { 0, -1, Double.POSITIVE_INFINITY })
			assertTrue(assertThrows(IllegalArgumentException.class,
				() -> new Study("a", Map.of(), n, "", Map.of(), 0)).getMessage().contains("'a'"));
		assertThrows(IllegalArgumentException.class, () -> new Study(" ", Map.of(), 1, "", Map.of(), 0));
		assertFalse(new Study("a", Map.of(), NAN, "", Map.of(), 0).sampleSize() > 0);
	}
}
