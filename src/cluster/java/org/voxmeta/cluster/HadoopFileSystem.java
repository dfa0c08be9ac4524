package org.voxmeta.cluster;

import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;

/** One of Hadoop's file systems, as Java's own methods for files take it. Immutable. */
final class HadoopFileSystem extends FileSystem {

	private final HadoopFiles provider;
	private final URI address;

	HadoopFileSystem(final HadoopFiles provider, final URI address) {
		this.provider = provider;
		this.address = address;
	}

	/** Its folder at the top. */
	URI address() {
		return address;
	}

	@Override
	public FileSystemProvider provider() {
		return provider;
	}

	/** Hadoop keeps its file systems open itself. */
	@Override
	public void close() {
		throw new UnsupportedOperationException("Hadoop's file systems stay open");
	}

	@Override
	public boolean isOpen() {
		return true;
	}

	@Override
	public boolean isReadOnly() {
		return false;
	}

	@Override
	public String getSeparator() {
		return "/";
	}

	@Override
	public Iterable<Path> getRootDirectories() {
		return List.of(new HadoopPath(this, new org.apache.hadoop.fs.Path(address)));
	}

	@Override
	public Iterable<FileStore> getFileStores() {
		return List.of();
	}

	@Override
	public Set<String> supportedFileAttributeViews() {
		return Set.of("basic");
	}

	@Override
	public Path getPath(final String first, final String... more) {
		final String text = more.length == 0 ? first : first + "/" + String.join("/", more);
		return new HadoopPath(this, new org.apache.hadoop.fs.Path(text));
	}

	@Override
	public PathMatcher getPathMatcher(final String pattern) {
		throw new UnsupportedOperationException("Hadoop's files are named one by one");
	}

	@Override
	public UserPrincipalLookupService getUserPrincipalLookupService() {
		throw new UnsupportedOperationException("Hadoop knows its users itself");
	}

	@Override
	public WatchService newWatchService() {
		throw new UnsupportedOperationException("Hadoop's folders cannot be watched");
	}
}
