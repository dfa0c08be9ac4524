package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/** Files that are damaged, wherever that shows: such studies are left out or refused, all of them by name. */
class DamagedFilesTest {

	private static final int STUDIES = 21;
	private static final SmallStudies ALL = SmallStudies.of(STUDIES, 5, 4, 3);

	/** What can happen to a file. */
	private enum Damage {

		EMPTIED {

			@Override
			byte[] damaged(final byte[] bytes) {
				return new byte[0];
			}
		},
		TRUNCATED {

			@Override
			byte[] damaged(final byte[] bytes) {
				return Arrays.copyOf(bytes, bytes.length - 20);
			}
		},
		FLIPPED {

			@Override
			byte[] damaged(final byte[] bytes) {
				final byte[] flipped = bytes.clone();
				flipped[bytes.length - 30] ^= 4;
				return flipped;
			}
		};

		abstract byte[] damaged(byte[] bytes);
	}

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource(Damage.class)
	void oneDamagedFileAmong21IsNamedAndTheRestFitted(final Damage damage) throws IOException {
		final Path table = ALL.write(folder);
		final Path file = damage("varcope-8", damage);

		final Outcome outcome = run(loader(true), table);

		final List<String> left = outcome.notes().stream().filter(note -> note.startsWith("Left out")).toList();
		assertEquals(1, left.size(), outcome.notes().toString());
		assertTrue(left.get(0).startsWith("Left out study 8: " + file + ": "), left.get(0));
		assertEquals(20, outcome.summary().get("studies"));
		assertEquals(1, outcome.summary().get("dropped"));
		assertArrayEquals(run(loader(false), without(8, Map.of())).result().maps().get(MapKind.Z), outcome.result().maps()
			.get(MapKind.Z));

		final String message = assertThrows(IOException.class, () -> run(loader(false), table)).getMessage();
		assertTrue(message.startsWith(table + ": cannot read the maps of 1 of 21 studies (dropInvalid=true would drop "
			+ "these):\n  line 9, study 8: " + file + ": "), message);
	}

	@Test
	void allDamagedFilesAreNamed() throws IOException {
		final Path table = ALL.write(folder);
		damage("beta-2", Damage.EMPTIED);
		damage("varcope-2", Damage.EMPTIED);
		damage("beta-5", Damage.TRUNCATED);
		damage("varcope-5", Damage.FLIPPED);
		damage("varcope-9", Damage.TRUNCATED);

		final Outcome outcome = run(loader(true), table);
		final String message = assertThrows(IOException.class, () -> run(loader(false), table)).getMessage();

		assertEquals(18, outcome.summary().get("studies"));
		assertEquals(3, outcome.summary().get("dropped"));
		assertEquals(List.of("study 2", "study 5", "study 9"), outcome.notes().stream().filter(note -> note.startsWith(
			"Left out ")).map(note -> note.split("[ :]")[2] + " " + note.split("[ :]")[3]).toList());
		assertTrue(message.matches("(?s).*3 of 21 studies.*line 3, study 2: .*beta-2.nii.gz: .*; .*varcope-2.nii.gz: .*"
			+ "line 6, study 5: .*beta-5.nii.gz: .*; .*varcope-5.nii.gz: .*line 10, study 9: .*varcope-9.nii.gz: .*"),
			message);
	}

	@Test
	void aLongListIsCut() throws IOException {
		final Path table = ALL.write(folder);
		for (int k = 1; k <= STUDIES; k++)
			damage("beta-" + k, Damage.TRUNCATED);

		final String refused = assertThrows(IOException.class, () -> run(loader(false), table)).getMessage();
		final String dropped = assertThrows(IOException.class, () -> run(loader(true), table)).getMessage();

		assertEquals(12, refused.lines().count(), refused);
		assertTrue(refused.endsWith("\n  ... and 11 more"), refused);
		assertTrue(dropped.startsWith(table + ": got 0 usable of 21 studies, wanted at least 1:\n"), dropped);
	}

	@Test
	void allFilesMissingIsOneMessage() throws IOException {
		final Path table = ALL.write(folder);
		for (int k = 1; k <= STUDIES; k++)
			for (final String kind : List.of("beta-", "varcope-"))
				Files.delete(folder.resolve(kind + k + ".nii.gz"));

		final String message = assertThrows(IOException.class, () -> run(loader(true), table)).getMessage();

		assertTrue(message.startsWith(table + ": 42 problems:\n  line 2, column 'beta': got '"), message);
		assertEquals(12, message.lines().count(), message);
		assertTrue(message.endsWith("\n  ... and 32 more"), message);
	}

	@Test
	void theDesignIsThatOfTheStudiesLeft() throws IOException {
		final List<String> drugs = new ArrayList<>(Collections.nCopies(STUDIES, "a"));
		for (int k = 10; k < STUDIES; k++)
			drugs.set(k, "b");
		drugs.set(3, "only");
		final List<String> ages = IntStream.range(0, STUDIES).mapToObj(k -> "" + (20 + k)).toList();
		final Map<String, List<String>> columns = Map.of("drug", drugs, "age", ages);
		final Path table = ALL.writeWith(folder, columns);
		damage("beta-4", Damage.TRUNCATED);
		final StudyLoader loader = loader(true).withModerators(new ModeratorChoice("drug,age", true, true, "", ""));

		final Outcome outcome = run(loader, table);

		final List<String> terms = outcome.result().maps().terms().stream().map(Term::name).toList();
		assertEquals(List.of("intercept", "drug-b", "age"), terms);
		assertTrue(outcome.remarks().stream().anyMatch(remark -> remark.contains("30.35")), "the mean age of 20: " + outcome
			.remarks());
		assertTrue(outcome.remarks().stream().noneMatch(remark -> remark.contains("only")), outcome.remarks()
			.toString());
		final Outcome wanted = run(loader, without(4, columns));
		assertArrayEquals(wanted.result().maps().get(MapKind.Z, 2), outcome.result().maps().get(MapKind.Z, 2));
	}

	/** A file that is there but cannot be got at is not damaged: the user may have named the wrong one. */
	@Test
	void aFileThatVanishesIsAlwaysAnError() throws IOException {
		final Path table = ALL.write(folder);
		final StudyInputs inputs = loader(true).ofTable(table);
		Files.delete(folder.resolve("beta-4.nii.gz"));

		final String message = assertThrows(IOException.class, () -> run(inputs)).getMessage();

		assertTrue(message.startsWith(table + ": cannot read the maps of 1 of 21 studies:\n  line 5, study 4: " + folder
			.resolve("beta-4.nii.gz") + ": no such file"), message);
	}

	private static StudyLoader loader(final boolean drop) {
		return StudyLoader.of(DerSimonianLaird.withDefaults().needs()).withDropInvalid(drop);
	}

	private static Outcome run(final StudyLoader loader, final Path table) throws IOException {
		return run(loader.ofTable(table));
	}

	private static Outcome run(final StudyInputs inputs) throws IOException {
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).run(inputs, null, "test", Progress.NONE);
	}

	/** Damages a file; returns it. */
	private Path damage(final String name, final Damage damage) throws IOException {
		final Path file = folder.resolve(name + ".nii.gz");
		return Files.write(file, damage.damaged(Files.readAllBytes(file)));
	}

	/** A table that never had a study, of files that are whole. */
	private Path without(final int study, final Map<String, List<String>> columns) throws IOException {
		final Path whole = Files.createTempDirectory(folder, "whole");
		final List<String> lines = new ArrayList<>(Files.readAllLines(ALL.writeWith(whole, columns)));
		lines.remove(study);
		return Files.write(whole.resolve("less.tsv"), lines);
	}
}
