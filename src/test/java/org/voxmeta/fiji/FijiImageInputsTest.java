package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

/** How {@code ImagePlus} inputs are found in headless Fiji. */
class FijiImageInputsTest {

	private static final String OPEN_TWO =
		"newImage('effects map', '8-bit black', 4, 5, 1); newImage('variances', '8-bit black', 6, 7, 1);";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	private String seen;

	@BeforeEach
	void forget() {
		seen = null;
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test One Image...")
	public static final class OneImage implements Command {

		@Parameter(persist = false)
		private ImagePlus image;

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		@Override
		public void run() {
			seen = describe(image);
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Optional Images...")
	public static final class OptionalImages implements Command {

		@Parameter(persist = false, required = false)
		private ImagePlus filled;

		@Parameter(persist = false, required = false, autoFill = false)
		private ImagePlus notFilled;

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		@Override
		public void run() {
			seen = describe(filled) + "|" + describe(notFilled);
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Two Images...")
	public static final class TwoImages implements Command {

		@Parameter(persist = false, required = false)
		private ImagePlus effects;

		@Parameter(persist = false, required = false)
		private ImagePlus variances;

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		@Override
		public void run() {
			seen = describe(effects) + "|" + describe(variances);
		}
	}

	private static String describe(final ImagePlus image) {
		return image == null ? "null" : image.getTitle() + " " + image.getWidth() + "x" + image.getHeight();
	}

	@Test
	void imageIsFoundByTitle() {
		seen(OPEN_TWO + "run('Test One Image...', 'image=[effects map]');");

		assertEquals("effects map 4x5", seen);
	}

	@Test
	void imageIsFoundById() {
		seen(OPEN_TWO + "selectImage('effects map'); id = getImageID(); selectImage('variances');"
			+ "run('Test One Image...', 'image=' + id);");

		assertEquals("effects map 4x5", seen);
	}

	@Test
	void imageIsReadFromAFile(@TempDir final Path folder) {
		final String file = folder.resolve("on disk.tif").toString();
		IJ.saveAsTiff(IJ.createImage("saved", 8, 9, 1, 8), file);

		seen("run('Test One Image...', 'image=[" + file.replace('\\', '/') + "]');");

		assertEquals("on disk.tif 8x9", seen);
		assertEquals(List.of(), fiji.images());
	}

	@Test
	void unknownTitleGivesAPhantomInsteadOfAnError() {
		final FijiRun run = fiji.runMacro(OPEN_TWO + "run('Test One Image...', 'image=efects');").clean();

		assertEquals(" 0x0", run.output("seen"));
	}

	@Test
	void soleImageInputIsTheActiveImageEvenWhenOptional() {
		seen(OPEN_TWO + "selectImage('effects map'); run('Test Optional Images...');");

		assertEquals("effects map 4x5|null", seen);
	}

	@Test
	void twoOpenImageInputsAreNotFilled() {
		seen(OPEN_TWO + "run('Test Two Images...');");

		assertEquals("null|null", seen);
	}

	@Test
	void theLastOpenOneOfTwoImageInputsIsFilled() {
		seen(OPEN_TWO + "run('Test Two Images...', 'effects=[effects map]');");

		assertEquals("effects map 4x5|variances 6x7", seen);
	}

	@Test
	void withoutAnImageTheRequiredInputCancels() {
		final FijiRun run = fiji.runMacro("run('Test One Image...');");

		assertEquals(List.of("'image' is required but unset."), run.cancellations());
	}

	@Test
	void javaCallersGiveImagesOrTitles() {
		final ImagePlus hidden = IJ.createImage("hidden", 2, 3, 1, 8);
		fiji.runMacro(OPEN_TWO).clean();

		final Map<String, Object> inputs = Map.of("effects", hidden, "variances", "variances");
		final FijiRun run = fiji.runCommand(TwoImages.class, inputs);

		assertEquals("hidden 2x3|variances 6x7", run.clean().output("seen"));
	}

	private void seen(final String macro) {
		seen = (String) fiji.runMacro(macro).clean().output("seen");
	}
}
