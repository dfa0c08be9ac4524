package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogLevel;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How the keys of a macro's {@code run("Label...", "keys")} become a command's inputs in headless Fiji. */
class FijiMacroInputsTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Inputs...",
		initializer = "initialize")
	public static final class Inputs implements Command {

		enum Estimator {
			DL, REML
		}

		@Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
		private String message = "<html>read me";

		@Parameter(persist = false)
		private String effectMeasure = "none";

		@Parameter(persist = false, choices = { "a", "b" })
		private String choice = "a";

		@Parameter(persist = false, min = "0", max = "1")
		private double value = 0.5;

		@Parameter(persist = false)
		private double p_value = 0.05;

		@Parameter(persist = false)
		private int count = 3;

		@Parameter(persist = false)
		private boolean exact;

		@Parameter(persist = false)
		private Estimator estimator = Estimator.DL;

		@Parameter(persist = false)
		private File table = new File("");

		@Parameter
		private String remembered = "first";

		@Parameter(persist = false)
		private String initialized = "";

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		void initialize() {
			initialized = "by the initializer";
		}

		@Override
		public void run() {
			seen = String.join("|", effectMeasure, choice, "" + value, "" + p_value, "" + count, "" + exact,
				"" + estimator, table.getPath(), remembered, initialized);
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Trouble...")
	public static final class Trouble extends ContextCommand {

		@Parameter(persist = false)
		private String kind;

		@Override
		public void run() {
			if (kind.equals("cancel")) cancel("K must be at least 2");
			else throw new IllegalArgumentException("study 3 is missing");
		}
	}

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test File...")
	public static final class OneFile implements Command {

		@Parameter(persist = false)
		private File table = new File("");

		@Parameter(type = ItemIO.OUTPUT)
		private String seen;

		@Override
		public void run() {
			seen = table.getPath();
		}
	}

	@Test
	void missingKeysTakeTheDefaults() {
		final FijiRun run = fiji.runMacro("run('Test Inputs...');").clean();

		assertEquals("none|a|0.5|0.05|3|false|DL||first|by the initializer", run.output("seen"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = {
		// keys are the lower-cased field names, and case matters in the macro's text
		"effectmeasure=SMD; 0; SMD", "effectMeasure=SMD; 0; none",
		// values with blanks stand in brackets
		"effectmeasure=[two words]; 0; two words", "effectmeasure=two words; 0; two",
		// keys of no input are ignored
		"nothing=1 effectmeasure=SMD; 0; SMD",
		// choices, minimum and maximum bind only the dialog
		"choice=z; 1; z", "value=7; 2; 7.0",
		// text for a number, and a fraction for an integer, become zero
		"value=abc; 2; 0.0", "count=abc; 4; 0", "count=3.7; 4; 0",
		// a key without its value does not set a boolean
		"exact; 5; false", "exact=true; 5; true",
		"estimator=REML; 6; REML", "table=/data/studies.tsv; 7; /data/studies.tsv",
		// a key may not be the tail of another after a character that is no letter
		"p_value=0.01; 2; 0.01", "p_value=0.01; 3; 0.01" })
	void keyFillsTheInput(final String keys, final int position, final String expected) {
		final FijiRun run = fiji.runMacro("run('Test Inputs...', '" + keys + "');").clean();

		assertEquals(expected, ((String) run.output("seen")).split("\\|", -1)[position]);
	}

	@Test
	void unknownEnumConstantCancelsAsIfTheInputWereMissing() {
		final FijiRun run = fiji.runMacro("run('Test Inputs...', 'estimator=ML');");

		assertEquals(List.of("'estimator' is required but unset."), run.cancellations());
	}

	@Test
	void inputsPersistUntilResetUnlessTheySayNo() {
		fiji.runMacro("run('Test Inputs...', 'remembered=second effectmeasure=SMD');").clean();
		final FijiRun again = fiji.runMacro("run('Test Inputs...');").clean();
		fiji.reset();
		final FijiRun afterReset = fiji.runMacro("run('Test Inputs...');").clean();

		assertEquals("none|a|0.5|0.05|3|false|DL||second|by the initializer", again.output("seen"));
		assertEquals("none|a|0.5|0.05|3|false|DL||first|by the initializer", afterReset.output("seen"));
	}

	@Test
	void macroGoesOnAfterAnExceptionThatTheRunShows() {
		final FijiRun run = fiji.runMacro("run('Test Trouble...', 'kind=throw'); print('after');");

		assertEquals(1, run.exceptions().size(), run.console());
		assertEquals("study 3 is missing", run.exceptions().get(0).getMessage());
		assertTrue(run.console().contains("IllegalArgumentException: study 3 is missing"), run.console());
		assertTrue(run.printed().contains("after"), run.console());
		assertTrue(run.macroError().isEmpty());
	}

	@Test
	void macroGoesOnAfterACancellationThatTheTerminalDoesNotShow() {
		final FijiRun run = fiji.runMacro("run('Test Trouble...', 'kind=cancel'); print('after');");

		assertEquals(List.of("K must be at least 2"), run.cancellations());
		assertEquals(List.of("after"), run.printed());
		assertFalse(run.console().contains("K must be"), run.console());
		assertTrue(run.log(LogLevel.ERROR).isEmpty());
	}

	@Test
	void requiredInputWithoutValueCancels() {
		final FijiRun run = fiji.runMacro("run('Test Trouble...');");

		assertEquals(List.of("'kind' is required but unset."), run.cancellations());
	}

	@Test
	void soleOpenFileInputCancelsSilentlyEvenWithADefault() {
		final FijiRun open = fiji.runMacro("run('Test File...');");
		final FijiRun given = fiji.runMacro("run('Test File...', 'table=[/data/my studies.tsv]');").clean();

		assertEquals(List.of(""), open.cancellations());
		assertEquals("", open.console());
		assertEquals("/data/my studies.tsv", given.output("seen"));
	}

	@Test
	void unknownLabelEndsTheMacro() {
		final FijiRun run = fiji.runMacro("run('No Such Command...'); print('after');");

		assertTrue(run.macroError().orElseThrow().contains("Unrecognized command: \"No Such Command...\""));
		assertTrue(run.printed().isEmpty());
	}
}
