package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.voxmeta.fiji.FijiHarness;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

class WorkspaceTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@Test
	void titlesAreEachOnceTheActiveOnesFirst() {
		assertEquals(List.of(), Workspace.titles());

		show("a");
		show("b");
		show("a");
		show("c");

		assertEquals(List.of("c", "a", "b"), Workspace.titles());
	}

	@Test
	void anImageShownTwiceIsListedOnce() {
		final ImagePlus image = show("a");

		Workspace.show(image);

		assertEquals(List.of(image), fiji.images());
	}

	@Test
	void aFreeTitleIsTheWantedOneOrNumbered() {
		assertEquals("z", Workspace.freeTitle("z"));

		show("z");
		assertEquals("z-1", Workspace.freeTitle("z"));

		show("z-1");
		show("z-3");
		assertEquals("z-2", Workspace.freeTitle("z"));
		assertEquals("z-3-1", Workspace.freeTitle("z-3"));
		assertEquals("Z", Workspace.freeTitle("Z"));
	}

	@Test
	void imagesAreFoundByTitleIdOrBeingActive() {
		final ImagePlus a = show("a");
		final ImagePlus b = show("b");

		assertSame(a, Workspace.find("a"));
		assertSame(a, Workspace.find(" a "));
		assertSame(a, Workspace.find(String.valueOf(a.getID())));
		assertSame(b, Workspace.find(""));
		assertSame(b, Workspace.find(null));
	}

	@Test
	void aTitleThatLooksLikeAnIdIsATitle() {
		final ImagePlus a = show("a");
		final ImagePlus named = show(String.valueOf(a.getID()));

		assertSame(named, Workspace.find(String.valueOf(a.getID())));
	}

	@Test
	void numbersThatAreNoIdsAreNoImages() {
		show("a");

		for (final String number : List.of("1", "0", "-0", "-99999999", "-999999999999", "--1", "-1.5"))
			assertNull(Workspace.named(number), number);
	}

	@Test
	void anImageThatIsNotOpenIsRefusedBesideTheOpenTitles() {
		assertEquals("No image is active; open images: none", assertThrows(IllegalArgumentException.class,
			() -> Workspace.find("")).getMessage());
		show("a");
		show("b");

		assertEquals("No image is called 'c'; open images: b, a", assertThrows(IllegalArgumentException.class,
			() -> Workspace.find("c")).getMessage());
	}

	@Test
	void aClosedImageIsGone() {
		final ImagePlus a = show("a");

		a.close();

		assertEquals(List.of(), Workspace.titles());
		assertNull(Workspace.named("a"));
		assertEquals("a", Workspace.freeTitle("a"));
	}

	@Test
	void aShownImageIsTheCallersActiveOne() throws InterruptedException {
		final Thread caller = Thread.currentThread();
		final ImagePlus image = IJ.createImage("map", 2, 2, 1, 8);
		WindowManager.setTempCurrentImage(show("before"));

		// as a command does, on a thread of its own
		final Thread command = new Thread(() -> Workspace.show(image, caller));
		command.start();
		command.join();

		assertSame(image, WindowManager.getCurrentImage());
	}

	private static ImagePlus show(final String title) {
		final ImagePlus image = IJ.createImage(title, 2, 2, 1, 8);
		Workspace.show(image);
		return image;
	}
}
