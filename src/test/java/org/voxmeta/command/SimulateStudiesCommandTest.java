package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxmeta.demo.SimulatedStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyTable;

class SimulateStudiesCommandTest {

	private static final String SMALL = "studies=5 grid=12,14,10 voxelsize=8 smoothness=16 ";

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void keysAreTheOptionsOfTheSimulation() {
		fiji.runMacro(macro(SMALL + "effect=0.7 tau2=0.05 slope=0.02 difference=0.3 noise=2 samplesizes=5-9 "
			+ "incomplete=0.2 dropped=0.1 seed=-7")).clean();

		final SimulatedStudies wanted = SimulatedStudies.withDefaults().withStudies(5).withGrid(12, 14, 10, 8)
			.withSmoothness(16).withPeakEffect(0.7).withMeanTau2(0.05).withSlope(0.02).withDifference(0.3)
			.withParticipantSd(2).withSampleSizes(5, 9).withIncomplete(0.2).withDroppedVoxels(0.1).withSeed(-7);
		final double[] effects = MapAssertions.values(fiji.image("effects"));
		for (int k = 0; k < 5; k++) {
			final float[] effect = wanted.study(k).effect();
			for (int j = 0; j < effect.length; j++)
				assertEquals(effect[j] == 0 ? Double.NaN : effect[j], effects[k * effect.length + j]);
		}
		assertEquals(List.of("effects", "variances", "true_effect", "true_tau2", "true_slope",
			"true_difference", "mask"), fiji.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void truthIsShownUnlessNotWanted() {
		fiji.runMacro(macro(SMALL + "truth=false")).clean();

		assertEquals(List.of("effects", "variances"), fiji.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void outputIsATableThatEveryCommandTakes() throws IOException {
		final FijiRun run = fiji.runMacro(macro(SMALL + "slope=0.01 output=[" + folder + "]")
			+ "run('DerSimonian-Laird...', 'studies=[" + folder + "/studies.tsv] moderators=age,drug mask=[" + folder
			+ "/mask.nii.gz] maps=est_age');").clean();

		assertEquals(List.of("est_age"), fiji.images().stream().map(ImagePlus::getTitle).toList());
		final List<Study> studies = StudyTable.read(folder.resolve("studies.tsv")).studies();
		assertEquals(List.of("study-01", "study-02", "study-03", "study-04", "study-05"), studies.stream().map(Study::id)
			.toList());
		assertEquals(Set.of("age", "drug"), studies.get(0).moderators().keySet());
		assertEquals(Set.of("mask.nii.gz", "true_effect.nii.gz", "true_tau2.nii.gz", "true_slope.nii.gz", "studies.tsv",
			"studies-without-maps.tsv"), names().stream().filter(name -> !name.startsWith("study-")).collect(Collectors
				.toSet()));
		assertEquals(10, names().stream().filter(name -> name.startsWith("study-")).count());
		assertTrue(run.console().contains("wrote 16 files to " + folder), run.console());
	}

	@Test
	void gridOfTwoNumbersIsFlat() {
		fiji.runMacro(macro("studies=2 grid=30x20 voxelsize=2 smoothness=6 incomplete=1")).clean();

		assertArrayEquals(new int[] { 30, 20, 1, 1, 2 }, fiji.image("effects").getDimensions());
		final double[] values = MapAssertions.values(fiji.image("effects"));
		final long present = Arrays.stream(values).filter(Double::isFinite).count();
		final long inMask = Arrays.stream(MapAssertions.values(fiji.image("mask"))).filter(value -> value == 1).count();
		assertTrue(present > 1.4 * inMask && present < 2 * inMask, present + " of twice " + inMask);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"studies=0; Simulated studies: got 0, expected at least 1", //
		"grid=5; Grid: got '5', wanted two or three whole numbers, as in 61,73,61", //
		"grid=a,b; Grid: got 'a', wanted a whole number", //
		"grid=0,5,5; Simulated grid: got 0 x 5 x 5, expected at least 1 x 1 x 1", //
		"voxelsize=0; Voxel size in mm: got 0.0, expected a finite number above 0", //
		"effect=0,5; Effect: got '0,5', wanted a number (with a decimal point)", //
		"tau2=-1; Mean tau2: got -1.0, expected a finite number, at least 0", //
		"slope=NaN; Slope: got NaN, expected a finite number", //
		"noise=0; Noise: got 0.0, expected a finite number above 0", //
		"samplesizes=9-5; Sample sizes: got 9 to 5, expected 2 or more, the smaller first", //
		"samplesizes=1-2-3; Sample sizes: got '1-2-3', wanted a whole number or two, as in 12-60", //
		"smoothness=1; Smoothness in mm: got 1.0, expected at least one voxel, 3.0", //
		"incomplete=2; Incomplete studies: got 2.0, expected a share from 0 to 1", //
		"dropped=1; Dropped voxels: got 1.0, expected a share from 0 to below 1", //
		"seed=x; Seed: got 'x', wanted a whole number" })
	void mistakesEndInOneMessage(final String keys, final String message) {
		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(List.of(message), run.cancellations());
		assertTrue(fiji.images().isEmpty());
	}

	@Test
	void theRecordedLineReplays() {
		final FijiRun dialog = fiji.runDialog("Simulate Studies...", Map.of("grid", "20,16", "studies", 3, "effect", "1",
			"incomplete", "0.1")).clean();
		fiji.runMacro(dialog.recorded().get(0).macro()).clean();

		assertEquals(List.of(), dialog.recorded().get(0).complaints());
		assertMap(MapAssertions.values(fiji.image("effects")), fiji.image("effects-1"), 0);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).toList();
		}
	}

	private static String macro(final String keys) {
		return "run('Simulate Studies...', '" + keys + "');";
	}
}
