package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

/** What the command's options do, and what it leaves behind: images, a row of the table, files. */
class DerSimonianLairdCommandTest {

	private static final Set<MapKind> AVAILABLE = SmallStudies.mapsOfMean(DerSimonianLaird.withDefaults());

	private static final String LABEL = "DerSimonian-Laird...";
	private static final List<String> USUAL = List.of("z", "p", "est", "se", "tau2", "dof");
	private static final double FLOAT = 1e-6;

	/** Voxel 0 is in no study, the others are missing in 0 to 5 of them. */
	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void theUsualMapsAreOpenInOrder() throws IOException {
		run("");

		assertEquals(USUAL, fiji.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void mapsLieWhereTheStudiesLie() throws IOException {
		run("");

		final ImagePlus z = fiji.image("z");
		assertEquals(32, z.getBitDepth());
		assertEquals(List.of(4, 3, 3), List.of(z.getWidth(), z.getHeight(), z.getNSlices()));
		final Calibration calibration = z.getCalibration();
		assertEquals(List.of(2.0, 2.0, 2.0), List.of(calibration.pixelWidth, calibration.pixelHeight,
			calibration.pixelDepth));
		assertEquals("mm", calibration.getUnit());
		final NiftiHeader header = NiftiImages.headerOf(z);
		assertTrue(Arrays.deepEquals(STUDIES.header().affine(), header.affine()), header.toString());
		assertEquals("z", header.intentName());
	}

	@Test
	void colourScaleOfSignedMapsIsSymmetric() throws IOException {
		run("");

		for (final String title : List.of("z", "est")) {
			final ImagePlus map = fiji.image(title);
			final double largest = Arrays.stream(MapAssertions.values(map)).filter(Double::isFinite)
				.map(Math::abs).max()
				.orElseThrow();
			assertEquals(largest, map.getDisplayRangeMax(), FLOAT * largest, title);
			assertEquals(-map.getDisplayRangeMax(), map.getDisplayRangeMin(), title);
		}
	}

	@Test
	void lastMapIsTheActiveImageOfTheMacro() throws IOException {
		final FijiRun run = fiji.runMacro("newImage('own', '8-bit black', 2, 2, 1);" + macro("maps=p,z")
			+ "print(getTitle());").clean();

		assertEquals(List.of("p"), run.printed());
	}

	@Test
	void titlesOfASecondRunAreNew() throws IOException {
		run("maps=z");
		run("maps=[p z]");

		assertEquals(List.of("z", "z-1", "p"), fiji.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void allMapsAreTheOutputsOfTheSameName() throws IOException {
		final FijiRun run = run("maps=ALL aggressivemask=false");

		assertEquals(AVAILABLE.size(), fiji.images().size());
		for (final MapKind kind : MapKind.always())
			if (AVAILABLE.contains(kind)) assertSame(fiji.image(kind.key()), run.output(kind.key()));
		for (final MapKind kind : List.of(MapKind.LOGP, MapKind.Z))
			assertMap(STUDIES.plain(kind, false), fiji.image(kind.key()), FLOAT);
	}

	@Test
	void mapsThatAreNotAskedForAreNeitherOpenNorOutputs() throws IOException {
		final FijiRun run = run("maps=z");

		assertEquals(List.of(fiji.image("z")), fiji.images());
		assertNull(run.output("p"));
	}

	@Test
	void aggressiveMaskLeavesOutWhatAnyStudyLacks() throws IOException {
		run("maps=z,reason,k");
		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		final double[] reason = MapAssertions.values(fiji.image("reason"));
		final double[] k = MapAssertions.values(fiji.image("k"));
		fiji.reset();
		run("maps=z aggressivemask=false");

		assertMap(STUDIES.plain(MapKind.Z, false), fiji.image("z"), FLOAT);
		assertEquals(Reason.OUTSIDE_MASK.code(), reason[0]);
		assertTrue(Double.isNaN(k[0]));
		for (int j = 1; j < k.length; j++)
			assertEquals(k[j] == 5 ? Reason.NONE.code() : k[j] >= 2 ? Reason.AGGRESSIVE_MASK.code()
				: Reason.TOO_FEW_STUDIES.code(), reason[j], "voxel " + j + " with " + k[j] + " studies");
		assertTrue(Arrays.stream(k).anyMatch(n -> n < 5) && Arrays.stream(k).anyMatch(n -> n == 5));
	}

	@Test
	void minimumStudiesLeavesOutVoxelsWithFewer() throws IOException {
		run("maps=z,k aggressivemask=false minimumstudies=4");

		final double[] wanted = STUDIES.plain(MapKind.Z, false);
		final double[] k = STUDIES.plain(MapKind.K, false);
		int fewer = 0;
		for (int j = 0; j < k.length; j++)
			if (!(k[j] >= 4)) {
				wanted[j] = Double.NaN;
				if (k[j] >= 2) fewer++;
			}
		assertMap(wanted, fiji.image("z"), FLOAT);
		assertTrue(fewer > 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Knapp-Hartung", "knapp-hartung", "KNAPP-HARTUNG" })
	void adjustmentIsReadInAnyCase(final String name) throws IOException {
		run("maps=se");
		final double[] wald = MapAssertions.values(fiji.image("se"));

		final FijiRun run = run("maps=se adjustment=" + name);

		final double[] got = MapAssertions.values(fiji.image("se-1"));
		for (int j = 0; j < got.length; j++)
			assertEquals(Double.isNaN(wald[j]), Double.isNaN(got[j]));
		assertFalse(Arrays.equals(wald, got));
		assertEquals("Knapp-Hartung", fiji.results().getStringValue("adjustment", 1), run.console());
	}

	@Test
	void conservativeAdjustmentNeverGivesASmallerStandardError() throws IOException {
		run("maps=se");
		run("maps=se adjustment=Knapp-Hartung-conservative");

		final double[] wald = MapAssertions.values(fiji.image("se"));
		final double[] got = MapAssertions.values(fiji.image("se-1"));
		for (int j = 0; j < got.length; j++)
			assertFalse(got[j] < wald[j] * (1 - FLOAT), "voxel " + j);
	}

	@Test
	void valuesOfOneCallAreForgottenInTheNext() throws IOException {
		run("maps=z aggressivemask=false minimumstudies=3 adjustment=Knapp-Hartung output=[" + output() + "]");
		fiji.images().forEach(ImagePlus::close);
		run("");

		assertEquals(USUAL, fiji.images().stream().map(ImagePlus::getTitle).toList());
		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		final FijiRun nothing = fiji.runMacro("run('" + LABEL + "', 'maps=z');");
		assertTrue(nothing.cancellations().get(0).contains("got none"), nothing.console());
	}

	@Test
	void studiesWithoutAMapAreDroppedAndNamed() throws IOException {
		final Path table = table();
		final List<String> lines = Files.readAllLines(table);
		Files.write(table, Stream.concat(lines.stream(), Stream.of("Jones" + "\t".repeat(tabs(lines)))).toList());

		final FijiRun run = fiji.runMacro(macro(table, "maps=z")).clean();

		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		final List<String> warnings = run.log(LogLevel.WARN);
		assertTrue(warnings.contains("Left out Jones: no beta, no varcope or se"), warnings.toString());
		assertEquals(1, fiji.results().getValue("dropped", 0));
	}

	@Test
	void studiesWithoutAMapAreRefusedIfNoneMayBeDropped() throws IOException {
		final Path table = table();
		final List<String> lines = Files.readAllLines(table);
		Files.write(table, Stream.concat(lines.stream(), Stream.of("Jones" + "\t".repeat(tabs(lines)))).toList());

		final FijiRun run = fiji.runMacro(macro(table, "dropinvalid=false"));

		final String reason = run.cancellations().get(0);
		assertEquals(List.of(reason), run.log(LogLevel.ERROR));
		assertTrue(reason.contains("missing in 1 of 6 studies") && reason.contains("Jones: no beta"), reason);
		assertEquals(List.of(), fiji.images());
	}

	@Test
	void studiesWhoseFilesAreDamagedAreDroppedAndNamed() throws IOException {
		final SmallStudies studies = SmallStudies.of(4, 4, 3, 3);
		final Path table = studies.write(folder);
		final Path file = folder.resolve("varcope-2.nii.gz");
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));

		final FijiRun run = fiji.runMacro(macro(table, "maps=k")).clean();

		final List<String> warnings = run.log(LogLevel.WARN);
		assertEquals(1, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).startsWith("Left out study 2: " + file + ": truncated gzip file"), warnings.get(0));
		assertEquals(1, fiji.results().getValue("dropped", 0));
		assertEquals(3, MapAssertions.values(fiji.image("k"))[0]);
	}

	@Test
	void mapsInTheCacheGiveTheSameNumbers() throws IOException {
		final String keys = "maps=z mask=[" + STUDIES.writeMap(folder.resolve("mask.nii"), mask()) + "] cache=["
			+ folder.resolve("cache") + "]";
		final Path table = table();
		final String end = " maps were in " + folder.resolve("cache");

		final FijiRun first = fiji.runMacro(macro(table, keys)).clean();
		final FijiRun second = fiji.runMacro(macro(table, keys)).clean();

		assertTrue(first.log(LogLevel.INFO).contains("Cache: 0 of 10" + end), first.console());
		assertTrue(second.log(LogLevel.INFO).contains("Cache: 10 of 10" + end), second.console());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("z")), MapAssertions.values(fiji.image("z-1"))));
	}

