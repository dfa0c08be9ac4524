package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.study.TableFolder.assertRefused;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every table that cannot be used says why: file, line, column, got, wanted. */
class StudyTableErrorsTest {

	@TempDir
	private Path dir;
	private TableFolder folder;

	@BeforeEach
	void useFolder() {
		folder = new TableFolder(dir);
	}

	@Test
	void noFileAndFolder() {
		assertRefused(dir.resolve("absent.tsv"), "no such file", "wanted a study table");
		assertRefused(dir, "is a folder", "wanted a study table");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n\n", "\uFEFF", " \r\n", ",,,\n,," })
	void emptyFile(final String text) {
		folder.assertRefused(text, "is empty", "wanted a header line and one line per study");
	}

	@Test
	void headerOnly() {
		folder.assertRefused("\nstudy,beta\n\n,\n", "header (line 2)", "no studies",
			"wanted one line per study");
	}

	@Test
	void noStudyColumn() {
		folder.assertRefused("Studies,beta\nx,b.nii\n", "line 1: ", "no column 'study' or 'id' or 'study_id'",
			"columns are: 'Studies', 'beta'", "did you mean 'Studies'?");
		folder.assertRefused("study beta\nx b.nii\n", "no column 'study'", "columns are: 'study beta'",
			"cut at commas");
		assertRefused(folder.put("a.txt", "study beta", "x b.nii"), "columns are: 'study beta'",
			"cut at tabs");
	}

	@Test
	void noMapColumn() {
		folder.assertRefused("study,n,betas,age\nx,12,b.nii,3\n", "line 1: ",
			"no column 'beta' or 'varcope' or 'se' or 't' or 'z'",
			"columns are: 'study', 'n', 'betas', 'age'",
			"did you mean 'betas'?");
		folder.assertRefused("study,whatever,age\nx,b.nii.gz,3\n", "did you mean 'whatever'?");
		folder.assertRefused("study,effect,variance\nx,0.5,3\n", "'effect', 'variance' hold numbers",
			"wanted image files");
	}

	@Test
	void columnNameTwice() {
		folder.assertRefused("study,beta,Age, aGe\nx,b.nii,1,2\n", "line 1: ", "'aGe' twice",
			"columns 3 and 4",
			"wanted names that differ");
		folder.assertRefused("study,beta,BETA\nx,b.nii,c.nii\n", "'BETA' twice", "columns 2 and 3");
	}

	@Test
	void twoColumnsMeaningTheSame() {
		folder.assertRefused("ID,beta,study\nx,b.nii,y\n", "line 1: ",
			"columns 'ID' and 'study' mean the same",
			"wanted one of 'study' or 'id' or 'study_id'");
		folder.assertRefused("study,beta,n,sample_size\nx,b.nii,1,1\n",
			"'n' and 'sample_size' mean the same");
	}

	@Test
	void valuesWithoutAColumnName() {
		folder.assertRefused(",study,beta\n0,x,b.nii\n1,y,c.nii\n", "line 1: column 1 has no name",
			"holds '0' on line 2", "wanted a name");
	}

	@Test
	void tooFewAndTooManyCells() {
		final String message = folder.assertRefused(
			"study,beta,note\nx,b.nii,\"two\nlines\"\n\ny,c.nii\nz,d.nii,1,2\nlast,e.nii,\n", "2 problems:",
			"line 5, starting 'y': got 2 cells, wanted 3", "line 6, starting 'z': got 4 cells, wanted 3");
		assertEquals(3, message.lines().count());
	}

	@Test
	void blankIds() {
		folder.assertRefused("beta,study\nb.nii,x\nc.nii,\nd.nii,NA\n", "2 problems:",
			"line 3, column 'study': got '', wanted a study id", "line 4, column 'study': got 'NA'");
		folder.assertRefused(",beta,ID\n,b.nii,  \n", "line 2, column 'ID': got ''");
	}

	@Test
	void sameIdTwice() {
		folder.assertRefused("study,beta\nx,b.nii\ny,c.nii\n x ,d.nii\nx,e.nii\n", "2 problems:",
			"line 4, column 'study': got 'x', wanted an id of its own (line 2 has the same)", "line 5, ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-3", "abc", "12 subjects", "Infinity", "1e999", "0x10", "25d", "12,5" })
	void unusableSampleSize(final String n) {
		folder.assertRefused("study,beta,Sample_Size\nx,b.nii,\"" + n + "\"\ny,c.nii,3\n",
			"line 2, column 'Sample_Size': got '" + n + "', wanted a positive number");
	}

	@Test
	void oneProblemTakesOneLineAndManyAreCounted() {
		final String rows = IntStream.range(0, 17).mapToObj(i -> "s" + i + ",b" + i + ".nii,-1\n")
			.collect(Collectors.joining());

		final String one = folder.assertRefused("study,beta,n\nx,b.nii,-1\n", "line 2");
		final String many = folder.assertRefused("study,beta,n\n" + rows, "17 problems:", "line 2, ",
			"line 11, ",
			"... and 7 more");

		assertEquals(1, one.lines().count());
		assertEquals(12, many.lines().count());
		assertFalse(many.contains("line 12"), many);
	}

	@Test
	void problemsOfSeveralColumnsAreTold() {
		folder.assertRefused("study,beta,n\nx,b.nii,-1\ny,~/b.nii,1\nz,0.25,3\n", "3 problems:",
			"line 2, column 'n': got '-1'", "line 3, column 'beta': got '~/b.nii'",
			"line 4, column 'beta': got '0.25'");
	}

	@ParameterizedTest
	@CsvSource({ "~/b.nii, '~' is not expanded", "~me/b.nii, '~' is not expanded", "-0.25, not a number" })
	void unusablePath(final String path, final String why) {
		final String message = folder.assertRefused("study,se\nx," + path + "\n",
			"line 2, column 'se': got '" + path + "', wanted an image path relative to the table's folder");
		assertTrue(message.contains(why), message);
	}

	@Test
	void sameFileForTwoMapsOfAStudy() {
		folder.assertRefused("study,beta,varcope\nx,b.nii,./b.nii\n",
			"line 2, column 'varcope': got './b.nii', wanted another file than in column 'beta'");
	}

	@Test
	void linesAreCountedBehindQuotedLineEnds() {
		folder.assertRefused("study,beta,n,note\r\nx,b.nii,1,\"a\r\nb\r\n\r\nc\"\r\ny,c.nii,-1,\r\n",
			"line 6, column 'n': got '-1'");
		folder.assertRefused("study,beta,n,note\rx,b.nii,1,\"a\rb\"\ry,c.nii,-1,\r", "line 4, column 'n'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"never closed,b.nii\ny,c.nii\n", "\"closed\" early,b.nii\n" })
	void unmatchedQuotes(final String row) {
		folder.assertRefused("study,beta\n\"w\nw\",a.nii\n" + row,
			"line 4: got '" + row.lines().findFirst().orElseThrow() + "'", "quotes that do not match",
			"wanted");
	}

	@Test
	void latin1() {
		final byte[] bytes = "study,beta\r\nx,b.nii\r\nAndré,c.nii\r\n".getBytes(StandardCharsets.ISO_8859_1);

		assertRefused(folder.putBytes("a.csv", bytes), "line 3: ", "got byte 0xE9", "after 'Andr'",
			"wanted UTF-8");
	}

	@Test
	void cutOffUtf8() {
		final byte[] bytes = "study,beta\nx,é".getBytes(StandardCharsets.UTF_8);

		assertRefused(folder.putBytes("a.csv", Arrays.copyOf(bytes, bytes.length - 1)), "line 2: ", "0xC3");
	}

	@Test
	void otherKindsOfFile() {
		final byte[] nifti = new byte[400];
		nifti[0] = 92;
		nifti[1] = 1;
		assertRefused(folder.putBytes("a.tsv", nifti), "got a binary file (a zero byte on line 1)",
			"wanted a study table");
		assertRefused(folder.putBytes("a.tsv", new byte[] { 0x1F, (byte) 0x8B, 8 }), "got a gzip file");
		assertRefused(folder.putBytes("a.tsv", new byte[] { 'P', 'K', 3, 4, 20 }),
			"got a spreadsheet or archive",
			"export");
		assertRefused(folder.putBytes("a.tsv", new byte[] { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0 }),
			"got a spreadsheet");
		assertRefused(folder.putBytes("a.tsv", "\uFEFFstudy\tbeta\n".getBytes(StandardCharsets.UTF_16LE)),
			"got UTF-16 text", "save it as UTF-8");
		assertRefused(folder.putBytes("a.tsv", "study\tbeta\n\0".getBytes(StandardCharsets.UTF_8)),
			"zero byte on line 2");
	}

	@Test
	void hugeFile() throws IOException {
		final Path file = folder.put("a.tsv", "study\tbeta\t" + "x".repeat(10_000));
		try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
			content.setLength((64L << 20) + 1);
		}

		assertRefused(file, "has 67108865 bytes", "at most 67108864");
	}

	@Test
	void controlCharactersAndLongCellsAreShownOnOneLine() {
		final String message = folder.assertRefused(
			"study,beta,n\nx,b.nii,\"a\tb\n" + "y".repeat(5000) + "\"\n", "got 'a\\tb\\nyyy", "yyy...'");

		assertEquals(1, message.lines().count());
		assertTrue(message.length() < 1000);
	}

	@Test
	void manyColumnsAreNotAllShown() throws IOException {
		final String header = IntStream.range(0, 500).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

		folder.assertRefused(header + "\n", "'c29' ... and 470 more");
	}
}
