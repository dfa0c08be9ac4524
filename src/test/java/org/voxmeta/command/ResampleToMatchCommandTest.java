package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.LUT;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

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
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.grid.Affines;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;

class ResampleToMatchCommandTest {

	private static final String LABEL = "Resample to Match...";
	private static final double NAN = Double.NaN;

	/** Four voxels of 2 mm from 0 to 6 mm, and three of 3 mm from 0 to 6 mm. */
	private static final float[] MAP = { 0.5f, 1, 1.5f, 3 };
	private static final double[] ON_THREE_MM = { 0.5, 1.25, 3 };

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroResamplesAnOpenImage() {
		open("beta", 2, MAP);
		open("mask", 3, 1, 1, 1);

		final FijiRun run = fiji.runMacro(macro("input=beta match=mask") + "print(getTitle());").clean();

		assertMap(ON_THREE_MM, fiji.image("beta-resampled"), 1e-7);
		assertSame(fiji.image("beta-resampled"), run.output("resampled"));
		assertEquals(List.of("beta-resampled"), run.printed());
		assertEquals(List.of(), run.log(LogLevel.WARN));
		assertEquals(List.of("Resample: 'beta' onto the grid of 'mask', linear, as it does not look like a mask or labels: "
			+ "size 4x1, wanted 3x1; voxels 2 x 2 x 2 mm, wanted 3 x 3 x 3 mm"), run.log(LogLevel.INFO));
		assertTrue(Arrays.deepEquals(header(3, 3).affine(), NiftiImages.headerOf(fiji.image("beta-resampled")).affine()));
	}

	@Test
	void withoutANameTheActiveImageIsTaken() {
		open("mask", 3, 1, 1, 1);
		open("beta", 2, MAP);

		fiji.runMacro(macro("match=mask interpolation=Linear")).clean();

		assertMap(ON_THREE_MM, fiji.image("beta-resampled"), 1e-7);
	}

	@Test
	void filesAreResampledIntoAFile() throws IOException {
		final Path beta = write("my beta.nii.gz", 2, MAP);
		final Path mask = write("mask.nii", 3, 1, 1, 1);
		final Path out = folder.resolve("out.nii.gz");

		fiji.runMacro(macro("input=[" + beta + "] match=" + mask + " output=" + out)).clean();

		assertMap(ON_THREE_MM, fiji.image("my beta-resampled"), 1e-7);
		assertMap(ON_THREE_MM, NiftiImages.toImagePlus(NiftiReader.read(out), "out"), 1e-7);
		assertTrue(Arrays.deepEquals(header(3, 3).affine(), NiftiReader.readHeader(out).affine()));
	}

	@Test
	void smallerVoxelsAreWarnedOf() {
		open("beta", 3, 1, 2, 4.5f);
		open("mask", 2, 1, 1, 1, 1);

		final FijiRun run = fiji.runMacro(macro("input=beta match=mask")).clean();

		assertEquals(List.of("Upsampling: 'beta' has larger voxels than 'mask', so that the result looks finer than its"
			+ " data are"), run.log(LogLevel.WARN));
	}

	@Test
	void zerosAreMissingWhereThatIsAskedFor() {
		open("beta", 2, 0, 1.5f, 1.5f, 0);
		open("mask", 3, 1, 1, 1);

		fiji.runMacro(macro("input=beta match=mask missingzeros=true")).clean();
		fiji.runMacro(macro("input=beta match=mask interpolation=nearest missingzeros=true")).clean();

		assertMap(new double[] { NAN, 1.5, NAN }, fiji.image("beta-resampled"), 0);
		assertMap(new double[] { NAN, 1.5, NAN }, fiji.image("beta-resampled-1"), 0);
	}

	@Test
	void labelsKeepTheirTypeAndColours() {
		final ByteProcessor pixels = new ByteProcessor(4, 1, new byte[] { 7, 7, 7, 2 });
		pixels.setLut(LUT.createLutFromColor(Color.GREEN));
		final ImagePlus atlas = new ImagePlus("atlas", pixels);
		atlas.getCalibration().setUnit("mm");
		atlas.getCalibration().pixelWidth = 2;
		atlas.show();
		final ImagePlus other = IJ.createImage("other", "32-bit", 3, 1, 1);
		other.getCalibration().setUnit("mm");
		other.getCalibration().pixelWidth = 3;
		other.show();

		fiji.runMacro(macro("input=atlas match=other")).clean();

		final ImagePlus got = fiji.image("atlas-resampled");
		assertMap(new double[] { 7, 7, 2 }, got, 0);
		assertEquals(8, got.getBitDepth());
		assertEquals(new Color(0, 7, 0).getRGB(), got.getProcessor().getColorModel().getRGB(7));
		assertEquals(3, got.getCalibration().pixelWidth);
		assertNull(got.getProperty(NiftiImages.HEADER_PROPERTY), "ImageJ's calibration knows no directions");
	}

