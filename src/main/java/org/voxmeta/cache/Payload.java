package org.voxmeta.cache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** What an entry of a cache holds, read from front to back. For one thread. */
public final class Payload {

	private final ReadableByteChannel channel;
	private long left;

	Payload(final ReadableByteChannel channel, final long length) {
		this.channel = channel;
		this.left = length;
	}

	/** The bytes that are left. */
	public long left() {
		return left;
	}

	/**
	 * Fills what remains of a buffer, and flips it.
	 *
	 * @return the buffer
	 * @throws EOFException if there are not as many bytes
	 */
	public ByteBuffer fill(final ByteBuffer buffer) throws IOException {
		left -= buffer.remaining();
		while (buffer.hasRemaining())
			if (channel.read(buffer) < 0) throw new EOFException("the entry ends");
		return buffer.flip();
	}
}
