package org.voxmeta.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts in Fiji's languages get their {@code #@} parameters, run commands and give their outputs alike. */
class ScriptLanguagesTest {

	private static final String PARAMETERS = """
		#@ File table
		#@ String name
		#@ Integer count
		#@ CommandService commands
		#@output String text
		""";

	private static final String ECHO = "'org.voxmeta.fiji.FijiScriptsTest$Echo'";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', value = { //
		"groovy; text = [table.name, name, count + 1, ECHO].join('|'); true; [text: 'ab', count: 2]", //
		"py; text = '|'.join([table.name, name, str(count + 1), ECHO]); True; {'text': 'ab', 'count': 2}", //
		"js; var text = [table.getName(), name, count + 1, ECHO].join('|'); true; {text: 'ab', count: 2}" })
	void scriptGetsItsParametersAndGivesItsOutput(final String extension, final String body, final String yes,
		final String keys) throws IOException
	{
		final String echo = "commands.run(" + ECHO + ", " + yes + ", " + keys + ").get().getOutput('echo')";
		final Path script = Files.writeString(folder.resolve("all." + extension), PARAMETERS + body.replace("ECHO", echo)
			+ "\n");

		final FijiRun run = fiji.runScript(script, Map.of("table", new File("studies.tsv"), "name", "z", "count", "20"));

		assertEquals("studies.tsv|z|21|abab", run.clean().output("text"));
		assertEquals(2, run.modules().size());
	}

	@ParameterizedTest
	@CsvSource({ "groovy", "py", "js" })
	void exceptionOfACommandEndsTheScript(final String extension) throws IOException {
		final String yes = extension.equals("py") ? "True" : "true";
		final Path script = Files.writeString(folder.resolve("throws." + extension), PARAMETERS.lines().skip(3).findFirst()
			.orElseThrow() + "\ncommands.run(" + ECHO + ", " + yes + ", 'count', -1).get()\n");

		final FijiRun run = fiji.runScript(script, Map.of());

		assertEquals(1, run.exceptions().stream().map(Throwable::getMessage).filter(message -> message.contains(
			"count is -1, wanted 0 or more")).distinct().count(), run.console());
	}

	@ParameterizedTest
	@CsvSource({ "groovy, ij.IJ.run", "py, from ij import IJ; IJ.run", "js, Packages.ij.IJ.run" })
	void scriptRunsACommandByItsLabelAsAMacroDoes(final String extension, final String run) throws IOException {
		final Path script = Files.writeString(folder.resolve("label." + extension), run
			+ "('Test Echo...', 'text=[a b] count=2')\n");

		final FijiRun ran = fiji.runScript(script, Map.of()).clean();

		assertEquals(List.of("a ba b"), List.of(ran.modules().get(1).getOutput("echo")));
	}
}
