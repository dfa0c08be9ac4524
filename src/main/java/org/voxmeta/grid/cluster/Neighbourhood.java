package org.voxmeta.grid.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.voxmeta.grid.Connectivity;

/**
 * Which of V voxels of a grid are neighbours. Voxels are numbered from 0 in the order of the mask that they
 * come from. Immutable, thread-safe.
 */
public final class Neighbourhood {

	/** The voxels' places in the box around them, with a margin so that every step leads to a place. */
	private final int[] places;
	/** The voxel at each place, -1 where there is none. */
	private final int[] voxels;
	/** From a place to those of its neighbours. */
	private final int[] steps;

	private Neighbourhood(final int[] places, final int[] voxels, final int[] steps) {
		this.places = places;
		this.voxels = voxels;
		this.steps = steps;
	}

	/**
	 * The neighbours among some voxels of a grid.
	 *
	 * @param indices the voxels' places in the grid, first axis fastest, ascending, V
	 * @param dims the grid's size along each axis
	 */
	public static Neighbourhood of(final int[] indices, final Connectivity connectivity, final long... dims) {
		final int[] first = new int[dims.length];
		final int[] last = new int[dims.length];
		box(indices, dims, first, last);
		final int[] strides = new int[dims.length];
		int size = 1;
		for (int d = 0; d < dims.length; d++) {
			strides[d] = size;
			// a line's margin is also that before the next line
			size *= last[d] - first[d] + 2;
		}
		final int margin = Arrays.stream(strides).sum();
		final int[] voxels = new int[size + 2 * margin];
		Arrays.fill(voxels, -1);
		final int[] places = new int[indices.length];
		final int[] position = new int[dims.length];
		for (int j = 0; j < indices.length; j++) {
			position(indices[j], dims, position);
			places[j] = margin;
			for (int d = 0; d < dims.length; d++)
				places[j] += (position[d] - first[d]) * strides[d];
			voxels[places[j]] = j;
		}
		return new Neighbourhood(places, voxels, Arrays.stream(connectivity.steps(dims.length)).mapToInt(
			step -> IntStream.range(0, step.length).map(d -> step[d] * strides[d]).sum()).toArray());
	}

	/** V. */
	public int voxels() {
		return places.length;
	}

	/** How many neighbours a voxel can have. */
	int steps() {
		return steps.length;
	}

	/** A neighbour of voxel j, -1 if it has none at that step. */
	int neighbour(final int j, final int step) {
		return voxels[places[j] + steps[step]];
	}

	/** The number of places, of voxels or not. */
	int size() {
		return voxels.length;
	}

	/** The place of voxel j. A step from it leads to another place, without a voxel or with one. */
	int place(final int j) {
		return places[j];
	}

	/** The voxel at a place that has one. */
	int voxel(final int place) {
		return voxels[place];
	}

	/** From any voxel's place to those around it; a new array. */
	int[] offsets() {
		return steps.clone();
	}

	/** The first and the last position of voxels along each axis. */
	private static void box(final int[] indices, final long[] dims, final int[] first, final int[] last) {
		Arrays.fill(first, indices.length == 0 ? 0 : Integer.MAX_VALUE);
		final int[] position = new int[dims.length];
		for (final int index : indices) {
			position(index, dims, position);
			for (int d = 0; d < dims.length; d++) {
				first[d] = Math.min(first[d], position[d]);
				last[d] = Math.max(last[d], position[d]);
			}
		}
	}

	private static void position(final int index, final long[] dims, final int[] position) {
		int rest = index;
		for (int d = 0; d < dims.length; d++) {
			position[d] = (int) (rest % dims[d]);
			rest /= dims[d];
		}
	}
}
