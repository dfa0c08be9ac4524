package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class GridDifferenceTest {

	private static final VoxelGrid TWO_MM = VoxelGrid.of(new long[] { 91, 109, 91 }, rows(-2, 0, 0, 90, 0, 2, 0, -126, 0,
		0, 2, -72));
	private static final VoxelGrid THREE_MM = VoxelGrid.of(new long[] { 61, 73, 61 }, rows(3, 0, 0, -90, 0, 3, 0, -126, 0,
		0, 3, -72));

	@Test
	void imagesOnTheWantedGridDoNotDiffer() {
		final VoxelGrid nowhere = VoxelGrid.of(new long[] { 91, 109, 91 }, null);

		assertEquals(List.of("b"), GridDifference.of(List.of("a", "b", "c"), List.of(TWO_MM, THREE_MM, nowhere), TWO_MM)
			.stream().map(GridDifference::name).toList());
	}

	@Test
	void sizeVoxelsAndReversedAxesAreTold() {
		assertEquals("size 61x73x61, wanted 91x109x91; voxels 3 x 3 x 3 mm, wanted 2 x 2 x 2 mm; x reversed", of(THREE_MM,
			TWO_MM).text());
	}

	@Test
	void shiftsAreTold() {
		assertEquals("centre 5 mm away", of(TWO_MM, placed(TWO_MM, -2, 0, 0, 93, 0, 2, 0, -130, 0, 0, 2, -72)).text());
	}

	@Test
	void turnsAreTold() {
		final double c = Math.cos(Math.toRadians(5.3));
		final double s = Math.sin(Math.toRadians(5.3));
		final VoxelGrid cube = VoxelGrid.of(new long[] { 3, 3, 3 }, rows(2, 0, 0, -2, 0, 2, 0, -2, 0, 0, 2, -2));

		assertEquals("axes turned by up to 5.3 degrees", of(placed(cube, 2 * c, -2 * s, 0, 2 * (s - c), 2 * s, 2 * c, 0, -2
			* (s + c), 0, 0, 2, -2), cube).text());
	}

	@Test
	void theOrderOfAxesIsTold() {
		final VoxelGrid cube = VoxelGrid.of(new long[] { 3, 3, 3 }, rows(2, 0, 0, -2, 0, 2, 0, -2, 0, 0, 3, -3));

		assertEquals("axes in another order; y reversed", of(placed(cube, 0, -2, 0, 2, 0, 0, 2, -2, 3, 0, 0, -3), cube)
			.text());
	}

	@Test
	void smallDifferencesAreToldByTheAffine() {
		final VoxelGrid little = placed(TWO_MM, -2, 0, 0, 90.01, 0, 2, 0, -126, 0, 0, 2, -72);

		assertFalse(little.matches(TWO_MM));
		assertEquals("affine " + little.affineText() + ", wanted " + TWO_MM.affineText(), of(little, TWO_MM).text());
	}

	@Test
	void smallerVoxelsAreUpsampling() {
		assertTrue(of(THREE_MM, TWO_MM).isUpsampling());
		assertFalse(of(TWO_MM, THREE_MM).isUpsampling());
		assertFalse(of(TWO_MM, placed(TWO_MM, -2, 0, 0, 93, 0, 2, 0, -130, 0, 0, 2, -72)).isUpsampling());
		assertTrue(of(TWO_MM, placed(TWO_MM, -2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 1.9, -72)).isUpsampling());
		assertTrue(of(TWO_MM, placed(TWO_MM, 0, -2, 0, 90, 1.9, 0, 0, -126, 0, 0, 2, -72)).isUpsampling());
	}

	/** The thickness of a plane says nothing. */
	@Test
	void planesAreComparedInTheirPlane() {
		final VoxelGrid thick = VoxelGrid.of(new long[] { 9, 9 }, rows(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0));
		final VoxelGrid thin = VoxelGrid.of(new long[] { 9, 8 }, rows(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0));

		assertFalse(of(thick, thin).isUpsampling());
		assertEquals("size 9x9, wanted 9x8; centre 1 mm away", of(thick, thin).text());
	}

	@Test
	void withoutAnAffineNothingCanBeSaidOfThePlace() {
		final VoxelGrid nowhere = VoxelGrid.of(new long[] { 4, 4 }, null);

		assertFalse(of(nowhere, TWO_MM).hasPlaces() || of(TWO_MM, nowhere).hasPlaces());
		assertFalse(of(nowhere, TWO_MM).isUpsampling() || of(nowhere, TWO_MM).isApart());
		assertEquals("size 4x4, wanted 91x109x91; no affine", of(nowhere, TWO_MM).text());
		assertEquals("size 91x109x91, wanted 4x4; an affine, wanted one without", of(TWO_MM, nowhere).text());
	}

	@Test
	void anAffineThatCannotBeInvertedHasNoPlace() {
		final VoxelGrid flat = placed(TWO_MM, -2, 0, 0, 90, 0, 0, 0, -126, 0, 0, 2, -72);

		assertFalse(of(flat, TWO_MM).hasPlaces());
		assertEquals("affine " + flat.affineText() + ", wanted " + TWO_MM.affineText(), of(flat, TWO_MM).text());
	}

	@Test
	void imagesApartAreFound() {
		assertFalse(of(THREE_MM, TWO_MM).isApart());
		assertFalse(of(TWO_MM, placed(TWO_MM, -2, 0, 0, 270, 0, 2, 0, -126, 0, 0, 2, -72)).isApart());
		assertTrue(of(TWO_MM, placed(TWO_MM, -2, 0, 0, 274, 0, 2, 0, -126, 0, 0, 2, -72)).isApart());
		assertTrue(of(TWO_MM, placed(TWO_MM, -2, 0, 0, 90, 0, 2, 0, 126, 0, 0, 2, -372)).isApart());
	}

	private static GridDifference of(final VoxelGrid image, final VoxelGrid wanted) {
		return new GridDifference("a", image, wanted);
	}

	private static VoxelGrid placed(final VoxelGrid grid, final double... rows) {
		return VoxelGrid.of(grid.dimensions(), rows(rows));
	}

	private static double[][] rows(final double... rows) {
		return Affines.ofRows(rows);
	}
}
