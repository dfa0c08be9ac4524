package org.voxmeta.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Hadoop's files by Java's own methods, so that all that reads and writes files here reads and writes those
 * of a cluster as well. What it fails with is a {@link FileSystemException}: a drive far away that does not
 * answer is no damaged file. Files are written from their beginning to their end. Thread-safe.
 */
final class HadoopFiles extends FileSystemProvider {

	private final Configuration settings;

	HadoopFiles(final Configuration settings) {
		this.settings = settings;
	}

	/**
	 * The path of a whole address, such as {@code hdfs://host/file}.
	 *
	 * @throws IOException if Hadoop has no such file system, or cannot reach it
	 */
	Path path(final String address) throws IOException {
		final org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
		return new HadoopPath(new HadoopFileSystem(this, files(path).getUri().resolve("/")), path);
	}

	private org.apache.hadoop.fs.FileSystem files(final org.apache.hadoop.fs.Path path) throws IOException {
		try {
			return path.getFileSystem(settings);
		}
		catch (final RuntimeException e) {
			// what Hadoop says of a library that is not there, and of a host that is not known
			if (e.getCause() instanceof ClassNotFoundException || e.getCause() instanceof UnknownHostException)
				throw new IOException(e.getCause() instanceof UnknownHostException
					? "host " + firstLine(e.getCause()) + " is not known" : firstLine(e.getCause()), e);
			throw e;
		}
	}

	@Override
	public String getScheme() {
		return "hadoop";
	}

	@Override
	public FileSystem newFileSystem(final URI uri, final Map<String, ?> options) {
		throw new UnsupportedOperationException("Hadoop's file systems are opened by paths");
	}

	@Override
	public FileSystem getFileSystem(final URI uri) {
		throw new UnsupportedOperationException("Hadoop's file systems are opened by paths");
	}

	@Override
	public Path getPath(final URI uri) {
		throw new UnsupportedOperationException("Hadoop's paths are opened by their text");
	}

	@Override
	public SeekableByteChannel newByteChannel(final Path path, final Set<? extends OpenOption> options,
		final FileAttribute<?>... attributes) throws IOException
	{
		return told(path, files -> {
			final org.apache.hadoop.fs.Path file = hadoop(path);
			if (!options.contains(StandardOpenOption.WRITE)) {
				final long size = files.getFileStatus(file).getLen();
				return new HadoopInput(path.toString(), files.open(file), size);
			}
			// each file is written by one task, under a name of its own
			if (options.contains(StandardOpenOption.CREATE_NEW) && files.exists(file))
				throw new FileAlreadyExistsException(path.toString());
			return new HadoopOutput(path.toString(), files.create(file, true));
		});
	}

	@Override
	public DirectoryStream<Path> newDirectoryStream(final Path folder,
		final DirectoryStream.Filter<? super Path> filter)
	{
		throw new UnsupportedOperationException("Hadoop's files are named one by one");
	}

	@Override
	public void createDirectory(final Path folder, final FileAttribute<?>... attributes) throws IOException {
		told(folder, files -> {
			if (files.exists(hadoop(folder))) throw new FileAlreadyExistsException(folder.toString());
			return files.mkdirs(hadoop(folder));
		});
	}

	@Override
	public void delete(final Path path) throws IOException {
		told(path, files -> {
			final FileStatus status = files.getFileStatus(hadoop(path));
			if (status.isDirectory() && files.listStatus(hadoop(path)).length > 0)
				throw new DirectoryNotEmptyException(path.toString());
			return files.delete(hadoop(path), false);
		});
	}

	@Override
	public void copy(final Path source, final Path target, final CopyOption... options) {
		throw new UnsupportedOperationException("Hadoop's files are not copied here");
	}

	/** Where Hadoop's file system cannot replace a file in one step, an existing target is gone for a moment. */
	@Override
	public void move(final Path source, final Path target, final CopyOption... options) throws IOException {
		final List<CopyOption> wanted = Arrays.asList(options);
		told(target, files -> {
			if (!files.exists(hadoop(target))) rename(files, source, target);
			else if (wanted.contains(StandardCopyOption.ATOMIC_MOVE)
				|| wanted.contains(StandardCopyOption.REPLACE_EXISTING)) replace(files, source, target);
			else throw new FileAlreadyExistsException(target.toString());
			return true;
		});
	}

