package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.task.Tasks;

/** Remembers the headers of files, or why they cannot be read. Thread-safe. */
final class StudyHeaders implements StudyFiles {

	private final StudyFiles files;
	private final Map<Path, NiftiHeader> headers = new ConcurrentHashMap<>();
	private final Map<Path, IOException> failures = new ConcurrentHashMap<>();

	private StudyHeaders(final StudyFiles files) {
		this.files = files;
	}

	/** Reads the headers of files, several at a time. */
	static StudyHeaders read(final Collection<Path> paths, final StudyFiles files) {
		final StudyHeaders read = new StudyHeaders(files);
		Tasks.forEach(Tasks.processors(), List.copyOf(paths), read::read);
		return read;
	}

	private void read(final Path path) {
		try {
			headers.put(path, files.header(path));
		}
		catch (final IOException e) {
			failures.put(path, e);
		}
	}

	/** Why a file's header could not be read; empty if it could. */
	Optional<IOException> failure(final Path path) {
		return Optional.ofNullable(failures.get(path));
	}

	@Override
	public NiftiHeader header(final Path path) throws IOException {
		if (failures.containsKey(path)) throw failures.get(path);
		final NiftiHeader known = headers.get(path);
		return known != null ? known : files.header(path);
	}

	@Override
	public NiftiImage image(final Path path) throws IOException {
		return files.image(path);
	}
}
