package org.voxmeta.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.spark.SparkException;

/**
 * What Spark is asked to do on its machines.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
interface SparkJob<T> {

	/**
	 * Has it done.
	 *
	 * @throws SparkException if a task failed as often as Spark lets it
	 */
	T run() throws SparkException;

	/**
	 * Has something done. Spark tells of a failure by the stack of its task and its own; here it is told in a
	 * line, and what the task failed with is its cause.
	 *
	 * @throws UncheckedIOException if a task failed as often as Spark lets it
	 */
	static <T> T done(final SparkJob<T> job) {
		try {
			return job.run();
		}
		catch (final SparkException e) {
			throw new UncheckedIOException(failure(e));
		}
	}

	private static IOException failure(final SparkException e) {
		Throwable reason = e;
		while (reason != null && !(reason instanceof IOException))
			reason = reason.getCause();
		return new IOException(HadoopFiles.firstLine(reason == null ? e : reason), e);
	}
}
