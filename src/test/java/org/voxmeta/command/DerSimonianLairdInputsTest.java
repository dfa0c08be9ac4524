package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.stats.result.MapKind;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** However the studies and the mask reach the command, the maps are those of the plain formula. */
class DerSimonianLairdInputsTest {

	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 3);
	private static final SmallStudies WHOLE = STUDIES.inWholeNumbers();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void tableOfFiles() throws IOException {
		fiji.runMacro(run("studies=[" + STUDIES.write(folder) + "]")).clean();

		assertMaps(STUDIES, true);
	}

	@Test
	void tableOfFilesWithHoles() throws IOException {
		final SmallStudies studies = STUDIES.withHoles();

		fiji.runMacro(run("studies=[" + studies.write(folder) + "] aggressivemask=false")).clean();

		assertMaps(studies, false);
	}

	static Stream<Arguments> stacks() {
		final SmallStudies flat = SmallStudies.of(5, 4, 3);
		final SmallStudies signed = WHOLE.withEffects(y -> y > 20 ? y - 20 : y - 21);
		return Stream.of( //
			stacks("frames", STUDIES, "", STUDIES.frames("a", STUDIES.effects(), 32),
				STUDIES.frames("b", STUDIES.variances(), 32)),
			stacks("channels", STUDIES, "studyaxis=C", STUDIES.channels("a", STUDIES.effects()),
				STUDIES.channels("b", STUDIES.variances())),
			stacks("channels found", STUDIES, "studyaxis=auto", composite(STUDIES.effects()),
				composite(STUDIES.variances())),
			stacks("slices", flat, "studyaxis=Z", slices(flat, flat.effects()), slices(flat, flat.variances())),
			stacks("8 bit", WHOLE, "studyaxis=T", WHOLE.frames("a", WHOLE.effects(), 8),
				WHOLE.frames("b", WHOLE.variances(), 8)),
			stacks("16 bit", WHOLE, "studyaxis=t", WHOLE.frames("a", WHOLE.effects(), 16),
				WHOLE.frames("b", WHOLE.variances(), 8)),
			stacks("signed 16 bit", signed, "", signed16(signed), signed.frames("b", signed.variances(), 16)),
			stacks("virtual", STUDIES, "", virtual(STUDIES, STUDIES.effects()),
				virtual(STUDIES, STUDIES.variances())));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("stacks")
	void openStacks(final String what, final SmallStudies studies, final String keys, final ImagePlus effects,
		final ImagePlus variances)
	{
		show("effect maps", effects);
		show("v", variances);

		fiji.runMacro(run("effects=[effect maps] variances=v " + keys)).clean();

		assertMaps(studies, true);
	}

	@Test
	void mapsOfAStackHaveItsCalibration() {
		final ImagePlus effects = signed16(WHOLE);
		final Calibration calibration = effects.getCalibration();
		calibration.pixelWidth = 0.3;
		calibration.pixelDepth = 1.5;
		calibration.xOrigin = 2;
		calibration.setUnit("pixel");
		calibration.setZUnit("plane");
		show("y", effects);
		show("v", WHOLE.frames("v", WHOLE.variances(), 16));

		fiji.runMacro(run("effects=y variances=v")).clean();

		final Calibration got = fiji.image("est").getCalibration();
		assertEquals(List.of(0.3, 1.5, 2.0), List.of(got.pixelWidth, got.pixelDepth, got.xOrigin));
		assertEquals(List.of("pixel", "plane"), List.of(got.getUnit(), got.getZUnit()));
		assertFalse(got.calibrated());
	}

	@Test
	void openStacksById() {
		final ImagePlus effects = STUDIES.frames("same title", STUDIES.effects(), 32);
		final ImagePlus variances = STUDIES.frames("same title", STUDIES.variances(), 32);
		effects.show();
		variances.show();

		fiji.runMacro(run("effects=" + effects.getID() + " variances=" + variances.getID())).clean();

		assertMaps(STUDIES, true);
	}

	@Test
	void fourDimensionalFiles() throws IOException {
		final SmallStudies studies = STUDIES.withHoles();
		final Path effects = studies.writeFourD(folder.resolve("all effects.nii.gz"), studies.effects());
		final Path variances = studies.writeFourD(folder.resolve("v.nii"), studies.variances());

		fiji.runMacro(run("effects=[" + effects + "] variances=" + variances + " aggressivemask=false")).clean();

		assertMaps(studies, false);
	}

	@Test
	void tiffFiles() {
		final Path effects = tiff("e.tif", STUDIES.frames("e", STUDIES.effects(), 32));
		final Path variances = tiff("v.tif", STUDIES.frames("v", STUDIES.variances(), 32));

		fiji.runMacro(run("effects=[" + effects + "] variances=[" + variances + "]")).clean();

		assertMaps(STUDIES, true);
	}

	@Test
	void tiffFilesOfChannelsWhichImageJOpensAsComposites() {
		final Path effects = tiff("e.tif", composite(STUDIES.effects()));
		final Path variances = tiff("v.tif", composite(STUDIES.variances()));

		fiji.runMacro(run("effects=[" + effects + "] variances=[" + variances + "]")).clean();

		assertMaps(STUDIES, true);
	}

	@Test
	void tableOfTiffFilesAndStandardErrors() throws IOException {
		final StringBuilder table = new StringBuilder("study,beta,se\n");
		final SmallStudies errors = STUDIES.withVariances(v -> (float) Math.sqrt(v));
		for (int k = 0; k < 5; k++) {
			tiff("e" + k + ".tif", STUDIES.image("e", STUDIES.effects()[k]));
			tiff("s" + k + ".tif", errors.image("s", errors.variances()[k]));
			table.append(k).append(",e").append(k).append(".tif,s").append(k).append(".tif\n");
		}
		final Path file = Files.writeString(folder.resolve("t.csv"), table);

		fiji.runMacro(run("studies=" + file)).clean();

		// squared in double precision: the variances differ from the given ones by float's rounding
		assertMaps(STUDIES, true, 1e-5);
	}

	@Test
	void maskByTitle() throws IOException {
		final float[] mask = mask();
		STUDIES.image("the mask", mask).show();

		fiji.runMacro(run("studies=[" + STUDIES.write(folder) + "] mask=[the mask]")).clean();

		assertMaps(inMask(mask), true);
	}

	@Test
	void maskByPath() throws IOException {
		final float[] mask = mask();
		final Path file = STUDIES.writeMap(folder.resolve("mask 1.nii.gz"), mask);

		fiji.runMacro(run("studies=[" + STUDIES.write(folder) + "] mask=[" + file + "]")).clean();

		assertMaps(inMask(mask), true);
	}

	@Test
	void imagesOfAJavaProgram() throws Exception {
		final Map<String, Object> inputs = Map.of("effects", STUDIES.frames("e", STUDIES.effects(), 32),
			"variances", STUDIES.frames("v", STUDIES.variances(), 32), "mask", STUDIES.image("mask", mask()));

		final Module module = fiji.context().service(CommandService.class).run(DerSimonianLairdCommand.class, true,
			inputs).get();

		assertMaps(inMask(mask()), true);
		assertSame(fiji.image("z"), module.getOutput("z"));
	}

	@Test
	void filesOfAJavaProgram() throws Exception {
		final File effects = STUDIES.writeFourD(folder.resolve("e.nii"), STUDIES.effects()).toFile();
		final String variances = STUDIES.writeFourD(folder.resolve("v.nii"), STUDIES.variances()).toString();

		fiji.context().service(CommandService.class).run(DerSimonianLairdCommand.class, true, "effects", effects,
			"variances", variances).get();

		assertMaps(STUDIES, true);
	}

	@Test
	void studiesDoNotChange() {
		final float[][] before = STUDIES.withHoles().effects();
		final SmallStudies studies = STUDIES.withHoles();
		final ImagePlus effects = studies.frames("e", studies.effects(), 32);
		effects.show();
		studies.frames("v", studies.variances(), 32).show();

		fiji.runMacro(run("effects=e variances=v")).clean();

		for (int i = 0; i < effects.getStackSize(); i++) {
			final float[] pixels = (float[]) effects.getStack().getPixels(i + 1);
			for (int j = 0; j < pixels.length; j++)
				assertEquals(before[i / 3][i % 3 * 12 + j], pixels[j]);
		}
	}

	private static String run(final String keys) {
		return "run('DerSimonian-Laird...', '" + keys + "');";
	}

	private static void assertMaps(final SmallStudies studies, final boolean aggressive) {
		assertMaps(studies, aggressive, 1e-6);
	}

	private static void assertMaps(final SmallStudies studies, final boolean aggressive,
		final double tolerance) {
		for (final MapKind kind : MapKind.defaults())
			MapAssertions.assertMap(studies.plain(kind, aggressive), fiji.image(kind.key()), tolerance);
	}

	/** Some voxels, with a value that is not 1, and NaN for "not in the mask". */
	private static float[] mask() {
		final float[] mask = new float[STUDIES.voxels()];
		for (int j = 0; j < mask.length; j++)
			mask[j] = j % 3 == 0 ? 2 : j % 3 == 1 ? 0 : Float.NaN;
		return mask;
	}

	private static SmallStudies inMask(final float[] mask) {
		final SmallStudies inside = STUDIES.withEffects(y -> y);
		for (final float[] effects : inside.effects())
			for (int j = 0; j < mask.length; j++)
				if (!(mask[j] > 0)) effects[j] = Float.NaN;
		return inside;
	}

	private static Arguments stacks(final String what, final SmallStudies studies, final String keys,
		final ImagePlus effects, final ImagePlus variances)
	{
		return arguments(what, studies, keys, effects, variances);
	}

	private static void show(final String title, final ImagePlus image) {
		image.setTitle(title);
		image.show();
	}

	/** What ImageJ makes of every hyperstack with several channels. */
	private static ImagePlus composite(final float[][] maps) {
		return new CompositeImage(STUDIES.channels("channels", maps), CompositeImage.GRAYSCALE);
	}

	private static ImagePlus slices(final SmallStudies studies, final float[][] maps) {
		final ImagePlus image = studies.frames("slices", maps, 32);
		image.setDimensions(1, maps.length, 1);
		return image;
	}

	private static ImagePlus signed16(final SmallStudies studies) {
		final SmallStudies raw = studies.withEffects(y -> y + 32768);
		final ImagePlus image = raw.frames("signed", raw.effects(), 16);
		image.getCalibration().setSigned16BitCalibration();
		return image;
	}

	/** A stack that reads one plane at a time, always into the same array. */
	private static ImagePlus virtual(final SmallStudies studies, final float[][] maps) {
		final ImagePlus inMemory = studies.frames("virtual", maps, 32);
		final ImageStack planes = inMemory.getStack();
		final FloatProcessor buffer = new FloatProcessor(planes.getWidth(), planes.getHeight());
		final VirtualStack stack = new VirtualStack(planes.getWidth(), planes.getHeight(), null, null) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				System.arraycopy(planes.getPixels(n), 0, buffer.getPixels(), 0, buffer.getPixelCount());
				return buffer;
			}

			@Override
			public int getBitDepth() {
				return 32;
			}

			@Override
			public int getSize() {
				return planes.size();
			}
		};
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(1, inMemory.getNSlices(), inMemory.getNFrames());
		image.setOpenAsHyperStack(true);
		return image;
	}

	private Path tiff(final String name, final ImagePlus image) {
		final Path file = folder.resolve(name);
		new FileSaver(image).saveAsTiff(file.toString());
		return file;
	}
}
