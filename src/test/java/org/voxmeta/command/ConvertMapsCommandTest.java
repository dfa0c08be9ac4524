package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;

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
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.StudyDesign;
import org.voxmeta.stats.result.MapKind;

class ConvertMapsCommandTest {

	private static final String LABEL = "Convert Maps...";
	private static final SmallStudies STUDIES = SmallStudies.of(3, 4, 3, 2);
	private static final double[] SUBJECTS = { 12, 20, 31 };
	/** Maps are shown in single precision. */
	private static final double FLOAT = 1e-6;

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroConvertsAnOpenStackOfStudies() {
		show("t maps", STUDIES.effects());

		final FijiRun run = fiji.runMacro(macro("input=[t maps] conversion=[t to z] n=12,20,31")).clean();

		assertMap(wanted(Conversion.T_TO_Z, STUDIES.effects()), fiji.image("z"), FLOAT);
		assertSame(fiji.image("z"), run.output("converted"));
		assertEquals(List.of(), run.log(LogLevel.WARN));
		assertEquals(2, fiji.images().size());
	}

	@Test
	void theResultIsTheActiveImageOfTheMacro() {
		show("t maps", STUDIES.effects());

		final FijiRun run = fiji.runMacro(macro("input=[t maps] n=12") + "print(getTitle());").clean();

		assertEquals(List.of("z"), run.printed());
	}

	@Test
	void withoutANameTheActiveImageIsConverted() {
		show("other", STUDIES.variances());
		show("t maps", STUDIES.effects());

		fiji.runMacro(macro("conversion=[t to d] n=[12, 20, 31]")).clean();

		assertMap(wanted(Conversion.T_TO_D, STUDIES.effects()), fiji.image("d"), FLOAT);
	}

