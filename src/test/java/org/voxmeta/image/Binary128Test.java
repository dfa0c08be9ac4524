package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class Binary128Test {

	@Test
	void roundsToTheNearestDouble() throws IOException {
		final List<String[]> rows = Resources.rows("binary128.tsv");

		assertEquals(120, rows.size());
		for (final String[] row : rows) {
			final double got = Binary128.toDouble(Long.parseUnsignedLong(row[0], 16),
				Long.parseUnsignedLong(row[1], 16));
			assertEquals(row[2], String.format("%016x", Double.doubleToRawLongBits(got)), row[0] + row[1]);
		}
	}

	@Test
	void everyDoubleComesBack() {
		final Random random = new Random(11);
		final double[] special = { 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL,
			Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 1, -1.5,
			Math.PI };
		for (int i = 0; i < 20_000; i++) {
			final double value = i < special.length ? special[i] : i % 4 == 0 ? Double.longBitsToDouble(random
				.nextLong() & 0x800fffffffffffffL) : Double.longBitsToDouble(random.nextLong());

			final double back = Binary128.toDouble(Binary128.high(value), Binary128.low(value));

			assertEquals(Double.doubleToLongBits(value), Double.doubleToLongBits(back), "double " + value);
		}
	}

	@Test
	void tooLargeIsInfiniteAndNaNStaysNaN() {
		assertEquals(Double.NEGATIVE_INFINITY, Binary128.toDouble(0xfffe000000000000L, 1));
		assertEquals(Double.POSITIVE_INFINITY, Binary128.toDouble(0x7fff000000000000L, 0));
		assertTrue(Double.isNaN(Binary128.toDouble(0x7fff000000000000L, 1)));
		assertTrue(Double.isNaN(Binary128.toDouble(0xffff800000000000L, 0)));
	}
}
