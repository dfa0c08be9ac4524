package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.study.SignalsTable;

class ExtractSignalsCommandTest {

	private static final String LABEL = "Extract Signals...";
	private static final SmallStudies SERIES = SmallStudies.of(12, 6, 5, 4);
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
	}

	@Test
	void aMacroGetsTheMeansOfRegionsInTheResultsTable() {
		SERIES.frames("series", SERIES.effects(), 32).show();

		final FijiRun run = fiji.runMacro(macro("masker=labels labels=FOLDER/labels.nii")
			+ "print(nResults + ' ' + getResult('7', 2));").clean();

		final ResultsTable table = fiji.results();
		assertEquals(List.of("sample", "3", "7"), Arrays.asList(table.getHeadings()));
		assertEquals(12, table.size());
		for (int t = 0; t < 12; t++) {
			assertEquals(t, table.getValue("sample", t));
			assertEquals(mean(t, 3), table.getValue("3", t), 1e-12);
			assertEquals(mean(t, 7), table.getValue("7", t), 1e-12);
		}
		assertEquals(1, run.printed().size());
		assertTrue(run.printed().get(0).startsWith("12 "), run.printed().get(0));
		assertEquals(List.of("VoxMeta: 12 samples of 2 signals of series"), run.log(LogLevel.INFO));
	}

	@Test
	void aSecondTableReplacesTheFirst() {
		fiji.runMacro(macro("input=FOLDER/series.nii.gz masker=labels labels=FOLDER/labels.nii")).clean();

		fiji.runMacro(macro("input=FOLDER/mask.nii masker=labels labels=FOLDER/labels.nii")).clean();

		assertEquals(1, fiji.results().size());
		assertEquals(List.of("sample", "3", "7"), Arrays.asList(fiji.results().getHeadings()));
	}

	@Test
	void voxelsOfAMaskAreWrittenWithAllDigits() throws IOException {
		fiji.runMacro(macro("input=FOLDER/series.nii.gz mask=FOLDER/mask.nii output=FOLDER/out.csv")).clean();
		fiji.runMacro(macro("input=FOLDER/series.nii.gz mask=FOLDER/mask.nii output=FOLDER/out.tsv")).clean();

		final SignalsTable table = SignalsTable.read(folder.resolve("out.csv"));
		final int[] voxels = IntStream.range(0, MASK.length).filter(j -> MASK[j] != 0).toArray();
		assertEquals(voxels.length, table.names().size());
		for (int j = 0; j < voxels.length; j++) {
			assertEquals(voxels[j] % 6 + " " + voxels[j] / 6 % 5 + " " + voxels[j] / 30, table.names().get(j));
			for (int t = 0; t < 12; t++)
				assertEquals(SERIES.effects()[t][voxels[j]], (float) table.values()[t][j]);
		}
		assertEquals(Files.readString(folder.resolve("out.csv")).replace(',', '\t'), Files.readString(folder.resolve(
			"out.tsv")));
		assertTrue(Files.readAllLines(folder.resolve("out.csv")).get(1).startsWith("0," + SERIES.effects()[0][voxels[0]]
			+ ","));
	}

	@Test
	void slicesAndChannelsAreSeriesWhereWanted() throws IOException {
		SERIES.channels("channels", SERIES.effects()).show();

		fiji.runMacro(macro("input=channels masker=labels labels=FOLDER/labels.nii output=FOLDER/c.csv")).clean();
		SmallStudies.of(1, 6, 5).writeMap(folder.resolve("plane.nii"), Arrays.copyOf(new float[] { 1, 0, 1 }, 30));
		fiji.runMacro(macro("input=FOLDER/mask.nii sampleaxis=Z mask=FOLDER/plane.nii output=FOLDER/z.csv")).clean();

		final SignalsTable channels = SignalsTable.read(folder.resolve("c.csv"));
		assertEquals(12, channels.values().length);
		assertEquals(mean(5, 7), channels.values()[5][1], 1e-12);
		final SignalsTable slices = SignalsTable.read(folder.resolve("z.csv"));
		assertEquals(List.of("0 0", "2 0"), slices.names());
		for (int z = 0; z < 4; z++)
			assertArrayEquals(new double[] { MASK[30 * z], MASK[30 * z + 2] }, slices.values()[z]);
	}

	@Test
	void framesOfSeveralChannelsAreRefused() {
		final ImagePlus series = SERIES.frames("series", SERIES.effects(), 32);
		series.setDimensions(2, 4, 6);
		series.show();

		final FijiRun run = fiji.runMacro(macro("input=series masker=labels labels=FOLDER/labels.nii"));

		assertEquals(List.of("Image 'series': got several frames and several channels, wanted one of them besides x, y"
			+ " and z"), run.cancellations());
	}

	@Test
	void slicesThatHaveLabelsNameTheRows() throws IOException {
		final ImagePlus series = SERIES.frames("series", SERIES.effects(), 32);
		for (int t = 0; t < 12; t++)
			series.getStack().setSliceLabel("subject " + (char) ('a' + t), 4 * t + 1);
		series.show();

		fiji.runMacro(macro("input=series masker=labels labels=FOLDER/labels.nii samplemask=1,3 output=FOLDER/out.csv"))
			.clean();

		assertEquals(List.of("sample", "label", "3", "7"), Arrays.asList(fiji.results().getHeadings()));
		assertEquals("subject d", fiji.results().getStringValue("label", 1));
		assertEquals(List.of("3", "7"), SignalsTable.read(folder.resolve("out.csv")).names());
	}

	@Test
	void withoutAMaskVoxelsThatDifferFromTheBackgroundCount() {
		final float[] image = new float[SERIES.voxels()];
		image[6 * 5 + 6 * 2 + 2] = 3;
		image[6 * 5 + 6 * 2 + 3] = 4;
		SERIES.image("blob", image).show();

		fiji.runMacro(macro("input=blob")).clean();

		assertEquals(List.of("sample", "2 2 1", "3 2 1"), Arrays.asList(fiji.results().getHeadings()));
		assertEquals(4, fiji.results().getValue("3 2 1", 0));
	}

	@Test
	void seedsAndSamplesMayStandInFiles() throws IOException {
		Files.writeString(folder.resolve("seeds.csv"), "x,y,z\n88,-124,-70\n84,-122,-68\n");
		Files.writeString(folder.resolve("keep.txt"), "true\n".repeat(3) + "false\n".repeat(9));
		Files.writeString(folder.resolve("runs.txt"), "1\n".repeat(6) + "2\n".repeat(6));
		final String series = "input=FOLDER/series.nii.gz masker=spheres detrend=true ";

		fiji.runMacro(macro(series + "seeds=FOLDER/seeds.csv samplemask=FOLDER/keep.txt output=FOLDER/a.csv")).clean();
		fiji.runMacro(macro(series + "seeds=[88,-124,-70; 84,-122,-68] samplemask=0-2 output=FOLDER/b.csv")).clean();
		fiji.runMacro(macro(series + "seeds=[88 -124 -70] runs=FOLDER/runs.txt output=FOLDER/c.csv")).clean();
		fiji.runMacro(macro(series + "seeds=[88,-124,-70] runs=1,1,1,1,1,1,2,2,2,2,2,2 output=FOLDER/d.csv")).clean();

		assertEquals(Files.readString(folder.resolve("a.csv")), Files.readString(folder.resolve("b.csv")));
		assertEquals(4, Files.readAllLines(folder.resolve("a.csv")).size());
		assertEquals(Files.readString(folder.resolve("c.csv")), Files.readString(folder.resolve("d.csv")));
	}

	@Test
	void severalFilesOfConfoundsAreOne() throws IOException {
		final StringBuilder both = new StringBuilder("a\tb\tc\n");
		final StringBuilder first = new StringBuilder("a\n");
		final StringBuilder second = new StringBuilder("note,b,c\n");
		for (int t = 0; t < 12; t++) {
			both.append(t * t).append('\t').append(Math.sin(t)).append('\t').append(t % 3).append('\n');
			first.append(t * t).append('\n');
			second.append(t == 0 ? "n/a" : "x").append(',').append(Math.sin(t)).append(',').append(t % 3).append('\n');
		}
		Files.writeString(folder.resolve("both.tsv"), both);
		Files.writeString(folder.resolve("a.tsv"), first);
		Files.writeString(folder.resolve("b.csv"), second);
		final String series = "input=FOLDER/series.nii.gz masker=labels labels=FOLDER/labels.nii ";

		fiji.runMacro(macro(series + "confounds=FOLDER/both.tsv output=FOLDER/1.csv")).clean();
		fiji.runMacro(macro(series + "confounds=[FOLDER/both.tsv; FOLDER/a.tsv] output=FOLDER/2.csv")).clean();
		fiji.runMacro(macro(series + "confounds=FOLDER/b.csv confoundcolumns=[C, b] output=FOLDER/3.csv")).clean();
		fiji.runMacro(macro(series + "confounds=FOLDER/both.tsv confoundcolumns=[b,c] output=FOLDER/4.csv")).clean();

		assertSame("1.csv", "2.csv", 1e-9);
		assertSame("3.csv", "4.csv", 1e-12);
		final double difference = read("1.csv").values()[0][0] - read("4.csv").values()[0][0];
		assertTrue(Math.abs(difference) > 1e-3, "difference " + difference);
	}

	@Test
	void theRecordedLineReplaysToTheSameTable() throws IOException {
		SERIES.frames("series", SERIES.effects(), 32).show();

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("input", "series", "masker", "labels", "labels", folder.resolve(
			"labels.nii").toString(), "detrend", true, "standardize", "psc", "output", folder.resolve("a.csv").toFile()))
			.clean();
		final RecordedCall line = dialog.recorded().get(0);
		Files.move(folder.resolve("a.csv"), folder.resolve("b.csv"));
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertEquals(Files.readString(folder.resolve("b.csv")), Files.readString(folder.resolve("a.csv")));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final Future<?> run = fiji.context().service(CommandService.class).run(ExtractSignalsCommand.class, true,
			"masker", "regions", "input", SERIES.image("x", MASK));

		assertEquals("masker: got 'regions', wanted one of voxels, labels, maps, spheres", assertThrows(
			ExecutionException.class, run::get).getCause().getCause().getMessage());
	}

	@Test
	void manySignalsAreWrittenButNotShown() throws IOException {
		final SmallStudies large = SmallStudies.of(2, 11, 10, 10);
		final float[] ones = new float[1100];
		Arrays.fill(ones, 1);
		large.frames("large", large.effects(), 32).show();
		large.image("all", ones).show();

		final FijiRun refused = fiji.runMacro(macro("input=large mask=all"));
		fiji.runMacro(macro("input=large mask=all output=FOLDER/large.csv")).clean();

		assertEquals(List.of("Output: got none, wanted a file, as a window can show at most 1000 signals and there are"
			+ " 1100"), refused.cancellations());
		assertEquals(1100, read("large.csv").names().size());
		assertEquals(0, fiji.results().size());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"masker=labels | Labels: got none, wanted an image, as the masker is labels", //
		"masker=maps | Maps: got none, wanted an image, as the masker is maps", //
		"masker=spheres | seeds: got none, wanted x,y,z in mm", //
		"masker=spheres seeds=1,2 | seeds: got '1,2', wanted x,y,z in mm", //
		"masker=spheres seeds=900,0,0 | outside the image of 6x5x4", //
		"masker=spheres seeds=88,-124,-70 radius=-1 | radius: got -1.0, wanted millimetres of 0 or more", //
		"masker=spheres seeds=88,-124,-70 radius=wide | radius: got 'wide', wanted a number", //
		"masker=spheres seeds=[88,-124,-70; 88,-124,-70] | share voxels, wanted none to", //
		"masker=labels labels=FOLDER/real.nii | Labels: got 0.5 at voxel (1 0 0), wanted whole numbers", //
		"mask=FOLDER/mask.nii labels=FOLDER/labels.nii | wanted none, as the masker voxels does not use it", //
		"mask=FOLDER/mask.nii strategy=median | strategy: got 'median', wanted none, as the masker voxels", //
		"mask=FOLDER/mask.nii seeds=0,0,2 | seeds: got '0,0,2', wanted none", //
		"mask=FOLDER/mask.nii allowoverlap=Yes | allowoverlap: got 'Yes', wanted none", //
		"masker=spheres seeds=0,0,2 allowoverlap=maybe | allowoverlap: got 'maybe', wanted Auto, Yes or No", //
		"masker=labels labels=FOLDER/labels.nii strategy=mode | strategy: got 'mode', wanted mean, median", //
		"mask=FOLDER/mask.nii confounds=FOLDER/short.csv | got 2 rows, wanted 12, one for each sample of '", //
		"mask=FOLDER/mask.nii confounds=FOLDER/text.csv | column 'a': got 'x', wanted a number", //
		"mask=FOLDER/mask.nii confounds=FOLDER/none.csv | none.csv: no such file", //
		"mask=FOLDER/mask.nii confoundcolumns=a | confoundcolumns: got 'a', wanted none without confounds", //
		"mask=FOLDER/mask.nii samplemask=0,12 | Sample mask: got sample 12, wanted at most 11", //
		"mask=FOLDER/mask.nii samplemask=3-1 | samplemask: got '3-1', wanted numbers of samples from 0", //
		"mask=FOLDER/mask.nii samplemask=true,false | Sample mask: got 2 values, wanted 12", //
		"mask=FOLDER/mask.nii runs=1,2 | Runs: got 2 labels, wanted 12", //
		"mask=FOLDER/mask.nii runs=a | runs: got 'a', wanted a whole number for each sample", //
		"mask=FOLDER/mask.nii lowpass=0.1 | t_r: got none, wanted the seconds from sample to sample", //
		"mask=FOLDER/mask.nii lowpass=fast tr=2 | low_pass: got 'fast', wanted a number", //
		"mask=FOLDER/mask.nii standardize=z | standardize: got 'z', wanted any of", //
		"mask=FOLDER/mask.nii filter=fir | filter: got 'fir', wanted any of", //
		"mask=FOLDER/mask.nii fwhm=wide | smoothing_fwhm: got wide, wanted a number", //
		"mask=FOLDER/mask.nii fwhm=4,4 | FWHM: got 2 numbers, wanted 1 or 3", //
		"mask=FOLDER/mask.nii sampleaxis=S | sampleaxis: got 'S', wanted Auto, T, C or Z", //
		"mask=FOLDER/mask.nii output=FOLDER/out.xlsx | wanted a name that ends in .csv or .tsv", //
		"mask=FOLDER/none.nii | Mask: got '", //
		"input=nowhere | Image: got 'nowhere', wanted the title" })
	void mistakesAreExplained(final String keys, final String message) throws IOException {
		final float[] halves = new float[REGIONS.length];
		for (int j = 0; j < halves.length; j++)
			halves[j] = j / 2f;
		SERIES.writeMap(folder.resolve("real.nii"), halves);
		Files.writeString(folder.resolve("short.csv"), "a,b\n1,2\n3,5\n");
		Files.writeString(folder.resolve("text.csv"), "a,b\nx,2\n3,5\n");

		final FijiRun run = fiji.runMacro(macro((keys.startsWith("input") ? "" : "input=FOLDER/series.nii.gz ") + keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(List.of(), run.exceptions());
		assertTrue(run.cancellations().get(0).contains(message), run.cancellations().get(0));
		assertEquals(0, fiji.results().size());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"mask=mask fwhm=4 | FWHM: got 4 mm, but 'image' does not say how large its voxels are", //
		"masker=spheres seeds=0,0,2 | Seeds: they are in millimetres, but the image has no affine" })
	void millimetresNeedAnImageThatHasThem(final String keys, final String message) {
		for (final ImagePlus image : List.of(SERIES.frames("series", SERIES.effects(), 32), SERIES.image("mask", MASK))) {
			image.setCalibration(null);
			image.show();
		}

		final FijiRun run = fiji.runMacro(macro("input=series " + keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertTrue(run.cancellations().get(0).contains(message), run.cancellations().get(0));
	}

	@Test
	void imagesWithoutAnAffineAreMeasuredByTheirCalibration() throws IOException {
		SERIES.frames("series", SERIES.effects(), 32).show();
		SERIES.image("mask", MASK).show();

		fiji.runMacro(macro("input=series mask=mask fwhm=5 output=FOLDER/a.csv")).clean();
		fiji.runMacro(macro("input=FOLDER/series.nii.gz mask=FOLDER/mask.nii fwhm=5 output=FOLDER/b.csv")).clean();
		fiji.runMacro(macro("input=series masker=spheres seeds=[0,0,0; 10,8,6] output=FOLDER/c.csv")).clean();

		assertSame("a.csv", "b.csv", 1e-6);
		assertEquals(SERIES.effects()[3][0], (float) read("c.csv").values()[3][0]);
		assertEquals(SERIES.effects()[3][119], (float) read("c.csv").values()[3][1]);
	}

	@Test
	void imagesOfAnotherGridAreToldOf() throws IOException {
		final SmallStudies coarse = SmallStudies.of(1, 3, 3, 2).withAffine(new double[][] { { 4, 0, 0, 0 }, { 0, 4, 0, 0 },
			{ 0, 0, 4, 0 }, { 0, 0, 0, 1 } });
		coarse.writeMap(folder.resolve("coarse.nii"), coarse.effects()[0]);

		final FijiRun run = fiji.runMacro(macro("input=FOLDER/coarse.nii mask=FOLDER/mask.nii"));

		assertEquals(1, run.log(LogLevel.WARN).size(), run.console());
		assertTrue(run.log(LogLevel.WARN).get(0).startsWith("Images of 3x3x2 voxels"), run.log(LogLevel.WARN).get(0));
	}

	@ParameterizedTest
	@CsvSource({ "Extract Signals...", "Signals to Image..." })
	void keysAreFitForMacros(final String label) {
		final CommandInfo command = fiji.context().service(CommandService.class).getCommands().stream().filter(
			info -> !info.getMenuPath().isEmpty() && info.getMenuPath().getLeaf().getName().equals(label)).findFirst()
			.orElseThrow();
		for (final ModuleItem<?> item : command.inputs()) {
			if (item.getType() == Context.class || Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z]+"), item.getName());
			assertFalse(item.isPersisted() || item.isRequired(), item.getName());
			assertFalse(item.getLabel().isBlank() || item.getDescription().isBlank(), item.getName());
		}
		assertFalse(fiji.clashingLabels().contains(label));
	}

	private String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys.replace("FOLDER", folder.toString()) + "');";
	}

	private SignalsTable read(final String file) throws IOException {
		return SignalsTable.read(folder.resolve(file));
	}

	private void assertSame(final String first, final String second, final double tolerance) throws IOException {
		final double[][] a = read(first).values();
		final double[][] b = read(second).values();
		assertEquals(a.length, b.length);
		for (int t = 0; t < a.length; t++)
			assertArrayEquals(a[t], b[t], tolerance);
	}

	private static double mean(final int sample, final int region) {
		return IntStream.range(0, REGIONS.length).filter(j -> REGIONS[j] == region).mapToDouble(
			j -> SERIES.effects()[sample][j]).average().orElseThrow();
	}
}
