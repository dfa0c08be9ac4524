package org.voxmeta.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.voxmeta.analysis.ImageFinder;
import org.voxmeta.analysis.InputImage;

/**
 * Finds files by their addresses, on any machine of a cluster: those of Hadoop, such as {@code
 * hdfs://host/file} and {@code s3a://bucket/file}, and those of a folder that all machines see, as {@code
 * /folder/file} or {@code file:///folder/file}. Immutable, thread-safe.
 */
final class ClusterFiles implements ImageFinder, Serializable {

	private static final long serialVersionUID = 1L;

	private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

	private final SerializableConfiguration settings;

	/** Files as Hadoop's settings say how to reach them. */
	ClusterFiles(final Configuration settings) {
		this.settings = new SerializableConfiguration(settings);
	}

	/** The whole path of a file on this machine; addresses with a scheme, and blank ones, are as they were. */
	static String whole(final String name) {
		return name.isEmpty() || ADDRESS.matcher(name).matches() ? name : Path.of(name).toAbsolutePath().toString();
	}

	@Override
	public Path file(final String name) {
		if (name.startsWith("file:")) return Path.of(new org.apache.hadoop.fs.Path(name).toUri().getPath());
		if (!ADDRESS.matcher(name).matches()) return Path.of(name);
		try {
			return new HadoopFiles(settings.value()).path(name);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(
				new IOException(name + ": cannot be reached: " + HadoopFiles.firstLine(e), e));
		}
	}

	@Override
	public InputImage find(final String role, final String name) throws IOException {
		final Path file = file(name);
		if (!Files.isRegularFile(file)) throw new IllegalArgumentException(role + ": got '" + name
			+ "', which is no file; wanted an image file that every machine of the cluster sees");
		return InputImage.read(file);
	}
}
