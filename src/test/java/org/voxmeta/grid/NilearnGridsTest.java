package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxmeta.References;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;

/** Resampling and smoothing of nilearn's reference images; skipped where the reference data are absent. */
class NilearnGridsTest {

	/** The reference images are in double precision, their affines in single. */
	private static final double DOUBLE = 1e-12;
	/** nilearn smooths images of single precision in single precision. */
	private static final double SINGLE = 2e-6;

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void imagesAreResampledOntoAGrid(final Interpolation how) throws IOException {
		final Image wanted = read("expected/resample_" + how.key());

		final double[] got = Resampling.onto(wanted.grid).with(Gaps.NILEARN).with(how).apply(read("func_finite").frames(0,
			1), read("func_finite").grid(1));

		assertClose(wanted.values, got, DOUBLE);
	}

	@Test
	void imagesAreResampledOntoTheSmallestGridThatHoldsThem() throws IOException {
		final Image wanted = read("expected/resample_auto");
		final VoxelGrid image = read("func_finite").grid(1);

		final VoxelGrid grid = BoundingGrid.of(image, Affines.diagonal(new double[] { 4, 4, 4 }));

		assertArrayEquals(wanted.grid.dimensions(), grid.dimensions());
		for (int row = 0; row < 3; row++)
			assertArrayEquals(wanted.grid.affine().orElseThrow()[row], grid.affine().orElseThrow()[row], 1e-6);
		assertClose(wanted.values, Resampling.onto(grid).with(Gaps.NILEARN).with(Interpolation.LINEAR).apply(read(
			"func_finite").frames(0, 1), image), DOUBLE);
	}

	@Test
	void imagesAreSmoothed() throws IOException {
		assertSmooth("smooth_img", Smoothing.ofFwhm(4), "func_finite", 0, DOUBLE);
		assertSmooth("smooth_img_aniso", Smoothing.ofFwhm(4, 6, 3), "func_finite", 0, DOUBLE);
		assertSmooth("smooth_img_fast", Smoothing.fast(), "func_finite", 0, DOUBLE);
		assertSmooth("smooth_img_nan", Smoothing.ofFwhm(4), "func", 4, SINGLE);
	}

	private static void assertSmooth(final String name, final Smoothing smoothing, final String image, final int from,
		final double tolerance) throws IOException
	{
		final Image input = read(image);

		final double[] got = smoothing.apply(input.frames(from, from + 2), input.grid(2), image);

		assertClose(read("expected/" + name).values, got, tolerance);
	}

	/** @param tolerance relative to the largest value */
	private static void assertClose(final double[] wanted, final double[] got, final double tolerance) {
		assertEquals(wanted.length, got.length);
		final double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
		assertTrue(largest > 0);
		assertArrayEquals(wanted, got, tolerance * largest);
	}

	private static Image read(final String name) throws IOException {
		final NiftiImage image = NiftiReader.read(References.path("masker/" + name + ".nii.gz"));
		final double[] values = new double[(int) image.header().size()];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return new Image(values, VoxelGrid.of(image.header().dims(), image.header().affine()));
	}

	/** Values and where they are. */
	private record Image(double[] values, VoxelGrid grid) {

		double[] frames(final int from, final int to) {
			final int frame = values.length / (int) grid.dimensions()[3];
			return Arrays.copyOfRange(values, frame * from, frame * to);
		}

		VoxelGrid grid(final int frames) {
			final long[] dims = grid.dimensions();
			dims[3] = frames;
			return VoxelGrid.of(dims, grid.affine().orElseThrow());
		}
	}
}
