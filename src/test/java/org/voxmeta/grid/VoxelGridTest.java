package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class VoxelGridTest {

	private static final long[] MNI = { 91, 109, 91 };

	@Test
	void axesOfOneVoxelAtTheEndDoNotCount() {
		final VoxelGrid grid = VoxelGrid.of(new long[] { 4, 1, 5, 1, 1 }, null);

		assertArrayEquals(new long[] { 4, 1, 5 }, grid.dimensions());
		assertTrue(grid.matches(VoxelGrid.of(new long[] { 4, 1, 5 }, null)));
		assertFalse(grid.matches(VoxelGrid.of(new long[] { 4, 1, 5, 2 }, null)));
		assertEquals("4x1x5", grid.size());
		assertEquals("4x1", VoxelGrid.of(new long[] { 4, 1, 1 }, null).size());
	}

	@Test
	void anUnknownAffineMatchesAny() {
		final VoxelGrid known = VoxelGrid.of(MNI, affine(2, -90));
		final VoxelGrid unknown = VoxelGrid.of(MNI, null);

		assertTrue(known.matches(unknown));
		assertTrue(unknown.matches(known));
		assertFalse(unknown.matches(VoxelGrid.of(new long[] { 90, 109, 91 }, null)));
	}

	/** A thousandth of a voxel of 2 mm is 0.002 mm; the far corner along x is 90 voxels away. */
	@Test
	void affinesAreTheSameWithinAThousandthOfAVoxelAtTheFarCorner() {
		final VoxelGrid grid = VoxelGrid.of(MNI, affine(2, -90));

		assertTrue(grid.matches(VoxelGrid.of(MNI, affine(2, -90.0019))));
		assertFalse(grid.matches(VoxelGrid.of(MNI, affine(2, -90.0021))));
		assertTrue(grid.matches(VoxelGrid.of(MNI, affine(2 + 1.8e-5, -90))));
		assertFalse(grid.matches(VoxelGrid.of(MNI, affine(2 + 2.4e-5, -90))));
		assertFalse(grid.matches(VoxelGrid.of(MNI, affine(-2, 90))));
	}

	@Test
	void toleranceScalesWithTheVoxel() {
		final long[] dims = { 10, 10, 10 };

		assertTrue(VoxelGrid.of(dims, affine(2e-3, 0)).matches(VoxelGrid.of(dims, affine(2e-3, 1.9e-6))));
		assertFalse(VoxelGrid.of(dims, affine(2e-3, 0)).matches(VoxelGrid.of(dims, affine(2e-3, 2.1e-6))));
	}

	@Test
	void rotationsCountToo() {
		final double[][] turned = affine(2, -90);
		turned[0][1] = 2;
		turned[0][0] = 0;
		turned[1][0] = 2;
		turned[1][1] = 0;

		assertFalse(VoxelGrid.of(MNI, affine(2, -90)).matches(VoxelGrid.of(MNI, turned)));
	}

	@Test
	void anAffineOfNanMatchesNone() {
		final VoxelGrid bad = VoxelGrid.of(MNI, affine(Double.NaN, 0));

		assertFalse(bad.matches(VoxelGrid.of(MNI, affine(2, 0))));
		assertFalse(bad.matches(bad));
	}

	@Test
	void callersCannotChangeIt() {
		final long[] dims = MNI.clone();
		final double[][] affine = affine(2, -90);
		final VoxelGrid grid = VoxelGrid.of(dims, affine);

		dims[0] = 1;
		affine[0][0] = 1;
		grid.dimensions()[1] = 1;

		assertTrue(grid.matches(VoxelGrid.of(MNI, affine(2, -90))));
	}

	@Test
	void oneGridIsFine() {
		final VoxelGrid grid = VoxelGrid.of(MNI, affine(2, -90));

		assertDoesNotThrow(() -> VoxelGrid.requireSame(List.of("a"), List.of(grid)));
		assertDoesNotThrow(() -> VoxelGrid.requireSame(List.of("a", "b", "c"), List.of(grid, grid, VoxelGrid.of(MNI,
			null))));
	}

	@Test
	void onlyTheFirstTenThatDifferAreListed() {
		final List<String> names = IntStream.range(0, 30).mapToObj(i -> "map" + i).toList();
		final List<VoxelGrid> grids = IntStream.range(0, 30).mapToObj(i -> VoxelGrid.of(new long[] { 4, i < 5 ? 4 : 5 },
			null)).toList();

		final String message = assertThrows(IllegalArgumentException.class, () -> VoxelGrid.requireSame(names, grids))
			.getMessage();

		assertTrue(message.startsWith("Images: 25 of 30 are on another grid than 'map0' (4x4, no affine)"), message);
		assertEquals("map14\tsize 4x5, wanted 4x4", message.split("\n")[10]);
		assertEquals("... and 15 more", message.split("\n")[11]);
	}

	@Test
	void everyDifferenceIsALineOfTheMessage() {
		final List<VoxelGrid> grids = List.of(VoxelGrid.of(MNI, affine(2, -90)), VoxelGrid.of(MNI, affine(2, -90)),
			VoxelGrid.of(new long[] { 61, 73, 61 }, affine(3, -90)), VoxelGrid.of(MNI, affine(-2, 90.5)));

		final String message = assertThrows(IllegalArgumentException.class, () -> VoxelGrid.requireSame(
			List.of("a.nii", "b.nii", "c.nii", "d.nii"), grids)).getMessage();

		assertEquals("Images: 2 of 4 are on another grid than 'a.nii' (91x109x91, "
			+ "[2.000 0.000 0.000 -90.00] [0.000 2.000 0.000 0.000] [0.000 0.000 2.000 0.000]); resample them first:\n"
			+ "c.nii\tsize 61x73x61, wanted 91x109x91\n"
			+ "d.nii\taffine [-2.000 0.000 0.000 90.50] [0.000 2.000 0.000 0.000] [0.000 0.000 2.000 0.000], "
			+ "wanted [2.000 0.000 0.000 -90.00] [0.000 2.000 0.000 0.000] [0.000 0.000 2.000 0.000]", message);
	}

	@Test
	void theFirstAffineThatIsKnownIsWanted() {
		final VoxelGrid unknown = VoxelGrid.of(MNI, null);

		final String message = assertThrows(IllegalArgumentException.class, () -> VoxelGrid.requireSame(
			List.of("a", "b", "c", "d"), List.of(unknown, VoxelGrid.of(MNI, affine(2, -90)), unknown,
				VoxelGrid.of(MNI, affine(2, 90))))).getMessage();

		assertTrue(message.startsWith("Images: 1 of 4 are on another grid than "), message);
		assertTrue(message.contains("\nd\taffine [2.000 0.000 0.000 90.00]"), message);
	}

	@Test
	void anUnknownAffineIsSaidToBeSo() {
		assertEquals("no affine", VoxelGrid.of(MNI, null).affineText());
	}

	/** Voxels of 2 mm; along x of another size and from another origin. */
	private static double[][] affine(final double x, final double origin) {
		return new double[][] { { x, 0, 0, origin }, { 0, 2, 0, 0 }, { 0, 0, 2, 0 }, { 0, 0, 0, 1 } };
	}
}
