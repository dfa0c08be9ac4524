package org.voxmeta.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

import org.apache.hadoop.fs.FSDataOutputStream;

/** A file of Hadoop's that is written, from its beginning to its end. */
final class HadoopOutput implements SeekableByteChannel {

	private final String path;
	private final FSDataOutputStream out;
	private boolean open = true;

	HadoopOutput(final String path, final FSDataOutputStream out) {
		this.path = path;
		this.out = out;
	}

	@Override
	public int read(final ByteBuffer to) {
		throw new NonReadableChannelException();
	}

	@Override
	public int write(final ByteBuffer from) throws IOException {
		final byte[] bytes = new byte[from.remaining()];
		from.get(bytes);
		try {
			out.write(bytes);
		}
		catch (final IOException e) {
			throw HadoopFiles.failure(path, e);
		}
		return bytes.length;
	}

	@Override
	public long position() {
		return out.getPos();
	}

	@Override
	public SeekableByteChannel position(final long position) {
		throw new UnsupportedOperationException("Hadoop's files are written in one go");
	}

	@Override
	public long size() {
		return out.getPos();
	}

	@Override
	public SeekableByteChannel truncate(final long size) {
		throw new UnsupportedOperationException("Hadoop's files are written in one go");
	}

	@Override
	public boolean isOpen() {
		return open;
	}

	@Override
	public void close() throws IOException {
		open = false;
		try {
			out.close();
		}
		catch (final IOException e) {
			throw HadoopFiles.failure(path, e);
		}
	}
}
