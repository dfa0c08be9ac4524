package org.voxmeta.grid.cluster;

import java.util.Arrays;

import org.voxmeta.grid.Connectivity;

/**
 * Which of V voxels of a grid are neighbours. Voxels are numbered from 0 in the order of the mask that they come
 * from. Immutable, thread-safe.
 */
public final class Neighbourhood {

	private final int voxels;
	/** The neighbours of voxel j are at starts[j] to starts[j + 1] - 1. */
	private final int[] starts;
	private final int[] neighbours;

	private Neighbourhood(final int voxels, final int[] starts, final int[] neighbours) {
		this.voxels = voxels;
		this.starts = starts;
		this.neighbours = neighbours;
	}

	/**
	 * The neighbours among some voxels of a grid.
	 *
	 * @param indices the voxels' places in the grid, first axis fastest, ascending, V
	 * @param dims the grid's size along each axis
	 */
	public static Neighbourhood of(final int[] indices, final Connectivity connectivity, final long... dims) {
		final int[][] steps = connectivity.steps(dims.length);
		final int[] numbers = new int[(int) Arrays.stream(dims).reduce(1, (a, b) -> a * b)];
		Arrays.fill(numbers, -1);
		for (int j = 0; j < indices.length; j++)
			numbers[indices[j]] = j;
		final int[] starts = new int[indices.length + 1];
		int[] neighbours = new int[Math.max(16, indices.length * steps.length / 2)];
		final int[] position = new int[dims.length];
		int n = 0;
		for (int j = 0; j < indices.length; j++) {
			place(indices[j], dims, position);
			if (n + steps.length > neighbours.length) neighbours = Arrays.copyOf(neighbours, 2 * neighbours.length
				+ steps.length);
			for (final int[] step : steps) {
				final int index = index(position, step, dims);
				if (index >= 0 && numbers[index] >= 0) neighbours[n++] = numbers[index];
			}
			starts[j + 1] = n;
		}
		return new Neighbourhood(indices.length, starts, Arrays.copyOf(neighbours, n));
	}

	/** V. */
	public int voxels() {
		return voxels;
	}

	/** Where voxel j's neighbours begin among {@link #neighbour}. */
	int first(final int j) {
		return starts[j];
	}

	/** Where they end. */
	int end(final int j) {
		return starts[j + 1];
	}

	/** A neighbour, by its place. */
	int neighbour(final int place) {
		return neighbours[place];
	}

	private static void place(final int index, final long[] dims, final int[] position) {
		int rest = index;
		for (int d = 0; d < dims.length; d++) {
			position[d] = (int) (rest % dims[d]);
			rest /= dims[d];
		}
	}

	/** The index a step away; -1 outside the grid. */
	private static int index(final int[] position, final int[] step, final long[] dims) {
		int index = 0;
		for (int d = dims.length - 1; d >= 0; d--) {
			final int p = position[d] + step[d];
			if (p < 0 || p >= dims[d]) return -1;
			index = (int) (index * dims[d] + p);
		}
		return index;
	}
}
