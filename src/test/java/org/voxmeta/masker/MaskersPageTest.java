package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.study.ConfoundsTable;

/** Runs the code that the page on maskers shows, and looks for each parameter in its tables. */
class MaskersPageTest {

	private static final Path PAGE = Path.of("docs", "maskers.md");

	@TempDir
	Path folder;

	static double[][] signals(final Path folder) throws IOException {
		final GridImage series = InputImage.read(folder.resolve("rest.nii.gz")).series(StudyAxis.AUTO);
		final GridImage mask = InputImage.read(folder.resolve("brain.nii.gz")).gridImage();
		final ConfoundsTable table = ConfoundsTable.read(folder.resolve("confounds.tsv"));
		final Confounds confounds = Confounds.of(table.name(), table.columns(), table.values());

		final FittedMasker masker = ImageMasker.of(mask)
			.with("smoothing_fwhm", 6)
			.with("detrend", true)
			.with("standardize", "zscore_sample")
			.fit(List.of(series));
		return masker.transform(series, confounds, SampleMask.all()).toArrays();
	}

	@Test
	void thePageShowsTheCodeThatIsTestedHere() throws IOException {
		final String page = Files.readString(PAGE);
		final int start = page.indexOf("```java\n") + "```java\n".length();

		final String code = page.substring(start, page.indexOf("```", start)).replaceAll("(?m)^(?=.)", "\t");

		assertTrue(Files.readString(Path.of("src/test/java/org/voxmeta/masker/MaskersPageTest.java")).contains("\n"
			+ code), "This class has the method\n" + code);
	}

	@Test
	void theCodeGivesCleanSignals() throws IOException {
		final Random random = new Random(3);
		final float[] series = new float[24 * 10];
		for (int i = 0; i < series.length; i++)
			series[i] = 100 + random.nextFloat();
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 3, 2 }, NiftiType.FLOAT32).withAffine(
			new double[][] { { 3, 0, 0, 0 }, { 0, 3, 0, 0 }, { 0, 0, 3, 0 }, { 0, 0, 0, 1 } });
		NiftiWriter.write(NiftiImage.of(header.withDims(new long[] { 4, 3, 2, 10 }), series), folder.resolve(
			"rest.nii.gz"));
		final float[] mask = new float[24];
		mask[3] = mask[8] = mask[20] = 1;
		NiftiWriter.write(NiftiImage.of(header, mask), folder.resolve("brain.nii.gz"));
		Files.writeString(folder.resolve("confounds.tsv"), "a\n" + IntStream.range(0, 10).mapToObj(t -> t % 3
			+ "\n").collect(Collectors.joining()));

		final double[][] signals = signals(folder);

		assertEquals(10, signals.length);
		for (int j = 0; j < 3; j++) {
			final int voxel = j;
			assertEquals(0, Stream.of(signals).mapToDouble(row -> row[voxel]).sum(), 1e-9);
			assertEquals(9, Stream.of(signals).mapToDouble(row -> row[voxel] * row[voxel]).sum(), 1e-9);
			assertEquals(0, IntStream.range(0, 10).mapToDouble(t -> t % 3 * signals[t][voxel]).sum(), 1e-9);
		}
	}

	@Test
	void everyParameterIsOnThePage() throws IOException {
		final GridImage image = GridImage.of(ArrayImgs.bytes(2, 2), null);
		final TreeSet<String> wanted = new TreeSet<>();
		for (final Masker masker : List.of(ImageMasker.withDefaults(), LabelsMasker.of(image), MapsMasker.of(image),
			SpheresMasker.of(new double[3])))
			wanted.addAll(masker.parameters().keySet());

		final TreeSet<String> named = new TreeSet<>();
		final String page = Files.readString(PAGE);
		final Matcher rows = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|").matcher(page.substring(
			page.indexOf("## Parameters"), page.indexOf("## Regions")));
		while (rows.find())
			named.addAll(List.of(rows.group(1).replace("`", "").split(", ")));

		assertEquals(wanted, named);
	}
}
