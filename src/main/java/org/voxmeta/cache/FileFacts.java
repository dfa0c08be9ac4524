package org.voxmeta.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was learned from files, kept in a cache so that it can be had again without opening them, as long as
 * the file system says that they are as they were. Thread-safe.
 * <p>
 * A fact is only kept if its files had last changed some time before they were looked at: file systems
 * tell time in steps, and within one step a file could change twice without a trace. Git does the same
 * with its index.
 */
public final class FileFacts {

	/** The coarsest clock is FAT's, of 2 s. */
	private static final Duration SETTLED = Duration.ofSeconds(3);
	private static final String KIND = "fact";

	private final CacheFolder cache;
	private final Clock clock;

	/** Learns something. */
	@FunctionalInterface
	public interface Learner {

		/** Opens the files, and returns what they say. */
		byte[] learn() throws IOException;
	}

	private FileFacts(final CacheFolder cache, final Clock clock) {
		this.cache = cache;
		this.clock = clock;
	}

	/**
	 * Facts kept in a cache.
	 *
	 * @param clock tells the same time as the file system, roughly
	 */
	public static FileFacts in(final CacheFolder cache, final Clock clock) {
		return new FileFacts(cache, clock);
	}

	/**
	 * What files say, from the cache if that is sure to be what they say now.
	 *
	 * @param what is to be known; the same text always stands for the same learner
	 * @param files all files that the learner looks at, and no others
	 * @throws IOException if the learner throws it
	 */
	public byte[] of(final String what, final List<Path> files, final Learner learner) throws IOException {
		final Optional<FileState> state = state(files);
		if (state.isEmpty()) return learner.learn();
		final FileState before = state.get();
		final String key = Sha256.of(List.of(what, files.stream().map(Path::toAbsolutePath).toList().toString()));
		final Optional<byte[]> known = cache.load(KIND, key, payload -> read(payload, before));
		if (known.isPresent()) return known.get();
		final Instant start = clock.instant();
		final byte[] fact = learner.learn();
		final boolean settled = before.changed().plus(SETTLED).isBefore(start);
		if (settled && state.equals(state(files))) cache.store(KIND, key, out -> {
			out.write(sized(before.text().getBytes(StandardCharsets.UTF_8)));
			out.write(ByteBuffer.wrap(fact));
		});
		return fact;
	}

	/** The state of files; empty if they have none, as the learner can say better what is wrong. */
	private static Optional<FileState> state(final List<Path> files) {
		try {
			return Optional.of(FileState.of(files));
		}
		catch (final IOException e) {
			return Optional.empty();
		}
	}

	private static ByteBuffer sized(final byte[] bytes) {
		return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).flip();
	}

	private static byte[] read(final Payload payload, final FileState now) throws IOException {
		final ByteBuffer all = payload.fill(ByteBuffer.allocate(Math.toIntExact(payload.left())));
		final byte[] text = new byte[all.getInt()];
		all.get(text);
		final boolean unchanged = new String(text, StandardCharsets.UTF_8).equals(now.text());
		if (!unchanged) throw new IOException("files have changed");
		final byte[] fact = new byte[all.remaining()];
		all.get(fact);
		return fact;
	}
}
