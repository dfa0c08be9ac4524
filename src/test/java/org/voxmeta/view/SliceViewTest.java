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

	/** World x is to the right, y to the front, z to the top; the voxel of each value is written out. */
	@Test
	void coronalAndSagittalSlicesHaveTheTopAtTheTop() {
		final double[][] affine = { { 2, 0, 0, -1 }, { 0, 3, 0, 5 }, { 0, 0, 4, -6 } };

		final SliceView coronal = SliceView.of(affine, Plane.CORONAL, false);
		assertArrayEquals(new double[] { 310, 311, 210, 211, 110, 111, 10, 11 }, coronal.slice(MAP, 1).values());
		assertEquals("y = 8 mm", coronal.label(1, new long[] { 2, 3, 4 }));
		final SliceView sagittal = SliceView.of(affine, Plane.SAGITTAL, false);
		assertArrayEquals(new double[] { 301, 311, 321, 201, 211, 221, 101, 111, 121, 1, 11, 21 }, sagittal.slice(
			MAP, 1)
			.values());
		assertEquals("x = 1 mm", sagittal.label(1, new long[] { 2, 3, 4 }));
		assertArrayEquals(new double[] { 3, 4, 2 }, sagittal.voxelSize());
	}

	@Test
	void radiologistsHaveLeftOnTheRight() {
		final double[][] affine = { { 2, 0, 0, -1 }, { 0, 3, 0, 5 }, { 0, 0, 4, -6 } };

		assertArrayEquals(new double[] { 121, 120, 111, 110, 101, 100 }, SliceView.of(affine, Plane.AXIAL,
			true).slice(MAP, 1)
			.values());
		assertArrayEquals(SliceView.of(affine, Plane.SAGITTAL, false).slice(MAP, 1).values(), SliceView.of(affine,
			Plane.SAGITTAL, true).slice(MAP, 1).values());
	}

	@Test
	void withoutAffineZRunsDownInTheOtherPlanes() {
		final SliceView coronal = SliceView.ofGrid(Plane.CORONAL, 1, 2, 3);

		assertArrayEquals(new double[] { 20, 21, 120, 121, 220, 221, 320, 321 }, coronal.slice(MAP, 2).values());
		assertArrayEquals(new double[] { 1, 3, 2 }, coronal.voxelSize());
		assertEquals("y = 2", coronal.label(2, new long[] { 2, 3, 4 }));
		assertFalse(coronal.showsSides());
		assertArrayEquals(new double[] { 1, 11, 21, 101, 111, 121, 201, 211, 221, 301, 311, 321 }, SliceView.ofGrid(
			Plane.SAGITTAL, 1, 1, 1).slice(MAP, 1).values());
	}

	@Test
	void placesAreFoundAgain() {
		final long[] dims = { 2, 3, 4 };
		final double[][] affine = { { -2, 0, 0, 90 }, { 0, 2.5, 0, -1 }, { 0, 0, 4, -6 } };
		for (final Plane plane : Plane.values())
			for (final SliceView view : new SliceView[] { SliceView.of(affine, plane, false), SliceView.ofGrid(plane,
				1, 1, 1) })
				for (int slice = 0; slice < view.size(dims)[2]; slice++) {
					final String number = view.label(slice, dims).replace('\u2212', '-').replaceAll("[^0-9.-]", "");
					assertEquals(slice, view.nearest(Double.parseDouble(number), dims), view.label(slice, dims));
				}
		assertEquals(-1, SliceView.of(affine).nearest(9, dims));
		assertEquals(3, SliceView.of(affine).nearest(7.9, dims));
		assertEquals(-1, SliceView.ofGrid().nearest(0, dims));
		assertEquals(-1, SliceView.ofGrid().nearest(5, dims));
		assertEquals("y = 1.5 mm", SliceView.of(affine, Plane.CORONAL, false).label(1, dims));
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

	/** A 2-D image has an affine too, but is at no height. */
	@Test
	void theOnlySliceIsNamedUnlessItIsAtZero() {
		final double[][] affine = { { 2, 0, 0, 0 }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 } };

		assertEquals("", SliceView.of(affine).label(0, new long[] { 5, 4, 1 }, "µm"));
		assertEquals("z = 0 µm", SliceView.of(affine).label(0, new long[] { 5, 4, 2 }, "µm"));
		affine[2][3] = 12;
		assertEquals("z = 12 µm", SliceView.of(affine).label(0, new long[] { 5, 4, 1 }, "µm"));
	}
}
