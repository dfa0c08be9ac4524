package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import ij.IJ;
import ij.ImagePlus;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.masker.mask.BackgroundMask;
import org.voxmeta.masker.mask.EpiMask;
import org.voxmeta.masker.mask.MaskCleaning;
import org.voxmeta.masker.mask.MaskStrategy;

class MakeMaskCommandTest {

	private static final String LABEL = "Make Mask...";
	private static final SmallStudies STUDIES = SmallStudies.of(4, 6, 5, 4).withHoles();
	/** For a bright shell around a dark kernel, in darkness with noise, before a background of 0. */
	private static final SmallStudies BALL = SmallStudies.of(1, 16, 15, 14);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroMakesTheMaskOfTheActiveImage() {
		ball().show();

		final FijiRun run = fiji.runMacro(macro("") + "print(getTitle());").clean();

		assertMask(of(BackgroundMask.withDefaults()), fiji.image("mask"));
		assertSame(fiji.image("mask"), run.output("mask"));
		assertEquals(List.of("mask"), run.printed());
		assertEquals(List.of(), run.log(LogLevel.WARN));
		final int voxels = BackgroundMask.withDefaults().maskOf(values()).size();
		assertEquals(List.of(String.format(Locale.ROOT,
			"VoxMeta: mask of %d of 3360 voxels (%.1f %%), background of 1 image", voxels, voxels / 33.6)), run.log(
				LogLevel.INFO));
	}

	@Test
	void everyOptionOfEpiReachesIt() {
		ball().show();

		fiji.runMacro(macro("input=ball strategy=EPI lower=0.3 upper=0.95 excludezeros=true opening=1 connected=no"
			+ " fillholes=true")).clean();
		fiji.runMacro(macro("input=ball strategy=epi")).clean();

		assertMask(of(EpiMask.withDefaults().withCutoffs(0.3, 0.95).withExcludeZeros(true).withCleaning(
			new MaskCleaning(1, false, true))), fiji.image("mask"));
		assertMask(of(EpiMask.withDefaults()), fiji.image("mask-1"));
	}

	@Test
	void everyOptionOfBackgroundReachesIt() {
		ball().show();

		fiji.runMacro(macro("input=ball border=3 opening=1 connected=Yes fillholes=true")).clean();

		assertMask(of(BackgroundMask.withDefaults().withBorderSize(3)
			.withCleaning(new MaskCleaning(1, true, true))),
			fiji.image("mask"));
	}

	@Test
	void limitsAreValuesOrPercentiles() {
		SmallStudies.of(1, 5, 1).image("five", 10, 30, 20, 50, 40).show();

		fiji.runMacro(macro("input=five strategy=threshold lower=20 upper=40")).clean();
		fiji.runMacro(macro("input=five strategy=threshold lower=50%")).clean();
		fiji.runMacro(macro("input=five strategy=threshold upper=20 fillholes=true")).clean();

		assertMask(j -> j == 1 || j == 2 || j == 4, fiji.image("mask"));
		assertMask(j -> j == 1 || j == 3 || j == 4, fiji.image("mask-1"));
		assertMask(j -> j == 0 || j == 2, fiji.image("mask-2"));
	}

	@Test
	void theMaskFitsTheEstimatorsAndImageJ() throws IOException {
		final Path table = STUDIES.write(folder.resolve("the studies"));

		fiji.runMacro(macro("studies=[" + table + "] column=beta strategy=studies share=1")
			+ "run('DerSimonian-Laird...', 'studies=[" + table + "] mask=mask maps=k');").clean();

		assertMask(j -> studiesWith(j) == 4, fiji.image("mask"));
		assertTrue(fiji.image("mask").getProcessor().isBinary());
		final double[] k = MapAssertions.values(fiji.image("k"));
		for (int j = 0; j < k.length; j++)
			assertEquals(studiesWith(j) < 4, Double.isNaN(k[j]), "voxel " + j);
	}

	@Test
	void aStackOfStudiesMakesAMaskOfItsSpace() {
		STUDIES.frames("studies", STUDIES.effects(), 32).show();

		final FijiRun run = fiji.runMacro(macro("input=studies strategy=studies share=0.5")).clean();

		assertMask(j -> studiesWith(j) >= 2, fiji.image("mask"));
		assertArrayEquals(new int[] { 6, 5, 1, 4, 1 }, fiji.image("mask").getDimensions());
		assertEquals(2, fiji.image("mask").getCalibration().pixelWidth);
		assertEquals("mm", fiji.image("mask").getCalibration().getUnit());
		assertTrue(run.log(LogLevel.INFO).get(0).endsWith("studies of 4 images"), run.console());
	}

