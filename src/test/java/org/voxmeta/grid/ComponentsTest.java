package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComponentsTest {

	@ParameterizedTest
	@EnumSource(Connectivity.class)
	void componentsOfRandomMasksAreThoseOfAFloodFill(final Connectivity connectivity) {
		final Random random = new Random(1);
		for (int axes = 1; axes <= 4; axes++)
			for (int i = 0; i < 300; i++) {
				final long[] dims = random.longs(axes, 1, 12 - 2 * axes).toArray();
				final int[] values = random(random, dims, 1);
				final boolean[] mask = mask(values);

				final Components components = Components.of(mask, connectivity, dims);

				final String what = Arrays.toString(dims) + " " + Arrays.toString(values);
				assertArrayEquals(floodFill(values, connectivity, dims), components.labels(), what);
			}
	}

	@ParameterizedTest
	@EnumSource(Connectivity.class)
	void differentValuesAreNeverOfOneComponent(final Connectivity connectivity) {
		final Random random = new Random(2);
		for (int axes = 1; axes <= 4; axes++)
			for (int i = 0; i < 300; i++) {
				final long[] dims = random.longs(axes, 1, 12 - 2 * axes).toArray();
				final int[] values = random(random, dims, 2);

				final Components components = Components.of(values, connectivity, dims);

				final String what = Arrays.toString(dims) + " " + Arrays.toString(values);
				assertArrayEquals(floodFill(values, connectivity, dims), components.labels(), what);
			}
	}

	@Test
	void componentsAreThoseOfScipy() {
		MorphologyTable.each("labels", (neighbours, dims, mask, result) -> {
			final Components components = Components.of(mask, Connectivity.of(neighbours, dims.length), dims);

			assertEquals(result, MorphologyTable.digits(components.labels()));
		});
	}

	@Test
	void sizesCountTheVoxelsOfEachComponent() {
		final Random random = new Random(3);
		for (int i = 0; i < 100; i++) {
			final long[] dims = random.longs(3, 1, 9).toArray();
			final int[] values = random(random, dims, 1);

			final Components components = Components.of(mask(values), Connectivity.EDGES, dims);

			for (int label = 0; label <= components.count(); label++) {
				final int wanted = label;
				assertEquals(Arrays.stream(components.labels()).filter(l -> l == wanted).count(), components.size(label));
				assertEquals(components.size(label), IntStream.range(0, values.length).filter(v -> components.mask(
					wanted)[v]).count());
			}
			final int largest = IntStream.rangeClosed(1, components.count()).map(components::size).max().orElse(
				components.size(0));
			assertEquals(largest, components.size(components.largest()));
		}
	}

	@Test
	void ofEquallyLargeComponentsTheFirstIsTheLargest() {
		final Components components = Components.of(new int[] { 5, 0, 3, 3, 0, 4, 4 }, Connectivity.FACES, 7);

		assertEquals(2, components.largest());
		assertEquals(3, components.count());
	}

	@Test
	void componentsAreNumberedByTheirFirstVoxelWhateverJoinsThemLater() {
		final int[] values = { //
			0, 0, 0, 1, //
			1, 0, 0, 1, //
			1, 0, 1, 1, //
			1, 0, 0, 0 };

		assertArrayEquals(new int[] { 0, 0, 0, 1, 2, 0, 0, 1, 2, 0, 1, 1, 2, 0, 0, 0 }, Components.of(values,
			Connectivity.FACES, 4, 4).labels());
	}

	@Test
	void aCheckerboardHangsTogetherOnlyAtItsCorners() {
		final boolean[] board = new boolean[64 * 64];
		for (int i = 0; i < board.length; i++)
			board[i] = (i % 64 + i / 64) % 2 == 0;

		assertEquals(board.length / 2, Components.of(board, Connectivity.FACES, 64, 64).count());
		assertEquals(1, Components.of(board, Connectivity.ALL, 64, 64).count());
		assertEquals(1, Components.of(board, Connectivity.EDGES, 64, 64).count());
	}

	@Test
	void aSpiralIsOneComponent() {
		final int n = 101;
		final boolean[] spiral = new boolean[n * n];
		int x = 0;
		int y = 0;
		int dx = 1;
		int dy = 0;
		spiral[0] = true;
		for (int turns = 0; turns < 2;) {
			final int farX = x + 2 * dx;
			final int farY = y + 2 * dy;
			final boolean free = x + dx >= 0 && x + dx < n && y + dy >= 0 && y + dy < n && (farX < 0 || farX >= n
				|| farY < 0 || farY >= n || !spiral[farX + n * farY]);
			if (free) {
				x += dx;
				y += dy;
				spiral[x + n * y] = true;
				turns = 0;
			}
			else {
				final int turned = dx;
				dx = -dy;
				dy = turned;
				turns++;
			}
		}

		assertEquals(1, Components.of(spiral, Connectivity.FACES, n, n).count());
	}

	@Test
	void emptyAndFullMasksAreNoSpecialCase() {
		final Components none = Components.of(new boolean[24], Connectivity.ALL, 2, 3, 4);
		final boolean[] full = new boolean[24];
		Arrays.fill(full, true);
		final Components all = Components.of(full, Connectivity.FACES, 2, 3, 4);

		assertEquals(0, none.count());
		assertEquals(0, none.largest());
		assertEquals(24, none.size(0));
		assertEquals(1, all.count());
		assertEquals(24, all.size(1));
		assertEquals(0, Components.of(new boolean[0], Connectivity.ALL, 0, 3).count());
	}

	@Test
	void theInputIsLeftAsItIs() {
		final int[] values = { 7, 0, 7 };

		Components.of(values, Connectivity.FACES, 3);

		assertArrayEquals(new int[] { 7, 0, 7 }, values);
	}

	@Test
	void sizesThatDoNotFitAreRefused() {
		final String message = assertThrows(IllegalArgumentException.class, () -> Components.of(new boolean[6],
			Connectivity.FACES, 2, 2)).getMessage();

		assertEquals("Voxels: got 6, wanted those of a grid of [2, 2]", message);
		assertThrows(IllegalArgumentException.class, () -> Components.of(new boolean[6],
			Connectivity.FACES, -2, -3));
		assertThrows(IllegalArgumentException.class, () -> Components.of(new boolean[1], Connectivity.FACES));
		assertThrows(IllegalArgumentException.class, () -> Components.of(new boolean[0], Connectivity.FACES,
			1L << 32, 1L << 32));
	}

	/** One after the other from each voxel that has no label yet. */
	private static int[] floodFill(final int[] values, final Connectivity connectivity, final long[] dims) {
		final int[] labels = new int[values.length];
		int count = 0;
		for (int first = 0; first < values.length; first++) {
			if (values[first] == 0 || labels[first] != 0) continue;
			labels[first] = ++count;
			final Deque<Integer> open = new ArrayDeque<>(List.of(first));
			while (!open.isEmpty()) {
				final int voxel = open.pop();
				for (int other = 0; other < values.length; other++)
					if (labels[other] == 0 && values[other] == values[first] && areNeighbours(voxel, other, connectivity,
						dims))
					{
						labels[other] = count;
						open.push(other);
					}
			}
		}
		return labels;
	}

	private static boolean areNeighbours(final int a, final int b, final Connectivity connectivity,
		final long[] dims)
	{
		int restA = a;
		int restB = b;
		int moved = 0;
		for (final long dim : dims) {
			final long step = Math.abs(restA % dim - restB % dim);
			if (step > 1) return false;
			if (step == 1) moved++;
			restA /= dim;
			restB /= dim;
		}
		return moved <= (connectivity == Connectivity.FACES ? 1 : connectivity == Connectivity.EDGES ? 2 : 4);
	}

	/** Values 0 and 1, and, of two kinds, -1. */
	private static int[] random(final Random random, final long[] dims, final int kinds) {
		final double share = random.nextDouble();
		final int voxels = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
		return IntStream.range(0, voxels).map(i -> random.nextDouble() < share ? 1 - 2 * random.nextInt(kinds)
			: 0).toArray();
	}

	private static boolean[] mask(final int[] values) {
		final boolean[] mask = new boolean[values.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = values[i] != 0;
		return mask;
	}
}
