package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTest {

	private static final double[][] ONE_MM = Affines.diagonal(new double[] { 1, 1, 1 });

	@TestFactory
	Stream<DynamicTest> imagesHaveTheNumbersOfSciPy() throws IOException {
		return GridCase.of("smoothing.json").stream().map(data -> dynamicTest(data.json().get("fwhm").toString(), () -> {
			final double[] got = Smoothing.ofFwhm(data.numbers("fwhm")).apply(data.numbers("values"), data.grid("dims",
				"affine"), "x");

			assertArrayEquals(data.numbers("smooth"), got, 1e-13);
		}));
	}

	/** scipy.ndimage.gaussian_filter of sin(0), sin(1), ... with sigma 1 / sqrt(8 ln 2). */
	@Test
	void byOneVoxelAlongFourAxesHasTheNumbersOfSciPy() {
		final double[] values = IntStream.range(0, 48).mapToDouble(Math::sin).toArray();

		final double[] got = Smoothing.byOneVoxel(values, 3, 2, 2, 4);

		assertArrayEquals(new double[] { 0.009562620527595479, -0.8440592065154455, -0.7989345635645149,
			-0.8289732306670687, 0.11560019546670205 }, new double[] { got[0], got[5], got[17],
				got[30], got[47] }, 1e-14);
	}

	@Test
	void byOneVoxelIsAWidthOfOneVoxel() {
		final double[] values = random(6 * 5 * 4);

		assertArrayEquals(Smoothing.ofFwhm(1).apply(values, VoxelGrid.of(new long[] { 6, 5, 4 }, ONE_MM), "x"), Smoothing
			.byOneVoxel(values, 6, 5, 4), 1e-14);
	}

	@Test
	void frameByFrame() {
		final double[] values = random(4 * 3 * 2 * 3);
		final double[] all = Smoothing.ofFwhm(2).apply(values, VoxelGrid.of(new long[] { 4, 3, 2, 3 }, ONE_MM), "x");

		for (int f = 0; f < 3; f++)
			assertArrayEquals(Smoothing.ofFwhm(2).apply(Arrays.copyOfRange(values, 24 * f, 24 * f + 24), VoxelGrid.of(
				new long[] { 4, 3, 2 }, ONE_MM), "x"), Arrays.copyOfRange(all, 24 * f, 24 * f + 24));
	}

	@Test
	void floatsAreSmoothedInDouble() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 5, 4, 3 }, ONE_MM);
		final double[] values = DoubleStream.of(random(60)).map(v -> (float) v).toArray();
		final float[] floats = new float[60];
		IntStream.range(0, 60).forEach(i -> floats[i] = (float) values[i]);

		final double[] wanted = Smoothing.ofFwhm(3).apply(values, grid, "x");
		final float[] got = Smoothing.ofFwhm(3).apply(floats, grid, "x");

		for (int i = 0; i < 60; i++)
			assertEquals((float) wanted[i], got[i]);
	}

	@Test
	void theMeanStaysAsTheBorderReflects() {
		final double[] values = random(6 * 5 * 4);

		final double[] got = Smoothing.ofFwhm(7).apply(values, VoxelGrid.of(new long[] { 6, 5, 4 }, ONE_MM), "x");

		assertEquals(Arrays.stream(values).sum(), Arrays.stream(got).sum(), 1e-12);
	}

	@Test
	void aGaussianIsHalfAsHighAtHalfItsWidth() {
		final double[] point = new double[101];
		point[50] = 1;

		final double[] got = Smoothing.ofFwhm(20).apply(point, VoxelGrid.of(new long[] { 101, 1 }, ONE_MM), "x");

		assertEquals(0.5, got[40] / got[50], 1e-12);
		assertEquals(0.5, got[60] / got[50], 1e-12);
	}

	@Test
	void voxelsThatAreNotFiniteCountAsZero() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 3, 1 }, ONE_MM);
		final double[] holes = { 1, Double.NaN, Double.NEGATIVE_INFINITY };

		assertArrayEquals(Smoothing.ofFwhm(2).apply(new double[] { 1, 0, 0 }, grid, "x"), Smoothing.ofFwhm(2).apply(holes,
			grid, "x"));
		assertArrayEquals(new double[] { 1, 0, 0 }, Smoothing.NONE.apply(holes, grid, "x"));
		assertArrayEquals(new double[] { 1 / 1.8, 0.2 / 1.8, 0 }, Smoothing.fast().apply(holes, grid, "x"), 1e-15);
	}

	@Test
	void withoutAWidthImagesStayAsTheyAre() {
		final double[] values = random(24);
		final VoxelGrid nowhere = VoxelGrid.of(new long[] { 4, 3, 2 }, null);

		assertArrayEquals(values, Smoothing.ofFwhm(0).apply(values, nowhere, "x"));
		assertTrue(Smoothing.ofFwhm(0, 0, 0).isNone() && Smoothing.NONE.isNone());
		assertFalse(Smoothing.ofFwhm(0, 0, 1).isNone() || Smoothing.fast().isNone());
	}

	@Test
	void fastSmoothingNeedsNoAffine() {
		final double[] point = new double[27];
		point[13] = 2.2;

		final double[] got = Smoothing.fast().apply(point, VoxelGrid.of(new long[] { 3, 3, 3 }, null), "x");

		final double[] wanted = new double[27];
		wanted[13] = 1;
		for (final int i : new int[] { 4, 10, 12, 14, 16, 22 })
			wanted[i] = 0.2;
		assertArrayEquals(wanted, got, 1e-15);
	}

	@Test
	void oneVoxelStaysAsItIs() {
		assertArrayEquals(new double[] { 5 }, Smoothing.ofFwhm(4).apply(new double[] { 5 }, VoxelGrid.of(new long[] { 1,
			1 }, ONE_MM), "x"));
	}

	@Test
	void unknownVoxelSizesAreRefused() {
		final VoxelGrid nowhere = VoxelGrid.of(new long[] { 2, 1 }, null);

		assertEquals("FWHM: got 4 mm, but 'x' does not say how large its voxels are", refused(() -> Smoothing.ofFwhm(4)
			.apply(new double[2], nowhere, "x")));
		assertEquals("FWHM: got 4 x 6.5 x 3 mm, but 'x' does not say how large its voxels are", refused(() -> Smoothing
			.ofFwhm(4, 6.5, 3).apply(new float[2], nowhere, "x")));
	}

	@ParameterizedTest
	@ValueSource(doubles = { -1, Double.NaN, Double.POSITIVE_INFINITY })
	void impossibleWidthsAreRefused(final double width) {
		assertEquals("FWHM: got " + width + " mm, wanted a number that is 0 or more", refused(() -> Smoothing.ofFwhm(4,
			width, 4)));
	}

	@Test
	void widthsFarBeyondTheImageAreRefused() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 4, 1 }, Affines.diagonal(new double[] { 0.5, 1, 1 }));

		assertEquals("FWHM: got 2001 mm, but 'x' has 4 voxels of 0.5 mm along axis 1", refused(() -> Smoothing.ofFwhm(2001)
			.apply(new double[4], grid, "x")));
		final double[] flat = Smoothing.ofFwhm(2000).apply(new double[] { 4, 0, 0, 0 }, grid, "x");
		assertArrayEquals(new double[] { 1, 1, 1, 1 }, flat, 1e-3);
	}

	@Test
	void wrongNumbersOfWidthsOrValuesAreRefused() {
		assertEquals("FWHM: got 2 numbers, wanted 1 or 3, one for each axis", refused(() -> Smoothing.ofFwhm(4, 4)));
		assertEquals("Image: got 5 values, wanted as many as 3x2 voxels", refused(() -> Smoothing.fast().apply(
			new double[5], VoxelGrid.of(new long[] { 3, 2 }, ONE_MM), "x")));
	}

	private static String refused(final Executable call) {
		return assertThrows(IllegalArgumentException.class, call).getMessage();
	}

	private static double[] random(final int n) {
		return new Random(5).doubles(n).toArray();
	}
}
