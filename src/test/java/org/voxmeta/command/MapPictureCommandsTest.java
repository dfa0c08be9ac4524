package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;

/** Overlays, slices, projections and colours of maps, as macros and dialogs run them. */
class MapPictureCommandsTest {

	private static final SmallStudies STUDIES = SmallStudies.of(5, 6, 5, 4);
	private static final String OVERLAY = "Overlay on Template...";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void anOverlayIsAnRgbStackOverTheTemplate() {
		STUDIES.image("z", z()).show();
		STUDIES.image("T1", STUDIES.effects()[1]).show();

		final FijiRun run = fiji.runMacro(macro(OVERLAY, "map=z template=T1 threshold=1.5 bar=false")).clean();

		final ImagePlus overlay = fiji.image("Overlay of z");
		assertSame(overlay, run.output("overlay"));
		assertEquals(24, overlay.getBitDepth());
		assertEquals(List.of(6, 5, 4), List.of(overlay.getWidth(), overlay.getHeight(), overlay.getStackSize()));
		final float[] z = z();
		for (int i = 0; i < z.length; i++) {
			final int rgb = overlay.getStack().getProcessor(i / 30 + 1).get(i % 30) & 0xffffff;
			final boolean grey = (rgb >> 16 & 0xff) == (rgb & 0xff) || rgb == 0x0d1117;
			assertEquals(!(Math.abs(z[i]) >= 1.5), grey, "voxel " + i + ": z " + z[i] + ", " + Integer.toHexString(
				rgb));
		}
	}

