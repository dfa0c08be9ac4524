package org.voxmeta.grid;

import java.util.Arrays;

/** The lines of a grid along its first axis, numbered along the second axis first. Immutable. */
final class Lines {

	private final int[] dims;

	private Lines(final int[] dims) {
		this.dims = dims;
	}

	/**
	 * The lines of a grid.
	 *
	 * @throws IllegalArgumentException if there is no axis, or the sizes are not those of so many voxels
	 */
	static Lines of(final int voxels, final long... dims) {
		// in double, as the product of large sizes does not fit a long
		final double size = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
		if (dims.length == 0 || size != voxels || Arrays.stream(dims).anyMatch(d -> d < 0))
			throw new IllegalArgumentException("Voxels: got " + voxels + ", wanted those of a grid of "
				+ Arrays.toString(dims));
		return new Lines(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray());
	}

	/** The number of voxels in a line. */
	int length() {
		return dims[0];
	}

	/** Names each line with each line before it that has neighbours of its voxels. */
	void eachPair(final Connectivity connectivity, final Pair pair) {
		final int[][] steps = connectivity.steps(dims.length - 1);
		// the other half are the same steps backwards
		final int before = steps.length / 2;
		final int[] jumps = new int[before];
		final int[] reaches = new int[before];
		for (int s = 0; s < before; s++) {
			jumps[s] = jump(steps[s]);
			final long moves = Arrays.stream(steps[s]).filter(move -> move != 0).count();
			reaches[s] = moves < connectivity.mostAxes() ? 1 : 0;
		}
		final int[] position = new int[dims.length - 1];
		for (int line = 0; line < count(); line++) {
			for (int s = 0; s < before; s++)
				if (isInside(position, steps[s])) pair.visit(line, line + jumps[s], reaches[s]);
			advance(position);
		}
	}

	private int count() {
		int count = 1;
		for (int d = 1; d < dims.length; d++)
			count *= dims[d];
		return dims[0] == 0 ? 0 : count;
	}

	private int jump(final int[] step) {
		int jump = 0;
		for (int d = step.length - 1; d >= 0; d--)
			jump = jump * dims[d + 1] + step[d];
		return jump;
	}

	private boolean isInside(final int[] position, final int[] step) {
		for (int d = 0; d < step.length; d++) {
			final int moved = position[d] + step[d];
			if (moved < 0 || moved >= dims[d + 1]) return false;
		}
		return true;
	}

	private void advance(final int[] position) {
		for (int d = 0; d < position.length; d++) {
			if (++position[d] < dims[d + 1]) return;
			position[d] = 0;
		}
	}

	/** Takes two lines that have neighbouring voxels. */
	@FunctionalInterface
	interface Pair {

		/**
		 * Takes two lines.
		 *
		 * @param line a line's number
		 * @param other a smaller one
		 * @param reach how far along the first axis a neighbour may be away, 0 or 1
		 */
		void visit(int line, int other, int reach);
	}
}
