package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for resampling whatever the image; numbers of SciPy are in {@link SciPyResamplingTest}. */
class ResamplingTest {

	private static final double NAN = Double.NaN;

	/** One of the ways to resample. */
	private record Kind(Interpolation how, Gaps gaps, boolean clip) {

		Resampling onto(final VoxelGrid target) {
			return Resampling.onto(target).with(how).with(gaps).withClip(clip);
		}
	}

	static Stream<Kind> kinds() {
		return Stream.of(Interpolation.values()).flatMap(how -> Stream.of(Gaps.values()).flatMap(gaps -> Stream.of(true,
			false).map(clip -> new Kind(how, gaps, clip))));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void onItsOwnGridAnImageKeepsItsBits(final Kind kind) {
		for (int seed = 0; seed < 20; seed++) {
			final VoxelGrid grid = new RandomGrids(seed).oblique(4, 3, 5, 2);
			final double[] values = new RandomGrids(seed).holes(120);
			values[7] = -0.0;

			assertSameBits(values, kind.onto(grid).apply(values, grid), "seed " + seed);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void aShiftByWholeVoxelsIsExact(final Kind kind) {
		for (int seed = 0; seed < 20; seed++) {
			final VoxelGrid grid = new RandomGrids(seed).oblique(5, 4, 3);
			final double[] values = new RandomGrids(seed).values(60);

			final double[] got = kind.onto(moved(grid, 1, -2, 0)).apply(values, grid);

			final double outside = kind.gaps == Gaps.NILEARN ? 0 : NAN;
			for (int z = 0, i = 0; z < 3; z++)
				for (int y = 0; y < 4; y++)
					for (int x = 0; x < 5; x++, i++)
						assertEquals(x < 4 && y > 1 ? values[i + 1 - 10] : outside, got[i], "seed " + seed);
		}
	}

	/** The target's axes are the image's third one backwards, the first one, and the second one backwards. */
	@ParameterizedTest
	@MethodSource("kinds")
	void flippedAndSwappedAxesAreExact(final Kind kind) {
		for (int seed = 0; seed < 20; seed++) {
			final VoxelGrid grid = new RandomGrids(seed).oblique(2, 3, 4);
			final double[][] affine = grid.affine().orElseThrow();
			final double[][] turned = new double[4][4];
			turned[3][3] = 1;
			for (int row = 0; row < 3; row++) {
				turned[row][0] = -affine[row][2];
				turned[row][1] = affine[row][0];
				turned[row][2] = -affine[row][1];
				turned[row][3] = affine[row][3] + 3 * affine[row][2] + 2 * affine[row][1];
			}
			final double[] values = new RandomGrids(seed).values(24);

			final double[] got = kind.onto(VoxelGrid.of(new long[] { 4, 2, 3 }, turned)).apply(values, grid);

			for (int c = 0, i = 0; c < 3; c++)
				for (int b = 0; b < 2; b++)
					for (int a = 0; a < 4; a++)
						assertEquals(values[b + 2 * (2 - c) + 6 * (3 - a)], got[i++], "seed " + seed);
		}
	}

	@Test
	void whatIsAvailableIsInterpolatedLinearly() {
		for (int seed = 0; seed < 50; seed++) {
			final RandomGrids grids = new RandomGrids(seed);
			final VoxelGrid image = seed % 2 == 0 ? grids.oblique(5, 4, 3) : grids.aligned(5, 4, 3);
			final VoxelGrid target = seed % 2 == 0 ? grids.oblique(4, 3, 4) : grids.aligned(4, 3, 4);
			final double[] values = grids.holes(60);

			assertArrayEquals(PlainResampling.linear(values, image, target), Resampling.onto(target).apply(values, image),
				1e-12, "seed " + seed);
		}
	}

	@Test
	void theSplineIsThereWhereHalfOfTheLinearWeightIs() {
		for (int seed = 0; seed < 50; seed++) {
			final RandomGrids grids = new RandomGrids(seed);
			final VoxelGrid image = seed % 2 == 0 ? grids.oblique(5, 4, 3) : grids.aligned(5, 4, 3);
			final VoxelGrid target = seed % 2 == 0 ? grids.oblique(4, 3, 4) : grids.aligned(4, 3, 4);
			final double[] values = grids.holes(60);

			final double[] linear = Resampling.onto(target).apply(values, image);
			final double[] spline = Resampling.onto(target).with(Interpolation.CONTINUOUS).apply(values, image);

			for (int i = 0; i < 48; i++)
				assertEquals(Double.isNaN(linear[i]), Double.isNaN(spline[i]), "seed " + seed + ", voxel " + i);
		}
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void neitherHolesNorTheBorderDrawValuesTowardsZero(final Interpolation how) {
		int known = 0;
		for (int seed = 0; seed < 30; seed++) {
			final RandomGrids grids = new RandomGrids(seed);
			final VoxelGrid image = seed % 2 == 0 ? grids.oblique(6, 5, 4) : grids.aligned(6, 5, 4);
			final VoxelGrid target = seed % 2 == 0 ? grids.oblique(5, 6, 5) : grids.aligned(5, 6, 5);
			final double[] values = Arrays.stream(grids.holes(120)).map(v -> Double.isFinite(v) ? 3 : v).toArray();

			final double[] got = Resampling.onto(target).with(how).withClip(false).apply(values, image);

			for (final double value : got) {
				if (Double.isNaN(value)) continue;
				assertEquals(3, value, 1e-12, "seed " + seed);
				known++;
			}
		}
		assertTrue(known > 500, known + " values");
	}

	/** Beside a hole or the border, what is there reaches half a voxel, and takes the next voxel's value. */
	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void valuesReachHalfAVoxelBeyondTheLastOne(final Interpolation how) {
		final double[] values = { 2, 2, 2, 2, NAN, 2, 2, 2 };
		final VoxelGrid image = line(8, 0, 1);

		final double[] got = Resampling.onto(line(39, -0.75, 0.25)).with(how).apply(values, image);

		for (int i = 0; i < 39; i++) {
			final double x = -0.75 + 0.25 * i;
			// of two nearest voxels, the one with the larger number counts
			final boolean beforeHole = how == Interpolation.NEAREST ? x < 3.5 : x <= 3.5;
			final boolean there = x >= -0.5 && beforeHole || x >= 4.5 && x <= 7.5;
			assertEquals(there ? 2 : NAN, got[i], 1e-15, "at " + x);
		}
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void nilearnsZerosBeginBeyondTheLastVoxelsCentre(final Interpolation how) {
		final double[] got = Resampling.onto(line(6, -0.25, 0.5)).with(how).with(Gaps.NILEARN).apply(new double[] { 2, 2,
			2 }, line(3, 0, 1));

		assertArrayEquals(new double[] { 0, 2, 2, 2, 2, 0 }, got, 1e-15);
	}

	@Test
	void aSplineDoesNotRingAtHoles() {
		final double[] values = { NAN, NAN, NAN, 1000, 1000.1, 1000.2, 1000.1, 1000, NAN, NAN, NAN, NAN };

		final double[] got = Resampling.onto(line(9, 3, 0.5)).with(Interpolation.CONTINUOUS).withClip(false).apply(values,
			line(12, 0, 1));

		for (int i = 0; i < 9; i++)
			assertEquals(1000.1, got[i], 0.12, "at " + (3 + i / 2.0));
		assertEquals(1000, got[0], 1e-9);
	}

	@Test
	void clippingKeepsASplineWithinTheImagesValues() {
		final double[] step = { 1, 1, 1, 5, 5, 5 };
		final Resampling spline = Resampling.onto(line(21, 0, 0.25)).with(Interpolation.CONTINUOUS);

		final double[] free = spline.withClip(false).apply(step, line(6, 0, 1));
		final double[] clipped = spline.apply(step, line(6, 0, 1));

		assertTrue(max(free) > 5.1 && min(free) < 0.9, Arrays.toString(free));
		assertEquals(List.of(5.0, 1.0), List.of(max(clipped), min(clipped)));
		for (int i = 0; i < 21; i++)
			if (free[i] <= 5 && free[i] >= 1) assertEquals(free[i], clipped[i]);
		assertEquals(min(free), min(spline.with(Gaps.NILEARN).apply(step, line(6, 0, 1))), "0 is a value of nilearn's");
	}

	/** A wave of 30 mm, voxels of 2 mm, and a turned grid of 1.8 mm: away from the border, where the wave is bent. */
	@Test
	void thereAndBackASmoothImageIsNearlyTheSame() {
		final VoxelGrid image = centred(20, affine(2, 2, 2));
		final VoxelGrid target = centred(36, turned(1.8));
		final double[] values = waves(image);

		final double[] there = spline(target).apply(values, image);
		final double[] back = spline(image).apply(there, target);

		for (int i = 0; i < values.length; i++) {
			if (IntStream.of(i % 20, i / 20 % 20, i / 400).anyMatch(at -> at < 5 || at > 14)) continue;
			assertEquals(values[i], back[i], 1e-3, "voxel " + i);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void axisByAxisOrVoxelByVoxelIsTheSame(final Kind kind) {
		for (int seed = 0; seed < 30; seed++) {
			final RandomGrids grids = new RandomGrids(seed);
			final VoxelGrid image = grids.aligned(5, 6, 4);
			final GridMapping mapping = GridMapping.of(image, grids.aligned(6, 4, 5));
			final double[] values = grids.values(120);

			final FrameResampler aligned = new AlignedResampler(mapping);
			final FrameResampler oblique = new ObliqueResampler(mapping);

			assertArrayEquals(oblique.interpolate(values, kind.how), aligned.interpolate(values, kind.how), 1e-13);
			assertArrayEquals(oblique.inside((x, n) -> x + n), aligned.inside((x, n) -> x + n), 1e-9);
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void framesAreResampledEachByItself(final Kind kind) {
		final RandomGrids grids = new RandomGrids(3);
		final VoxelGrid image = grids.oblique(4, 3, 2);
		final VoxelGrid four = VoxelGrid.of(new long[] { 4, 3, 2, 1, 3 }, image.affine().orElseThrow());
		final double[] values = grids.holes(72);
		final Resampling resampling = kind.onto(grids.oblique(3, 3, 3, 7)).withClip(false);

		final double[] got = resampling.apply(values, four);

		assertArrayEquals(new long[] { 3, 3, 3, 1, 3 }, resampling.gridFor(four).dimensions());
		for (int f = 0; f < 3; f++)
			assertSameBits(resampling.apply(Arrays.copyOfRange(values, 24 * f, 24 * f + 24), image), Arrays.copyOfRange(got,
				27 * f, 27 * f + 27), "frame " + f);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void singlePrecisionIsRoundedDouble(final Kind kind) {
		final RandomGrids grids = new RandomGrids(4);
		final VoxelGrid image = grids.oblique(4, 3, 2);
		final float[] floats = new float[24];
		final double[] holes = grids.holes(24);
		IntStream.range(0, 24).forEach(i -> floats[i] = (float) holes[i]);
		final double[] doubles = IntStream.range(0, 24).mapToDouble(i -> floats[i]).toArray();
		final Resampling resampling = kind.onto(grids.oblique(3, 3, 3));

		final double[] wanted = resampling.apply(doubles, image);
		final float[] got = resampling.apply(floats, image);

		for (int i = 0; i < 27; i++)
			assertEquals((float) wanted[i], got[i]);
	}

	@Test
	void planesLieInSpaceToo() {
		final double[] values = new RandomGrids(5).values(20);
		final VoxelGrid plane = VoxelGrid.of(new long[] { 5, 4 }, affine(2, 2, 3));
		final VoxelGrid volume = VoxelGrid.of(new long[] { 5, 4, 3 }, moved(plane, 0, 0, -1).affine().orElseThrow());

		final double[] got = Resampling.onto(volume).apply(values, plane);

		for (int i = 0; i < 60; i++)
			assertEquals(i / 20 == 1 ? values[i % 20] : NAN, got[i]);
		assertSameBits(values, Resampling.onto(plane).apply(got, volume), "the plane");
		assertArrayEquals(new long[] { 5, 4 }, Resampling.onto(plane).gridFor(volume).dimensions());
		assertArrayEquals(new long[] { 5, 4, 1, 6 }, Resampling.onto(plane).gridFor(VoxelGrid.of(new long[] { 2, 2, 2, 6 },
			affine(1, 1, 1))).dimensions());
	}

	@Test
	void anImageElsewhereHasNoValuesHere() {
		final VoxelGrid here = VoxelGrid.of(new long[] { 3, 3, 3 }, affine(1, 1, 1));
		final double[] got = Resampling.onto(moved(here, 40, 0, 0)).apply(new double[27], here);

		assertTrue(Arrays.stream(got).allMatch(Double::isNaN));
	}

	@Test
	void anImageOfHolesStaysOne() {
		final double[] holes = new double[27];
		Arrays.fill(holes, NAN);
		final VoxelGrid grid = new RandomGrids(1).oblique(3, 3, 3);

		kinds().filter(kind -> kind.gaps == Gaps.AVAILABLE).forEach(kind -> assertTrue(Arrays.stream(kind.onto(
			new RandomGrids(2).oblique(3, 3, 3)).apply(holes, grid)).allMatch(Double::isNaN), kind.toString()));
	}

	@Test
	void itsTextTellsAllThatValuesDependOn() {
		final VoxelGrid grid = new RandomGrids(1).oblique(3, 3, 3);
		final double[][] other = grid.affine().orElseThrow();
		other[1][2] = Math.nextUp(other[1][2]);
		final Set<String> texts = new HashSet<>();

		kinds().forEach(kind -> {
			texts.add(kind.onto(grid).toString());
			texts.add(kind.onto(VoxelGrid.of(new long[] { 3, 3, 3 }, other)).toString());
			texts.add(kind.onto(VoxelGrid.of(new long[] { 3, 3, 4 }, other)).toString());
		});

		assertEquals(36, texts.size());
		assertEquals("linear, clipped, available, onto 2x1 [1.0, 0.0, 0.0, 0.0] [0.0, 1.0, 0.0, 0.0] [0.0, 0.0, 1.0, 0.0]",
			Resampling.onto(line(2, 0, 1)).toString());
	}

	@Test
	void gridsWithoutAPlaceAreRefused() {
		final VoxelGrid nowhere = VoxelGrid.of(new long[] { 2, 3 }, null);
		final VoxelGrid flat = VoxelGrid.of(new long[] { 2, 3 }, affine(1, 0, 1));
		final VoxelGrid bad = VoxelGrid.of(new long[] { 2, 3 }, affine(1, NAN, 1));
		final VoxelGrid good = VoxelGrid.of(new long[] { 2, 3 }, affine(1, 1, 1));

		assertEquals("Resampling: the image of 2x3 voxels has no affine, wanted one that says where its voxels are",
			refused(() -> Resampling.onto(good).apply(new double[6], nowhere)));
		assertEquals("Resampling: the target of 2x3 voxels has no affine, wanted one that says where its voxels are",
			refused(() -> Resampling.onto(nowhere).apply(new double[6], good)));
		assertEquals("Resampling: the image has the affine [1.000 0.000 0.000 0.000] [0.000 0.000 0.000 0.000] "
			+ "[0.000 0.000 1.000 0.000], wanted one that can be inverted", refused(() -> Resampling.onto(good).apply(
				new float[6], flat)));
		assertTrue(refused(() -> Resampling.onto(bad).apply(new double[6], good)).startsWith(
			"Resampling: the target has the affine "));
	}

	@Test
	void wrongNumbersOfValuesAreRefused() {
		assertEquals("Image: got 5 values, wanted as many as 2x1x3 voxels", refused(() -> Resampling.onto(line(2, 0, 1))
			.apply(new double[5], VoxelGrid.of(new long[] { 2, 1, 3 }, affine(1, 1, 1)))));
		assertEquals("Resampling: got 3 frames onto 1000000000x1 voxels, wanted at most 2147483647 values in all", refused(
			() -> Resampling.onto(line(1_000_000_000, 0, 1)).apply(new double[6], VoxelGrid.of(new long[] { 2, 1, 1, 3 },
				affine(1, 1, 1)))));
		assertTrue(refused(() -> Resampling.onto(VoxelGrid.of(new long[] { 3000, 3000, 3000 }, affine(1, 1, 1))).apply(
			new double[2], line(2, 0, 1))).startsWith("Grid: got 3000x3000x3000, wanted at most 2147483647 voxels"));
	}

	@Test
	void interpolationsAreReadInAnyCase() {
		for (final Interpolation how : Interpolation.values())
			assertEquals(how, Interpolation.parse(" " + how.name() + " "));
		assertEquals("Interpolation: got 'cubic', wanted nearest, linear, continuous", refused(() -> Interpolation.parse(
			"cubic")));
	}

	private static String refused(final Executable call) {
		return assertThrows(IllegalArgumentException.class, call).getMessage();
	}

	/** The same grid, begun at another of its voxels. */
	private static VoxelGrid moved(final VoxelGrid grid, final double x, final double y, final double z) {
		final double[][] affine = grid.affine().orElseThrow();
		for (int row = 0; row < 3; row++)
			affine[row][3] += affine[row][0] * x + affine[row][1] * y + affine[row][2] * z;
		return VoxelGrid.of(grid.dimensions(), affine);
	}

	private static VoxelGrid line(final long n, final double begin, final double step) {
		final double[][] affine = affine(step, 1, 1);
		affine[0][3] = begin;
		return VoxelGrid.of(new long[] { n, 1 }, affine);
	}

	private static Resampling spline(final VoxelGrid target) {
		return Resampling.onto(target).with(Interpolation.CONTINUOUS).withClip(false);
	}

	/** A grid of as many voxels along each axis, about the point 0. */
	private static VoxelGrid centred(final int n, final double[][] affine) {
		for (int row = 0; row < 3; row++)
			affine[row][3] = -(affine[row][0] + affine[row][1] + affine[row][2]) * (n - 1) / 2;
		return VoxelGrid.of(new long[] { n, n, n }, affine);
	}

	/** Voxels of a size, turned by 30 degrees about z and then by 20 about x. */
	private static double[][] turned(final double size) {
		final double c = Math.cos(Math.PI / 6);
		final double s = Math.sin(Math.PI / 6);
		final double d = Math.cos(Math.PI / 9);
		final double t = Math.sin(Math.PI / 9);
		return Affines.ofRows(new double[] { size * c, -size * s, 0, 0, size * d * s, size * d * c, -size * t, 0, size * t
			* s, size * t * c, size * d, 0 });
	}

	private static double[][] affine(final double x, final double y, final double z) {
		return Affines.diagonal(new double[] { x, y, z });
	}

	/** A wave of 30 mm along each direction of space, at a grid's voxels. */
	private static double[] waves(final VoxelGrid grid) {
		final double[][] a = grid.affine().orElseThrow();
		final long[] dims = grid.dimensions();
		final double[] values = new double[(int) (dims[0] * dims[1] * dims[2])];
		for (int i = 0; i < values.length; i++) {
			final double[] voxel = { i % dims[0], i / dims[0] % dims[1], i / dims[0] / dims[1] };
			for (int row = 0; row < 3; row++)
				values[i] += Math.sin(2 * Math.PI / 30 * (a[row][0] * voxel[0] + a[row][1] * voxel[1] + a[row][2] * voxel[2]
					+ a[row][3]));
		}
		return values;
	}

	private static double max(final double[] values) {
		return Arrays.stream(values).max().orElseThrow();
	}

	private static double min(final double[] values) {
		return Arrays.stream(values).min().orElseThrow();
	}
}
