package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class SliceViewTest {

	/** Values x + 10 y + 100 z. */
	private static final Img<FloatType> MAP = numbered(2, 3, 4);

	@Test
	void withoutAffineTheSliceLiesAsInImageJ() {
		final SliceView view = SliceView.ofGrid();

		assertFalse(view.isAnatomical());
		assertArrayEquals(new int[] { 2, 3, 4 }, view.size(new long[] { 2, 3, 4 }));
		assertArrayEquals(new double[] { 100, 101, 110, 111, 120, 121 }, view.slice(MAP, 1).values());
		assertEquals("slice 2", view.label(1, new long[] { 2, 3, 4 }));
		assertEquals("", view.label(0, new long[] { 2, 3, 1 }));
	}

	@Test
	void withAffineTheFrontIsUp() {
		final SliceView view = SliceView.of(new double[][] { { 2, 0, 0, -1 }, { 0, 3, 0, 5 }, { 0, 0, 4, -6 } });

		assertTrue(view.isAnatomical());
		assertArrayEquals(new double[] { 120, 121, 110, 111, 100, 101 }, view.slice(MAP, 1).values());
		assertArrayEquals(new double[] { 2, 3, 4 }, view.voxelSize());
		assertEquals("z = \u22122 mm", view.label(1, new long[] { 2, 3, 4 }));
	}

	@Test
	void leftIsLeftEvenIfStoredFromRightToLeft() {
		final SliceView view = SliceView.of(new double[][] { { -2, 0, 0, 90 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } });

		assertArrayEquals(new double[] { 21, 20, 11, 10, 1, 0 }, view.slice(MAP, 0).values());
	}

	@Test
	void slicesRunFromBottomToTopEvenIfStoredDownwards() {
		final double[][] affine = { { 1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, -2, 10 } };
		final SliceView view = SliceView.of(affine);

		assertEquals(300, view.slice(MAP, 0).values()[0]);
		assertEquals("z = 4 mm", view.label(0, new long[] { 2, 3, 4 }));
	}

	/** First axis to the front, second one up, third one to the right, all tilted by a little. */
	@Test
	void sagittalAndObliqueGridsAreTurned() {
		final double[][] affine = { { 0.1, 0, 3, 0 }, { 2, 0.2, 0, 0 }, { -0.1, 1, 0.3, 7 } };
		final SliceView view = SliceView.of(affine);

		assertArrayEquals(new int[] { 4, 2, 3 }, view.size(new long[] { 2, 3, 4 }));
		assertArrayEquals(new double[] { 11, 111, 211, 311, 10, 110, 210, 310 }, view.slice(MAP, 1).values());
		assertEquals(Math.hypot(3, 0.3), view.voxelSize()[0], 1e-12);
		// the middle of the slice: voxel (0.5, 1, 1.5)
		assertEquals("z = 8.4 mm", view.label(1, new long[] { 2, 3, 4 }));
	}

	@Test
	void originOfTheIntervalIsIrrelevant() {
		final SlicePlane plane = SliceView.ofGrid().slice(Views.translate(MAP, 5, -3, 9), 1);

		assertArrayEquals(SliceView.ofGrid().slice(MAP, 1).values(), plane.values());
	}

	private static Img<FloatType> numbered(final int nx, final int ny, final int nz) {
		final float[] values = new float[nx * ny * nz];
		for (int i = 0; i < values.length; i++)
			values[i] = i % nx + 10 * (i / nx % ny) + 100 * (i / (nx * ny));
		return ArrayImgs.floats(values, nx, ny, nz);
	}
}
