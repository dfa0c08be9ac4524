package org.voxmeta.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.SmallStudies;
import org.voxmeta.command.WaitingCommand;

import ij.ImagePlus;

class HeadlessRunnerTest {

	private static final String ESTIMATOR = "DerSimonian-Laird...";
	private static final String IMPORT = "NIfTI (VoxMeta)...";
	private static final String EXPORT = "Export NIfTI (VoxMeta)...";

	@TempDir
	Path folder;

	private final List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
	private final List<String> stages = Collections.synchronizedList(new ArrayList<>());
	private final ByteArrayOutputStream log = new ByteArrayOutputStream();
	private HeadlessRunner runner;

	@BeforeEach
	void start() {
		final PrintStream stream = new PrintStream(log, true, StandardCharsets.UTF_8);
		runner = new HeadlessRunner((fraction, message) -> {
			fractions.add(fraction);
			stages.add(message);
		}, level -> stream);
	}

	@AfterEach
	void end() {
		runner.close();
	}

	@Test
	void labelsAreSortedAndVoxMetasOwn() {
		final List<String> labels = runner.labels();

		assertTrue(labels.containsAll(List.of(ESTIMATOR, IMPORT, EXPORT)), labels.toString());
		assertEquals(labels.stream().sorted().toList(), labels);
		assertFalse(labels.contains("Test Show..."), "commands of other packages");
	}

	@Test
	void keysAreThoseThatAUserSets() {
		assertEquals(List.of("file"), List.copyOf(runner.keys(IMPORT).keySet()));
		assertEquals(List.of("image", "file"), List.copyOf(runner.keys(EXPORT).keySet()));
		assertTrue(runner.keys(ESTIMATOR).get("minimumstudies").contains("(2)"), runner.keys(ESTIMATOR).toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { IMPORT, "NIfTI (VoxMeta)", " nifti (voxmeta)... ", "NIFTI (VOXMETA)..." })
	void aCommandIsFoundByItsLabel(final String label) throws Exception {
		final Path map = map();

		final Map<String, Object> outputs = runner.run(label, Map.of("file", map.toString()));

		assertEquals("map.nii", assertInstanceOf(ImagePlus.class, outputs.get("image")).getTitle());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "...", "NIfTI", "org.voxmeta.command.ImportNifti" })
	void anotherLabelIsRefusedBesideTheKnownOnes(final String label) {
		final String message = assertThrows(IllegalArgumentException.class, () -> runner.run(label, Map.of()))
			.getMessage();

		assertTrue(message.startsWith("Command: got '" + label + "', wanted one of: "), message);
		assertTrue(message.contains(ESTIMATOR), message);
		assertThrows(IllegalArgumentException.class, () -> runner.keys(label));
	}

	@Test
	void keysAreTakenInAnyCase() throws Exception {
		assertTrue(runner.run(IMPORT, Map.of("FILE", map().toString())).get("image") instanceof ImagePlus);
	}

	@Test
	void aKeyGivenTwiceIsRefused() throws IOException {
		final Map<String, String> twice = new HashMap<>(Map.of("file", map().toString(), "File", "other.nii"));

		assertEquals("Key file: given twice, wanted once", assertThrows(IllegalArgumentException.class,
			() -> runner.run(IMPORT, twice)).getMessage());
	}

	@Test
	void anUnknownKeyIsRefusedBesideTheKnownOnes() {
		assertEquals(EXPORT + ": got the key 'path', wanted one of: image, file", assertThrows(
			IllegalArgumentException.class, () -> runner.run(EXPORT, Map.of("path", "a.nii"))).getMessage());
	}

	@ParameterizedTest
	@CsvSource({ //
		"aggressivemask, yes, true or false", //
		"aggressivemask, '', true or false", //
		"dropinvalid, 1, true or false", //
		"minimumstudies, three, a whole number", //
		"minimumstudies, 2.5, a whole number", //
		"minimumstudies, 99999999999, a whole number" })
	void aValueOfTheWrongKindIsRefused(final String key, final String value, final String wanted) {
		assertEquals("Key " + key + ": got '" + value + "', wanted " + wanted, assertThrows(
			IllegalArgumentException.class, () -> runner.run(ESTIMATOR, Map.of(key, value))).getMessage());
	}

	@Test
	void valuesReachTheCommandAsItsTypes() throws Exception {
		final Path table = SmallStudies.of(4, 4, 3, 2).withHoles().write(folder);

		final Map<String, Object> outputs = runner.run(ESTIMATOR, Map.of("studies", table.toString(), "maps", "k",
			"aggressivemask", "FALSE", "minimumstudies", "+3"));

		final ImagePlus k = (ImagePlus) outputs.get("k");
		assertArrayEquals(new int[] { 4, 3, 1, 2, 1 }, k.getDimensions());
		assertTrue(k.getStatistics().max <= 4, "studies in a voxel");
		assertEquals(null, outputs.get("z"));
	}

	@Test
	void progressGoesToTheListenerStageByStage() throws Exception {
		runner.run(ESTIMATOR, Map.of("studies", SmallStudies.of(4, 4, 3, 2).write(folder).toString(),
			"output", folder.resolve("maps").toString()));

		assertTrue(stages.stream().distinct().toList().containsAll(List.of("VoxMeta: fitting voxels",
			"VoxMeta: writing maps")), stages.toString());
		assertTrue(fractions.stream().allMatch(f -> f >= 0 && f <= 1), fractions.toString());
		assertTrue(fractions.contains(1.0), fractions.toString());
	}

	@Test
	void aCommandsFailureIsThrownWithItsReasonAndLoggedOnce() {
		final String missing = folder.resolve("none.nii").toString();

		final String message = assertThrows(CommandFailure.class, () -> runner.run(IMPORT, Map.of("file", missing)))
			.getMessage();

		assertEquals(missing + ": no such file", message);
		assertEquals("[ERROR] " + message, log.toString(StandardCharsets.UTF_8).trim());
	}

	@Test
	void aRunAfterAFailureIsFine() throws Exception {
		assertThrows(CommandFailure.class, () -> runner.run(IMPORT, Map.of()));

		assertTrue(runner.run(IMPORT, Map.of("file", map().toString())).get("image") instanceof ImagePlus);
	}

	@Test
	void anInterruptReachesTheCommandAndIsKept() throws Exception {
		final FutureTask<Boolean> call = new FutureTask<>(() -> {
			assertEquals("Interrupted", assertThrows(CommandFailure.class, () -> runner.run("Test Wait...", Map.of()))
				.getMessage());
			return Thread.interrupted();
		});
		final Thread caller = new Thread(call);
		caller.start();
		assertEquals("running", WaitingCommand.NEWS.take());

		caller.interrupt();

		assertEquals("interrupted", WaitingCommand.NEWS.take());
		assertTrue(call.get(), "the caller's thread is still interrupted");
	}

	@Test
	void aFailedCommandWritesNothing() {
		final Path file = folder.resolve("copy.nii");

		final String message = assertThrows(CommandFailure.class, () -> runner.run(EXPORT, Map.of("image", "shut",
			"file", file.toString()))).getMessage();

		assertTrue(message.contains("'shut'"), message);
		assertFalse(Files.exists(file));
	}

	private Path map() throws IOException {
		return SmallStudies.of(1, 4, 3, 2).writeMap(folder.resolve("map.nii"), new float[24]);
	}
}
