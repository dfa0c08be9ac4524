package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;

class CheckStudiesCommandTest {

	private static final String LABEL = "Check Studies...";
	private static final List<String> FILES = List.of("coverage.csv", "coverage.nii.gz", "grids.csv",
		"inputs.csv", "maps.csv", "warnings.csv");

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroGetsTablesAndTheCoverageMap() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 2);
		studies.effects()[1][7] = 0;
		final Path table = studies.write(folder.resolve("my studies"));
		final Path out = folder.resolve("my check");

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "] output=[" + out + "]")
			+ "print(nResults, getResultString('study', 1), getResultString('map', 1), getResult('voxels', 1));"
			+ "print(getTitle(), getValue(3, 1));").clean();

		assertEquals(FILES, files(out));
		assertEquals(List.of("8 study 2 beta 23", "coverage 3"), run.printed());
		assertSame(fiji.image("coverage"), run.output("coverage"));
		final List<String> log = run.log(LogLevel.INFO);
		assertEquals(List.of("coverage", "maps", "inputs", "grids"), log.stream().limit(4).map(text ->
			text.split("\n")[0].replace("VoxMeta: ", "")).toList());
		assertEquals(List.of("VoxMeta: wrote 6 files to " + out, "VoxMeta: nothing odd was found in the maps of "
			+ table), log.subList(4, 6));
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void whatMayBeWrongIsAWarning() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 2);
		studies.variances()[2][3] = -1;
		final Path table = studies.write(folder);
		Files.delete(folder.resolve("beta-4.nii.gz"));

		final FijiRun run = fiji.runMacro(macro("studies=[" + table + "]")).clean();

		final List<String> warnings = run.log(LogLevel.WARN);
		assertEquals(2, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).startsWith("Study 4 'study 4', beta: "), warnings.get(0));
		assertTrue(warnings.get(1).startsWith("Study 3 'study 3', varcope: 1 voxels are below 0"), warnings.get(1));
		assertEquals(4, run.log(LogLevel.INFO).size());
	}

	@Test
	void onlyAnOpenMaskIsLookedAt() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 2);
		final Path table = studies.write(folder);
		final float[] inside = new float[24];
		inside[2] = inside[20] = 1;
		studies.image("my mask", inside).show();

		fiji.runMacro(macro("studies=[" + table + "] mask=[my mask]")).clean();

		assertEquals(2, fiji.results().getValue("voxels", 0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"mask=None; Studies: got none, wanted a study table", //
		"studies=no/such.tsv; no/such.tsv", //
		"studies=[TABLE] mask=nothing; Mask: got 'nothing', wanted the title of an open image or the path of a file", //
		"studies=[TABLE] output=[TABLE]; is a file, wanted a folder" })
	void mistakesEndInOneMessage(final String keys, final String part) throws IOException {
		final Path table = SmallStudies.of(3, 4, 3, 2).write(folder);

		final FijiRun run = fiji.runMacro(macro(keys.replace("TABLE", table.toString())));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertTrue(run.cancellations().get(0).contains(part), run.cancellations().get(0));
		assertTrue(fiji.images().isEmpty());
	}

	@Test
	void theRecordedLineReplays() throws IOException {
		final Path table = SmallStudies.of(3, 4, 3, 2).write(folder.resolve("in"));
		final Path out = folder.resolve("out");

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("studies", table.toFile(), "output",
			out.toFile())).clean();
		final String first = Files.readString(out.resolve("maps.csv"));
		Files.delete(out.resolve("maps.csv"));
		fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertEquals(List.of(), dialog.recorded().get(0).complaints());
		assertEquals(first, Files.readString(out.resolve("maps.csv")));
		assertFalse(fiji.images().isEmpty());
	}

	private static List<String> files(final Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}
}
