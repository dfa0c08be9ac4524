package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.task.Tasks;

/** Remembers the headers of files, or why a file cannot be read. Thread-safe. */
final class StudyHeaders implements StudyFiles {

	/** Reads a part of a file. */
	@FunctionalInterface
	private interface Reading {

		void read() throws IOException;
	}

	/** Takes all values and keeps none. */
	private static final VoxelSink NOWHERE = new VoxelSink() {

		@Override
		public boolean begin(final long[] dims) {
			return true;
		}

		@Override
		public void take(final FloatBuffer values) {
			// only whether it comes matters
		}

		@Override
		public void take(final DoubleBuffer values) {
			// only whether it comes matters
		}
	};

	private final StudyFiles files;
	private final Map<Path, NiftiHeader> headers = new ConcurrentHashMap<>();
	private final Map<Path, IOException> failures = new ConcurrentHashMap<>();

	private StudyHeaders(final StudyFiles files) {
		this.files = files;
	}

	/** Reads the headers of files, several at a time. */
	static StudyHeaders read(final Collection<Path> paths, final StudyFiles files) {
		final StudyHeaders read = new StudyHeaders(files);
		Tasks.forEach(Tasks.processors(), List.copyOf(paths),
			path -> read.note(path, () -> read.headers.put(path, files.header(path))));
		return read;
	}

	/** Reads what follows the headers too, only to know whether it can be read. */
	void readImages() {
		Tasks.forEach(Tasks.processors(), List.copyOf(headers.keySet()), path -> note(path, () -> {
			if (!files.read(path, NOWHERE)) files.image(path);
		}));
	}

	private void note(final Path path, final Reading reading) {
		try {
			reading.read();
		}
		catch (final IOException e) {
			failures.put(path, e);
		}
	}

	/** Why a file could not be read; empty if it could as far as it was. */
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

	@Override
	public boolean read(final Path path, final VoxelSink to) throws IOException {
		return files.read(path, to);
	}

	@Override
	public <T> T read(final Path path, final Function<NiftiImage, T> use) throws IOException {
		return files.read(path, use);
	}
}
