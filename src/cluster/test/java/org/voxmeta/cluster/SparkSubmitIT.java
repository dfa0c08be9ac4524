package org.voxmeta.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.cluster.TwoRuns.assertSameFiles;
import static org.voxmeta.cluster.TwoRuns.names;
import static org.voxmeta.cluster.TwoRuns.onOneMachine;
import static org.voxmeta.cluster.TwoRuns.with;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.cluster.StandaloneCluster.Ended;

/** The jar that was built, submitted to a cluster that has nothing but Spark. */
class SparkSubmitIT {

	private static final String RUN = "estimator=DerSimonian-Laird|aggressivemask=false|permutations=60";

	@TempDir
	static Path home;

	private static StandaloneCluster spark;

	@TempDir
	Path folder;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		spark = StandaloneCluster.start(home);
	}

	@AfterAll
	static void stop() throws InterruptedException {
		spark.close();
	}

	@Test
	void aRunWritesWhatOneMachineWrites() throws IOException, InterruptedException {
		assertSame(List.of());
	}

	@Test
	void aRunThatIsDrivenByTheClusterWritesWhatOneMachineWrites() throws IOException, InterruptedException {
		assertSame(List.of("--deploy-mode", "cluster", "--conf", "spark.standalone.submit.waitAppCompletion=true"));
	}

	@Test
	void aMistakeIsToldInALine() throws IOException, InterruptedException {
		final Ended ended = submit(List.of(), folder.resolve("there"), "estimator=Hedges", "studies=" + folder
			.resolve("none.tsv"));

		assertEquals(2, ended.status(), ended.lines().toString());
		assertEquals(1, ended.errors().size(), ended.errors().toString());
		assertTrue(ended.errors().get(0).contains("none.tsv', and there is no such file"),
			ended.errors().toString());
	}

	private void assertSame(final List<String> options) throws IOException, InterruptedException {
		final String[] arguments = with(RUN, "studies=" + SmallStudies.of(7, 6, 5, 4).withHoles().write(folder));
		final Path here = folder.resolve("here");
		final Path there = folder.resolve("there");
		onOneMachine(here, arguments);

		final Ended ended = submit(options, there, arguments);

		assertEquals(0, ended.status(), ended.lines().toString());
		assertEquals(names(here), names(there));
		assertSameFiles(here, there, names(here));
	}

	private static Ended submit(final List<String> options, final Path output,
		final String... arguments) throws IOException, InterruptedException
	{
		final List<String> all = new ArrayList<>(List.of("--executor-memory", "512m", "--driver-memory", "512m"));
		all.addAll(options);
		all.add(System.getProperty("voxmeta.jar"));
		all.addAll(List.of(with("output=" + output, arguments)));
		return spark.submit(all.toArray(String[]::new));
	}
}
