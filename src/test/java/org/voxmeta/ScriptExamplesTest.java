package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.MenuPath;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;

/**
 * An example of every command, as it stands in Fiji's script editor under Templates > Meta-Analysis: a macro in the
 * folder macros and a Groovy script among the script templates, called like the command's label with underscores
 * for blanks, as Cluster_Table.ijm; some in Jython and JavaScript. Each runs as it is.
 */
class ScriptExamplesTest {

	private static final Path MACROS = Path.of("macros");
	private static final Path TEMPLATES = Path.of("src/main/resources/script_templates/Meta-Analysis");
	private static final int LONGEST = 30;

	/** Asks for a table and a folder; {@link ExampleMacrosTest} runs it. */
	private static final String ASKS = "DerSimonian-Laird.ijm";

	/** Is longer; {@link TutorialTest} runs it. */
	private static final String TUTORIAL = "Tutorial.ijm";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private final String usual = System.getProperty("java.io.tmpdir");

	/** Scripts write into the folder for temporary files, which all tests share otherwise. */
	@BeforeEach
	void moveTemporaryFiles() {
		System.setProperty("java.io.tmpdir", folder.toString());
	}

	@AfterEach
	void restoreTemporaryFiles() {
		System.setProperty("java.io.tmpdir", usual);
	}

	static List<Path> examples() throws IOException {
		final List<Path> examples = new ArrayList<>();
		for (final Path place : List.of(MACROS, TEMPLATES))
			try (Stream<Path> files = Files.list(place)) {
				files.sorted().forEach(examples::add);
			}
		return examples;
	}

	static List<Path> examplesThatRunAsTheyAre() throws IOException {
		// the Groovy script beside the macros asks for a table as well
		return examples().stream().filter(file -> !file.endsWith(ASKS) && !file.endsWith(TUTORIAL)).filter(
			file -> file.startsWith(TEMPLATES) || file.toString().endsWith(".ijm")).toList();
	}

	@Test
	void everyCommandHasAnExampleMacro() throws IOException {
		final List<String> missing = new ArrayList<>();
		for (final String label : commands().keySet()) {
			final Path macro = MACROS.resolve(fileName(label) + ".ijm");
			if (!contains(macro, "run(\"" + label + "\"")) missing.add(macro + ", which calls run(\"" + label + "\", ...)");
		}

		assertEquals(List.of(), missing);
	}

	@Test
	void everyCommandHasAnExampleInGroovy() throws IOException {
		final List<String> missing = new ArrayList<>();
		for (final Map.Entry<String, String> command : commands().entrySet()) {
			final Path script = TEMPLATES.resolve(fileName(command.getKey()) + ".groovy");
			if (!contains(script, "commands.run(" + command.getValue() + ",")) missing.add(script
				+ ", which calls commands.run(" + command.getValue() + ", ...)");
		}

		assertEquals(List.of(), missing);
	}

	@ParameterizedTest
	@MethodSource("examplesThatRunAsTheyAre")
	void exampleRunsAsItIs(final Path example) {
		final boolean isMacro = example.toString().endsWith(".ijm");

		final FijiRun run = (isMacro ? fiji.runMacro(example) : fiji.runScript(example, Map.of())).clean();

		assertTrue(!isMacro || !run.printed().isEmpty(), "prints nothing");
		if (!isMacro) return;
		run.modules().forEach(ScriptExamplesTest::assertImagesSayHowTheyWereMade);
		run.modules().stream().filter(module -> example.equals(MACROS.resolve(fileName(label(module)) + ".ijm"))).findFirst()
			.ifPresent(ScriptExamplesTest::assertRecordedLineGivesTheSame);
	}

