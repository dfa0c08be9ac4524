package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiReader;

class SignalsToImageCommandTest {

	private static final String LABEL = "Signals to Image...";
	private static final SmallStudies SERIES = SmallStudies.of(5, 6, 5, 4);
	private static final float[] REGIONS = new float[SERIES.voxels()];
	private static final float[] MASK = new float[SERIES.voxels()];

	static {
		for (int j = 0; j < REGIONS.length; j++) {
			REGIONS[j] = j % 6 < 2 ? 0 : j % 6 < 4 ? 7 : 3;
			MASK[j] = j % 5 == 2 ? 1 : 0;
		}
	}

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@BeforeEach
	void writeFiles() throws IOException {
		SERIES.writeFourD(folder.resolve("series.nii.gz"), SERIES.effects());
		SERIES.writeMap(folder.resolve("labels.nii"), REGIONS);
		SERIES.writeMap(folder.resolve("mask.nii"), MASK);
		Files.writeString(folder.resolve("regions.csv"), "sample,3,7\n0,1.5,-2\n");
	}

	@Test
	void thereAndBackIsTheSeriesInTheMask() throws IOException {
		fiji.runMacro(extract("input=FOLDER/series.nii.gz mask=FOLDER/mask.nii output=FOLDER/v.csv")).clean();

		final FijiRun run = fiji.runMacro(macro("table=FOLDER/v.csv mask=FOLDER/mask.nii output=FOLDER/back.nii.gz"))
			.clean();

		final ImagePlus image = fiji.image("signals");
		assertSame(image, run.output("image"));
		assertArrayEquals(new int[] { 6, 5, 1, 4, 5 }, image.getDimensions());
		final double[] values = MapAssertions.values(image);
		for (int i = 0; i < values.length; i++)
			assertEquals(MASK[i % 120] == 0 ? Float.NaN : SERIES.effects()[i / 120][i % 120], (float) values[i], "value "
				+ i);
		final NiftiHeader written = NiftiReader.read(folder.resolve("back.nii.gz")).header();
		assertArrayEquals(new long[] { 6, 5, 4, 5 }, written.dims());
		assertArrayEquals(SERIES.header().affine(), written.affine());
		assertEquals("mm", written.spaceUnit());
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void theResultsTableWorksWithoutAnyFile() {
		SERIES.frames("series", SERIES.effects(), 32).show();
		SERIES.image("mask", MASK).show();

		fiji.runMacro(extract("input=series mask=mask") + macro("table=Results mask=mask match=series outside=0")).clean();

		final double[] values = MapAssertions.values(fiji.image("signals"));
		for (int i = 0; i < values.length; i++)
			assertEquals(MASK[i % 120] == 0 ? 0 : SERIES.effects()[i / 120][i % 120], (float) values[i], "value " + i);
		assertEquals(2, fiji.image("signals").getCalibration().pixelWidth);
		assertEquals("mm", fiji.image("signals").getCalibration().getUnit());
	}

	@Test
	void allVoxelsOfARegionGetItsSignal() {
		fiji.runMacro(macro("table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii outside=9")).clean();

		assertImage(j -> REGIONS[j] == 3 ? 1.5 : REGIONS[j] == 7 ? -2 : 9);
		assertEquals(1, fiji.image("signals").getNFrames());
	}

	@Test
	void aMaskLimitsTheRegions() {
		fiji.runMacro(macro("table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii mask=FOLDER/mask.nii"))
			.clean();

		assertImage(j -> MASK[j] == 0 || REGIONS[j] == 0 ? Double.NaN : REGIONS[j] == 3 ? 1.5 : -2);
	}

	@Test
	void mapsAreSummedByTheirSignals() throws IOException {
		SERIES.writeFourD(folder.resolve("maps.nii"), new float[][] { SERIES.effects()[0], SERIES.effects()[1] });
		Files.writeString(folder.resolve("maps.csv"), "1,2\n3,-0.5\n");

		fiji.runMacro(macro("table=FOLDER/maps.csv masker=maps maps=FOLDER/maps.nii")).clean();

		final double[] values = MapAssertions.values(fiji.image("signals"));
		for (int j = 0; j < values.length; j++)
			assertEquals(3 * SERIES.effects()[0][j] - 0.5 * SERIES.effects()[1][j], values[j], 1e-6);
	}

	@Test
	void mapsThereAndBackGiveWhatIsMadeOfThem() throws IOException {
		final float[][] maps = { SERIES.effects()[0], SERIES.effects()[1] };
		final float[] mixed = new float[120];
		for (int j = 0; j < mixed.length; j++)
			mixed[j] = 2 * maps[0][j] - 3 * maps[1][j];
		SERIES.writeFourD(folder.resolve("maps.nii"), maps);
		SERIES.writeMap(folder.resolve("mixed.nii"), mixed);

		fiji.runMacro(extract("input=FOLDER/mixed.nii masker=maps maps=FOLDER/maps.nii output=FOLDER/m.csv")).clean();
		fiji.runMacro(macro("table=FOLDER/m.csv masker=maps maps=FOLDER/maps.nii")).clean();

		final double[] values = MapAssertions.values(fiji.image("signals"));
		for (int j = 0; j < values.length; j++)
			assertEquals(mixed[j], values[j], 1e-5);
	}

	@Test
	void spheresNeedAGridAndGetTheirSignals() throws IOException {
		Files.writeString(folder.resolve("s.csv"), "a,b\n4,5\n");
		final String keys = "table=FOLDER/s.csv masker=spheres seeds=[90,-126,-72; 80,-118,-66] ";

		final FijiRun refused = fiji.runMacro(macro(keys));
		final FijiRun run = fiji.runMacro(macro(keys + "match=FOLDER/series.nii.gz")).clean();

		assertTrue(refused.cancellations().get(0).startsWith("Seeds: got no image and no mask"), refused.cancellations()
			.get(0));
		assertImage(j -> j == 0 ? 4 : j == 119 ? 5 : Double.NaN);
		assertEquals(1, run.log(LogLevel.WARN).size());
		assertTrue(run.log(LogLevel.WARN).get(0).startsWith(
			"Signals: 2 of 2 columns have other names than the masker's signals: the first is 'a' for 'seed 1 ["), run.log(
				LogLevel.WARN).get(0));
	}

	@Test
	void rowsOfAPlaneAreFrames() throws IOException {
		final SmallStudies plane = SmallStudies.of(3, 6, 5);
		plane.frames("plane", plane.effects(), 32).show();
		final float[] ones = new float[30];
		Arrays.fill(ones, 1);
		plane.image("all", ones).show();

		fiji.runMacro(extract("input=plane mask=all output=FOLDER/p.tsv") + macro("table=FOLDER/p.tsv mask=all")).clean();

		assertArrayEquals(new int[] { 6, 5, 1, 1, 3 }, fiji.image("signals").getDimensions());
		final double[] values = MapAssertions.values(fiji.image("signals"));
		for (int i = 0; i < values.length; i++)
			assertEquals(plane.effects()[i / 30][i % 30], (float) values[i]);
	}

	@Test
	void labelsAreBroughtToTheImagesGridAndThatIsTold() throws IOException {
		final SmallStudies coarse = SmallStudies.of(1, 3, 2, 2).withAffine(new double[][] { { -4, 0, 0, 90 }, { 0, 4, 0,
			-126 }, { 0, 0, 4, -72 }, { 0, 0, 0, 1 } });
		coarse.writeMap(folder.resolve("coarse.nii"), coarse.effects()[0]);

		final FijiRun run = fiji.runMacro(macro(
			"table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii match=FOLDER/coarse.nii"));

		assertArrayEquals(new int[] { 3, 2, 1, 2, 1 }, fiji.image("signals").getDimensions());
		assertTrue(run.log(LogLevel.WARN).get(0).startsWith("Labels of 6x5x4 voxels"), run.console());
		final double[] values = MapAssertions.values(fiji.image("signals"));
		for (int j = 0; j < values.length; j++)
			assertEquals(j % 3 == 0 ? Float.NaN : j % 3 == 1 ? -2f : 1.5f, (float) values[j]);
	}

	@Test
	void theRecordedLineReplaysToTheSameImage() throws IOException {
		fiji.runMacro(extract("input=FOLDER/series.nii.gz mask=FOLDER/mask.nii output=FOLDER/v.csv")).clean();

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("table", folder.resolve("v.csv").toFile(), "mask", folder
			.resolve("mask.nii").toString(), "outside", "-1")).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertArrayEquals(MapAssertions.values(fiji.image("signals")), MapAssertions.values(fiji.image("signals-1")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"table=FOLDER/regions.csv | Mask: got none, wanted the one that the signals were extracted with", //
		"table=FOLDER/regions.csv mask=FOLDER/mask.nii | regions.csv': got 2 columns of signals ('3' to '7'), wanted 24",
		"masker=labels labels=FOLDER/labels.nii | Table: got none, wanted the title of an open table", //
		"table=FOLDER/none.csv masker=labels labels=FOLDER/labels.nii | wanted the title of an open table or the path", //
		"table=FOLDER/bad.csv masker=labels labels=FOLDER/labels.nii | line 3, column '7': got 'two', wanted a number", //
		"table=FOLDER/gap.csv masker=labels labels=FOLDER/labels.nii | line 2, column '3': got no value, wanted", //
		"table=FOLDER/empty.csv masker=labels labels=FOLDER/labels.nii | got 1 rows of 0 signals, wanted at least one", //
		"table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii outside=none | outside: got 'none', wanted a", //
		"table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii output=FOLDER/labels.nii | is an input, wanted", //
		"table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii output=FOLDER/x.tif | .nii", //
		"table=FOLDER/regions.csv masker=labels labels=FOLDER/labels.nii maps=FOLDER/mask.nii | maps: got '" })
	void mistakesAreExplained(final String keys, final String message) throws IOException {
		Files.writeString(folder.resolve("bad.csv"), "sample,3,7\n0,1,2\n1,3,two\n");
		Files.writeString(folder.resolve("gap.csv"), "sample,3,7\n0,,2\n");
		Files.writeString(folder.resolve("empty.csv"), "sample,label\n0,a\n");

		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(List.of(), run.exceptions());
		assertTrue(run.cancellations().get(0).contains(message), run.cancellations().get(0));
		assertEquals(List.of(), fiji.images());
	}

	private void assertImage(final IntToDoubleFunction wanted) {
		final double[] values = MapAssertions.values(fiji.image("signals"));
		assertArrayEquals(IntStream.range(0, 120).mapToDouble(wanted).toArray(), values);
	}

	private String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys.replace("FOLDER", folder.toString()) + "');";
	}

	private String extract(final String keys) {
		return "run('Extract Signals...', '" + keys.replace("FOLDER", folder.toString()) + "');";
	}
}
