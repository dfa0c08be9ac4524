package org.voxmeta.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a file system says of files without their being opened. Where it knows the time of a file's last
 * change of any kind and the file's number (Linux, macOS), other contents mean another state; elsewhere
 * (Windows), unless somebody sets the time of the last modification back and keeps the size.
 *
 * @param text paths, sizes, times and numbers
 * @param changed when the last of the files changed
 */
record FileState(String text, Instant changed) {

	/**
	 * The state of files.
	 *
	 * @throws IOException if one is missing
	 */
	static FileState of(final List<Path> files) throws IOException {
		final StringBuilder text = new StringBuilder();
		Instant changed = Instant.MIN;
		for (final Path file : files) {
			final Path real = file.toRealPath();
			final boolean unix = real.getFileSystem().supportedFileAttributeViews().contains("unix");
			final FileState state = unix ? unix(real) : basic(real);
			text.append(real).append(' ').append(state.text).append('\n');
			if (state.changed.isAfter(changed)) changed = state.changed;
		}
		return new FileState(text.toString(), changed);
	}

	private static FileState unix(final Path file) throws IOException {
		final Map<String, Object> attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
		final FileTime change = (FileTime) attributes.get("ctime");
		return new FileState(attributes.get("size") + " " + attributes.get("lastModifiedTime") + " " + change + " "
			+ attributes.get("ino"), change.toInstant());
	}

	private static FileState basic(final Path file) throws IOException {
		final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		final FileTime modified = attributes.lastModifiedTime();
		final FileTime created = attributes.creationTime();
		return new FileState(attributes.size() + " " + modified + " " + created + " " + attributes.fileKey(),
			Stream.of(modified, created).max(Comparator.naturalOrder()).orElseThrow().toInstant());
	}
}
