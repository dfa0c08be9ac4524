package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ij.ImageStack;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.stats.result.MapKind;

/** The examples in the folder macros, run as a scientist would run them. */
class ExampleMacrosTest {

	private static final Path MACRO = Path.of("macros", "DerSimonian-Laird.ijm");
	private static final Path SCRIPT = Path.of("macros", "dersimonian_laird.groovy");
	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	private Path table;
	private Path maps;

	@BeforeEach
	void writeStudies() throws IOException {
		table = STUDIES.write(folder.resolve("the studies"));
		maps = folder.resolve("my maps");
	}

	@Test
	void macroPrintsTheZMapsStatisticsAndTheResultsRow() {
		final FijiRun run = fiji.runMacro(MACRO, table + "|" + maps).clean();

		final List<String> printed = run.printed();
		final double[] z = values("z");
		final double mean = DoubleStream.of(z).average().orElseThrow();
		final String[] words = printed.get(0).split("[ ,]+");
		assertEquals(mean, Double.parseDouble(words[2]), 1e-4);
		assertEquals(DoubleStream.of(z).min().orElseThrow(), Double.parseDouble(words[6]), 1e-4);
		assertEquals(DoubleStream.of(z).max().orElseThrow(), Double.parseDouble(words[8]), 1e-4);
		assertTrue(printed.contains("estimator: DerSimonian-Laird"), printed.toString());
		assertTrue(printed.contains("adjustment: Knapp-Hartung"), printed.toString());
		assertTrue(printed.contains("studies: 6"), printed.toString());
		assertTrue(printed.contains("fitted: " + z.length), printed.toString());
		assertEquals(11, maps.toFile().list().length);
	}

	@Test
	void macroLeavesAnOpenMapOfThatNameAlone() {
		fiji.runMacro(MACRO, table + "|" + maps).clean();

		final FijiRun run = fiji.runMacro(MACRO, table + "|" + maps);

		assertTrue(run.console().contains("close or rename it first"), run.console());
		assertEquals(List.of(), run.modules());
	}

	@Test
	void macroEndsWithAMessageAfterAMistake() {
		final FijiRun noTable = fiji.runMacro(MACRO, folder.resolve("no.tsv") + "|" + maps);
		final FijiRun noFolder = fiji.runMacro(MACRO, table.toString());

		assertTrue(noTable.console().contains("There is no z map: see the message above"), noTable.console());
		assertTrue(noTable.console().contains(folder.resolve("no.tsv") + ": no such file"), noTable.console());
		assertEquals(List.of(), noTable.printed());
		assertTrue(noFolder.console().contains("wanted table|folder"), noFolder.console());
	}

	@Test
	void scriptGivesTheZMapAndWhereThingsAre() {
		final FijiRun run = fiji.runScript(SCRIPT, Map.of("studies", table.toFile(), "output", maps.toFile(),
			"adjustment", "wald")).clean();

		assertEquals(summary(), run.output("summary"));
		assertEquals(fiji.image("z"), run.output("z"));
		assertTrue(run.console().contains("Maps: " + maps.resolve("z.nii.gz") + " and its neighbours"),
			run.console());
		assertTrue(run.console().contains("Record of the run: " + maps.resolve("result.json")), run.console());
		assertEquals(11, maps.toFile().list().length);
	}

	@Test
	void commandLineRunsTheScript() {
		final FijiRun run = fiji.runCommandLine("--headless", "--run", SCRIPT.toString(), "studies='" + table
			+ "', output='" + maps + "', adjustment='Wald'").clean();

		assertEquals(summary(), run.output("summary"));
		assertEquals("Wald", fiji.results().getStringValue("adjustment", 0));
	}

	@Test
	void scriptFailsWithTheCommandsMessage() {
		final FijiRun run = fiji.runScript(SCRIPT, Map.of("studies", table.toFile(), "output", maps.toFile(),
			"adjustment", "none"));

		assertTrue(run.exceptions().get(0).getMessage().startsWith("Adjustment: got 'none'"), run.console());
		assertEquals(List.of(), fiji.images());
	}

	/** ImageJ reads macros as Latin-1, whatever the editor shows. */
	@Test
	void examplesAreAscii() throws IOException {
		try (Stream<Path> files = Files.list(MACRO.getParent())) {
			for (final Path file : files.toList()) {
				final byte[] bytes = Files.readAllBytes(file);
				assertTrue(Arrays.equals(bytes, new String(bytes, StandardCharsets.US_ASCII).getBytes(
					StandardCharsets.US_ASCII)), file.toString());
			}
		}
	}

	private static String summary() {
		final double[] p = STUDIES.plain(MapKind.P, false);
		final long significant = DoubleStream.of(p).filter(value -> value < 0.001).count();
		final long fitted = DoubleStream.of(p).filter(value -> !Double.isNaN(value)).count();
		return "p < 0.001 in " + significant + " of " + fitted + " voxels";
	}

	private static double[] values(final String title) {
		final ImageStack stack = fiji.image(title).getStack();
		return IntStream.rangeClosed(1, stack.size()).boxed().flatMapToDouble(slice -> {
			final float[] pixels = (float[]) stack.getPixels(slice);
			return IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]);
		}).filter(value -> !Double.isNaN(value)).toArray();
	}
}
