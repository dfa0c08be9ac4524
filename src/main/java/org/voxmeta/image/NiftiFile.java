package org.voxmeta.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An open file, gzip or not (its first bytes decide, not its name), read from front to back. Several gzip
 * members count as one stream. Failures are {@link IOException}s that name the file.
 */
final class NiftiFile implements Closeable {

	/** Bytes handed to the inflater at a time; larger ones measured no faster. */
	private static final int GZIP_BUFFER = 1 << 16;
	/** Deflate cannot shrink data by more than this. */
	private static final double MAX_RATIO = 1032;

	private final Path path;
	private final SeekableByteChannel channel;
	private final InputStream in;
	private final boolean gzip;
	private final long size;
	private long position;

	private NiftiFile(final Path path, final SeekableByteChannel channel) throws IOException {
		this.path = path;
		this.channel = channel;
		size = channel.size();
		gzip = startsAsGzip(channel);
		final InputStream raw = Channels.newInputStream(channel);
		in = gzip ? new GZIPInputStream(raw, (int) Math.min(GZIP_BUFFER, size)) : raw;
	}

	static NiftiFile open(final Path path) throws IOException {
		if (Files.isDirectory(path)) throw new IOException(path + ": is a folder, wanted a NIfTI file");
		if (!Files.exists(path)) throw new FileNotFoundException(path + ": no such file");
		final SeekableByteChannel channel = Files.newByteChannel(path);
		boolean opened = false;
		try {
			final NiftiFile file = new NiftiFile(path, channel);
			opened = true;
			return file;
		}
		catch (EOFException | ZipException e) {
			throw new IOException(path + ": damaged gzip file: its header is not complete", e);
		}
		finally {
			if (!opened) channel.close();
		}
	}

	Path path() {
		return path;
	}

	boolean isGzip() {
		return gzip;
	}

	/** Returns the size of the file itself, compressed if it is gzip. */
	long size() {
		return size;
	}

	/** Returns the most bytes that can come out of the file. */
	double capacity() {
		return gzip ? size * MAX_RATIO : size;
	}

	/** Returns how many bytes have come out so far. */
	long position() {
		return position;
	}

	/** Fills the first n bytes of the buffer; returns how many there were. */
	int read(final byte[] buffer, final int n) throws IOException {
		try {
			final int got = in.readNBytes(buffer, 0, n);
			position += got;
			return got;
		}
		catch (final EOFException e) {
			throw new IOException(path + ": truncated gzip file: it breaks off after " + size + " bytes", e);
		}
		catch (final ZipException e) {
			throw new IOException(path + ": damaged gzip file: " + e.getMessage(), e);
		}
	}

	/** Goes on to the given position, or to the end if that comes first. */
	void skipTo(final long target) throws IOException {
		if (!gzip) {
			channel.position(target);
			position = target;
			return;
		}
		final byte[] sink = new byte[(int) Math.min(GZIP_BUFFER, target - position)];
		while (position < target) {
			if (read(sink, (int) Math.min(sink.length, target - position)) == 0) return;
		}
	}

	/** Reads a gzip file to its end, so that the checksum there is compared. */
	void finish() throws IOException {
		final byte[] sink = new byte[gzip ? 512 : 0];
		while (sink.length > 0 && read(sink, sink.length) > 0) continue;
	}

	@Override
	public void close() throws IOException {
		in.close();
	}

	private static boolean startsAsGzip(final SeekableByteChannel channel) throws IOException {
		final ByteBuffer start = ByteBuffer.allocate(2);
		while (start.hasRemaining() && channel.read(start) >= 0) continue;
		channel.position(0);
		return start.get(0) == (byte) 0x1f && start.get(1) == (byte) 0x8b;
	}
}