	@Test
	void filesAreConvertedIntoAFile() throws IOException {
		final Path t = STUDIES.writeFourD(folder.resolve("all t.nii.gz"), STUDIES.effects());
		final Path out = folder.resolve("my z.nii.gz");

		fiji.runMacro(macro("input=[" + t + "] n=12,20,31 output=[" + out + "]")).clean();

		final ImagePlus read = NiftiImages.toImagePlus(NiftiReader.read(out), "read");
		assertMap(wanted(Conversion.T_TO_Z, STUDIES.effects()), read, FLOAT);
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("z")), MapAssertions.values(read)));
		final NiftiHeader header = NiftiReader.readHeader(out);
		assertEquals(NiftiIntent.ZSCORE.code(), header.intentCode());
		assertTrue(Arrays.deepEquals(STUDIES.header().affine(), header.affine()));
		assertEquals(header.withScaling(1, 0), NiftiImages.headerOf(fiji.image("z")).withScaling(1, 0));
	}

	@Test
	void twoImagesMakeOne() throws IOException {
		show("t maps", STUDIES.effects());
		final Path beta = STUDIES.writeFourD(folder.resolve("beta.nii"), STUDIES.variances());

		fiji.runMacro(macro("input=[t maps] conversion=[t and beta to varcope] second=" + beta)).clean();

		final double[] wanted = new double[72];
		for (int i = 0; i < wanted.length; i++)
			wanted[i] = Math.pow((double) STUDIES.variances()[i / 24][i % 24] / STUDIES.effects()[i / 24][i % 24], 2);
		assertMap(wanted, fiji.image("varcope"), FLOAT);
	}

	@Test
	void varcopesMadeOfTAndBetaAreThoseOfAnAnalysis() throws IOException {
		final float[][] t = new float[3][24];
		for (int k = 0; k < 3; k++)
			for (int j = 0; j < 24; j++)
				t[k][j] = (float) (STUDIES.effects()[k][j] / Math.sqrt(STUDIES.variances()[k][j]));
		show("t", t);
		show("beta", STUDIES.effects());

		fiji.runMacro(macro("input=t conversion=[t and beta to varcope] second=beta")
			+ "run('DerSimonian-Laird...', 'effects=beta variances=varcope maps=se');").clean();

		assertMap(STUDIES.plain(MapKind.SE, true), fiji.image("se"), 1e-5);
	}

	@Test
	void axesAndCalibrationAreThoseOfTheInput() {
		final ImagePlus channels = new CompositeImage(STUDIES.channels("c", STUDIES.effects()),
			CompositeImage.GRAYSCALE);
		final Calibration calibration = channels.getCalibration();
		calibration.pixelWidth = 0.3;
		calibration.setUnit("pixel");
		channels.show();

		fiji.runMacro(macro("input=c conversion=[z to p]")).clean();

		final ImagePlus p = fiji.image("p");
		assertEquals(List.of(4, 3, 3, 2, 1), Arrays.stream(p.getDimensions()).boxed().toList());
		assertEquals(0.3, p.getCalibration().pixelWidth);
		assertEquals("pixel", p.getCalibration().getUnit());
		assertEquals(32, p.getBitDepth());
	}

	@Test
	void signedIntegersAreReadThroughTheirCalibration() {
		final SmallStudies raw = SmallStudies.of(1, 4, 3).withEffects(y -> 32768 + Math.rint(4 * y));
		final ImagePlus image = raw.frames("z16", raw.effects(), 16);
		image.getCalibration().setSigned16BitCalibration();
		image.show();

		fiji.runMacro(macro("input=z16 conversion=[z to t] dof=9")).clean();

		final double[] wanted = IntStream.range(0, 12).mapToDouble(j -> StudyDesign.oneSample(10).tOfZ(raw
			.effects()[0][j] - 32768)).toArray();
		assertMap(wanted, fiji.image("t"), FLOAT);
		assertFalse(fiji.image("t").getCalibration().calibrated());
	}

	@Test
	void anImageOfTheSameNameIsLeftAlone() {
		show("z", STUDIES.effects());

		fiji.runMacro(macro("input=z conversion=[z to t] n=12") + macro("input=t n=12")).clean();

		assertMap(flat(STUDIES.effects()), fiji.image("z"), 0);
		assertMap(flat(STUDIES.effects()), fiji.image("z-1"), FLOAT);
	}

	@Test
	void missingVoxelsStayMissing() {
		SmallStudies.of(1, 3, 1).image("t", 0, Float.NaN, -0f).show();

		fiji.runMacro(macro("input=t n=20")).clean();

		assertMap(new double[] { 0, Double.NaN, 0 }, fiji.image("z"), 0);
	}

	@Test
	void oddVoxelsAreCountedInTheLog() {
		SmallStudies.of(1, 3, 1).image("p", 0, 2, 0.5f).show();

		final FijiRun run = fiji.runMacro(macro("input=p conversion=[p to z]")).clean();

		assertEquals(List.of("1 of 3 voxels have values of which there is no 'p to z'; they are NaN",
			"1 of 3 voxels have a p of 0, taken for the smallest number above 0; make background NaN first"),
			run.log(LogLevel.WARN));
	}

	@Test
	void conversionsAreReadInAnyCase() {
		show("t maps", STUDIES.effects());

		fiji.runMacro(macro("input=[t maps] conversion=[T to d] n=12,20,31 studyaxis=t")).clean();

		assertMap(wanted(Conversion.T_TO_D, STUDIES.effects()), fiji.image("d"), FLOAT);
	}

	/** SciJava asks for a file that is the only input left, and headless takes that for a cancellation. */
	@Test
	void aMacroThatSetsEveryKeyButTheOutputRuns() {
		show("t maps", STUDIES.effects());

		fiji.runMacro(macro("input=[t maps] n=12,20,31 dof=[] conversion=[t to z] second=None studyaxis=T"))
			.clean();

		assertMap(wanted(Conversion.T_TO_Z, STUDIES.effects()), fiji.image("z"), FLOAT);
	}

	@Test
	void theRecordedLineReplaysToTheSameNumbers() {
		show("my t", STUDIES.effects());

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("input", "my t", "conversion", "t to d", "n",
			"12, 20, 31")).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().startsWith(
			"input=[my t] n=[12, 20, 31] dof= conversion=[t to d] second=None"), line.options());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("d")), MapAssertions.values(fiji.image("d-1"))));
	}

	@Test
	void javaProgramsGiveImagesAndGetOne() throws Exception {
		final Map<String, Object> inputs = Map.of("input", STUDIES.frames("t", STUDIES.effects(), 32), "n",
			"12,20,31", "output", folder.resolve("z.nii").toFile());

		final Module module = fiji.context().service(CommandService.class).run(ConvertMapsCommand.class, true,
			inputs).get();

		assertMap(wanted(Conversion.T_TO_Z, STUDIES.effects()), (ImagePlus) module.getOutput("converted"), FLOAT);
		assertTrue(Files.exists(folder.resolve("z.nii")));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final Future<?> run = fiji.context().service(CommandService.class).run(ConvertMapsCommand.class, true,
			"conversion", "t to p");

		final String message = assertThrows(ExecutionException.class, run::get).getCause().getCause().getMessage();

		assertTrue(message.startsWith("Conversion: got 't to p', wanted t to z, z to t, "), message);
	}

	@Test
	void nothingIsRememberedBetweenCalls() {
		show("t maps", STUDIES.effects());
		fiji.runMacro(macro("input=[t maps] conversion=[t to d] n=20 studyaxis=T")).clean();
		fiji.reset();
		show("again", STUDIES.effects());

		assertRefused("", "n: got none, wanted the number of subjects, or dof for 't to z'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"conversion=[t to x] n=3; Conversion: got 't to x', wanted t to z, z to t, t to d, d to g,", //
		"n=few; n: got 'few', wanted numbers separated by commas", //
		"n=12,,31; n: got '12,,31', wanted numbers separated by commas", //
		"n=12,20; n: got 2 numbers, wanted 1, or 3, one for each study of 't maps'", //
		"n=12 dof=0; dof: got 0.0, wanted a number above 0", //
		"n=12 second=[t maps]; Second image: got 't maps', wanted none, as 't to z' takes one map", //
		"n=12 second=beta; Second maps: got 'beta', wanted the title of an open image or the path of a file;", //
		"conversion=[t and varcope to beta]; Second image: got none, wanted the map of varcope", //
		"n=12 studyaxis=S; Study axis: got 'S', wanted Auto, T, C or Z", //
		"input=none.nii n=12; Maps: got 'none.nii', wanted the title of an open image or the path of a file;" })
	void mistakesAreExplained(final String keys, final String message) {
		show("t maps", STUDIES.effects());

		assertRefused(keys, message);
	}

	@Test
	void withoutAnyImageThatIsSaid() {
		assertRefused("n=12", "No image is active; open images: none");
	}

	@Test
	void imagesOfDifferentSizeAreRefused() {
		final SmallStudies smaller = SmallStudies.of(3, 4, 3, 1);
		show("t", STUDIES.effects());
		smaller.frames("b", smaller.effects(), 32).show();

		assertRefused("input=t conversion=[t and beta to varcope] second=b",
			"Images: 1 of 2 are on another grid than 't' (4x3x2x3,");
	}

	@Test
	void anOutputThatCannotBeWrittenIsExplained() throws IOException {
		final Path t = STUDIES.writeMap(folder.resolve("t.nii"), STUDIES.effects()[0]);
		final byte[] before = Files.readAllBytes(t);

		assertRefused("input=" + t + " n=12 output=" + t, "Output: " + t + " is an input, wanted another file");
		assertRefused("input=" + t + " n=12 output=z.tif",
			"got the name z.tif, wanted one that ends in .nii or .nii.gz");
		assertRefused("input=" + t + " n=12 output=" + folder.resolve("a/z.nii"), "its folder does not exist");
		assertTrue(Arrays.equals(before, Files.readAllBytes(t)));
		assertEquals(1, folder.toFile().list().length);
	}

	@Test
	void colourImagesAreRefused() {
		IJ.createImage("photo", "RGB", 4, 3, 1).show();

		assertRefused("input=photo n=12", "Maps: Image 'photo' is RGB, wanted 8-bit, 16-bit or 32-bit");
	}

	@Test
	void theDialogOffersEveryConversion() {
		final ModuleItem<?> item = fiji.context().service(CommandService.class).getCommand(ConvertMapsCommand.class)
			.getInput("conversion");

		assertEquals(Conversion.labels(), item.getChoices());
	}

	@Test
	void everyConversionIsDocumented() throws IOException {
		final String page = Files.readString(Path.of("docs", "convert-maps.md"));

		for (final String label : Conversion.labels())
			assertTrue(page.contains("\n| `" + label + "` | "), label);
	}

	@Test
	void keysAreFitForMacros() {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(
			ConvertMapsCommand.class).inputs())
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

	private static void show(final String title, final float[][] maps) {
		STUDIES.frames(title, maps, 32).show();
	}

	private static double[] wanted(final Conversion conversion, final float[][] maps) {
		return IntStream.range(0, 72).mapToDouble(i -> conversion.of(StudyDesign.oneSample(SUBJECTS[i / 24]))
			.applyAsDouble(maps[i / 24][i % 24], 1)).toArray();
	}

	private static double[] flat(final float[][] maps) {
		return IntStream.range(0, 72).mapToDouble(i -> maps[i / 24][i % 24]).toArray();
	}
}
