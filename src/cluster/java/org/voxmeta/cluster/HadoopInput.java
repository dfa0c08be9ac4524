package org.voxmeta.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

import org.apache.hadoop.fs.FSDataInputStream;

/** A file of Hadoop's that is read. */
final class HadoopInput implements SeekableByteChannel {

	/** Bytes that are asked for at a time. */
	private static final int CHUNK = 1 << 16;

	private final String path;
	private final FSDataInputStream in;
	private final long size;
	private boolean open = true;

	HadoopInput(final String path, final FSDataInputStream in, final long size) {
		this.path = path;
		this.in = in;
		this.size = size;
	}

	@Override
	public int read(final ByteBuffer to) throws IOException {
		if (!to.hasRemaining()) return 0;
		final byte[] bytes = to.hasArray() ? to.array() : new byte[Math.min(CHUNK, to.remaining())];
		final int offset = to.hasArray() ? to.arrayOffset() + to.position() : 0;
		try {
			final int n = in.read(bytes, offset, to.hasArray() ? to.remaining() : bytes.length);
			if (n > 0 && to.hasArray()) to.position(to.position() + n);
			else if (n > 0) to.put(bytes, 0, n);
			return n;
		}
		catch (final IOException e) {
			throw HadoopFiles.failure(path, e);
		}
	}

	@Override
	public int write(final ByteBuffer from) {
		throw new NonWritableChannelException();
	}

	@Override
	public long position() throws IOException {
		return in.getPos();
	}

	@Override
	public SeekableByteChannel position(final long position) throws IOException {
		in.seek(position);
		return this;
	}

	@Override
	public long size() {
		return size;
	}

	@Override
	public SeekableByteChannel truncate(final long newSize) {
		throw new NonWritableChannelException();
	}

	@Override
	public boolean isOpen() {
		return open;
	}

	@Override
	public void close() throws IOException {
		open = false;
		in.close();
	}
}
