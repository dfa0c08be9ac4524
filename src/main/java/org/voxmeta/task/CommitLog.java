package org.voxmeta.task;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file beside files that are written under temporary names, locked as long as its process runs. So the
 * next one that writes to the folder can tell what a killed process left, and removes it, unless the log
 * says that all files were complete: then it gives them their names, so that never some files are of one
 * run and some of another.
 * <p>
 * Where locks do not work, as on some network drives, nothing is removed.
 */
final class CommitLog implements Closeable {

	private static final String PREFIX = ".voxmeta-log-";
	private static final String ENDING = ".tmp";
	/** Ends the list of files. */
	private static final String COMPLETE = "/complete";
	private static final Pattern NAME = Pattern.compile(Pattern.quote(PREFIX) + "(\\w+-\\w+)-([0-9a-f-]{36})"
		+ Pattern.quote(ENDING));

	private final Path file;
	private final FileChannel channel;

	private CommitLog(final Path file, final FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/** Whether there are logs in a folder: only where its files can be locked, not on a cluster's drive. */
	static boolean isPossible(final Path folder) {
		return folder.getFileSystem() == FileSystems.getDefault();
	}

	/**
	 * The log of one group of files in a folder, after whatever killed processes left there was put in order.
	 *
	 * @param id of the group
	 */
	static CommitLog open(final Path folder, final UUID id) throws IOException {
		recover(folder);
		final Path file = folder.resolve(PREFIX + process() + "-" + id + ENDING);
		final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		lock(channel);
		return new CommitLog(file, channel);
	}

	/** The temporary name of a file of a group. */
	static Path temporaryName(final Path target, final UUID id) {
		return target.resolveSibling("." + target.getFileName() + "." + id + ENDING);
	}

	/** Where the file that had the name before is kept until all files of the group have theirs. */
	static Path asideName(final Path target, final UUID id) {
		return target.resolveSibling("." + target.getFileName() + "." + id + ".old" + ENDING);
	}

	/** Says that these files are complete under their temporary names: now they take their names in any case. */
	void complete(final Collection<Path> targets) throws IOException {
		final StringBuilder text = new StringBuilder();
		for (final Path target : targets)
			text.append(URLEncoder.encode(target.getFileName().toString(), StandardCharsets.UTF_8)).append('\n');
		final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.append(COMPLETE).toString());
		while (bytes.hasRemaining())
			channel.write(bytes);
	}

	/** Takes {@link #complete} back. */
	void revoke() throws IOException {
		channel.truncate(0);
	}

	/** Removes the log: no file of the group has its temporary name any more. */
	@Override
	public void close() throws IOException {
		try (channel) {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Puts in order what killed processes left in a folder. What cannot be changed stays.
	 *
	 * @throws IOException if the folder cannot be read
	 */
	static void recover(final Path folder) throws IOException {
		for (final Path file : list(folder)) {
			final Matcher name = NAME.matcher(file.getFileName().toString());
			// closing a second channel to a file would give up this process's own lock
			if (name.matches() && !name.group(1).equals(process())) recover(file, name.group(2));
		}
	}

	private static void recover(final Path file, final String id) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			if (!lock(channel)) return;
			final List<String> names = read(channel);
			for (final String name : names) {
				final Path target = file.resolveSibling(name);
				final Path written = temporaryName(target, UUID.fromString(id));
				if (Files.exists(written)) Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
			}
			for (final Path left : list(file.getParent()))
				if (isOf(left.getFileName().toString(), id)) Files.deleteIfExists(left);
			Files.deleteIfExists(file);
		}
		catch (final IOException e) {
			// another one is doing the same, or may not: the next one will
		}
	}

	private static boolean isOf(final String name, final String id) {
		if (!name.startsWith(".") || name.startsWith(PREFIX)) return false;
		return name.endsWith("." + id + ENDING) || name.endsWith("." + id + ".old" + ENDING);
	}

	/** The names of the files; none if they were not complete. */
	private static List<String> read(final FileChannel channel) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
		while (bytes.hasRemaining() && channel.read(bytes) >= 0)
			continue;
		final String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
		final List<String> lines = new ArrayList<>(text.lines().toList());
		if (lines.isEmpty() || !lines.remove(lines.size() - 1).equals(COMPLETE)) return List.of();
		lines.replaceAll(line -> URLDecoder.decode(line, StandardCharsets.UTF_8));
		return lines;
	}

	/** False if another process has it, or nobody can. */
	private static boolean lock(final FileChannel channel) {
		try {
			final FileLock lock = channel.tryLock();
			return lock != null;
		}
		catch (final IOException e) {
			return false;
		}
	}

	private static List<Path> list(final Path folder) throws IOException {
		final List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, ".*" + ENDING)) {
			all.forEach(files::add);
		}
		catch (final DirectoryIteratorException e) {
			throw e.getCause();
		}
		return files;
	}

	/** What tells this process from all others: numbers are used again. */
	private static String process() {
		final ProcessHandle process = ProcessHandle.current();
		final Optional<Instant> start = process.info().startInstant();
		return process.pid() + "-" + start.map(Instant::toEpochMilli).orElse(0L);
	}
}
