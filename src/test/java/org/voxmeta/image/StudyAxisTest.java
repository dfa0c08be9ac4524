package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyAxisTest {

	/** Axes X Y Z T C of the stack, how many studies are found, and the size of each. */
	@ParameterizedTest(name = "{0} of {1}")
	@CsvSource({ //
		"AUTO, 3 2 4, 4, 3 2", //
		"AUTO, 3 2 4 5, 5, 3 2 4", //
		"AUTO, 3 2 4 1 6, 6, 3 2 4", //
		"AUTO, 3 2 1 1 6, 6, 3 2", //
		"AUTO, 3 2 1 5, 5, 3 2", //
		"AUTO, 3 2, 1, 3 2", //
		"T, 3 2 4 5, 5, 3 2 4", //
		"T, 3 2 4 5 6, 5, 3 2 4 1 6", //
		"T, 3 2 4, 1, 3 2 4", //
		"C, 3 2 4 5 6, 6, 3 2 4 5", //
		"C, 3 2 4 5, 1, 3 2 4 5", //
		"Z, 3 2 4, 4, 3 2", //
		"Z, 3 2 4 5, 4, 3 2 1 5", //
		"Z, 3 2, 1, 3 2" })
	void studiesLieAlongTheAxis(final StudyAxis axis, final String stack, final int studies, final String size) {
		final List<RandomAccessibleInterval<? extends RealType<?>>> split = axis.split(numbered(dims(stack)));

		assertEquals(studies, split.size());
		for (final RandomAccessibleInterval<?> study : split)
			assertArrayEquals(dims(size), study.dimensionsAsLongArray());
	}

	@Test
	void autoTakesFramesBeforeChannels() {
		final List<RandomAccessibleInterval<? extends RealType<?>>> split = StudyAxis.AUTO.split(
			numbered(3, 2, 4, 5, 6));

		assertEquals(5, split.size());
		assertArrayEquals(new long[] { 3, 2, 4, 1, 6 }, split.get(0).dimensionsAsLongArray());
	}

	@Test
	void studiesAreInOrderAndHoldTheirOwnVoxels() {
		final Img<FloatType> stack = numbered(3, 2, 4, 5);

		final List<RandomAccessibleInterval<? extends RealType<?>>> frames = StudyAxis.T.split(stack);
		final List<RandomAccessibleInterval<? extends RealType<?>>> slices = StudyAxis.Z.split(stack);

		for (int z = 0; z < 4; z++)
			for (int t = 0; t < 5; t++) {
				final double wanted = stack.getAt(2, 1, z, t).getRealDouble();
				assertEquals(wanted, frames.get(t).getAt(2, 1, z).getRealDouble());
				assertEquals(wanted, slices.get(z).getAt(2, 1, 0, t).getRealDouble());
			}
	}

	@Test
	void studiesStartAtZeroAlsoInAStackThatDoesNot() {
		final Img<FloatType> stack = numbered(3, 2, 4);

		final List<RandomAccessibleInterval<? extends RealType<?>>> split = StudyAxis.Z.split(
			Views.translate(stack, 5, -3, 7));

		assertEquals(4, split.size());
		assertArrayEquals(new long[2], split.get(3).minAsLongArray());
		assertEquals(stack.getAt(1, 1, 3).getRealDouble(), split.get(3).getAt(1, 1).getRealDouble());
	}

	@Test
	void nothingIsCopied() {
		final Img<FloatType> stack = numbered(3, 2, 4);
		final RandomAccessibleInterval<? extends RealType<?>> study = StudyAxis.Z.split(stack).get(2);

		stack.getAt(0, 0, 2).set(-1);

		assertEquals(-1, study.getAt(0, 0).getRealDouble());
	}

	@Test
	void axesOfOneVoxelAtTheEndAreDroppedDownToTwo() {
		assertArrayEquals(new long[] { 3, 1, 2 }, StudyAxis.withoutTrailingOnes(numbered(3, 1, 2, 1, 1))
			.dimensionsAsLongArray());
		assertArrayEquals(new long[] { 3, 1 }, StudyAxis.withoutTrailingOnes(numbered(3, 1, 1))
			.dimensionsAsLongArray());
		assertArrayEquals(new long[] { 1, 1 }, StudyAxis.withoutTrailingOnes(numbered(1, 1, 1, 1))
			.dimensionsAsLongArray());
		assertArrayEquals(new long[] { 3, 1, 1, 2 }, StudyAxis.withoutTrailingOnes(numbered(3, 1, 1, 2))
			.dimensionsAsLongArray());
	}

	@ParameterizedTest
	@CsvSource({ "Auto, AUTO", "auto, AUTO", "T, T", "' c ', C", "z, Z" })
	void namesAreReadInAnyCase(final String name, final StudyAxis axis) {
		assertEquals(axis, StudyAxis.parse(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "X", "time", "T C" })
	void otherNamesAreRefused(final String name) {
		assertEquals("Study axis: got '" + name + "', wanted Auto, T, C or Z",
			assertThrows(IllegalArgumentException.class, () -> StudyAxis.parse(name)).getMessage());
	}

	private static long[] dims(final String text) {
		return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
	}

	private static Img<FloatType> numbered(final long... dims) {
		final float[] values = new float[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < values.length; i++)
			values[i] = i + 1;
		return ArrayImgs.floats(values, dims);
	}
}