	@Test
	void filesAreGivenByAPatternAndTheMaskIsWritten() throws IOException {
		for (int k = 0; k < 4; k++)
			STUDIES.writeMap(folder.resolve("map-" + k + ".nii.gz"), STUDIES.effects()[k]);
		final Path output = folder.resolve("my mask.nii.gz");

		fiji.runMacro(macro("files=[" + folder + "/map-*.nii.gz] strategy=studies output=[" + output + "]"))
			.clean();

		assertMask(j -> studiesWith(j) == 4, fiji.image("mask"));
		final double[] written = MapAssertions.values(NiftiImages.toImagePlus(NiftiReader.read(output), "read"));
		for (int j = 0; j < written.length; j++)
			assertEquals(studiesWith(j) == 4 ? 1 : 0, written[j]);
	}

	@Test
	void masksOfImagesOrOfTheirMeanAreMade() throws IOException {
		final SmallStudies whole = SmallStudies.of(3, 6, 5, 4);
		final Path table = whole.write(folder);

		fiji.runMacro(macro("studies=" + table + " strategy=threshold lower=0.4 each=true share=0.4 connected=No"))
			.clean();
		fiji.runMacro(macro("studies=" + table + " strategy=threshold lower=0.4")).clean();

		assertMask(j -> Arrays.stream(whole.effects()).filter(map -> map[j] >= 0.4).count() >= 2, fiji.image(
			"mask"));
		assertMask(j -> Arrays.stream(whole.effects()).mapToDouble(map -> map[j]).sum() / 3 >= 0.4, fiji.image(
			"mask-1"));
	}

	@Test
	void masksAreIntersectedAndTheLargestPartIsKept() {
		final SmallStudies line = SmallStudies.of(2, 7, 1);
		line.frames("masks", new float[][] { { 1, 1, 0, 2, 2, 2, 0 }, { 255, 0, 0, 255, 255, 0, 0 } }, 8).show();

		fiji.runMacro(macro("input=masks strategy=intersection share=1")).clean();
		fiji.runMacro(macro("input=masks strategy=intersection share=0 connected=No")).clean();

		assertMask(j -> j == 3 || j == 4, fiji.image("mask"));
		assertMask(j -> j != 2 && j != 6, fiji.image("mask-1"));
	}

	@Test
	void studiesLeftOutAreTold() throws IOException {
		STUDIES.write(folder);
		final Path table = Files.write(folder.resolve("table.tsv"), List.of("study\tbeta", "a\tbeta-1.nii.gz",
			"b\t"));

		final FijiRun run = fiji.runMacro(macro("studies=" + table + " strategy=studies"));

		assertEquals(List.of("Left out b: no beta"), run.log(LogLevel.WARN));
		assertEquals(1, fiji.images().size());
	}

	/** SciJava asks for a file that is the only input left, and headless takes that for a cancellation. */
	@Test
	void aMacroThatSetsEveryKeyButTheOutputRuns() {
		ball().show();

		fiji.runMacro(macro("input=ball files=[] studies=[] column=[] strategy=background lower=[] upper=[]"
			+ " excludezeros=false border=2 each=false share=[] opening=[] connected=Auto fillholes=false"
			+ " studyaxis=Auto")).clean();

		assertMask(of(BackgroundMask.withDefaults()), fiji.image("mask"));
	}