	@Test
	void theRecordedLineMakesTheSameOverlay() {
		STUDIES.image("my z", z()).show();

		final RecordedCall line = fiji.runDialog(OVERLAY, Map.of("map", ImageInput.named("my z"), "signs",
			"positive"))
			.clean().recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().contains("threshold=3.290526731491896"), line.options());
		assertSameImages(fiji.image("Overlay of my z"), fiji.image("Overlay of my z-1"));
	}

	@Test
	void theMapMayGoOntoTheGridOfTheTemplate() throws IOException {
		final Path template = SmallStudies.of(1, 6, 5, 4).writeMap(folder.resolve("T1.nii"), z());
		final Path map = STUDIES.writeMap(folder.resolve("z.nii"), z());

		fiji.runMacro(macro(OVERLAY, "map=" + map + " template=" + template + " grid=template threshold=1"))
			.clean();

		assertEquals(4, fiji.image("Overlay of z").getStackSize());
	}

	@ParameterizedTest
	@ValueSource(strings = { "Slice Mosaic...", "Glass Brain..." })
	void picturesOpenAndAreWritten(final String label) throws IOException {
		final Path map = STUDIES.writeMap(folder.resolve("z.nii"), z());
		final Path png = folder.resolve("picture.png");

		final FijiRun run = fiji.runMacro(macro(label, "map=" + map
			+ " width=300 threshold=1 title=[A title] output=" + png))
			.clean();

		final ImagePlus picture = (ImagePlus) run.output("picture");
		assertEquals(24, picture.getBitDepth());
		final BufferedImage file = ImageIO.read(png.toFile());
		assertEquals(picture.getWidth(), file.getWidth());
		for (int y = 0; y < file.getHeight(); y += 7)
			for (int x = 0; x < file.getWidth(); x++)
				assertEquals(picture.getProcessor().get(x, y) & 0xffffff, file.getRGB(x, y) & 0xffffff);
		assertEquals(List.of("VoxMeta: wrote " + png), run.log(LogLevel.INFO));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Slice Mosaic...", "Glass Brain..." })
	void theRecordedLineDrawsTheSame(final String label) {
		STUDIES.image("z", z()).show();

		final RecordedCall line = fiji.runDialog(label, Map.of("map", ImageInput.named("z"), "threshold", "fdr",
			"width",
			"300")).clean().recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		final String name = label.startsWith("Slice") ? "Slices of z" : "Glass brain of z";
		assertEquals(List.of(), line.complaints());
		assertSameImages(fiji.image(name), fiji.image(name + "-1"));
	}

	@Test
	void allPlanesAreDrawnOfAFit() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final Path maps = folder.resolve("my maps");
		fiji.runMacro(macro("DerSimonian-Laird...", "studies=[" + table + "] maps=z output=[" + maps + "]"))
			.clean();

		final FijiRun run = fiji.runMacro(macro("Slice Mosaic...", "result=[" + maps
			+ "] plane=all slices=2 columns=2 width=300 page=light threshold=p<0.5")).clean();
		fiji.runMacro(macro("Permutation Test...", "result=[" + maps + "] output=[" + maps + "]")).clean();
		final FijiRun fwe = fiji.runMacro(macro(OVERLAY, "result=[" + maps + "] threshold=fwe"));

		assertEquals(0xffffff, ((ImagePlus) run.output("picture")).getProcessor().get(0, 0) & 0xffffff);
		assertEquals(List.of(), fwe.cancellations(), "5 studies have no p of 0.05, so that no voxel is shown");
	}

	@Test
	void mapsInTwoDimensionsAreDrawn() {
		final ImagePlus map = IJ.createImage("flat", "32-bit ramp", 40, 30, 1);
		map.show();

		for (final String label : List.of(OVERLAY, "Slice Mosaic...", "Glass Brain..."))
			fiji.runMacro(macro(label, "map=flat threshold=0.5")).clean();

		assertEquals(1, fiji.image("Overlay of flat").getStackSize());
		assertTrue(fiji.image("Slices of flat").getWidth() > fiji.image("Slices of flat").getHeight());
	}

	@Test
	void theOverlayOfAHyperstackHasItsAxes() {
		final ImagePlus map = IJ.createHyperStack("maps", 8, 7, 2, 3, 4, 32);
		map.getStack().setVoxel(3, 3, 5, 4);
		map.show();

		fiji.runMacro(macro(OVERLAY, "map=maps threshold=1")).clean();

		final ImagePlus overlay = fiji.image("Overlay of maps");
		assertArrayEquals(new int[] { 2, 3, 4 }, new int[] { overlay.getNChannels(), overlay.getNSlices(), overlay
			.getNFrames() });
	}

	@Test
	void coloursAreAppliedToTheActiveImage() {
		STUDIES.image("z", z()).show();

		final FijiRun run = fiji.runMacro(macro("Map Colours...", "colours=diverging limit=5")).clean();

		assertSame(fiji.image("z"), run.output("image"));
		assertEquals(5, fiji.image("z").getDisplayRangeMax());
		assertEquals(-5, fiji.image("z").getDisplayRangeMin());
		assertEquals(List.of("VoxMeta: 'z' in diverging colours from -5.0 to 5.0"), run.log(LogLevel.INFO));
	}

	@Test
	void coloursOpenAFile() throws IOException {
		final Path map = STUDIES.writeMap(folder.resolve("z.nii"), z());

		fiji.runMacro(macro("Map Colours...", "input=" + map)).clean();

		final ImagePlus open = fiji.image("z.nii");
		assertEquals(-open.getDisplayRangeMax(), open.getDisplayRangeMin());
	}

	@Test
	void anOverlayIsWrittenWithItsNumbers() throws IOException {
		STUDIES.image("z", z()).show();
		final Path png = folder.resolve("slice.png");

		fiji.runMacro(macro(OVERLAY, "map=z threshold=1 output=" + png)).clean();

		final BufferedImage file = ImageIO.read(png.toFile());
		assertTrue(Math.min(file.getWidth(), file.getHeight()) >= 480);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"Overlay on Template...; map=z threshold=3,1; Threshold: got '3,1', wanted a number of 0 or more", //
		"Overlay on Template...; map=z grid=both; grid: got 'both', wanted map or template", //
		"Overlay on Template...; map=z signs=up; signs: got 'up', wanted both, positive, negative", //
		"Overlay on Template...; map=z opacity=2; Opacity: got 2.0, wanted 0 to 1", //
		"Overlay on Template...; map=z template=none.nii; Template: got 'none.nii', wanted the title of", //
		"Overlay on Template...; map=z term=age; term: got 'age', wanted none without a result", //
		"Overlay on Template...; map=z result=here; map: got 'z', wanted none, as the result of a fit tells it", //
		"Slice Mosaic...; map=z plane=top; Plane: got 'top', wanted axial, coronal, sagittal", //
		"Slice Mosaic...; map=z volume=2; Volume: got 2, wanted 1 to 1, as 'z' has", //
		"Slice Mosaic...; map=z positions=x; positions: got 'x', wanted a number (with a decimal point)", //
		"Slice Mosaic...; map=z output=a.jpg; Output: got a.jpg, wanted a name that ends in .png", //
		"Glass Brain...; map=z width=5; Glass brain: width: got 5, wanted 200 to 10000 pixels", //
		"Glass Brain...; map=z page=red; Page: got 'red', wanted dark or light", //
		"Glass Brain...; map=z limit=0; Limit: got 0.0, wanted a number above 0", //
		"Map Colours...; input=z colours=rainbow; Colours: got 'rainbow', wanted auto, diverging, sequential or" })
	void mistakesAreExplained(final String label, final String keys, final String message) {
		STUDIES.image("z", z()).show();
		final List<ImagePlus> before = fiji.images();

		final FijiRun run = fiji.runMacro(macro(label, keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertTrue(run.cancellations().get(0).replace('\n', ' ').contains(message), run.cancellations().get(0));
		assertEquals(before, fiji.images());
		assertFalse(Files.exists(Path.of("a.jpg")));
	}

	@ParameterizedTest
	@ValueSource(classes = { OverlayOnTemplateCommand.class, SliceMosaicCommand.class, GlassBrainCommand.class,
		MapColoursCommand.class })
	void keysAreFitForMacros(final Class<? extends org.scijava.command.Command> command) {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(command).inputs()) {
			if (item.getType() == Context.class || Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z]+"), item.getName());
			assertFalse(item.isPersisted() || item.isRequired(), item.getName());
			assertFalse(item.getLabel().isBlank() || item.getDescription().isBlank(), item.getName());
		}
		assertEquals(List.of(), fiji.clashingLabels().stream().filter(label -> label.matches(
			"(Overlay|Slice|Glass|Map C).*")).toList());
	}

	private static String macro(final String label, final String keys) {
		return "run('" + label + "', '" + keys + "');";
	}

	private static void assertSameImages(final ImagePlus wanted, final ImagePlus got) {
		assertEquals(wanted.getStackSize(), got.getStackSize());
		for (int n = 1; n <= wanted.getStackSize(); n++)
			assertArrayEquals((int[]) wanted.getStack().getPixels(n), (int[]) got.getStack().getPixels(n));
	}

	/** Both signs, some far out, one voxel missing. */
	private static float[] z() {
		final SplittableRandom random = new SplittableRandom(12);
		final float[] z = new float[120];
		for (int j = 0; j < z.length; j++)
			z[j] = (float) (2.5 * random.nextGaussian());
		z[0] = Float.NaN;
		return z;
	}
}
