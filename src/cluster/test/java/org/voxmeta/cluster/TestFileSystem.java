package org.voxmeta.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.SparkEnv;

/**
 * A file system of Hadoop's by the name of {@code test:}, which stands for a drive far away. An executor that
 * reads in a folder with a file {@value #KILL} dies after as many files as that file says; the first one
 * removes it. One that reads in a folder with a file {@value #BROKEN} gets no answer.
 */
public final class TestFileSystem extends RawLocalFileSystem {

	static final String KILL = "kill";
	static final String BROKEN = "no answer";

	private static final URI ADDRESS = URI.create("test:///");
	private static final AtomicInteger OPENED = new AtomicInteger();

	/** Hadoop makes it. */
	public TestFileSystem() {
	}

	@Override
	public String getScheme() {
		return "test";
	}

	@Override
	public URI getUri() {
		return ADDRESS;
	}

	@Override
	public FSDataInputStream open(final org.apache.hadoop.fs.Path path, final int buffer) throws IOException {
		final Path kill = Path.of(path.toUri().getPath()).resolveSibling(KILL);
		final boolean executor = !SparkEnv.get().executorId().equals("driver");
		if (executor && Files.exists(kill.resolveSibling(BROKEN))) throw new IOException(BROKEN);
		if (executor && Files.exists(kill)) {
			final int last = Integer.parseInt(Files.readString(kill).strip());
			if (OPENED.incrementAndGet() >= last && Files.deleteIfExists(kill)) Runtime.getRuntime().halt(1);
		}
		return super.open(path, buffer);
	}
}