	/** The line has all keys, as the recorder of Fiji writes it. */
	private static void assertRecordedLineGivesTheSame(final Module module) {
		final Map<String, List<Object>> wanted = planes(module);

		final FijiRun again = fiji.runMacro(RecordedCall.of(module).macro()).clean();

		final Map<String, List<Object>> got = planes(again.module());
		assertEquals(wanted.keySet(), got.keySet());
		wanted.forEach((output, planes) -> assertTrue(Objects.deepEquals(planes.toArray(), got.get(output).toArray()),
			output));
	}

	/** The pixels of each image among a command's outputs. */
	private static Map<String, List<Object>> planes(final Module module) {
		final Map<String, List<Object>> planes = new TreeMap<>();
		module.getOutputs().forEach((name, output) -> {
			if (output instanceof ImagePlus image) planes.put(name, planes(image));
			if (output instanceof Map<?, ?> images) images.forEach((key, image) -> planes.put(name + " " + key, planes(
				(ImagePlus) image)));
		});
		return planes;
	}

	private static List<Object> planes(final ImagePlus image) {
		return IntStream.rangeClosed(1, image.getStackSize()).mapToObj(i -> image.getStack().getPixels(i)).toList();
	}

	private static String label(final Module module) {
		final MenuPath menu = module.getInfo().getMenuPath();
		return menu == null || menu.isEmpty() ? "" : menu.getLeaf().getName();
	}

	private static void assertImagesSayHowTheyWereMade(final Module module) {
		for (final Object output : module.getOutputs().values())
			if (output instanceof ImagePlus image) {
				final String info = String.valueOf(image.getProperty("Info"));
				assertTrue(info.startsWith("Made by VoxMeta: "), image + ": " + info);
				assertTrue(info.contains("\nCommand: run(\"" + label(module)), info);
			}
	}

	@ParameterizedTest
	@MethodSource("examplesThatRunAsTheyAre")
	void exampleIsShortAndTellsWhatItDoes(final Path example) throws IOException {
		final List<String> lines = Files.readAllLines(example, StandardCharsets.US_ASCII);

		assertTrue(lines.size() <= LONGEST, lines.size() + " lines");
		assertTrue(lines.stream().anyMatch(line -> line.matches("(//|# ).+")), "has no comment");
		assertTrue(lines.stream().anyMatch(line -> line.contains("print")), "prints nothing");
	}

	/** Fiji's script editor looks for templates in the resources of all jars. */
	@ParameterizedTest
	@MethodSource("examplesThatRunAsTheyAre")
	void exampleIsInTheJar(final Path example) {
		assertNotNull(getClass().getResource("/script_templates/Meta-Analysis/" + example.getFileName()));
	}

	@Test
	void someExamplesAreThereInAllLanguages() throws IOException {
		for (final String name : List.of("Check_Studies", "Cluster_Table", "Correct_p_Map", "DerSimonian-Laird",
			"Extract_Signals", "Make_Mask", "Moderators", "Permutation_Test", "Study_Table"))
			for (final String extension : List.of("groovy", "py", "js", "ijm"))
				assertTrue(examples().stream().anyMatch(file -> file.endsWith(name + "." + extension)), name + "."
					+ extension);
	}

	/** The commands in the menus: label and class. */
	private static Map<String, String> commands() {
		final Map<String, String> commands = new LinkedHashMap<>();
		for (final CommandInfo info : fiji.context().service(CommandService.class).getCommandsOfType(Command.class)) {
			final String type = info.getDelegateClassName();
			if (!type.startsWith("org.voxmeta.command.") || info.getMenuPath().isEmpty()) continue;
			final String label = info.getMenuPath().getLeaf().getName();
			if (!label.startsWith("Test ")) commands.put(label, type.substring(type.lastIndexOf('.') + 1));
		}
		assertTrue(commands.size() > 20, commands.toString());
		return commands;
	}

	private static String fileName(final String label) {
		return label.replace("...", "").replace(' ', '_');
	}

	private static boolean contains(final Path file, final String text) throws IOException {
		return Files.exists(file) && Files.readString(file).contains(text);
	}
}
