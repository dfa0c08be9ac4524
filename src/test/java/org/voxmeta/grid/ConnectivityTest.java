package org.voxmeta.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectivityTest {

	@ParameterizedTest
	@CsvSource({ "1,2,2,2", "2,4,8,8", "3,6,18,26", "4,8,32,80" })
	void neighboursAreCounted(final int axes, final int faces, final int edges, final int all) {
		assertEquals(faces, Connectivity.FACES.neighbours(axes));
		assertEquals(edges, Connectivity.EDGES.neighbours(axes));
		assertEquals(all, Connectivity.ALL.neighbours(axes));
		for (final Connectivity connectivity : Connectivity.values())
			assertEquals(connectivity.neighbours(axes), connectivity.steps(axes).length);
	}

	@Test
	void theNumberOfNeighboursNamesIt() {
		assertEquals(Connectivity.FACES, Connectivity.of(4, 2));
		assertEquals(Connectivity.EDGES, Connectivity.of(8, 2));
		assertEquals(Connectivity.FACES, Connectivity.of(6, 3));
		assertEquals(Connectivity.EDGES, Connectivity.of(18, 3));
		assertEquals(Connectivity.ALL, Connectivity.of(26, 3));
		assertEquals(Connectivity.ALL, Connectivity.of(80, 4));
	}

	@Test
	void noOtherNumberOfNeighboursIsTaken() {
		assertEquals("Connectivity: got 8 neighbours on 3 axes, wanted 6 or 18 or 26", assertThrows(
			IllegalArgumentException.class, () -> Connectivity.of(8, 3)).getMessage());
	}

	@Test
	void stepsGoThereAndBack() {
		for (final Connectivity connectivity : Connectivity.values())
			for (int axes = 1; axes <= 4; axes++) {
				final int[][] steps = connectivity.steps(axes);
				for (int s = 0; s < steps.length; s++)
					assertArrayEquals(Arrays.stream(steps[s]).map(move -> -move).toArray(), steps[steps.length - 1 - s]);
			}
	}

	@Test
	void stepsAreInTheOrderOfVoxels() {
		assertArrayEquals(new int[][] { { 0, -1 }, { -1, 0 }, { 1, 0 }, { 0, 1 } }, Connectivity.FACES.steps(2));
	}
}
