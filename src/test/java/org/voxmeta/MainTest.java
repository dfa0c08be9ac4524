package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.prefs.Preferences;
import java.util.stream.IntStream;

import net.imglib2.type.numeric.RealType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.result.MapKind;

/** The command line: exit status, and what a terminal shows. */
class MainTest {

	private static final String COMMAND = "DerSimonian-Laird...";
	private static final String COMMANDS = "org.voxmeta.command.";

	@TempDir
	Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final ByteArrayOutputStream elsewhere = new ByteArrayOutputStream();
	private final PrintStream systemOut = System.out;
	private final PrintStream systemErr = System.err;

	/** Java tells once, when they are first asked for, that it made the folder of preferences. */
	@BeforeAll
	static void makePreferences() {
		Preferences.userRoot();
	}

	@BeforeEach
	void catchWhatGoesElsewhere() {
		final PrintStream stream = new PrintStream(elsewhere, true, StandardCharsets.UTF_8);
		System.setOut(stream);
		System.setErr(stream);
	}

	@AfterEach
	void letItGo() {
		System.setOut(systemOut);
		System.setErr(systemErr);
		assertEquals("", elsewhere.toString(StandardCharsets.UTF_8));
	}

	@Test
	void listNamesEveryCommandWithItsKeys() {
		assertEquals(0, run("--list"));

		final List<String> lines = lines(out);
		for (final String label : List.of(COMMAND, "NIfTI (VoxMeta)...", "Export NIfTI (VoxMeta)..."))
			assertTrue(lines.contains(label), lines.toString());
		final List<String> keys = lines.stream().skip(lines.indexOf(COMMAND) + 1)
			.takeWhile(line -> line.startsWith(" ")).map(line -> line.trim().split(" ")[0]).toList();
		assertEquals(List.of("studies", "groups", "moderators", "centre", "intercept", "contrast", "predict",
			"dropinvalid", "derive", "mask", "resample", "labels", "aggressivemask", "minimumstudies", "maps", "output",
			"cache", "memory", "studyaxis", "adjustment", "robust", "weightscheme", "rho", "level", "prediction", "effectsize",
			"effects", "variances"), keys);
		assertTrue(lines.stream().anyMatch(line -> line.trim().matches(
			"adjustment +.*\\[Wald, Knapp-Hartung, Knapp-Hartung-conservative\\] \\(Wald\\)")), lines.toString());
		assertTrue(lines.stream().noneMatch(line -> line.endsWith("()")), lines.toString());
		assertEquals(List.of(), lines(err));
	}

	@Test
	void helpTellsHowToCall() {
		assertEquals(0, run("--help"));

		assertTrue(lines(out).stream().anyMatch(line -> line.contains("key=value")));
		assertEquals(List.of(), lines(err));
	}