	@Test
	void theRecordedLineReplaysToTheSameMask() {
		ball().show();

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("input", "ball", "strategy", "threshold", "lower",
			"60%", "opening", "1")).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().startsWith("input=ball files= studies= column= strategy=threshold lower=60%"),
			line.options());
		assertArrayEquals(MapAssertions.values(fiji.image("mask")), MapAssertions.values(fiji.image("mask-1")));
	}

	@Test
	void javaProgramsGiveImagesAndGetOne() throws Exception {
		final Module module = fiji.context().service(CommandService.class).run(MakeMaskCommand.class, true, Map.of(
			"input", ball(), "strategy", "epi", "output", folder.resolve("m.nii").toFile())).get();

		assertMask(of(EpiMask.withDefaults()), (ImagePlus) module.getOutput("mask"));
		assertTrue(Files.exists(folder.resolve("m.nii")));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final Future<?> run = fiji.context().service(CommandService.class).run(MakeMaskCommand.class, true,
			"strategy", "best");

		assertEquals("strategy: got 'best', wanted one of background, epi, threshold, studies, intersection",
			assertThrows(ExecutionException.class, run::get).getCause().getCause().getMessage());
	}

	@Test
	void nothingIsRememberedBetweenCalls() {
		ball().show();
		fiji.runMacro(macro("strategy=epi opening=0 connected=No")).clean();
		fiji.reset();
		ball().show();

		fiji.runMacro(macro("")).clean();

		assertMask(of(BackgroundMask.withDefaults()), fiji.image("mask"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"strategy=threshold; lower, upper: got neither, wanted a limit for the strategy threshold, such as 0.5", //
		"strategy=threshold lower=0,5; Threshold: got '0,5', wanted a number (with a decimal point), or a", //
		"strategy=threshold lower=101%; Threshold: got 101.0%, wanted 0% to 100%", //
		"strategy=threshold lower=1e9; Mask: got 0 of 3360 voxels by the strategy 'threshold', wanted", //
		"strategy=epi lower=few; lower: got 'few', wanted a number", //
		"strategy=epi lower=0.9; EPI mask: got the cutoffs 0.9 and 0.85, wanted a lower and a higher one", //
		"strategy=studies share=80; Mask of studies: got the share 80.0, wanted 0 (any study) to 1 (all)", //
		"strategy=intersection share=-1; Intersection of masks: got the share -1.0, wanted 0 (in any mask)", //
		"lower=3; lower: got '3', wanted none, as the strategy background does not use it", //
		"strategy=studies upper=3; upper: got '3', wanted none, as the strategy studies does not use it", //
		"excludezeros=true; excludezeros: got 'true', wanted none, as the strategy background", //
		"strategy=epi border=3; border: got '3', wanted none, as the strategy epi does not use it", //
		"strategy=studies each=true; each: got 'true', wanted none, as the strategy studies", //
		"share=0.5; share: got '0.5', wanted none, as the strategy background makes one mask; or each=true", //
		"border=0; Background mask: got a border of 0 voxels, wanted 1 or more", //
		"opening=-1; Opening: got -1, wanted 0 or more", //
		"opening=1.5; opening: got '1.5', wanted a whole number", //
		"connected=perhaps; connected: got 'perhaps', wanted Auto, Yes or No", //
		"column=beta; column: got 'beta', wanted none without a study table", //
		"input=ball files=x.nii; input, files, studies: got several of them, wanted one", //
		"files=x.nii; x.nii: no such file", //
		"files=none/*.nii; Files: got 'none/*.nii', wanted at least one file that fits", //
		"studies=none.tsv; none.tsv: no such file", //
		"studyaxis=S; Study axis: got 'S', wanted Auto, T, C or Z", //
		"input=none.nii; Image: got 'none.nii', wanted the title of an open image or the path of a file;" })
	void mistakesAreExplained(final String keys, final String message) {
		ball().show();

		assertRefused(keys, message);
	}

	@Test
	void withoutAnyImageThatIsSaid() {
		assertRefused("strategy=epi", "No image is active; open images: none");
	}

	@Test
	void colourImagesAreRefused() {
		IJ.createImage("photo", "RGB", 4, 3, 1).show();

		assertRefused("input=photo", "Image: Image 'photo' is RGB, wanted 8-bit, 16-bit or 32-bit");
	}

	@Test
	void everyStrategyIsOfferedAndDocumented() throws IOException {
		final ModuleItem<?> item = fiji.context().service(CommandService.class).getCommand(MakeMaskCommand.class)
			.getInput("strategy");
		final String page = Files.readString(Path.of("docs", "make-mask.md"));

		assertEquals(MaskOptions.STRATEGIES, item.getChoices());
		for (final String strategy : MaskOptions.STRATEGIES)
			assertTrue(page.contains("\n| `" + strategy + "` | "), strategy);
	}

	@Test
	void keysAreFitForMacros() {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(
			MakeMaskCommand.class).inputs())
		{
			if (item.getType() == Context.class || Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z]+"), item.getName());
			assertFalse(item.isPersisted() || item.isRequired(), item.getName());
			assertFalse(item.getLabel().isBlank() || item.getDescription().isBlank(), item.getName());
		}
		assertFalse(fiji.clashingLabels().contains(LABEL));
	}

	private void assertRefused(final String keys, final String part) {
		final List<ImagePlus> before = fiji.images();

		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertEquals(List.of(), run.exceptions());
		assertTrue(run.cancellations().get(0).contains(part), run.cancellations().get(0));
		assertEquals(before, fiji.images());
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}

	private static ImagePlus ball() {
		return BALL.image("ball", ballValues());
	}

	private static float[] ballValues() {
		final float[] values = new float[BALL.voxels()];
		for (int j = 0; j < values.length; j++) {
			final double r = Math.hypot(Math.hypot(j % 16 - 7.5, j / 16 % 15 - 7), j / 240 - 6.5);
			final float noise = BALL.effects()[0][j];
			values[j] = r > 6 ? 0 : r > 5.5 || r < 1.5 ? 5 + noise : 30 + 4 * noise;
		}
		return values;
	}

	private static Img<FloatType> values() {
		return ArrayImgs.floats(ballValues(), 16, 15, 14);
	}

	private static IntPredicate of(final MaskStrategy strategy) {
		final VoxelMask mask = strategy.maskOf(values());
		assertTrue(mask.size() > 100 && mask.size() < mask.gridSize());
		final int[] voxels = IntStream.range(0, mask.size()).map(mask::index).toArray();
		return j -> Arrays.binarySearch(voxels, j) >= 0;
	}

	private static int studiesWith(final int voxel) {
		return (int) Arrays.stream(STUDIES.effects()).filter(map -> map[voxel] != 0 && Float.isFinite(map[voxel]))
			.count();
	}

	private static void assertMask(final IntPredicate wanted, final ImagePlus got) {
		assertEquals(8, got.getBitDepth());
		final double[] values = MapAssertions.values(got);
		for (int j = 0; j < values.length; j++)
			assertEquals(wanted.test(j) ? 255 : 0, values[j], "voxel " + j + " of " + got.getTitle());
	}
}
