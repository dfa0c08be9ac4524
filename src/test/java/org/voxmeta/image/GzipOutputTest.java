package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

class GzipOutputTest {

	private static final List<Integer> SIZES = List.of(0, 1, 1000, GzipPart.SIZE - 1, GzipPart.SIZE, GzipPart.SIZE
		+ 1, 2 * GzipPart.SIZE, 7 * GzipPart.SIZE + 12_345, 20 * GzipPart.SIZE);

	@Test
	void everyLengthComesBack() throws IOException {
		for (final int size : SIZES)
			for (final byte[] bytes : List.of(noise(size), map(size), new byte[size]))
				assertArrayEquals(bytes, gunzip(gzip(bytes, 10_000)), size + " bytes");
	}

	@Test
	void itIsOneMemberWithChecksumAndSize() throws IOException {
		final byte[] bytes = map(3 * GzipPart.SIZE + 99);
		final byte[] whole = whole(bytes);

		final byte[] gzip = gzip(bytes, 4096);

		assertArrayEquals(head(whole), head(gzip));
		assertEquals(tail(whole), tail(gzip));
		assertEquals(1, IntStream.range(0, gzip.length - 3).filter(i -> gzip[i] == 0x1f && gzip[i + 1] == (byte) 0x8b
			&& gzip[i + 2] == 8 && gzip[i + 3] == 0).count());
	}

	@Test
	void partsMakeItLessThanOnePercentLarger() throws IOException {
		final byte[] bytes = map(14 * GzipPart.SIZE);

		final int parts = gzip(bytes, 1 << 15).length;
		final int whole = whole(bytes).length;

		assertTrue(parts < 1.01 * whole, parts + " bytes, in one piece " + whole);
	}

	@Test
	void theBytesDependNeitherOnPiecesNorOnThreads() throws IOException {
		final byte[] bytes = map(5 * GzipPart.SIZE + 1);
		final byte[] wanted = gzip(bytes, bytes.length);

		final List<byte[]> found = IntStream.range(1, 9).parallel().mapToObj(i -> {
			try {
				return gzip(bytes, 777 * i);
			}
			catch (final IOException e) {
				throw new AssertionError(e);
			}
		}).toList();

		for (final byte[] gzip : found)
			assertArrayEquals(wanted, gzip);
	}

	@Test
	void aStreamThatFailsEndsIt() throws IOException {
		final OutputStream full = new OutputStream() {

			private int left = 1 << 19;

			@Override
			public void write(final int b) throws IOException {
				if (left-- == 0) throw new IOException("No space left on device");
			}
		};
		try (GzipOutput output = new GzipOutput(full)) {
			final byte[] bytes = noise(GzipPart.SIZE);

			final IOException e = assertThrows(IOException.class, () -> {
				for (int i = 0; i < 30; i++)
					output.write(bytes);
			});

			assertEquals("No space left on device", e.getMessage());
		}
	}

	private static byte[] gzip(final byte[] bytes, final int piece) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GzipOutput output = new GzipOutput(out)) {
			for (int at = 0; at < bytes.length; at += piece)
				output.write(bytes, at, Math.min(piece, bytes.length - at));
			output.finish();
		}
		return out.toByteArray();
	}

	/** By Java alone, in one piece. */
	private static byte[] whole(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream output = new GZIPOutputStream(out) {
			{
				def.setLevel(Deflater.BEST_SPEED);
			}
		}) {
			output.write(bytes);
		}
		return out.toByteArray();
	}

	private static byte[] gunzip(final byte[] bytes) throws IOException {
		return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
	}

	private static byte[] head(final byte[] gzip) {
		return Arrays.copyOf(gzip, 10);
	}

	private static long tail(final byte[] gzip) {
		return ByteBuffer.wrap(gzip).getLong(gzip.length - 8);
	}

	private static byte[] noise(final int size) {
		final byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	/** Smooth floats in runs between zeros, as in a map. */
	private static byte[] map(final int size) {
		final ByteBuffer bytes = ByteBuffer.allocate(size + 4);
		final Random random = new Random(size);
		for (int i = 0; i + 4 <= size; i += 4)
			bytes.putFloat(i, i / 240 % 3 == 0 ? 0 : (float) (Math.sin(i / 300.0) + random.nextInt(64) / 64.0));
		return Arrays.copyOf(bytes.array(), size);
	}
}
