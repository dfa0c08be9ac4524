package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.Menus;
import ij.measure.ResultsTable;

/** The harness itself: what it resets, restores and refuses. */
class FijiHarnessTest {

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Harness...")
	public static final class Nothing implements Command {

		@Override
		public void run() {
			IJ.log("ran");
		}
	}

	@Test
	void resetForgetsImagesAndTheSystemTable() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			fiji.runMacro("newImage('a', '8-bit black', 2, 2, 1); setResult('k', 0, 21);").clean();
			final int before = fiji.images().size() + fiji.results().size();

			fiji.reset();
			final FijiRun run = fiji.runMacro("print(nImages, nResults);").clean();

			assertEquals(2, before);
			assertEquals(List.of("0 0"), run.printed());
		}
	}

	/** ImageJ2 keeps its menu as long as the process lives. */
	@Test
	void closeRestoresImageJsMenu() {
		final String identifier = "command:" + Nothing.class.getName();
		try (FijiHarness fiji = new FijiHarness().open()) {
			assertEquals(List.of(), fiji.clashingLabels());
			assertEquals(identifier, Menus.getCommands().get("Test Harness..."));
		}
		assertEquals(RealFiji.isHere(), Menus.getCommands().containsKey("Test Harness..."));
	}

	@Test
	@SuppressWarnings("unchecked")
	void commandThatTakesAnotherOnesLabelIsReportedAndGivesItBack() {
		new FijiHarness().open().close();
		final Object former = Menus.getCommands().put("Test Harness...", "another.Plugin");
		try (FijiHarness fiji = new FijiHarness().open()) {
			assertEquals(List.of("Test Harness..."), fiji.clashingLabels());
			if (!RealFiji.isHere())
				assertEquals(List.of("ran"), fiji.runMacro("run('Test Harness...');").clean().printed());
		}
		assertEquals("another.Plugin", Menus.getCommands().remove("Test Harness..."));
		if (former != null) Menus.getCommands().put("Test Harness...", former);
	}

	@Test
	void imageJsOwnCommandsRun() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			final FijiRun run = fiji.runMacro("newImage('a', '8-bit black', 2, 2, 1);"
				+ "run('Add...', 'value=7'); print(getPixel(0, 0));");

			assertEquals(List.of("7"), run.clean().printed());
		}
	}

	@Test
	void imageJsPluginsFindTheContext() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			assertEquals(fiji.context(), IJ.runPlugIn(Context.class.getName(), ""));
		}
	}

	@Test
	void onlyOneHarnessIsOpen() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			assertThrows(IllegalStateException.class, new FijiHarness()::open);
			assertNotEquals(0, fiji.context().getServiceIndex().size());
		}
	}

	@Test
	void dirtyRunFailsWithTheTerminalsText() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			final FijiRun run = fiji.runMacro("print('before'); selectImage('typo');");

			final AssertionError error = assertThrows(AssertionError.class, run::clean);
			final AssertionError noImage = assertThrows(AssertionError.class, () -> fiji.image("typo"));

			assertTrue(error.getMessage().contains("before"), error.getMessage());
			assertTrue(error.getMessage().contains("\"typo\" not found"), error.getMessage());
			assertEquals("No image 'typo' is open, but []", noImage.getMessage());
		}
	}

	@Test
	void systemTableIsTheOneOfTheHarness() {
		try (FijiHarness fiji = new FijiHarness().open()) {
			ResultsTable.getResultsTable().addRow();

			assertEquals(1, fiji.results().size());
		}
	}
}
