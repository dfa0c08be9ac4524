package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * What makes {@code image.show()} and {@code selectImage("title")} work without windows.
 * <p>
 * Headless ImageJ never leaves batch mode: the patches make {@link Interpreter#isBatchMode()} true and turn
 * each write of false to {@link Interpreter#batchMode} into true. {@link ImagePlus#show()} therefore makes no
 * window; it enters the image into the interpreter's static list of batch-mode images, and makes it the
 * current image of the calling thread. {@link WindowManager#getIDList()}, {@code getImage} and
 * {@code selectImage} read that list, which is the same for all threads; the current image is each thread's
 * own. So it does not matter who shows an image: a command on SciJava's thread, a script, or plain Java.
 */
class HeadlessImagesTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Show...")
	public static final class Show implements Command {

		@Override
		public void run() {
			IJ.createImage("map", 2, 2, 1, 8).show();
		}
	}

	@Test
	void shownImageIsRegisteredWithoutAWindow() {
		final ImagePlus image = IJ.createImage("map", 2, 2, 1, 8);

		image.show();

		assertTrue(Interpreter.isBatchMode());
		assertNull(image.getWindow());
		assertEquals(1, Interpreter.getBatchModeImageCount());
		assertSame(image, WindowManager.getImage("map"));
	}

	@Test
	void imageShownTwiceIsListedTwice() {
		final ImagePlus image = IJ.createImage("map", 2, 2, 1, 8);

		image.show();
		image.show();

		assertEquals(List.of(image, image), fiji.images());
	}

	@Test
	void macroKeepsItsActiveImageWhenACommandShowsAnother() {
		final FijiRun run = fiji.runMacro("newImage('own', '8-bit black', 2, 2, 1); run('Test Show...');"
			+ "print(getTitle()); selectImage('map'); print(getTitle());");

		assertEquals(List.of("own", "map"), run.clean().printed());
	}

	@Test
	void macroWithoutAnImageOfItsOwnSeesTheShownOne() {
		final FijiRun run = fiji.runMacro("run('Test Show...'); print(getTitle());");

		assertEquals(List.of("map"), run.clean().printed());
	}

	@Test
	void threadThatShowedAnImageKeepsItAfterAnotherThreadClosedIt()
		throws ExecutionException, InterruptedException
	{
		final ImagePlus image = IJ.createImage("map", 2, 2, 1, 8);
		final ExecutorService worker = Executors.newSingleThreadExecutor();

		worker.submit(() -> image.show()).get();
		image.close();
		final ImagePlus ofTheWorker = worker.submit(WindowManager::getCurrentImage).get();
		worker.submit(() -> WindowManager.setTempCurrentImage(null)).get();
		final ImagePlus afterwards = worker.submit(WindowManager::getCurrentImage).get();
		worker.shutdown();

		assertEquals(List.of(), fiji.images());
		assertSame(image, ofTheWorker);
		assertNull(afterwards);
	}

	@Test
	void macroErrorForgetsAllOpenImages() {
		fiji.runMacro("newImage('own', '8-bit black', 2, 2, 1); selectImage('typo');");

		assertEquals(List.of(), fiji.images());
	}

	@Test
	void leavingBatchModeForgetsAllImagesButTheCurrentOne() {
		fiji.runMacro("newImage('a', '8-bit black', 2, 2, 1); newImage('b', '8-bit black', 2, 2, 1);"
			+ "setBatchMode(true); setBatchMode(false);").clean();

		assertEquals(List.of("b"), fiji.images().stream().map(ImagePlus::getTitle).toList());
	}
}
