package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ProjectionTest {

	private static final double[][] RAS = { { 2, 0, 0, -4 }, { 0, 2, 0, -6 }, { 0, 0, 2, -5 } };
	private static final int[] SIZE = { 4, 5, 6 };

	/** A loop over the voxels of each line, with the page's axes written out. */
	@Test
	void strongestIsThatOfAPlainLoop() {
		final float[] values = noise();
		final Img<FloatType> volume = ArrayImgs.floats(values, 4, 5, 6);

		for (final Plane plane : Plane.values()) {
			final SlicePlane seen = Projection.strongest(volume, SliceView.of(RAS, plane, false), Double::isFinite);
			for (int down = 0; down < seen.height(); down++)
				for (int across = 0; across < seen.width(); across++) {
					double strongest = Double.NaN;
					final int through = SIZE[plane == Plane.AXIAL ? 2 : plane == Plane.CORONAL ? 1 : 0];
					for (int k = 0; k < through; k++) {
						final double value = switch (plane) {
							case AXIAL -> values[across + 4 * (4 - down + 5 * k)];
							case CORONAL -> values[across + 4 * (k + 5 * (5 - down))];
							case SAGITTAL -> values[k + 4 * (across + 5 * (5 - down))];
						};
						if (!Double.isNaN(value) && (Double.isNaN(strongest) || Math.abs(value) > Math.abs(strongest)))
							strongest = value;
					}
					assertEquals(strongest, seen.values()[down * seen.width() + across], plane + " " + across + " " + down);
				}
		}
	}

	/** A plane of 30 x 20 voxels with a hole of one voxel, one of 25, and one that is open to the edge. */
	@Test
	void smallHolesAreFilledAndOthersKept() {
		final double[] values = new double[30 * 20];
		Arrays.fill(values, 3);
		for (int y = 0; y < 20; y++)
			for (int x = 0; x < 30; x++)
				if (y == 0 || x == 10 && y == 10 || x >= 20 && x < 25 && y >= 10 && y < 15 || x == 5 && y == 1)
					values[y * 30 + x] = Double.NaN;
		final double[] wanted = values.clone();
		wanted[10 * 30 + 10] = 1;

		assertArrayEquals(wanted, Projection.withoutSpecks(new SlicePlane(30, 20, values)).values());
	}

	@Test
	void ofTwoAsFarFromZeroTheOneAboveIsSeen() {
		for (final float[] values : new float[][] { { -3, 3 }, { 3, -3 } })
			assertArrayEquals(new double[] { 3 }, Projection.strongest(ArrayImgs.floats(values, 1, 1, 2),
				SliceView.ofGrid(),
				Double::isFinite).values());
	}

	@Test
	void onlyWhatCountsIsSeen() {
		final float[] values = { -9, 2, Float.NaN, 1 };

		assertArrayEquals(new double[] { 2 }, Projection.strongest(ArrayImgs.floats(values, 1, 1, 4),
			SliceView.ofGrid(),
			value -> value >= 0).values());
		assertArrayEquals(new double[] { Double.NaN }, Projection.strongest(ArrayImgs.floats(values, 1, 1, 4),
			SliceView
			.ofGrid(), value -> value > 5).values());
	}

	@Test
	void depthCountsTheVoxelsOfALine() {
		final float[] values = { 1, 0, 0, 0, 1, 0, Float.NaN, 0 };

		assertArrayEquals(new double[] { 2, Double.NaN, Double.NaN, Double.NaN }, Projection.depth(ArrayImgs.floats(
			values, 2, 2,
			2), SliceView.ofGrid(), Background::isInside).values());
	}

	private static float[] noise() {
		final SplittableRandom random = new SplittableRandom(3);
		final float[] values = new float[120];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(3) == 0 ? Float.NaN : (float) random.nextGaussian();
		return values;
	}
}
