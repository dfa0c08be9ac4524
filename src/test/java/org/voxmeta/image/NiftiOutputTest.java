package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Random;

import org.junit.jupiter.api.Test;

class NiftiOutputTest {

	@Test
	void piecesOfAnyLengthGiveTheFileOfTheWholeImage() throws IOException {
		final Random random = new Random(1);
		for (final NiftiType type : new NiftiType[] { NiftiType.FLOAT32, NiftiType.FLOAT64, NiftiType.INT16 })
			for (final boolean gzip : new boolean[] { false, true }) {
				final NiftiHeader header = NiftiHeader.of(new long[] { 61, 53, 47 }, type).withScaling(
					type.isInteger() ? 0.5 : 0, 0);
				final float[] values = new float[(int) header.size()];
				for (int i = 0; i < values.length; i++)
					values[i] = random.nextInt(400) / 2f;
				final ByteArrayOutputStream whole = new ByteArrayOutputStream();
				NiftiWriter.write(NiftiImage.of(header, values), whole, gzip);

				final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
				try (NiftiOutput output = NiftiOutput.to(pieces, header, gzip)) {
					int n;
					for (int at = 0; at < values.length; at += n) {
						n = Math.min(random.nextInt(20_000), values.length - at);
						if (random.nextBoolean()) output.write(values, at, n);
						else output.write(doubles(values), at, n);
					}
					output.finish();
				}

				assertArrayEquals(whole.toByteArray(), pieces.toByteArray(), type + " " + gzip);
			}
	}

	@Test
	void buffersOfAnyKindAreTakenFromPositionToLimit() throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 4, 3 }, NiftiType.FLOAT32);
		final float[] values = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
		final ByteArrayOutputStream whole = new ByteArrayOutputStream();
		NiftiWriter.write(NiftiImage.of(header, values), whole, false);
		final FloatBuffer direct = ByteBuffer.allocateDirect(48).asFloatBuffer().put(values);
		final DoubleBuffer doubles = DoubleBuffer.wrap(doubles(values));
		final DoubleBuffer directDoubles = ByteBuffer.allocateDirect(96).asDoubleBuffer().put(doubles(values));

		final ByteArrayOutputStream parts = new ByteArrayOutputStream();
		try (NiftiOutput output = NiftiOutput.to(parts, header, false)) {
			assertFalse(output.begin(new long[] { 3, 4 }));
			assertTrue(output.begin(new long[] { 4, 3 }));
			output.take(FloatBuffer.wrap(values, 0, 2));
			output.take(FloatBuffer.wrap(values, 1, 11).slice().position(1).limit(4));
			output.take(direct.position(5).limit(8));
			output.take(doubles.position(8).limit(9));
			output.take(directDoubles.position(9).limit(12));
			output.finish();
		}

		assertArrayEquals(whole.toByteArray(), parts.toByteArray());
	}

	@Test
	void tooManyAndTooFewValuesAreRefused() throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 3, 2 }, NiftiType.FLOAT32);
		try (NiftiOutput output = NiftiOutput.to(new ByteArrayOutputStream(), header, true)) {
			output.write(new float[5], 0, 5);

			final Exception few = assertThrows(IllegalStateException.class, output::finish);
			final Exception many = assertThrows(IllegalArgumentException.class, () -> output.write(new double[2], 0,
				2));

			assertEquals("NIfTI file: got 5 values, wanted 6 for 3 x 2", few.getMessage());
			assertTrue(many.getMessage().contains("got more than 6 values"), many.getMessage());
		}
	}

	@Test
	void anInterruptEndsIt() throws IOException {
		final NiftiHeader header = NiftiHeader.of(new long[] { 100, 100, 100 }, NiftiType.FLOAT32);
		try (NiftiOutput output = NiftiOutput.to(new ByteArrayOutputStream(), header, true)) {
			output.write(new float[500_000], 0, 500_000);
			Thread.currentThread().interrupt();

			assertThrows(InterruptedIOException.class, () -> output.write(new float[500_000], 0, 500_000));
		}
		finally {
			Thread.interrupted();
		}
	}

	private static double[] doubles(final float[] values) {
		final double[] doubles = new double[values.length];
		for (int i = 0; i < values.length; i++)
			doubles[i] = values[i];
		return doubles;
	}
}
