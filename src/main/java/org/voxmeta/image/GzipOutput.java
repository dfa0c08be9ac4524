package org.voxmeta.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.CRC32;

import org.voxmeta.task.Tasks;

/**
 * Compresses what is written to it to one gzip member, in {@link GzipPart parts}, on the calling thread and
 * on others that are idle. A part looks back into the one before it and ends at a whole byte, so that any
 * gunzip takes them for one piece, of hardly more bytes. The same bytes come out whatever the threads do.
 */
final class GzipOutput extends OutputStream implements Closeable {

	/** Deflate, no name, no time, unknown system: as Java's own streams have it. */
	private static final byte[] HEAD = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255 };
	private static final int TAIL = 8;
	/** Parts that wait at most, as each takes memory. */
	private static final int MOST_WAITING = 8;

	private final OutputStream out;
	private final int threads = Tasks.processors();
	private final CRC32 checksum = new CRC32();
	private final Deque<GzipPart> waiting = new ArrayDeque<>();
	private final Deque<GzipPart> free = new ArrayDeque<>();
	private GzipPart part = new GzipPart();
	private long size;

	/**
	 * @param out where to; stays open
	 */
	GzipOutput(final OutputStream out) throws IOException {
		this.out = out;
		out.write(HEAD);
	}

	@Override
	public void write(final int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	@Override
	public void write(final byte[] bytes, final int from, final int n) throws IOException {
		checksum.update(bytes, from, n);
		size += n;
		int done = 0;
		while (done < n) {
			if (part.isFull()) next();
			done += part.fill(bytes, from + done, n - done);
		}
	}

	/** Writes what is left, and the end of the member. */
	void finish() throws IOException {
		hand(part, true);
		part = null;
		while (!waiting.isEmpty())
			writeOldest();
		final ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
		out.write(tail.putInt((int) checksum.getValue()).putInt((int) size).array());
	}

	/** Lets go of memory; without {@link #finish} before, what was written is not complete. */
	@Override
	public void close() {
		if (part != null) part.end();
		waiting.forEach(GzipPart::end);
		free.forEach(GzipPart::end);
	}

	private void next() throws IOException {
		final GzipPart full = part;
		if (waiting.isEmpty() && !GzipPart.hasRoomFor(threads)) {
			full.complete(false);
			full.write(out);
			full.begin(full);
			return;
		}
		if (waiting.size() == Math.min(MOST_WAITING, threads)) writeOldest();
		part = free.isEmpty() ? new GzipPart() : free.pop();
		part.begin(full);
		hand(full, false);
	}

	/** To a thread that is idle, if there is one. */
	private void hand(final GzipPart full, final boolean last) {
		full.complete(last);
		waiting.add(full);
		// of an image of one part nothing is left for others
		if (size > GzipPart.SIZE && GzipPart.hasRoomFor(threads)) ForkJoinPool.commonPool().execute(full::pack);
	}

	private void writeOldest() throws IOException {
		// what no other thread was idle for, rather than to wait for the one that one is about
		waiting.forEach(GzipPart::pack);
		waiting.peek().write(out);
		free.push(waiting.remove());
	}
}
