package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

/** Macro files, Groovy scripts with {@code #@} parameters, and the command line of headless Fiji. */
class FijiScriptsTest {

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Plugin(type = Command.class, menuPath = "Plugins>VoxMeta Test>Test Echo...")
	public static final class Echo implements Command {

		@Parameter(persist = false)
		private String text = "default";

		@Parameter(persist = false)
		private int count = 1;

		@Parameter(type = ItemIO.OUTPUT)
		private String echo;

		@Override
		public void run() {
			if (count < 0) throw new IllegalArgumentException("count is " + count + ", wanted 0 or more");
			echo = text.repeat(count);
		}
	}

	@Plugin(type = Command.class)
	public static final class Dynamic extends DynamicCommand {

		static final CountDownLatch RAN = new CountDownLatch(1);

		@Override
		public void run() {
			RAN.countDown();
		}
	}

	@Test
	void scriptGetsItsParametersAndGivesItsOutputs() throws IOException {
		final Path script = write("all.groovy", """
			#@ File table
			#@ String name
			#@ Integer count
			#@ Context context
			#@ CommandService commands
			#@output String text
			#@output ij.ImagePlus map
			boolean hasLog = context.getService('org.scijava.log.LogService') != null
			text = [table.name, name, count + 1, hasLog].join('|')
			map = ij.IJ.createImage('map of ' + name, 2, 2, 1, 8)
			map.show()
			def echo = commands.run('org.voxmeta.fiji.FijiScriptsTest$Echo', true, [text: 'ab', count: 2])
			text += '|' + echo.get().getOutput('echo')
			""");

		final FijiRun run = fiji.runScript(script,
			Map.of("table", new File("studies.tsv"), "name", "z", "count", "20"));

		assertEquals("studies.tsv|z|21|true|abab", run.clean().output("text"));
		assertEquals(2, run.modules().size());
		assertEquals(((ImagePlus) run.output("map")).getID(), fiji.image("map of z").getID());
	}

	@Test
	void scriptRunsACommandByItsLabelAsAMacroDoes() throws IOException {
		final Path script = write("label.groovy", "ij.IJ.run('Test Echo...', 'text=[a b] count=2')\n");

		final FijiRun run = fiji.runScript(script, Map.of()).clean();

		assertEquals("a ba b", run.modules().get(1).getOutput("echo"));
	}

	@Test
	void imageShownByAScriptCanBeSelectedByAMacro() throws IOException {
		final Path script = write("show.groovy", "ij.IJ.createImage('shown', 2, 2, 1, 8).show()\n");
		fiji.runScript(script, Map.of()).clean();

		final FijiRun run = fiji.runMacro("selectImage('shown'); return getTitle();").clean();

		assertEquals("shown", run.returned());
	}

	@Test
	void exceptionOfAScriptIsSeenOnce() throws IOException {
		final Path script = write("throws.groovy", """
			#@ CommandService commands
			commands.run('org.voxmeta.fiji.FijiScriptsTest$Echo', true, [count: -1]).get()
			""");

		final FijiRun run = fiji.runScript(script, Map.of());

		assertEquals(1, run.exceptions().size(), run.console());
		assertEquals("count is -1, wanted 0 or more", run.exceptions().get(0).getMessage());
	}

	@Test
	void scriptInputsPersistUntilReset() throws IOException {
		final Path script = write("persist.groovy", "#@ String name\n#@output String seen\nseen = name\n");
		fiji.runScript(script, Map.of("name", "given")).clean();
		final FijiRun again = fiji.runScript(script, Map.of()).clean();
		fiji.reset();
		final FijiRun afterReset = fiji.runScript(script, Map.of());

		assertEquals("given", again.output("seen"));
		assertEquals(List.of("'name' is required but unset."), afterReset.cancellations());
	}

	@Test
	void macroFileGetsItsArgument() throws IOException {
		final Path macro = write("argument.ijm", "return 'got ' + getArgument();");

		assertEquals("got /data/studies.tsv", fiji.runMacro(macro, "/data/studies.tsv").clean().returned());
		assertEquals("got ", fiji.runMacro(macro).clean().returned());
	}

	/** A macro with a tau written as one Greek letter does not mean what its editor shows. */
	@Test
	void macroFileIsReadAsLatin1() throws IOException {
		final Path macro = write("tau.ijm", "return '\u03c4';");

		assertEquals(new String("\u03c4".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
			fiji.runMacro(macro).clean().returned());
	}

	@Test
	void commandLineRunsACommandClass() {
		final String command = Echo.class.getName();
		final FijiRun run = fiji.runCommandLine("--headless", "--run", command, "text='a b', count=2");

		assertEquals("a ba b", run.clean().output("echo"));
	}

	@Test
	void commandLineRunsAScript() throws IOException {
		final Path script = write("line.groovy", "#@ String name\n#@output String seen\nseen = '<' + name\n");

		final FijiRun run = fiji.runCommandLine("--run", script.toString(), "name='a b'");

		assertEquals("<a b", run.clean().output("seen"));
	}

	@Test
	void commandLineCannotWaitForADynamicCommand() throws InterruptedException {
		final FijiRun run = fiji.runCommandLine("--run", Dynamic.class.getName());
		// else it could start during another test
		Dynamic.RAN.await();

		assertTrue(run.exceptions().get(0) instanceof NullPointerException, run.console());
	}

	@Test
	void missingFilesAndUnknownLanguagesAreTold() throws IOException {
		final Path missing = folder.resolve("missing.groovy");
		final Path noScript = write("table.tsv", "study\n");

		assertThrows(IllegalArgumentException.class, () -> fiji.runScript(missing, Map.of()));
		assertThrows(IllegalArgumentException.class, () -> fiji.runScript(noScript, Map.of()));
		assertThrows(IllegalArgumentException.class, () -> fiji.runMacro(missing));
		assertThrows(IllegalArgumentException.class, () -> fiji.runCommand("org.voxmeta.None", Map.of()));
	}

	private Path write(final String name, final String text) throws IOException {
		return Files.writeString(folder.resolve(name), text);
	}
}
