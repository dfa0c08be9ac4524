package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import ij.ImagePlus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.voxmeta.demo.Sample;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;

class OpenSamplesCommandTest {

	private static final String OPEN = "run('Meta-Analysis...', 'sample=%s');";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void standsAmongImageJsSamples() {
		assertEquals("File > Open Samples > Meta-Analysis...", fiji.context().service(CommandService.class).getCommand(
			OpenSamplesCommand.class).getMenuPath().getMenuString());
	}

	@Test
	void opensNamedStudiesAndTheTruth() {
		final FijiRun run = fiji.runMacro("run('Meta-Analysis...');").clean();

		assertEquals(List.of("effects", "variances", "true_effect"), titles());
		assertArrayEquals(new int[] { 61, 73, 1, 61, 12 }, fiji.image("effects").getDimensions());
		assertEquals("Adams 2009", fiji.image("effects").getStack().getSliceLabel(1));
		assertEquals("mm", fiji.image("effects").getCalibration().getUnit());
		assertEquals(3, fiji.image("effects").getCalibration().pixelDepth);
		assertTrue(run.log(LogLevel.INFO).get(0).startsWith("VoxMeta: 12 simulated studies."));
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void oneStudyLacksSlices() {
		fiji.runMacro(OPEN.formatted("brain")).clean();

		final ImagePlus effects = fiji.image("effects");
		for (int k = 1; k <= 12; k++) {
			final int low = effects.getStackIndex(1, 9, k);
			assertEquals(k == 4, Float.isNaN(effects.getStack().getProcessor(low).getf(30, 34)), "study " + k);
		}
	}

	/** What a new user does first: the samples, then the command with nothing filled in. */
	@ParameterizedTest
	@ValueSource(strings = { "brain", "tissue" })
	void defaultsOfAnEstimatorFindTheTruth(final String sample) {
		final FijiRun run = fiji.runMacro(OPEN.formatted(sample) + "run('DerSimonian-Laird...', '');").clean();

		assertTrue(run.log(LogLevel.INFO).contains(
			"VoxMeta: took the open stacks effects and variances"), run.console());
		final double[] truth = MapAssertions.values(fiji.image("true_effect"));
		final double[] est = MapAssertions.values(fiji.image("est"));
		final double[] se = MapAssertions.values(fiji.image("se"));
		int fitted = 0;
		int covered = 0;
		for (int j = 0; j < truth.length; j++) {
			if (Double.isNaN(est[j])) continue;
			fitted++;
			if (Math.abs(est[j] - truth[j]) <= 1.96 * se[j]) covered++;
		}
		assertTrue(fitted > 0.75 * Sample.parse(sample).studies().maskCount(), fitted + " fitted");
		// neighbouring voxels are alike, so this is far less than so many independent ones; Wald is too narrow for 12
		assertEquals(0.93, (double) covered / fitted, 0.04);
	}

	@Test
	void tissueIsFlatAndInMicrometres() {
		fiji.runMacro(OPEN.formatted("tissue")).clean();

		assertArrayEquals(new int[] { 192, 160, 1, 1, 12 }, fiji.image("effects").getDimensions());
		assertEquals("\u00b5m", fiji.image("variances").getCalibration().getUnit());
		assertEquals(2, fiji.image("variances").getCalibration().pixelWidth);
	}

	@Test
	void writtenTableGivesTheSameMapsAsTheStacks() {
		fiji.runMacro("run('Meta-Analysis...', 'sample=tissue output=[" + folder + "]');"
			+ "run('DerSimonian-Laird...', 'maps=z,tau2');" + "run('DerSimonian-Laird...', 'maps=z,tau2 studies=[" + folder
			+ "/studies.tsv]');").clean();

		assertMap(MapAssertions.values(fiji.image("z")), fiji.image("z-1"), 0);
		assertMap(MapAssertions.values(fiji.image("tau2")), fiji.image("tau2-1"), 0);
		assertTrue(Files.exists(folder.resolve("Adams_2009_beta.nii.gz")));
		assertTrue(Files.exists(folder.resolve("true_slope.nii.gz")));
	}

	@Test
	void otherTableGoesAlongWithTheStacks() {
		fiji.runMacro("run('Meta-Analysis...', 'sample=tissue output=[" + folder + "]');"
			+ "run('DerSimonian-Laird...', 'effects=effects variances=variances moderators=age centre=true maps=est_age"
			+ " studies=[" + folder + "/studies-without-maps.tsv]');"
			+ "run('DerSimonian-Laird...', 'effects=effects variances=variances moderators=age centre=true maps=est_age');")
			.clean();

		final double[] slope = MapAssertions.values(fiji.image("est_age"));
		MapAssertions.assertMap(slope, fiji.image("est_age-1"), 0);
		final double highest = java.util.Arrays.stream(slope).filter(Double::isFinite).max().orElseThrow();
		assertEquals(0.015, highest, 0.01);
	}

	@Test
	void severalSamplesMustBeToldApart() {
		final FijiRun run = fiji.runMacro(OPEN.formatted("tissue") + OPEN.formatted("tissue")
			+ "run('DerSimonian-Laird...', '');");

		assertEquals(List.of("Studies: got none, wanted a study table, or effects and variances"), run.cancellations());
	}

	@Test
	void sampleThatIsNotThereIsRefused() {
		assertEquals(List.of("Sample: got 'mouse', wanted brain or tissue"), fiji.runMacro(OPEN.formatted("mouse"))
			.cancellations());
	}

	@Test
	void theRecordedLineReplays() {
		final FijiRun dialog = fiji.runDialog("Meta-Analysis...", Map.of("sample", "tissue")).clean();
		fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertEquals(List.of(), dialog.recorded().get(0).complaints());
		assertMap(MapAssertions.values(fiji.image("effects")), fiji.image("effects-1"), 0);
	}

	private static List<String> titles() {
		return fiji.images().stream().map(ImagePlus::getTitle).toList();
	}
}
