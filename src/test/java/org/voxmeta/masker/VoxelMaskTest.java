package org.voxmeta.masker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

class VoxelMaskTest {

	@Test
	void nonZeroVoxelsAreInAndNanCountsAsZero() {
		final float[] values = { 0, 1, Float.NaN, -1, -0.0f, Float.POSITIVE_INFINITY, 1e-40f, 0 };

		final VoxelMask mask = VoxelMask.of(ArrayImgs.floats(values, 2, 2, 2));

		assertArrayEquals(new int[] { 1, 3, 5, 6 }, indices(mask));
		assertEquals(4, mask.size());
		assertEquals(8, mask.gridSize());
		assertArrayEquals(new long[] { 2, 2, 2 }, mask.dimensions());
	}

	@Test
	void marksOfVoxelsMakeAMask() {
		final VoxelMask mask = VoxelMask.of(new boolean[] { false, true, true, false, false, true }, 3, 2);

		assertArrayEquals(new int[] { 1, 2, 5 }, indices(mask));
		assertArrayEquals(new long[] { 3, 2 }, mask.dimensions());
		assertEquals("Mask: got 5 voxels, wanted those of a grid of [3, 2]", assertThrows(
			IllegalArgumentException.class, () -> VoxelMask.of(new boolean[5], 3, 2)).getMessage());
	}

	@Test
	void voxelsAreNumberedAlongTheFirstAxisFirst() {
		final byte[] values = new byte[3 * 4 * 5];
		values[2 + 3 * (1 + 4 * 3)] = 1;

		final VoxelMask mask = VoxelMask.of(ArrayImgs.unsignedBytes(values, 3, 4, 5));

		assertArrayEquals(new int[] { 2 + 3 * 1 + 12 * 3 }, indices(mask));
	}

	@Test
	void aViewIsNumberedByItsOwnOrder() {
		final byte[] values = { 0, 1, 0, 0, 0, 1 };

		// 3 x 2 with voxels (1, 0) and (2, 1), turned to 2 x 3 with (0, 1) and (1, 2), and not starting at 0
		final VoxelMask mask = VoxelMask.of(Views.translate(Views.permute(
			ArrayImgs.unsignedBytes(values, 3, 2), 0, 1), -4, 7));

		assertArrayEquals(new long[] { 2, 3 }, mask.dimensions());
		assertArrayEquals(new int[] { 2, 5 }, indices(mask));
	}

	@Test
	void allTakesEveryVoxel() {
		final VoxelMask mask = VoxelMask.all(3, 1, 2);

		assertArrayEquals(new int[] { 0, 1, 2, 3, 4, 5 }, indices(mask));
		assertEquals(6, mask.gridSize());
	}

	@Test
	void aPartOfAMaskIsTakenByThePlaceInTheMask() {
		final VoxelMask mask = VoxelMask.of(ArrayImgs.bytes(new byte[] { 1, 0, 1, 1, 0, 1 }, 3, 2));

		final VoxelMask part = mask.at(new int[] { 0, 2, 3 });

		assertArrayEquals(new int[] { 0, 3, 5 }, indices(part));
		assertArrayEquals(mask.dimensions(), part.dimensions());
		assertEquals(0, mask.at(new int[0]).size());
	}

	@Test
	void callersCannotChangeIt() {
		final long[] dims = { 3, 2 };
		final VoxelMask mask = VoxelMask.all(dims);

		dims[0] = 9;
		mask.dimensions()[1] = 9;

		assertArrayEquals(new long[] { 3, 2 }, mask.dimensions());
	}

	@Test
	void theFirstVoxelFromANumberOnIsFound() {
		final VoxelMask mask = VoxelMask.of(ArrayImgs.bytes(new byte[] { 0, 1, 0, 1, 1, 0 }, 6));

		assertEquals(0, mask.firstFrom(0));
		assertEquals(0, mask.firstFrom(1));
		assertEquals(1, mask.firstFrom(2));
		assertEquals(2, mask.firstFrom(4));
		assertEquals(3, mask.firstFrom(5));
		assertEquals(3, mask.firstFrom(6));
		assertEquals(3, mask.firstFrom(1L << 40));
	}

	@Test
	void aGridOfMoreVoxelsThanAnArrayHoldsIsRefused() {
		assertEquals("Grid: got [65536, 65536] voxels, wanted at most 2147483647",
			assertThrows(IllegalArgumentException.class, () -> VoxelMask.all(65536, 65536)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> VoxelMask.all(1L << 40, 1L << 40));
	}

	@Test
	void placesAndNumbersAreThoseOfAPlainList() {
		final Random random = new Random(8);
		for (final double share : new double[] { 0, 0.001, 0.5, 0.98, 1 }) {
			final boolean[] marked = new boolean[17 * 11 * 13];
			for (int i = 0; i < marked.length; i++)
				marked[i] = random.nextDouble() < share && (i < 700 || i > 1500);
			final VoxelMask mask = VoxelMask.of(marked, 17, 11, 13);
			final int[] wanted = IntStream.range(0, marked.length).filter(i -> marked[i]).toArray();

			assertArrayEquals(wanted, indices(mask));
			assertArrayEquals(wanted, mask.indices());
			final List<Integer> visited = new ArrayList<>();
			mask.forEach((j, i) -> {
				assertEquals(visited.size(), j);
				visited.add(i);
			});
			assertArrayEquals(wanted, visited.stream().mapToInt(i -> i).toArray());
			for (int i = 0; i < marked.length; i++) {
				final int from = i;
				assertEquals(marked[i], mask.contains(i));
				assertEquals(IntStream.of(wanted).filter(voxel -> voxel < from).count(), mask.firstFrom(i));
			}
			final int[] part = IntStream.range(0, wanted.length).filter(j -> random.nextBoolean()).toArray();
			assertArrayEquals(IntStream.of(part).map(j -> wanted[j]).toArray(), indices(mask.at(part)));
		}
	}

	@Test
	void runsAreAsLongAsCanBe() {
		final Random random = new Random(9);
		for (final int longest : new int[] { 1, 5, 200 }) {
			final boolean[] marked = new boolean[1000];
			for (int i = 0, left = 0, in = 0; i < marked.length; i++, left--) {
				if (left == 0) {
					left = 1 + random.nextInt(longest);
					in ^= 1;
				}
				marked[i] = in == 1;
			}
			final VoxelMask mask = VoxelMask.of(marked, 1000);
			for (final int[] range : new int[][] { { 0, 1000 }, { 63, 65 }, { 64, 128 }, { 100, 900 }, { 7, 7 } }) {
				final boolean[] got = new boolean[1000];
				mask.forEachRun(range[0], range[1], (index, length) -> {
					assertTrue(length > 0 && (index == range[0] || !marked[index - 1]));
					assertTrue(index + length == range[1] || !marked[index + length]);
					Arrays.fill(got, index, index + length, true);
				});
				for (int i = 0; i < 1000; i++)
					assertEquals(marked[i] && i >= range[0] && i < range[1], got[i]);
			}
		}
	}

	private static int[] indices(final VoxelMask mask) {
		return IntStream.range(0, mask.size()).map(mask::index).toArray();
	}
}
