package org.voxmeta.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A path of a Hadoop file system, such as {@code hdfs://host/folder/file}, as Java's own methods for files
 * take it. Its text is the whole address. Immutable.
 */
final class HadoopPath implements Path {

	private final HadoopFileSystem fileSystem;
	private final org.apache.hadoop.fs.Path path;

	HadoopPath(final HadoopFileSystem fileSystem, final org.apache.hadoop.fs.Path path) {
		this.fileSystem = fileSystem;
		this.path = path;
	}

	/** As Hadoop's own methods take it. */
	org.apache.hadoop.fs.Path hadoop() {
		return path;
	}

	@Override
	public FileSystem getFileSystem() {
		return fileSystem;
	}

	@Override
	public boolean isAbsolute() {
		return path.isAbsolute();
	}

	@Override
	public Path getRoot() {
		if (!isAbsolute()) return null;
		org.apache.hadoop.fs.Path root = path;
		while (root.getParent() != null)
			root = root.getParent();
		return with(root);
	}

	@Override
	public Path getFileName() {
		return path.getName().isEmpty() ? null : with(new org.apache.hadoop.fs.Path(null, null, path.getName()));
	}

	@Override
	public Path getParent() {
		final org.apache.hadoop.fs.Path parent = path.getParent();
		return parent == null || parent.toString().isEmpty() ? null : with(parent);
	}

	@Override
	public int getNameCount() {
		return names().size();
	}

	@Override
	public Path getName(final int index) {
		return names().get(index).getFileName();
	}

	@Override
	public Path subpath(final int begin, final int end) {
		Path part = getName(begin);
		for (int i = begin + 1; i < end; i++)
			part = part.resolve(getName(i));
		return part;
	}

	/** This path and those above, from the top on. */
	private List<HadoopPath> names() {
		final Deque<HadoopPath> names = new ArrayDeque<>();
		for (HadoopPath at = this; at != null && at.getFileName() != null; at = (HadoopPath) at.getParent())
			names.addFirst(at);
		return new ArrayList<>(names);
	}

	@Override
	public boolean startsWith(final Path other) {
		for (Path at = this; at != null; at = at.getParent())
			if (at.equals(other)) return true;
		return false;
	}

	@Override
	public boolean endsWith(final Path other) {
		return other.equals(this) || !other.isAbsolute() && toString().endsWith("/" + other);
	}

	/** Hadoop's paths have no detours. */
	@Override
	public Path normalize() {
		return this;
	}

	@Override
	public Path resolve(final Path other) {
		return other instanceof HadoopPath hadoop ? with(new org.apache.hadoop.fs.Path(path, hadoop.path)) : other;
	}

	@Override
	public Path relativize(final Path other) {
		return with(new org.apache.hadoop.fs.Path(toUri().relativize(other.toUri())));
	}

	@Override
	public URI toUri() {
		return path.toUri();
	}

	@Override
	public Path toAbsolutePath() {
		return isAbsolute() ? this : with(new org.apache.hadoop.fs.Path(getRootOfFileSystem(), path));
	}

	private org.apache.hadoop.fs.Path getRootOfFileSystem() {
		return new org.apache.hadoop.fs.Path(fileSystem.address());
	}

	@Override
	public Path toRealPath(final LinkOption... options) throws IOException {
		fileSystem.provider().checkAccess(this);
		return toAbsolutePath();
	}

	@Override
	public WatchKey register(final WatchService watcher, final WatchEvent.Kind<?>[] events,
		final WatchEvent.Modifier... modifiers)
	{
		throw new UnsupportedOperationException("Hadoop's folders cannot be watched");
	}

	@Override
	public int compareTo(final Path other) {
		return path.compareTo(((HadoopPath) other).path);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof HadoopPath hadoop && path.equals(hadoop.path);
	}

	@Override
	public int hashCode() {
		return path.hashCode();
	}

	@Override
	public String toString() {
		return path.toString();
	}

	private HadoopPath with(final org.apache.hadoop.fs.Path other) {
		return new HadoopPath(fileSystem, other);
	}
}
