package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BoundingGridTest {

	/** The grid that nilearn found for a target affine of 4 mm. */
	@Test
	void itHoldsTheImageAsNilearnsDoes() {
		final VoxelGrid image = VoxelGrid.of(new long[] { 9, 10, 8, 40 }, Affines.ofRows(new double[] { -2.5, 0.15, 0.05,
			11, 0.1, 2.8, -0.2, -14, 0.02, 0.3, 3.1, -9 }));

		final VoxelGrid grid = BoundingGrid.of(image, Affines.diagonal(new double[] { 4, 4, 4 }));

		assertArrayEquals(new long[] { 7, 8, 8 }, grid.dimensions());
		final double[][] wanted = Affines.ofRows(new double[] { 4, 0, 0, -9, 0, 4, 0, -15.4, 0, 0, 4, -9 });
		for (int row = 0; row < 4; row++)
			assertArrayEquals(wanted[row], grid.affine().orElseThrow()[row], 1e-12);
	}

	@Test
	void anImagesOwnAxesGiveItsOwnGrid() {
		for (int seed = 0; seed < 20; seed++) {
			final VoxelGrid image = new RandomGrids(seed).oblique(5, 3, 4);

			final VoxelGrid grid = BoundingGrid.of(image, image.affine().orElseThrow());

			assertArrayEquals(new long[] { 5, 3, 4 }, grid.dimensions());
			for (int row = 0; row < 3; row++)
				assertArrayEquals(image.affine().orElseThrow()[row], grid.affine().orElseThrow()[row], 1e-12);
		}
	}

	@Test
	void axesThatDoNotSpanSpaceAreRefused() {
		final VoxelGrid image = new RandomGrids(1).oblique(5, 3, 4);

		assertThrows(IllegalArgumentException.class, () -> BoundingGrid.of(image, Affines.diagonal(new double[] { 4, 0,
			4 })));
		assertEquals("Grid: the image of 2x2 voxels has no affine, wanted one that says where its voxels are",
			assertThrows(IllegalArgumentException.class, () -> BoundingGrid.of(VoxelGrid.of(new long[] { 2, 2 }, null),
				Affines.diagonal(new double[] { 4, 4, 4 }))).getMessage());
	}
}
