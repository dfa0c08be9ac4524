package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

import org.junit.jupiter.api.Test;

class SignalsTest {

	private static final double[][] DOUBLES = { { 0.1, -2, Double.NaN, 4 }, { 5, 6, 7, -0.0 } };
	private static final float[][] FLOATS = { { 0.1f, -2, Float.NaN, 4 }, { 5, 6, 7, -0.0f } };

	@Test
	void rowsAreStudiesAndColumnsVoxels() {
		for (final Signals signals : List.of(Signals.of(DOUBLES), Signals.of(FLOATS))) {
			assertEquals(2, signals.studies());
			assertEquals(4, signals.voxels());
			assertArrayEquals(new double[] { 5, 6, 7, -0.0 }, values(signals.row(1)));
		}
	}

	@Test
	void eachRowKeepsItsPrecision() {
		final Signals signals = Signals.of(List.of(new Signals.DoubleRow(DOUBLES[0]),
			new Signals.FloatRow(FLOATS[0])));

		assertEquals(0.1, values(signals.row(0))[0]);
		assertEquals(0.1f, values(signals.row(1))[0]);
	}

	@Test
	void theArraysAreNotCopied() {
		final float[][] values = { { 1, 2 } };
		final Signals signals = Signals.of(values);

		values[0][1] = 7;

		assertEquals(7, values(signals.row(0))[1]);
	}

	@Test
	void aPartOfARowIsReadToTheFront() {
		for (final Signals signals : List.of(Signals.of(DOUBLES), Signals.of(FLOATS))) {
			final double[] to = { 9, 9, 9 };

			signals.row(1).read(1, 2, to);

			assertArrayEquals(new double[] { 6, 7, 9 }, to);
		}
	}

	@Test
	void studiesAreTakenInARange() {
		final Signals signals = Signals.of(new double[][] { { 0 }, { 1 }, { 2 }, { 3 } });

		final Signals middle = signals.rows(1, 3);

		assertEquals(2, middle.studies());
		assertSame(signals.row(1), middle.row(0));
		assertSame(signals.row(2), middle.row(1));
	}

	@Test
	void voxelsAreTakenByIndex() {
		for (final Signals signals : List.of(Signals.of(DOUBLES), Signals.of(FLOATS))) {
			final Signals some = signals.at(new int[] { 3, 2, 3 });

			assertEquals(3, some.voxels());
			assertArrayEquals(new double[] { 4, Double.NaN, 4 }, values(some.row(0)));
			assertArrayEquals(new double[] { -0.0, 7, -0.0 }, values(some.row(1)));
			assertEquals(0, signals.at(new int[0]).voxels());
		}
	}

	@Test
	void onlyValuesBelowZeroCountAsSuch() {
		for (final Signals signals : List.of(Signals.of(DOUBLES), Signals.of(FLOATS))) {
			assertEquals(1, signals.row(0).countBelowZero());
			assertEquals(0, signals.row(1).countBelowZero());
		}
	}

	@Test
	void rowsOfUnequalLengthAreRefused() {
		assertEquals("Signals: study 3 has 1 voxels, study 1 has 2", assertThrows(IllegalArgumentException.class,
			() -> Signals.of(new double[][] { { 1, 2 }, { 3, 4 }, { 5 } })).getMessage());
	}

	@Test
	void noStudyIsRefused() {
		for (final Runnable none : List.<Runnable>of(() -> Signals.of(new double[0][]), () -> Signals.of(
			new float[0][]), () -> Signals.of(List.of()), () -> Signals.of(DOUBLES).rows(1, 1)))
			assertEquals("Signals: got no study, wanted at least 1",
				assertThrows(IllegalArgumentException.class, none::run).getMessage());
	}

	@Test
	void signalsTravel() throws IOException, ClassNotFoundException {
		final Signals signals = Signals.of(List.of(new Signals.DoubleRow(DOUBLES[0]),
			new Signals.FloatRow(FLOATS[1])));
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(signals);
		}

		final Signals read;
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			read = (Signals) in.readObject();
		}

		assertArrayEquals(values(signals.row(0)), values(read.row(0)));
		assertArrayEquals(values(signals.row(1)), values(read.row(1)));
	}

	private static double[] values(final Signals.Row row) {
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}
}
