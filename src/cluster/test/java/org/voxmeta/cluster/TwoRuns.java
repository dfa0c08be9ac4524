package org.voxmeta.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.scijava.util.VersionUtils;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.task.Progress;

/** The same run on the cluster and on one machine, and what they wrote. */
final class TwoRuns {

	private static final String VERSION = VersionUtils.getVersion(ClusterMetaAnalysis.class);

	private TwoRuns() {
	}

	/** Arguments with a bar between them, and others. */
	static String[] with(final String options, final String... more) {
		final List<String> all = new ArrayList<>(List.of(options.split("\\|")));
		all.addAll(List.of(more));
		return all.toArray(String[]::new);
	}

	static void onCluster(final String output, final String... arguments) throws IOException {
		ClusterMetaAnalysis.run(LocalCluster.get(), with("output=" + output, arguments));
	}

	static void onOneMachine(final Path output, final String... arguments) throws IOException {
		final ClusterArguments wanted = ClusterArguments.parse(with("output=" + output, arguments));
		final RecordedRun run = new RunSource(wanted.record(), new ClusterFiles(new Configuration())).run();
		run.run().withMaps(wanted.maps()).withOutput(output).run(run.studies(), run.mask(), VERSION, Progress.NONE);
		if (wanted.isTested()) wanted.test(PermutationAnalysis.of(RecordedRun.read(output))).withOutput(output)
			.run(VERSION, Progress.NONE);
	}

	/** The names of the files in a folder. */
	static List<String> names(final Path output) throws IOException {
		try (Stream<Path> files = Files.list(output)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	/** Compares files to the last byte, and records but for times and addresses. */
	static void assertSameFiles(final Path here, final Path there, final List<String> names) throws IOException {
		assertTrue(names.size() > 5, names.toString());
		for (final String name : names)
			if (name.endsWith(".json")) assertEquals(record(here.resolve(name)), record(there.resolve(name)), name);
			else assertArrayEquals(Files.readAllBytes(here.resolve(name)), Files.readAllBytes(there.resolve(name)),
				name);
	}

	/** A record without what differs from run to run, and from address to address. */
	private static JsonObject record(final Path file) throws IOException {
		final String text = Files.readString(file).replaceAll("(test:|hdfs://[^/]+)", "");
		final JsonObject record = JsonParser.parseString(text.replace(file.getParent().toString(), "output"))
			.getAsJsonObject();
		List.of("id", "time", "seconds").forEach(record::remove);
		// only a jar knows its own
		record.getAsJsonObject("versions").remove("voxmeta");
		return record;
	}
}
