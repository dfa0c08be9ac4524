package org.voxmeta.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The file of one entry: 8 bytes that say what it is, the length of what it holds, a checksum of its name and
 * what it holds, and this itself. Truncated, altered and misnamed files are told from whole ones.
 */
final class EntryFile {

	/** Ends in the number of the format. */
	private static final byte[] MAGIC = "VoxMeta1".getBytes(StandardCharsets.US_ASCII);
	private static final int HEADER = MAGIC.length + 2 * Long.BYTES;
	private static final int BUFFER = 1 << 16;

	private EntryFile() {
	}

	/**
	 * Writes a new file.
	 *
	 * @return its size
	 */
	static long write(final Path file, final String name, final CacheFolder.Writer writer) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW,
			StandardOpenOption.WRITE))
		{
			channel.position(HEADER);
			final Checked checked = new Checked(channel, name);
			writer.write(checked);
			final long size = channel.position();
			final ByteBuffer header = ByteBuffer.allocate(HEADER).put(MAGIC).putLong(size - HEADER).putLong(checked.sum
				.getValue()).flip();
			while (header.hasRemaining())
				channel.write(header, header.position());
			return size;
		}
	}

	/**
	 * Reads a file.
	 *
	 * @throws IOException if it is missing, damaged, or that of another name
	 */
	static <T> T read(final Path file, final String name,
		final CacheFolder.Reader<T> reader) throws IOException
	{
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			final Payload start = new Payload(channel, HEADER);
			final ByteBuffer header = start.fill(ByteBuffer.allocate(HEADER));
			final byte[] magic = new byte[MAGIC.length];
			header.get(magic);
			final long length = header.getLong();
			final boolean whole = Arrays.equals(magic, MAGIC) && length == channel.size() - HEADER
				&& header.getLong() == sum(channel, name);
			if (!whole) throw new IOException(file + ": damaged");
			return reader.read(new Payload(channel.position(HEADER), length));
		}
	}

	private static long sum(final FileChannel channel, final String name) throws IOException {
		final CRC32C sum = begin(name);
		final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
		while (channel.read(buffer.clear()) >= 0)
			sum.update(buffer.flip());
		return sum.getValue();
	}

	private static CRC32C begin(final String name) {
		final CRC32C sum = new CRC32C();
		sum.update(name.getBytes(StandardCharsets.UTF_8));
		return sum;
	}

	/** Adds what is written to a checksum. */
	private static final class Checked implements WritableByteChannel {

		private final FileChannel channel;
		private final CRC32C sum;

		Checked(final FileChannel channel, final String name) {
			this.channel = channel;
			this.sum = begin(name);
		}

		@Override
		public int write(final ByteBuffer source) throws IOException {
			final int bytes = source.remaining();
			sum.update(source.duplicate());
			while (source.hasRemaining())
				channel.write(source);
			return bytes;
		}

		@Override
		public boolean isOpen() {
			return channel.isOpen();
		}

		@Override
		public void close() throws IOException {
			channel.close();
		}
	}
}
