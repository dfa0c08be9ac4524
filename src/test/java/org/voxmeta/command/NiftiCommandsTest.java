package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.log.LogLevel;
import org.scijava.log.LogMessage;
import org.scijava.module.Module;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.NiftiType;
import org.voxmeta.image.NiftiWriter;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import net.imglib2.img.array.ArrayImgs;

class NiftiCommandsTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private List<LogMessage> messages;

	@Test
	void anImportedImageIsAnOutputAndOpenUnderItsFilesName() throws Exception {
		final Path path = map("effect.nii.gz");

		final Module module = run(ImportNifti.class, "file", path.toFile());

		final ImagePlus imp = (ImagePlus) module.getOutput("image");
		assertEquals("effect.nii.gz", imp.getTitle());
		assertSame(imp, WindowManager.getImage("effect.nii.gz"));
		assertSame(imp, WindowManager.getCurrentImage());
		assertEquals(NiftiReader.readHeader(path), NiftiImages.headerOf(imp));
		assertEquals(List.of(), messages);
	}

	@Test
	void anImportedImageBecomesTheMacrosActiveOneAfterSelectImage() throws Exception {
		final ImagePlus other = new ImagePlus("other", new ByteProcessor(2, 2));
		Workspace.show(other);
		WindowManager.setTempCurrentImage(other);

		final Module module = run(ImportNifti.class, "file", map("effect.nii").toFile());

		assertSame(module.getOutput("image"), WindowManager.getCurrentImage());
		assertSame(module.getOutput("image"), Workspace.find(""));
	}

	@Test
	void importThenExportGivesTheSameFile() throws Exception {
		final Path in = map("in.nii");
		final Path out = folder.resolve("out.nii");

		run(ImportNifti.class, "file", in.toFile());
		final Module module = run(ExportNifti.class, "file", out.toFile());

		assertFalse(((Cancelable) module.getDelegateObject()).isCanceled());
		assertArrayEquals(Files.readAllBytes(in), Files.readAllBytes(out));
	}

	@Test
	void exportTakesATitleOrAnId() throws Exception {
		final ImagePlus first = new ImagePlus("the first", new ByteProcessor(2, 2));
		final ImagePlus second = new ImagePlus("the second", new ByteProcessor(5, 4));
		Workspace.show(first);
		Workspace.show(second);

		run(ExportNifti.class, "image", "the first", "file", folder.resolve("title.nii").toFile());
		run(ExportNifti.class, "image", String.valueOf(first.getID()), "file", folder.resolve("id.nii")
			.toFile());
		run(ExportNifti.class, "image", "", "file", folder.resolve("active.nii").toFile());

		assertArrayEquals(new long[] { 2, 2 }, NiftiReader.readHeader(folder.resolve("title.nii")).dims());
		assertArrayEquals(new long[] { 2, 2 }, NiftiReader.readHeader(folder.resolve("id.nii")).dims());
		assertArrayEquals(new long[] { 5, 4 }, NiftiReader.readHeader(folder.resolve("active.nii")).dims());
	}

	@Test
	void exportProposesTheActiveImageUntilAnotherIsNamed() throws Exception {
		final Path file = folder.resolve("out.nii");
		Workspace.show(new ImagePlus("other", new ByteProcessor(5, 4)));
		Workspace.show(new ImagePlus("active", new ByteProcessor(2, 2)));

		final Module proposed = run(ExportNifti.class, "file", file.toFile());
		final Module named = run(ExportNifti.class, "image", "other", "file", file.toFile());

		assertEquals(ImageInput.named("active"), proposed.getInput("image"));
		assertEquals(ImageInput.named("other"), named.getInput("image"));
		assertArrayEquals(new long[] { 5, 4 }, NiftiReader.readHeader(file).dims());
	}

	@Test
	void exportTakesTheActiveOneOfTwoImagesOfOneTitle() throws Exception {
		final Path file = folder.resolve("out.nii");
		Workspace.show(new ImagePlus("twin", new ByteProcessor(5, 4)));
		Workspace.show(new ImagePlus("twin", new ByteProcessor(2, 2)));

		run(ExportNifti.class, "file", file.toFile());

		assertArrayEquals(new long[] { 2, 2 }, NiftiReader.readHeader(file).dims());
	}

	@Test
	void anImportedBrainOpensInItsMiddle() throws Exception {
		final float[] values = new float[4 * 7];
		for (int i = 8; i < 20; i++) values[i] = i;
		final Path path = folder.resolve("brain.nii");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(new long[] { 2, 2, 7 }, NiftiType.FLOAT32), values), path);

		final ImagePlus imp = (ImagePlus) run(ImportNifti.class, "file", path.toFile()).getOutput("image");

		assertEquals(4, imp.getCurrentSlice());
		assertEquals(0, imp.getStack().getProcessor(1).getf(0));
	}

	@Test
	void badInputEndsInOneMessageInTheDialogAndTheLog() throws Exception {
		final Path text = Files.writeString(folder.resolve("text.nii.gz"), "no image");
		Workspace.show(new ImagePlus("open", new ByteProcessor(2, 2)));

		refuses("No NIfTI file was chosen", ImportNifti.class);
		refuses("not a NIfTI file", ImportNifti.class, "file", text.toFile());
		refuses("no such file", ImportNifti.class, "file", folder.resolve("none.nii").toFile());
		refuses("No NIfTI file was chosen", ExportNifti.class);
		refuses(".nii or .nii.gz", ExportNifti.class, "file", folder.resolve("a.tif").toFile());
		refuses("No image is called 'shut'; open images: open", ExportNifti.class, "image", "shut", "file",
			folder.resolve("a.nii").toFile());
		assertFalse(Files.exists(folder.resolve("a.nii")));
	}

	@Test
	void exportWithoutAnOpenImageIsRefused() throws Exception {
		refuses("No image is active; open images: none", ExportNifti.class, "file", folder.resolve("a.nii")
			.toFile());
	}

	@Test
	void numbersTooLargeForAFloatAreReported() throws Exception {
		final long[] dims = { 3, 1 };
		final Path path = folder.resolve("large.nii");
		NiftiWriter.write(new NiftiImage(NiftiHeader.of(dims, NiftiType.INT32),
			ArrayImgs.ints(new int[] { 1, 16777217, 2147483647 }, dims)), path);

		run(ImportNifti.class, "file", path.toFile());

		assertEquals(1, messages.size());
		assertEquals(LogLevel.WARN, messages.get(0).level());
		assertTrue(messages.get(0).text().contains("2 of 3 values of type int32"), messages.get(0).text());
	}

	@Test
	void nothingIsRememberedFromOneCallToTheNext() throws Exception {
		run(ImportNifti.class, "file", map("effect.nii").toFile());

		refuses("No NIfTI file was chosen", ImportNifti.class);
	}

	@Test
	void plainJavaWithoutADisplayIsLeftAlone() {
		Interpreter.batchMode = false;

		Workspace.show(new ImagePlus("lonely", new ByteProcessor(2, 2)));

		assertNull(WindowManager.getImage("lonely"));
		assertNull(WindowManager.getTempCurrentImage());
		assertThrows(IllegalArgumentException.class, () -> Workspace.find("lonely"));
	}

	private Path map(final String name) throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 2, 3, 2 }, NiftiType.FLOAT32).withSform(4,
			-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 2, -72).withIntent(5, "z").withUnits("mm", "sec");
		final float[] values = new float[12];
		for (int i = 0; i < 12; i++) values[i] = i == 3 ? Float.NaN : i;
		final Path path = folder.resolve(name);
		NiftiWriter.write(NiftiImage.of(header, values), path);
		return path;
	}

	private Module run(final Class<? extends Command> command, final Object... inputs) {
		final FijiRun run = tryToRun(command, inputs).clean();
		messages = run.log();
		return run.module();
	}

	private static FijiRun tryToRun(final Class<? extends Command> command, final Object... inputs) {
		final Map<String, Object> values = new HashMap<>();
		for (int i = 0; i < inputs.length; i += 2)
			values.put((String) inputs[i], inputs[i + 1]);
		return fiji.runCommand(command, values);
	}

	private static void refuses(final String wanted, final Class<? extends Command> command,
		final Object... inputs)
	{
		final FijiRun run = tryToRun(command, inputs);

		assertEquals(1, run.exceptions().size(), run.console());
		Throwable cause = run.exceptions().get(0);
		while (cause.getCause() != null) cause = cause.getCause();
		final String reason = cause.getMessage();
		assertTrue(reason.contains(wanted), reason);
		assertEquals(reason, run.log(LogLevel.ERROR).get(0));
	}
}
