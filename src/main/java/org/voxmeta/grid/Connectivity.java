package org.voxmeta.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which voxels around a voxel are its neighbours: those one step away along at most one, two, or any number
 * of axes.
 */
public enum Connectivity {

	/** Voxels that share a face, in a plane an edge: 2, 4, 6, 8 neighbours on 1, 2, 3, 4 axes. */
	FACES(1),
	/** Voxels that share a face or an edge: 2, 8, 18, 32 neighbours on 1, 2, 3, 4 axes. */
	EDGES(2),
	/** Voxels that touch at all: 2, 8, 26, 80 neighbours on 1, 2, 3, 4 axes. */
	ALL(Integer.MAX_VALUE);

	private final int mostAxes;

	Connectivity(final int mostAxes) {
		this.mostAxes = mostAxes;
	}

	/**
	 * The connectivity with that many neighbours: 2 on one axis, 4 or 8 on two, 6, 18 or 26 on three, 8, 32 or
	 * 80 on four. Where two are the same, such as 8 on two axes, the first.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Connectivity of(final int neighbours, final int axes) {
		return Stream.of(values()).filter(c -> c.neighbours(axes) == neighbours).findFirst().orElseThrow(
			() -> new IllegalArgumentException("Connectivity: got " + neighbours + " neighbours on " + axes
				+ " axes, wanted " + Stream.of(values()).map(c -> String.valueOf(c.neighbours(axes))).distinct()
					.collect(Collectors.joining(" or "))));
	}

	/** Along how many axes at once a neighbour may be a step away. */
	int mostAxes() {
		return mostAxes;
	}

	/** How many neighbours a voxel has on that many axes, away from the border. */
	public int neighbours(final int axes) {
		// binomial(axes, m) ways to choose the m axes of the step, 2^m directions
		double ways = 1;
		double sum = 0;
		for (int m = 1; m <= Math.min(axes, mostAxes); m++) {
			ways *= 2.0 * (axes - m + 1) / m;
			sum += ways;
		}
		return (int) sum;
	}

	/**
	 * The steps to all neighbours, each -1, 0 or 1 along each axis; in the order of voxels, the first axis
	 * fastest. A new array, neighbours×axes.
	 */
	public int[][] steps(final int axes) {
		final List<int[]> steps = new ArrayList<>();
		final int[] step = new int[axes];
		Arrays.fill(step, -1);
		do {
			final long moves = Arrays.stream(step).filter(s -> s != 0).count();
			if (moves > 0 && moves <= mostAxes) steps.add(step.clone());
		}
		while (next(step));
		return steps.toArray(int[][]::new);
	}

	/** Counts on, each digit from -1 to 1; false after the last number. */
	private static boolean next(final int[] digits) {
		for (int d = 0; d < digits.length; d++) {
			if (digits[d] < 1) {
				digits[d]++;
				return true;
			}
			digits[d] = -1;
		}
		return false;
	}
}