	@Test
	void commandWritesItsFiles() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 2);
		final Path maps = folder.resolve("my maps");

		final int status = run(COMMAND, "studies=" + studies.write(folder), "output=[" + maps + "]", "MAPS=z");

		assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
		final double[] wanted = studies.plain(MapKind.Z, true);
		final Iterator<? extends RealType<?>> got = NiftiReader.read(maps.resolve("z.nii.gz")).img().iterator();
		for (int j = 0; j < wanted.length; j++)
			Numbers.assertClose(wanted[j], got.next().getRealDouble(), 1e-6, "z at voxel " + j);
		assertTrue(lines(out).contains("[INFO] VoxMeta: wrote 11 files to " + maps), lines(out).toString());
		assertEquals(List.of(), lines(err));
	}

	@Test
	void moderatorsGiveAMapForEachCoefficient() throws IOException {
		final SmallStudies studies = SmallStudies.of(6, 4, 3);
		final List<String> years = List.of("1998", "2003.5", "2010", "2011", "2015", "2020");
		final Path table = studies.writeWith(folder, Map.of("year of study", years));
		final Path maps = folder.resolve("maps");

		final int status = run(COMMAND, "studies=" + table, "output=" + maps, "moderators=[Year of study]",
			"predict=2012;2016");

		assertEquals(0, status, err.toString(StandardCharsets.UTF_8));
		final double[][] design = years.stream().map(year -> new double[] { 1, Double.parseDouble(year) }).toArray(
			double[][]::new);
		final Iterator<? extends RealType<?>> slopes = NiftiReader.read(maps.resolve("est_year-of-study.nii.gz"))
			.img().iterator();
		final Iterator<? extends RealType<?>> later = NiftiReader.read(maps.resolve("est_predict2.nii.gz")).img()
			.iterator();
		for (int j = 0; j < 12; j++) {
			final int voxel = j;
			final PlainMetaRegression fit = new PlainMetaRegression(IntStream.range(0, 6).mapToDouble(k -> studies
				.effects()[k][voxel]).toArray(), IntStream.range(0, 6).mapToDouble(k -> studies.variances()[k][voxel])
				.toArray(), design);
			Numbers.assertClose(fit.estimate(0, 1), slopes.next().getRealDouble(), 1e-6, "slope at voxel " + j);
			Numbers.assertClose(fit.estimate(1, 2016), later.next().getRealDouble(), 1e-6, "prediction at voxel " + j);
		}
		assertTrue(lines(out).contains("[INFO] predict2: the effect at year of study 2016"), lines(out).toString());
		assertEquals(List.of(), lines(err));
	}

	@Test
	void warningsAreShown() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 2);
		studies.variances()[2][3] = -1;

		assertEquals(0, run("dersimonian-laird", "studies=" + studies.write(folder), "output=" + folder.resolve("maps")));

		assertEquals(List.of("[WARNING] study 3 (varcope-3.nii.gz): 1 of 24 voxels have a negative variance; they"
			+ " are treated as missing"), lines(err));
	}

	/** As in Fiji: what has a place of its own, or is told, needs no output. */
	@Test
	void outputIsNotDemandedWhereResultsAreNotLost() throws IOException {
		final Path table = SmallStudies.of(6, 5, 4, 3).write(folder);
		final Path fit = folder.resolve("fit");
		assertEquals(0, run(COMMAND, "studies=" + table, "output=" + fit));

		assertEquals(0, run("Report...", "result=" + fit), err.toString(StandardCharsets.UTF_8));
		assertTrue(Files.exists(fit.resolve("report.html")));
		Files.delete(fit.resolve("report.html"));
		assertEquals(0, run("Report...", "fit=" + fit.resolve("z.nii.gz")), err.toString(StandardCharsets.UTF_8));
		assertTrue(Files.exists(fit.resolve("report.html")));

		assertEquals(0, run("Correct P Map...", "result=" + fit), err.toString(StandardCharsets.UTF_8));
		assertTrue(Files.exists(fit.resolve("p_fdr_bh.nii.gz")));

		out.reset();
		assertEquals(0, run("Check Studies...", "studies=" + table), err.toString(StandardCharsets.UTF_8));
		assertTrue(lines(out).contains("[INFO] VoxMeta: maps"), lines(out).toString());

		final Path numbers = Files.writeString(folder.resolve("numbers.csv"), "name,y,v\na,1,1\nb,2,1\nc,4,2\n");
		assertEquals(0, run("Meta-Analysis of a Table...", "table=" + numbers),
			err.toString(StandardCharsets.UTF_8));
		assertTrue(lines(out).contains("[INFO] VoxMeta: summary"), lines(out).toString());
	}

	/** All other keys may be left out, but for the file that is read or written. */
	@Test
	void noOtherKeyIsDemanded() {
		try (Context context = new Context(CommandService.class);
			HeadlessRunner runner = new HeadlessRunner((fraction, message) -> {
			}))
		{
			final List<String> demanded = new ArrayList<>();
			for (final CommandInfo command : context.service(CommandService.class).getCommands()) {
				if (command.getMenuPath().isEmpty() || !command.getDelegateClassName().startsWith(COMMANDS)) continue;
				final String label = command.getMenuPath().getLeaf().getName();
				for (final String key : runner.keys(label).keySet())
					if (command.getInput(key).isRequired() && !label.startsWith("Test ")) demanded.add(label + " " + key);
			}

			assertEquals(List.of("Export NIfTI (VoxMeta)... file", "NIfTI (VoxMeta)... file"), demanded.stream()
				.sorted().toList());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"Nobody's...; ; Command: got 'Nobody's...', wanted one of: About VoxMeta..., Check Studies...,",
		COMMAND + "; estimator=REML; DerSimonian-Laird...: got the key 'estimator', wanted one of: studies,",
		COMMAND + "; aggressivemask=perhaps; Key aggressivemask: got 'perhaps', wanted true or false",
		COMMAND + "; minimumstudies=2.5; Key minimumstudies: got '2.5', wanted a whole number",
		COMMAND + "; studies; Argument: got 'studies', wanted key=value",
		COMMAND + "; =b; Argument: got '=b', wanted key=value",
		COMMAND + "; maps=z maps=p; Key maps: given twice, wanted once",
		COMMAND + "; maps=z Maps=p; Key maps: given twice, wanted once",
		COMMAND + "; adjustment=none output=target/none; Adjustment: got 'none', wanted Wald,",
		COMMAND + "; output=target/none; Studies: got none, wanted a study table, or effects and variances",
		COMMAND + "; studies=a.tsv; Key output: got none, wanted a folder",
		COMMAND + "; studies=a.tsv output=; Key output: got none, wanted a folder",
		"Correct P Map...; input=a.nii; Key output: got none, wanted a folder or file",
		"Cluster Table...; result=a threshold=3; Key output: got none, wanted a folder or file",
		"Report...; ; Key output: got none, wanted a folder or file",
		COMMAND + "; studies=no/such.tsv output=target/none; no/such.tsv: ",
		COMMAND + "; effects=no/such.nii variances=a.nii output=target/none; Effects: got 'no/such.nii', wanted the title of",
		"NIfTI (VoxMeta)...; ; No NIfTI file was chosen",
		"NIfTI (VoxMeta)...; file=no/such.nii; no/such.nii: no such file" })
	void mistakeGivesStatus2AndOneLine(final String label, final String arguments, final String message) {
		final String[] all = arguments == null ? new String[] { label }
			: (label + "\t" + arguments.replace(' ', '\t')).split("\t");

		assertEquals(2, run(all));

		assertEquals(1, lines(err).size(), lines(err).toString());
		assertTrue(lines(err).get(0).startsWith("[ERROR] "), lines(err).get(0));
		assertTrue(lines(err).get(0).contains(message), lines(err).get(0));
		assertEquals(List.of(), lines(out));
	}

	@Test
	void damagedFileIsToldAfterTheProgress() throws IOException {
		final Path table = SmallStudies.of(4, 4, 3, 2).write(folder);
		final Path file = folder.resolve("varcope-4.nii.gz");
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));

		assertEquals(2, run(COMMAND, "studies=" + table, "dropinvalid=false", "output=" + folder.resolve("maps")));

		assertEquals(2, lines(err).size(), lines(err).toString());
		assertTrue(lines(err).get(0).startsWith("[ERROR] " + table + ": cannot read the maps of 1 of 4"), lines(err).get(
			0));
		assertTrue(lines(err).get(1).startsWith("  line 5, study 4: " + file + ": truncated"), lines(err).get(1));
		assertFalse(Files.exists(folder.resolve("maps")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"Test Silent Cancel...; [ERROR] Test Silent Cancel...: cancelled", //
		"Test Cancel...; [ERROR] the dog ate it", //
		"Test Unset...; [ERROR] 'value' is required but unset." })
	void cancelledCommandIsNoSuccess(final String label, final String message) {
		assertEquals(2, run(label));

		assertEquals(List.of(message), lines(err));
	}

	@Test
	void bugsAreNotHidden() {
		final Throwable bug = assertThrows(IllegalStateException.class, () -> run("Test Bug...")).getCause();

		assertEquals("study 7 of 6", bug.getCause().getMessage());
	}

	private int run(final String... arguments) {
		return Main.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true,
			StandardCharsets.UTF_8));
	}

	/** The lines that stay on a terminal: a carriage return lets the next text overwrite the line. */
	private static List<String> lines(final ByteArrayOutputStream stream) {
		return Arrays.stream(stream.toString(StandardCharsets.UTF_8).split("\n"))
			.map(line -> line.substring(line.lastIndexOf('\r') + 1)
			.stripTrailing()).filter(line -> !line.isEmpty()).toList();
	}
}
