package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.References;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.task.Progress;

/** What is told of a table's studies, and of files that cannot be read. */
class StudyCheckTest {

	@TempDir
	Path folder;

	@Test
	void soundStudiesRaiseNoWarning() throws IOException {
		final StudyCheck.Outcome outcome = check(SmallStudies.of(6, 5, 4, 3).write(folder));

		assertEquals(List.of(), outcome.warnings());
		assertEquals(List.of("coverage", "maps", "inputs", "grids", "warnings"), outcome.tables().stream().map(
			NumberTable::name).toList());
		assertEquals(List.of(), outcome.files());
	}

	@Test
	void coverageIsCountedOverAllMapsOfAStudy() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		for (int k = 0; k < 3; k++)
			studies.effects()[k][0] = 0;
		studies.effects()[0][1] = Float.NaN;
		studies.variances()[0][2] = -1;
		studies.variances()[1][2] = Float.POSITIVE_INFINITY;
		studies.effects()[2][3] = 0;

		final StudyCheck.Outcome outcome = check(studies.write(folder));

		final List<List<Object>> rows = table(outcome, "coverage").rows();
		assertEquals(List.of("study 1", 21.0, 21 / 23.0, 1.0), rows.get(0));
		assertEquals(List.of("study 2", 22.0, 22 / 23.0, 0.0), rows.get(1));
		assertEquals(List.of("study 3", 22.0, 22 / 23.0, 1.0), rows.get(2));
		assertEquals(Arrays.asList("any study", 23.0, 1.0, null), rows.get(3));
		assertEquals(Arrays.asList("all studies", 20.0, 20 / 23.0, null), rows.get(4));
		final double[] counts = values(outcome.coverage());
		assertArrayEquals(new double[] { Double.NaN, 2, 1, 2, 3 }, Arrays.copyOf(counts, 5));
		assertEquals(List.of(
			"Study 1 'study 1', varcope: 1 voxels are below 0, which no variance or standard error is;"
			+ " they count as missing"), outcome.warnings());
	}

	@Test
	void onlyTheMaskIsLookedAt() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		final float[] mask = new float[24];
		Arrays.fill(mask, 4, 10, 1);
		studies.effects()[1][5] = 0;

		final StudyCheck.Outcome outcome =
			StudyCheck.of(studies.write(folder)).withMask(InputImage.read(studies.writeMap(folder.resolve("mask.nii"),
			mask))).run(Progress.NONE);

		assertEquals(List.of("study 2", 5.0, 5 / 6.0, 1.0), table(outcome, "coverage").rows().get(1));
		final double[] beta = IntStream.range(4, 10).mapToDouble(j -> studies.effects()[0][j]).toArray();
		final List<Object> summary = table(outcome, "maps").rows().get(0);
		assertEquals(List.of("study 1", "beta", 6.0), summary.subList(0, 3));
		assertEquals(Arrays.stream(beta).min().orElseThrow(), summary.get(3));
		assertClose(Arrays.stream(beta).average().orElseThrow(), (Double) summary.get(5), 1e-13, "mean");
		assertEquals(18, Arrays.stream(values(outcome.coverage())).filter(Double::isNaN).count());
	}

	@Test
	void mapsInputsAndGridsAreListed() throws IOException {
		final SmallStudies studies = SmallStudies.of(2, 4, 3, 2);
		studies.write(folder);
		final Path table = lines("study,n,dof,group,beta,varcope,t", "a,20,,x,beta-1.nii.gz,varcope-1.nii.gz,",
			"b,,12,,beta-2.nii.gz,,varcope-2.nii.gz");

		final StudyCheck.Outcome outcome = check(table);

		assertEquals(List.of("a beta", "b beta", "a varcope", "b t"), table(outcome, "maps").rows().stream().map(
			row -> row.get(0) + " " + row.get(1)).toList());
		assertEquals(List.of(Arrays.asList("a", 20.0, 19.0, "x", "file", "file", "from beta and varcope",
			"from beta, varcope and n", "from beta, varcope and n"), Arrays.asList("b", null, 12.0, "", "file",
				"from beta and t", "file", "from t and dof", "none")), table(outcome, "inputs").rows());
		assertEquals(List.of("a", "beta", "4x3x2", "2x2x2", "mm"), table(outcome, "grids").rows().get(0).subList(0,
			5));
		assertEquals("float32", table(outcome, "grids").rows().get(0).get(6));
	}

	@Test
	void missingAndDamagedFilesAreNamedAndTheOthersLookedAt() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 2);
		final Path table = studies.write(folder);
		Files.delete(folder.resolve("beta-2.nii.gz"));
		final byte[] bytes = Files.readAllBytes(folder.resolve("varcope-3.nii.gz"));
		Files.write(folder.resolve("varcope-3.nii.gz"), Arrays.copyOf(bytes, bytes.length - 40));
		Files.writeString(folder.resolve("beta-4.nii.gz"), "no image");

		final StudyCheck.Outcome outcome = check(table);

		assertEquals(3, outcome.warnings().size(), outcome.warnings().toString());
		assertTrue(outcome.warnings().get(0).startsWith("Study 2 'study 2', beta: "
			+ folder.resolve("beta-2.nii.gz") + ": there is no such file"), outcome.warnings().get(0));
		assertTrue(outcome.warnings().get(1).startsWith("Study 4 'study 4', beta: "), outcome.warnings().get(1));
		assertTrue(outcome.warnings().get(2).startsWith(folder.resolve("varcope-3.nii.gz") + ": truncated"), outcome
			.warnings().get(2));
		assertEquals(List.of("study 1 beta", "study 3 beta", "study 1 varcope", "study 2 varcope",
			"study 4 varcope"), table(outcome, "maps").rows().stream().map(row -> row.get(0) + " "
			+ row.get(1)).toList());
	}

	@Test
	void whenNoFileCanBeOpenedThatIsAnError() throws IOException {
		final Path table = lines("study,beta", "a,a.nii", "b,b.nii");

		final String message = assertThrows(IOException.class, () -> check(table)).getMessage();

		assertTrue(message.startsWith(table + ": no map can be opened:\nStudy 1 'a', beta: "
			+ folder.resolve("a.nii") + ": there is no such file\nStudy 2 'b'"), message);
	}

	@Test
	void mapsOnAnotherGridAreToldAndSummarised() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		studies.write(folder);
		map("other.nii", new long[] { 5, 3 }, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
		final Path table = lines("study,beta", "o,other.nii", "a,beta-1.nii.gz", "b,beta-2.nii.gz",
			"c,beta-3.nii.gz");

		final StudyCheck.Outcome outcome = check(table);

		assertEquals(List.of(
			"Grids: 1 of 4 maps are on another grid than most (4x3x2, [-2.000 0.000 0.000 90.00] [0.000 2.000 0.000 -126.0]"
				+ " [0.000 0.000 2.000 -72.00]), and only summarised: o beta"), outcome.warnings());
		final List<Object> other = table(outcome, "maps").rows().get(3);
		assertEquals(List.of("o", "beta", 15.0, 1.0, 15.0, 8.0), other.subList(0, 6));
		assertEquals(Double.NaN, other.get(10));
		assertEquals(0.0, table(outcome, "coverage").rows().get(0).get(1));
		map("mask.nii", new long[] { 7, 7 }, new float[49]);
		final String refused = assertThrows(IllegalArgumentException.class, () ->
			StudyCheck.of(table).withMask(InputImage.read(folder.resolve("mask.nii"))).run(Progress.NONE))
				.getMessage();
		assertTrue(refused.startsWith("Mask '" + folder.resolve("mask.nii") + "': got no map on its grid, 7x7"),
			refused);
	}

	@Test
	void mistakesAreToldWithStudyAndMap() throws IOException {
		final SmallStudies studies = SmallStudies.of(8, 12, 10, 5);
		for (int j = 0; j < studies.voxels(); j++) {
			for (int k = 0; k < 8; k++)
				studies.effects()[k][j] += (float) Math.sin(0.1 * j);
			studies.effects()[2][j] *= -1;
			studies.effects()[4][j] *= 1000;
			studies.effects()[6][j] = studies.effects()[0][j];
			studies.variances()[7][j] = 0.1f;
		}

		final List<String> warnings = check(studies.write(folder)).warnings();

		assertEquals(5, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).matches(
			"Study 3 'study 3', beta: correlates negatively with the median map of the other"
			+ " studies \\(r = -0\\.\\d+\\), which agree \\(typically r = 0\\.\\d+\\); is the sign reversed\\?"),
			warnings.get(0));
		assertTrue(warnings.get(1).startsWith("Study 5 'study 5', beta: values are "), warnings.get(1));
		assertEquals("Study 7 'study 7', beta: is the same map as that of study 1 'study 1'", warnings.get(2));
		assertEquals("Study 8 'study 8', varcope: all voxels have the same value, 0.100", warnings.get(3));
		assertTrue(warnings.get(4).startsWith(
			"Study 5 'study 5', beta and varcope: effect / √variance is typically "), warnings.get(4));
	}

	@Test
	void kindsOfOneStudyAreCompared() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 12, 10, 5);
		studies.write(folder);
		final List<String> lines = new ArrayList<>(List.of("study,beta,varcope,t"));
		for (int k = 0; k < 3; k++) {
			final float[] t = new float[studies.voxels()];
			for (int j = 0; j < t.length; j++)
				t[j] = (float) (studies.effects()[k][j] / (k == 1 ? studies.variances()[k][j] : k == 2
				? -Math.sqrt(studies.variances()[k][j]) : Math.sqrt(studies.variances()[k][j])));
			studies.writeMap(folder.resolve("t" + k + ".nii"), t);
			lines.add("s" + k + ",beta-" + (k + 1) + ".nii.gz,varcope-" + (k + 1) + ".nii.gz,t" + k + ".nii");
		}

		final List<String> warnings = check(lines(lines.toArray(String[]::new))).warnings();

		assertEquals(List.of(
			"Study 2 's1', beta, varcope and t: t is effect / variance, so the variances are standard" + " errors",
			"Study 3 's2', beta and t: differ in sign in 100 % of the voxels"), warnings);
	}

	@Test
	void tablesAndCoverageAreWritten() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		final Path out = folder.resolve("a/check");

		final StudyCheck.Outcome outcome = StudyCheck.of(studies.write(folder)).withOutput(out).run(Progress.NONE);

		assertEquals(List.of("coverage.csv", "maps.csv", "inputs.csv", "grids.csv", "warnings.csv",
			"coverage.nii.gz").stream().map(name -> out.resolve(name).toAbsolutePath()).toList(), outcome.files());
		assertEquals("study,voxels,share,lacked alone", Files.readAllLines(out.resolve("coverage.csv")).get(0));
		assertEquals("study 1,24,1,0", Files.readAllLines(out.resolve("coverage.csv")).get(1));
		final NiftiImage coverage = NiftiReader.read(out.resolve("coverage.nii.gz"));
		assertArrayEquals(values(outcome.coverage()), values(coverage));
		assertTrue(Arrays.deepEquals(studies.header().affine(), coverage.header().affine()));
	}

	@Test
	void nothingIsWrittenAfterACancel() throws IOException {
		final Path table = SmallStudies.of(3, 4, 3, 2).write(folder);
		final Path out = folder.resolve("out");

		assertThrows(CancellationException.class, () -> StudyCheck.of(table).withOutput(out).run((stage, done,
			total) -> false));

		assertFalse(Files.exists(out));
	}

	/** Their effects are in many units, from the software of many labs; nothing else is wrong with them. */
	@Test
	void realStudiesRaiseNoWarningThatIsNotTrue() throws IOException {
		final Path table = References.path("pain/data/studies.tsv");
		final InputImage mask = InputImage.read(References.path("pain/data/mask.nii.gz"));

		for (final StudyCheck check : List.of(StudyCheck.of(table), StudyCheck.of(table).withMask(mask)))
			assertEquals(List.of(
			"All studies, beta: the studies have no common scale (median sizes from 0.0597 to 363); a"
			+ " mean over them has no unit, and large ones decide it"), check.run(Progress.NONE).warnings());
	}

	@Test
	void realStudiesWithDamagedVoxelsAreToldFor() throws IOException {
		final List<String> warnings = check(References.path("pain_holes/data/studies.tsv")).warnings();

		assertEquals(List.of("All studies, beta", "Study 3 'pain_06', varcope", "Study 10 'pain_18', varcope"),
			warnings.stream().map(warning -> warning.split(":")[0]).toList());
		assertTrue(warnings.get(1).contains("voxels are below 0"), warnings.get(1));
	}

	private static StudyCheck.Outcome check(final Path table) throws IOException {
		return StudyCheck.of(table).run(Progress.NONE);
	}

	private static NumberTable table(final StudyCheck.Outcome outcome, final String name) {
		return outcome.tables().stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
	}

	private static double[] values(final NiftiImage image) {
		final double[] values = new double[(int) image.header().size()];
		final var cursor = Views.flatIterable(image.img()).cursor();
		for (int j = 0; j < values.length; j++)
			values[j] = cursor.next().getRealDouble();
		return values;
	}

	private void map(final String name, final long[] dims, final float... values) throws IOException {
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(dims, NiftiType.FLOAT32), values), folder.resolve(name));
	}

	private Path lines(final String... lines) throws IOException {
		return Files.write(folder.resolve("table.csv"), List.of(lines));
	}
}