	private void replace(final org.apache.hadoop.fs.FileSystem files, final Path source,
		final Path target) throws IOException
	{
		try {
			FileContext.getFileContext(files.getUri(), settings).rename(hadoop(source), hadoop(target),
				Options.Rename.OVERWRITE);
		}
		catch (final UnsupportedFileSystemException e) {
			files.delete(hadoop(target), false);
			rename(files, source, target);
		}
	}

	private static void rename(final org.apache.hadoop.fs.FileSystem files, final Path source,
		final Path target) throws IOException
	{
		if (!files.rename(hadoop(source), hadoop(target)))
			throw new FileSystemException(source.toString(), target.toString(), "cannot be renamed");
	}

	@Override
	public boolean isSameFile(final Path one, final Path other) {
		return one.toAbsolutePath().equals(other.toAbsolutePath());
	}

	@Override
	public boolean isHidden(final Path path) {
		return path.getFileName() != null && path.getFileName().toString().startsWith(".");
	}

	@Override
	public FileStore getFileStore(final Path path) {
		throw new UnsupportedOperationException("Hadoop's drives are not known");
	}

	@Override
	public void checkAccess(final Path path, final AccessMode... modes) throws IOException {
		told(path, files -> files.getFileStatus(hadoop(path)));
	}

	/** No views: what is known of files is only read. */
	@Override
	public <V extends FileAttributeView> V getFileAttributeView(final Path path, final Class<V> type,
		final LinkOption... options)
	{
		return null;
	}

	@Override
	public <A extends BasicFileAttributes> A readAttributes(final Path path, final Class<A> type,
		final LinkOption... options) throws IOException
	{
		if (type != BasicFileAttributes.class) throw new UnsupportedOperationException(type
			+ ": Hadoop's files have none such");
		return type.cast(new HadoopAttributes(told(path, files -> files.getFileStatus(hadoop(path)))));
	}

	@Override
	public Map<String, Object> readAttributes(final Path path, final String attributes,
		final LinkOption... options)
	{
		throw new UnsupportedOperationException(attributes + ": Hadoop's files have basic attributes only");
	}

	@Override
	public void setAttribute(final Path path, final String attribute, final Object value,
		final LinkOption... options)
	{
		throw new UnsupportedOperationException(attribute + ": attributes of Hadoop's files are not changed");
	}

	private static org.apache.hadoop.fs.Path hadoop(final Path path) {
		return ((HadoopPath) path).hadoop();
	}

	/** What Hadoop does with a path; what it fails with is what Java's own files fail with. */
	private <T> T told(final Path path, final Action<T> action) throws IOException {
		try {
			return action.of(files(hadoop(path)));
		}
		catch (final FileNotFoundException e) {
			final NoSuchFileException missing = new NoSuchFileException(path.toString(), null,
				"there is no such file");
			missing.initCause(e);
			throw missing;
		}
		catch (final AccessControlException e) {
			final AccessDeniedException denied = new AccessDeniedException(path.toString(), null, firstLine(e));
			denied.initCause(e);
			throw denied;
		}
		catch (final IOException e) {
			throw failure(path.toString(), e);
		}
	}

	/** A failure of the drive, not of what is in the file. */
	static IOException failure(final String path, final IOException e) {
		if (e instanceof FileSystemException) return e;
		final FileSystemException failure = new FileSystemException(path, null, firstLine(e));
		failure.initCause(e);
		return failure;
	}

	/** What a failure says, without the stack of another machine that may follow. */
	static String firstLine(final Throwable e) {
		final String text = e.getMessage() == null ? "" : e.getMessage();
		return text.lines().findFirst().orElse(e.getClass().getSimpleName()).strip();
	}

	/** What is done with one of Hadoop's file systems. */
	@FunctionalInterface
	private interface Action<T> {

		T of(org.apache.hadoop.fs.FileSystem files) throws IOException;
	}
}
