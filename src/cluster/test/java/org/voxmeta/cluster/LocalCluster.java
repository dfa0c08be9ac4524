package org.voxmeta.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A cluster of two executors, each a Java of its own, on this machine; started for the first test that asks,
 * and stopped at the end.
 */
final class LocalCluster {

	/** Executors, cores of each, megabytes of each. */
	private static final String MASTER = "local-cluster[2,1,1024]";

	private static JavaSparkContext spark;

	private LocalCluster() {
	}

	/** The cluster. */
	static synchronized JavaSparkContext get() {
		if (spark == null) spark = start();
		return spark;
	}

	private static JavaSparkContext start() {
		try {
			// executors are started from there; their classes come by the class path
			Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		final String classes = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));
		final JavaSparkContext started = new JavaSparkContext(new SparkConf() //
			.setMaster(MASTER).setAppName("VoxMeta tests") //
			.set("spark.executor.extraClassPath", classes) //
			.set("spark.executor.extraJavaOptions", System.getProperty("voxmeta.executor")) //
			.set("spark.executor.memory", "768m") //
			.set("spark.driver.host", "127.0.0.1") //
			.set("spark.driver.bindAddress", "127.0.0.1") //
			.set("spark.ui.enabled", "false") //
			.set("spark.hadoop.fs.test.impl", TestFileSystem.class.getName()));
		Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
		return started;
	}
}
