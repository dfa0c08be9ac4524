package org.voxmeta.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.cluster.TwoRuns.assertSameFiles;
import static org.voxmeta.cluster.TwoRuns.names;
import static org.voxmeta.cluster.TwoRuns.onCluster;
import static org.voxmeta.cluster.TwoRuns.onOneMachine;
import static org.voxmeta.cluster.TwoRuns.with;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.SmallStudies;

class ClusterMetaAnalysisTest {

	private static final SmallStudies STUDIES = SmallStudies.of(9, 7, 6, 5).withHoles();
	private static final Map<String, List<String>> COLUMNS = Map.of("age", List.of("20", "31", "44", "25", "38",
		"52", "61", "29", "40"), "site", List.of("a", "a", "b", "b", "b", "a", "b", "a", "a"));

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = {
		"estimator=DerSimonian-Laird",
		"estimator=DerSimonian-Laird|aggressivemask=false|maps=all",
		"estimator=DerSimonian-Laird|aggressivemask=false|minimumstudies=8|adjustment=Knapp-Hartung",
		"estimator=Hedges|aggressivemask=false|maps=all",
		"estimator=Paule-Mandel|aggressivemask=false|moderators=age,site|maps=all",
		"estimator=Variance-Based Likelihood|aggressivemask=false|method=REML|moderators=age",
		"estimator=Weighted Least Squares|tau2=0.1|aggressivemask=false",
		"estimator=Hunter-Schmidt|aggressivemask=false|effectsize=beta",
		"estimator=Sample-Size-Based Likelihood|aggressivemask=false",
		"estimator=Sidik-Jonkman|moderators=site|contrast=0,1",
		"estimator=Stouffer|aggressivemask=false",
		"estimator=Permuted OLS|twosided=false",
		"estimator=Fisher" })
	void mapsAndRecordAreThoseOfOneMachine(final String options) throws IOException {
		final Path table = STUDIES.writeWith(folder, COLUMNS);

		assertSame(with(options, "studies=" + table));
	}

	@Test
	void studiesInGroupsAreCorrelatedAsOnOneMachine() throws IOException {
		final Path table = STUDIES.write(folder, Map.of(1, "a", 2, "a", 3, "a", 7, "b", 8, "b"));

		assertSame(with("estimator=Stouffer|aggressivemask=false", "studies=" + table));
		assertSame(with("estimator=DerSimonian-Laird|aggressivemask=false|maps=all", "studies=" + table));
	}

	@Test
	void voxelsOfAMaskAndRegionsAreThoseOfOneMachine() throws IOException {
		final Path table = STUDIES.write(folder);
		final float[] values = new float[STUDIES.voxels()];
		for (int j = 0; j < values.length; j++)
			values[j] = j % 3;
		final Path image = STUDIES.writeMap(folder.resolve("image.nii.gz"), values);

		assertSame(with("estimator=DerSimonian-Laird|aggressivemask=false", "studies=" + table, "mask=" + image));
		assertSame(with("estimator=DerSimonian-Laird", "studies=" + table, "labels=" + image));
	}

	@Test
	void aStudyWhoseFileIsDamagedIsLeftOutAsOnOneMachine() throws IOException {
		final Path table = STUDIES.writeWith(folder, COLUMNS);
		final Path damaged = folder.resolve("beta-4.nii.gz");
		final byte[] whole = Files.readAllBytes(damaged);
		Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));

		assertSame(with("estimator=DerSimonian-Laird|aggressivemask=false|moderators=age|centre=true", "studies="
			+ table));
	}

	@Test
	void aStudyWhoseFileIsDamagedIsRefusedAsOnOneMachine() throws IOException {
		final Path table = STUDIES.write(folder);
		final Path damaged = folder.resolve("varcope-2.nii.gz");
		final byte[] whole = Files.readAllBytes(damaged);
		Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
		final String[] arguments = with("estimator=DerSimonian-Laird|dropinvalid=false", "studies=" + table);

		final IOException here = assertThrows(IOException.class, () -> onOneMachine(folder.resolve("here"),
			arguments));
		final IOException there = assertThrows(IOException.class,
			() -> onCluster(folder.resolve("there").toString(), arguments));

		assertEquals(here.getMessage(), there.getMessage());
		assertFalse(Files.exists(folder.resolve("there")));
	}

	@Test
	void studiesWithoutAVoxelAreRefusedAsOnOneMachine() throws IOException {
		final Path table = SmallStudies.of(4, 3, 3, 2).withVariances(v -> -v).write(folder);
		final String[] arguments = with("estimator=DerSimonian-Laird", "studies=" + table);

		final IllegalArgumentException here = assertThrows(IllegalArgumentException.class,
			() -> onOneMachine(folder.resolve("here"), arguments));
		final IllegalArgumentException there = assertThrows(IllegalArgumentException.class,
			() -> onCluster(folder.resolve("there").toString(), arguments));

		assertEquals(here.getMessage(), there.getMessage());
	}

	@Test
	void filesFarAwayAreReadAndWritten() throws IOException {
		final Path table = STUDIES.write(folder);
		final Path here = folder.resolve("here");
		onOneMachine(here, with("estimator=DerSimonian-Laird", "studies=" + table));

		for (int again = 0; again < 2; again++)
			onCluster("test://" + folder.resolve("there"), with("estimator=DerSimonian-Laird", "studies=test://"
				+ table));

		final List<String> names = names(here);
		assertEquals(names,
			names(folder.resolve("there")).stream().filter(name -> !name.endsWith(".crc")).toList());
		assertSameFiles(here, folder.resolve("there"), names);
	}

	@Test
	void anExecutorThatDiesWhileReadingChangesNothing() throws IOException {
		final Path table = STUDIES.write(folder);
		final Path here = folder.resolve("here");
		onOneMachine(here, with("estimator=Hedges|aggressivemask=false", "studies=" + table));
		// after all headers and some studies
		Files.writeString(folder.resolve(TestFileSystem.KILL), String.valueOf(2 * STUDIES.studies() + 5));

		onCluster(folder.resolve("there").toString(), with("estimator=Hedges|aggressivemask=false",
			"studies=test://" + table));

		assertFalse(Files.exists(folder.resolve(TestFileSystem.KILL)), "no executor died");
		assertSameFiles(here, folder.resolve("there"), names(here));
	}

	@Test
	void permutationTestsAreThoseOfOneMachine() throws IOException {
		final Path table = STUDIES.writeWith(folder, COLUMNS);

		assertSame(with("estimator=DerSimonian-Laird|permutations=700|clusters=all|threshold=0.05|uncorrected=true",
			"studies=" + table));
		assertSame(with("estimator=DerSimonian-Laird|permutations=150|seed=3|aggressivemask=false|twosided=false",
			"studies=" + table));
		assertSame(with("estimator=Paule-Mandel|permutations=60|moderators=age|aggressivemask=false|"
			+ "uncorrected=true", "studies=" + table));
		assertSame(with("estimator=DerSimonian-Laird|permutations=2000|stopafter=5", "studies=" + table));
	}

	@Test
	void filesAreNamedByWholePathsForOtherMachines() {
		final ClusterArguments parsed = ClusterArguments.parse("studies=a.tsv", "estimator=Hedges",
			"output=test:///b", "mask=c.nii");

		assertEquals(Path.of("a.tsv").toAbsolutePath().toString(), parsed.studies());
		assertEquals("test:///b", parsed.output());
		assertTrue(parsed.record().contains(Path.of("c.nii").toAbsolutePath().toString()), parsed.record());
		assertTrue(parsed.record().contains("\"labels\":\"\""), parsed.record());
	}

	@Test
	void aDriveThatDoesNotAnswerIsToldInALineAndIsNoDamage() throws IOException {
		final Path table = STUDIES.write(folder);
		Files.createFile(folder.resolve(TestFileSystem.BROKEN));

		final Exception e = assertThrows(UncheckedIOException.class,
			() -> onCluster(folder.resolve("there").toString(), "estimator=Hedges", "studies=test://" + table));

		final String told = e.getCause().getMessage();
		assertTrue(told.contains("test:" + folder) && told.endsWith(TestFileSystem.BROKEN), told);
		assertEquals(1, told.lines().count(), told);
		assertFalse(Files.exists(folder.resolve("there")));
	}

	@Test
	void unknownKeysAreRefused() {
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
			() -> ClusterArguments.parse("studies=a.tsv", "estimator=Hedges", "output=b", "colour=red"));

		assertTrue(e.getMessage().contains("'colour'") && e.getMessage().contains("moderators"), e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> ClusterArguments.parse("studies=a.tsv",
			"estimator=Hedges"));
		assertThrows(IllegalArgumentException.class, () -> ClusterArguments.parse("studies"));
	}

	/** Runs both, and compares all that they wrote. */
	private void assertSame(final String... arguments) throws IOException {
		final Path here = Files.createTempDirectory(folder, "here");
		final Path there = Files.createTempDirectory(folder, "there");

		onOneMachine(here, arguments);
		onCluster(there.toString(), arguments);

		assertEquals(names(here), names(there));
		assertSameFiles(here, there, names(here));
	}
}