	@Test
	void imagesWithoutAnySizeOfVoxelsMustBeOfOneSize() {
		IJ.createImage("a", "32-bit", 4, 1, 1).show();
		IJ.createImage("b", "32-bit", 3, 1, 1).show();
		IJ.createImage("c", "32-bit", 4, 1, 1).show();

		assertRefused("input=a match=b", "Resample: got 'a' of 4x1 voxels and 'b' of 3x1, but not how large or where their"
			+ " voxels are");
		fiji.runMacro(macro("input=a match=c")).clean();
		assertEquals("pixel", fiji.image("a-resampled").getCalibration().getUnit());
	}

	/** SciJava asks for a file that is the only input left, and headless takes that for a cancellation. */
	@Test
	void aMacroThatSetsEveryKeyButTheOutputRuns() {
		open("beta", 2, MAP);
		open("mask", 3, 1, 1, 1);

		fiji.runMacro(macro("input=beta match=mask interpolation=continuous missingzeros=false")).clean();

		assertEquals(3, fiji.image("beta-resampled").getWidth());
	}

	@Test
	void theRecordedLineReplaysToTheSameNumbers() {
		open("my beta", 2, MAP);
		open("mask", 3, 1, 1, 1);

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("input", "my beta", "match", "mask", "interpolation",
			"continuous")).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().startsWith("input=[my beta] match=mask interpolation=continuous"), line.options());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("my beta-resampled")), MapAssertions.values(fiji.image(
			"my beta-resampled-1"))));
	}

	@Test
	void javaProgramsGiveImagesAndGetOne() throws Exception {
		final Map<String, Object> inputs = Map.of("input", image("beta", 2, MAP), "match", image("mask", 3, 1, 1, 1),
			"output", folder.resolve("out.nii").toFile());

		final Module module = fiji.context().service(CommandService.class).run(ResampleToMatchCommand.class, true, inputs)
			.get();

		assertMap(ON_THREE_MM, (ImagePlus) module.getOutput("resampled"), 1e-7);
		assertTrue(Files.exists(folder.resolve("out.nii")));
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final Future<?> run = fiji.context().service(CommandService.class).run(ResampleToMatchCommand.class, true, "input",
			image("beta", 2, MAP));

		assertEquals("Image to match: got none, wanted the image whose grid the result shall have", assertThrows(
			ExecutionException.class, run::get).getCause().getCause().getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"input=beta; Image to match: got none, wanted the image whose grid the result shall have", //
		"input=beta match=gone; Image to match: got 'gone', wanted the title of an open image or the path of a file;", //
		"input=gone match=mask; Image: got 'gone', wanted the title of an open image or the path of a file;", //
		"input=beta match=mask interpolation=cubic; Interpolation: got 'cubic', wanted nearest, linear, continuous", //
		"input=beta match=mask output=z.tif; got the name z.tif, wanted one that ends in .nii or .nii.gz", //
		"input=photo match=mask; Image: Image 'photo' is RGB, wanted 8-bit, 16-bit or 32-bit" })
	void mistakesAreExplained(final String keys, final String message) {
		open("beta", 2, MAP);
		open("mask", 3, 1, 1, 1);
		IJ.createImage("photo", "RGB", 4, 3, 1).show();

		assertRefused(keys, message);
	}

	@Test
	void keysAreFitForMacros() {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(
			ResampleToMatchCommand.class).inputs())
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

	private static void open(final String title, final double size, final float... values) {
		image(title, size, values).show();
	}

	private static ImagePlus image(final String title, final double size, final float... values) {
		return NiftiImages.toImagePlus(NiftiImage.of(header(values.length, size), values), title);
	}

	private Path write(final String name, final double size, final float... values) throws IOException {
		NiftiWriter.write(NiftiImage.of(header(values.length, size), values), folder.resolve(name));
		return folder.resolve(name);
	}

	private static NiftiHeader header(final int n, final double size) {
		return NiftiHeader.of(new long[] { n, 1 }, NiftiType.FLOAT32).withAffine(Affines.diagonal(new double[] { size, size,
			size })).withUnits("mm", "");
	}
}