	@Test
	void aCacheThatIsAFileIsRefused() throws IOException {
		final Path file = Files.createFile(folder.resolve("file"));

		final FijiRun run = fiji.runMacro(macro(table(), "cache=[" + file + "]"));

		assertEquals(List.of("Cache: got the file " + file + ", wanted a folder"), run.cancellations());
	}

	@Test
	void mapsBeyondTheMemoryForThemGiveTheSameNumbers() throws IOException {
		final Path table = table();

		final FijiRun first = fiji.runMacro(macro(table, "maps=z")).clean();
		final FijiRun second = fiji.runMacro(macro(table, "maps=z memory=0")).clean();

		assertTrue(first.log(LogLevel.INFO).stream().noneMatch(line -> line.startsWith("Memory: ")), first.console());
		assertTrue(second.log(LogLevel.INFO).stream().anyMatch(line -> line.startsWith("Memory: 10 of 10 maps of studies"
			+ " and 1 of 1 results lay in temporary files of ")), second.console());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("z")), MapAssertions.values(fiji.image("z-1"))));
	}

	@Test
	void memoryThatIsNoNumberIsRefused() throws IOException {
		final FijiRun run = fiji.runMacro(macro(table(), "memory=much"));

		assertEquals(List.of("Memory: got 'much', wanted megabytes, as 2000, or a share of what Java may use, as 25%"), run
			.cancellations());
	}

	private static float[] mask() {
		final float[] mask = new float[STUDIES.voxels()];
		Arrays.fill(mask, 0, mask.length - 3, 1);
		return mask;
	}

	@Test
	void repeatedGroupsThatAreLeftOutOfAccountAreNamedInTheLog() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "lab A", 2, "lab B", 4, "lab A"));

		final FijiRun run = fiji.runMacro(macro(table, "maps=z groups=None")).clean();

		final List<String> warnings = run.log(LogLevel.WARN).stream().filter(line -> line.contains("group"))
			.toList();
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).contains("lab A") && !warnings.get(0).contains("lab B"), warnings.get(0));
	}

	@Test
	void someNegativeVariancesAreAWarningThatNamesStudyAndCount() throws IOException {
		final SmallStudies studies = SmallStudies.of(3, 4, 3, 3);
		studies.variances()[1][5] = -1;
		studies.variances()[1][7] = -0.5f;

		final FijiRun run = fiji.runMacro(macro(studies.write(folder), "maps=z")).clean();

		assertEquals(List.of("study 2 (varcope-2.nii.gz): 2 of 36 voxels have a negative variance; they are treated"
			+ " as missing"), run.log(LogLevel.WARN));
		assertMap(studies.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
	}

	@Test
	void twoStudiesAreEnough() throws IOException {
		final SmallStudies two = SmallStudies.of(2, 4, 3);

		fiji.runMacro(macro(two.write(folder), "")).clean();

		for (final MapKind kind : MapKind.defaults())
			assertMap(two.plain(kind, true), fiji.image(kind.key()), FLOAT);
	}

	@Test
	void everyRunAddsARowToTheResultsTable() throws IOException {
		run("maps=z");
		run("maps=z aggressivemask=false adjustment=Knapp-Hartung");

		final ResultsTable table = fiji.results();
		assertEquals(2, table.size());
		assertEquals("DerSimonian-Laird", table.getStringValue("estimator", 0));
		assertEquals("Wald", table.getStringValue("adjustment", 0));
		assertEquals("Knapp-Hartung", table.getStringValue("adjustment", 1));
		assertEquals(5, table.getValue("studies", 0));
		final double[] fitted = { count(STUDIES.plain(MapKind.Z, true)), count(STUDIES.plain(MapKind.Z, false)) };
		for (int row = 0; row < 2; row++) {
			assertEquals(fitted[row], table.getValue("fitted", row));
			assertEquals(table.getValue("voxels", row), table.getValue("fitted", row)
				+ table.getValue("too few studies", row) + table.getValue("missing in some", row)
				+ table.getValue("degenerate", row));
		}
	}

	@Test
	void outputFolderHoldsEveryMapAsItIs() throws IOException {
		run("maps=all aggressivemask=false output=[" + output() + "]");

		final Set<String> wanted = AVAILABLE.stream().map(kind -> kind.key() + ".nii.gz")
			.collect(Collectors.toCollection(TreeSet::new));
		wanted.addAll(List.of("result.json", "summary.csv"));
		assertEquals(wanted, files(output()));
		for (final MapKind kind : AVAILABLE) {
			final NiftiImage map = NiftiReader.read(output().resolve(kind.key() + ".nii.gz"));
			final ImagePlus read = NiftiImages.toImagePlus(map, kind.key());
			assertTrue(Arrays.equals(MapAssertions.values(fiji.image(kind.key())), MapAssertions.values(read)),
				kind.key());
			assertTrue(Arrays.deepEquals(STUDIES.header().affine(), map.header().affine()), kind.key());
		}
	}

	@Test
	void outputFolderHoldsAllMapsAlsoWhenOneIsShown() throws IOException {
		run("maps=z output=[" + output().resolve("a/b") + "]");

		assertEquals(11, files(output().resolve("a/b")).size());
		assertEquals(1, fiji.images().size());
	}

	@Test
	void secondRunReplacesTheFilesOfTheFirst() throws IOException {
		run("maps=z output=[" + output() + "]");
		final byte[] wald = Files.readAllBytes(output().resolve("se.nii.gz"));
		run("maps=z adjustment=Knapp-Hartung output=[" + output() + "]");

		assertEquals(11, files(output()).size());
		assertFalse(Arrays.equals(wald, Files.readAllBytes(output().resolve("se.nii.gz"))));
	}

	@Test
	void recordOfTheRunSaysWhatWasDone() throws IOException {
		run("maps=z,p aggressivemask=false minimumstudies=3 adjustment=Knapp-Hartung output=[" + output() + "]");

		final JsonObject record = JsonParser.parseString(Files.readString(output().resolve("result.json")))
			.getAsJsonObject();
		assertEquals("DerSimonian-Laird", record.get("estimator").getAsString());
		final JsonObject parameters = record.getAsJsonObject("parameters");
		assertEquals("Knapp-Hartung", parameters.get("adjustment").getAsString());
		assertFalse(parameters.get("aggressivemask").getAsBoolean());
		assertEquals(3, parameters.get("minimumstudies").getAsInt());
		assertEquals("z,p", parameters.get("maps").getAsString());
		final JsonObject inputs = record.getAsJsonObject("inputs");
		assertEquals(folder.resolve("studies.tsv").toString(), inputs.get("table").getAsString());
		assertEquals("none", inputs.get("mask").getAsString());
		assertEquals("[4,3,3]", inputs.get("grid").toString());
		final JsonObject third = inputs.getAsJsonArray("studies").get(2).getAsJsonObject();
		assertEquals("study 3", third.get("study").getAsString());
		assertEquals(folder.resolve("beta-3.nii.gz").toString(), third.get("beta").getAsString());
		assertEquals(folder.resolve("varcope-3.nii.gz").toString(), third.get("varcope").getAsString());
		assertEquals(fiji.results().getValue("fitted", 0),
			record.getAsJsonObject("counts").get("fitted").getAsDouble());
		assertNotEquals("", record.getAsJsonObject("versions").get("voxmeta").getAsString());
		assertEquals("z.nii.gz", record.getAsJsonObject("maps").get("z").getAsString());
		assertEquals(Set.of("read", "fit"), record.getAsJsonObject("seconds").keySet());
		assertEquals(5, record.getAsJsonArray("notes").size());
	}

	@Test
	void recordOfARunOnStacksNamesTheImages() throws IOException {
		STUDIES.frames("all effects", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('" + LABEL + "', 'effects=[all effects] variances=v output=[" + output()
			+ "]');").clean();

		final JsonObject inputs = JsonParser.parseString(Files.readString(output().resolve("result.json")))
			.getAsJsonObject().getAsJsonObject("inputs");
		assertEquals("all effects", inputs.get("effects").getAsString());
		assertEquals("v", inputs.get("variances").getAsString());
	}

	@Test
	void summaryIsTheRowOfTheResultsTable() throws IOException {
		run("output=[" + output() + "]");

		final List<String> lines = Files.readAllLines(output().resolve("summary.csv"));
		assertEquals(2, lines.size());
		final String[] columns = lines.get(0).split(",");
		final String[] cells = lines.get(1).split(",");
		for (int i = 0; i < columns.length; i++)
			assertEquals(fiji.results().getStringValue(columns[i], 0).replaceFirst("\\.0+$", ""), cells[i]);
	}

	@Test
	void withoutAnOutputFolderNothingIsWritten() throws IOException {
		final Path table = table();
		final Set<String> before = files(folder);

		fiji.runMacro(macro(table, "")).clean();

		assertEquals(before, files(folder));
	}

	@Test
	void recordedLineReplaysToTheSameNumbers() throws IOException {
		STUDIES.frames("my effects", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();

		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("effects", "my effects", "variances", "v", "maps",
			"z, p", "aggressivemask", false, "adjustment", "Knapp-Hartung", "output", output().toFile())).clean();
		final RecordedCall line = dialog.recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().contains(" effects=[my effects] variances=v"),
			line.options());
		for (final String map : List.of("z", "p"))
			assertTrue(Arrays.equals(MapAssertions.values(fiji.image(map)),
				MapAssertions.values(fiji.image(map + "-1"))));
		assertEquals(4, fiji.images().size() - 2);
	}

	@Test
	void recordedLineOfATableReplaysToTheSameNumbers() throws IOException {
		final FijiRun dialog = fiji.runDialog(LABEL, Map.of("studies", table().toFile(), "maps", "z")).clean();
		fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("z")), MapAssertions.values(fiji.image("z-1"))));
	}

	/** SciJava asks for a file that is the only input left, and headless takes that for a cancellation. */
	@Test
	void macroThatSetsEveryKeyButTheOutputRunsAndWritesNothing() throws IOException {
		final Path table = table();
		final Set<String> before = files(folder);

		fiji.runMacro(macro(table, "effects=None variances=None studyaxis=Auto mask=None aggressivemask=true"
			+ " minimumstudies=2 dropinvalid=true groups=none maps=z adjustment=Wald")).clean();

		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
		assertEquals(before, files(folder));
	}

	@Test
	void macroThatSetsEveryKeyButTheTableRuns() {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();

		fiji.runMacro("run('" + LABEL + "', 'effects=y variances=v studyaxis=Auto mask=None aggressivemask=true"
			+ " minimumstudies=2 dropinvalid=true groups=none maps=z output=[" + output()
			+ "] adjustment=Wald');").clean();

		assertMap(STUDIES.plain(MapKind.Z, true), fiji.image("z"), FLOAT);
	}

	private FijiRun run(final String keys) throws IOException {
		return fiji.runMacro(macro(keys)).clean();
	}

	private String macro(final String keys) throws IOException {
		return macro(table(), keys);
	}

	private static String macro(final Path table, final String keys) {
		return "run('" + LABEL + "', 'studies=[" + table + "] " + keys + "');";
	}

	private Path table() throws IOException {
		return STUDIES.write(folder);
	}

	private Path output() {
		return folder.resolve("my results");
	}

	private static int tabs(final List<String> lines) {
		return lines.get(0).split("\t").length - 1;
	}

	private static double count(final double[] map) {
		return Arrays.stream(map).filter(Double::isFinite).count();
	}

	private static Set<String> files(final Path folder) {
		return Arrays.stream(folder.toFile().listFiles()).map(File::getName).collect(Collectors.toCollection(
			TreeSet::new));
	}
}
