package org.voxmeta.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.api.java.JavaSparkContext;
import org.scijava.util.VersionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.task.Progress;

/**
 * A voxelwise meta-analysis on an Apache Spark cluster, for {@code spark-submit}: the same maps, to the last
 * bit, as on one machine, and the same record beside them. Each study is read by a task, each slab of voxels
 * fitted by one; a permutation test shares out its rearrangements.
 */
public final class ClusterMetaAnalysis {

	private static final Logger LOG = LoggerFactory.getLogger(ClusterMetaAnalysis.class);

	private static final String NAME = "VoxMeta";

	/** Exit status after a mistake in the call or the data, as that of every command. */
	private static final int FAILED = 2;

	private static final String TABLE =
		"a study table that every machine of the cluster sees, as hdfs://host/studies.tsv";

	private ClusterMetaAnalysis() {
	}

	/**
	 * Runs a meta-analysis on the cluster that Spark's own settings say. What cannot be done is told in a line
	 * of the log; its stack is there at the level {@code DEBUG}.
	 *
	 * @param arguments keys of the commands, as {@code studies=hdfs://host/studies.tsv}
	 * @throws SparkUserAppException with the exit status {@value #FAILED}, if options or data do not allow it
	 *          or something cannot be read or written
	 */
	public static void main(final String[] arguments) throws SparkUserAppException {
		try {
			// before a cluster is asked for
			ClusterArguments.parse(arguments);
			try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", NAME))) {
				run(spark, arguments);
			}
		}
		catch (final IllegalArgumentException | IOException | UncheckedIOException e) {
			final Throwable told = e instanceof UncheckedIOException ? e.getCause() : e;
			LOG.error("{}: {}", NAME, told.getMessage());
			LOG.debug(NAME, e);
			// without a cause, whose stack spark-submit would print
			throw new SparkUserAppException(FAILED, null);
		}
	}

	/**
	 * Runs a meta-analysis.
	 *
	 * @param arguments keys of the commands
	 * @return the files that were written
	 * @throws IOException if something cannot be read or written; nothing is left half written then
	 * @throws IllegalArgumentException if options or data do not allow it
	 */
	static List<Path> run(final JavaSparkContext spark, final String... arguments) throws IOException {
		final ClusterArguments wanted = ClusterArguments.parse(arguments);
		final ClusterFiles files = new ClusterFiles(spark.hadoopConfiguration());
		final RunSource source = new RunSource(wanted.record(), files);
		final String version = VersionUtils.getVersion(ClusterMetaAnalysis.class);
		requireTable(wanted.studies(), files.file(wanted.studies()));
		final Path output = files.file(wanted.output());
		final RecordedRun run = source.run();
		final EstimatorRun fit = run.run().withMaps(wanted.maps()).withOutput(output).withWorkers(
			new SparkFitWorkers(spark, source, wanted.slabBytes(), wanted.isTested()));
		final Outcome outcome = fit.run(run.studies(), run.mask(), version, Progress.NONE);
		outcome.notes().forEach(LOG::warn);
		outcome.remarks().forEach(LOG::info);
		LOG.info("{}: {}", NAME, outcome.summary());
		final List<Path> written = new ArrayList<>(outcome.files());
		if (wanted.isTested()) written.addAll(test(spark, wanted, outcome.fit().run().withImages(files), output,
			version));
		return written;
	}

	private static void requireTable(final String name, final Path table) throws IOException {
		try {
			if (Files.readAttributes(table, BasicFileAttributes.class).isRegularFile()) return;
		}
		catch (final NoSuchFileException e) {
			throw new IllegalArgumentException("Argument studies: got '" + name
				+ "', and there is no such file; wanted " + TABLE, e);
		}
		throw new IllegalArgumentException("Argument studies: got '" + name
			+ "', which is no file; wanted " + TABLE);
	}

	private static List<Path> test(final JavaSparkContext spark, final ClusterArguments wanted,
		final RecordedRun run, final Path output, final String version) throws IOException
	{
		final PermutationAnalysis.Outcome outcome = wanted.test(PermutationAnalysis.of(run)).withWorkers(
			new SparkPermutationWorkers(spark)).withOutput(output).run(version, Progress.NONE);
		outcome.notes().forEach(LOG::warn);
		LOG.info("{}: {}", NAME, outcome.summary());
		return outcome.files();
	}
}
