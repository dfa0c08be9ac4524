package org.voxmeta.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SlicePlaneTest {

	private static final double NAN = Double.NaN;

	@Test
	void smoothValuesFollowARampBetweenVoxelCentres() {
		final double[] ramp = new double[6 * 5];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = 3 + 2 * (i % 6 + 0.5) - 7 * (i / 6 + 0.5);
		final SlicePlane plane = new SlicePlane(6, 5, ramp);
		final SplittableRandom random = new SplittableRandom(2);

		for (int i = 0; i < 200; i++) {
			final double x = random.nextDouble(0.5, 5.5);
			final double y = random.nextDouble(0.5, 4.5);
			final double expected = 3 + 2 * x - 7 * y;
			final double got = plane.at(x, y, true);
			final boolean inRoundedCorner = (x < 1 || x > 5) && (y < 1 || y > 4);
			assertTrue(Math.abs(got - expected) < 1e-9 || inRoundedCorner && Double.isNaN(got));
		}
	}

	@Test
	void squareVoxelsKeepTheirValueUpToTheEdge() {
		final SlicePlane plane = new SlicePlane(2, 1, new double[] { 4, 9 });

		assertEquals(4, plane.at(0.01, 0.99, false));
		assertEquals(4, plane.at(0.99, 0.01, false));
		assertEquals(9, plane.at(1.01, 0.5, false));
		assertEquals(NAN, plane.at(2.01, 0.5, false));
		assertEquals(NAN, plane.at(-0.01, 0.5, false));
	}

	@Test
	void missingNeighboursDoNotPullValues() {
		final SlicePlane plane = new SlicePlane(3, 1, new double[] { 5, 5, NAN });

		assertEquals(5, plane.at(1.6, 0.5, true), 1e-12);
		assertEquals(NAN, plane.at(2.5, 0.5, true));
	}

	@Test
	void singleVoxelStaysVisibleWhenSmooth() {
		final double[] values = new double[9];
		Arrays.fill(values, NAN);
		values[4] = 1;

		assertEquals(1, new SlicePlane(3, 3, values).at(1.5, 1.5, true));
	}

	@Test
	void edgeLiesBetweenTheVoxels() {
		final double[] values = new double[20 * 20];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 20 < 10 ? 1 : NAN;
		final SlicePlane plane = new SlicePlane(20, 20, values);

		assertEquals(1, plane.at(9.999, 10.3, true), 1e-12);
		assertEquals(NAN, plane.at(10.001, 10.3, true));
	}

	@Test
	void maskKeepsOnlyWhereItIsFiniteAndNotZero() {
		final SlicePlane plane = new SlicePlane(4, 1, new double[] { 1, 2, 0, 4 });
		final SlicePlane mask = new SlicePlane(4, 1, new double[] { 1, 0, -2, NAN });

		final SlicePlane inside = plane.within(mask);

		assertArrayEquals(new double[] { 1, NAN, 0, NAN }, inside.values());
		assertEquals(2, inside.count());
		assertEquals(2, plane.values()[1]);
	}

	@Test
	void infiniteValuesAreNotShown() {
		final SlicePlane plane = new SlicePlane(2, 1, new double[] { Double.POSITIVE_INFINITY, 1 });

		assertEquals(1, plane.count());
		assertEquals(NAN, plane.at(0.3, 0.5, true));
		assertEquals(1, plane.at(1.4, 0.5, true));
	}
}
