package org.voxmeta.grid;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/** How an image falls into frames, each of which has the image's first three axes. Immutable. */
final class Frames {

	private final int[] size;
	private final int length;
	private final int count;

	private Frames(final int[] size, final int length, final int count) {
		this.size = size;
		this.length = length;
		this.count = count;
	}

	/**
	 * The frames of an image.
	 *
	 * @param values how many values it has
	 * @throws IllegalArgumentException if its grid has another number of voxels
	 */
	static Frames of(final VoxelGrid grid, final int values) {
		final int[] size = sizeOf(grid);
		final int length = size[0] * size[1] * size[2];
		// in double, as the product of large sizes does not fit a long
		final double voxels = Arrays.stream(grid.dimensions()).asDoubleStream().reduce(1, (a, b) -> a * b);
		if (values != voxels) throw new IllegalArgumentException("Image: got " + values
			+ " values, wanted as many as " + grid.size() + " voxels");
		return new Frames(size, length, length == 0 ? 0 : values / length);
	}

	/** The length of a grid's first three axes, 1 for those that it does not have. */
	static int[] sizeOf(final VoxelGrid grid) {
		final long[] dims = grid.dimensions();
		final int[] size = { 1, 1, 1 };
		double voxels = 1;
		for (int axis = 0; axis < Math.min(3, dims.length); axis++) {
			voxels *= dims[axis];
			size[axis] = (int) Math.min(dims[axis], Integer.MAX_VALUE);
		}
		if (voxels > Integer.MAX_VALUE) throw new IllegalArgumentException("Grid: got " + grid.size()
			+ ", wanted at most " + Integer.MAX_VALUE + " voxels along the first three axes");
		return size;
	}

	/** The length of the three axes. */
	int[] size() {
		return size.clone();
	}

	/** How many frames there are. */
	int count() {
		return count;
	}

	/**
	 * Changes one frame after the other.
	 *
	 * @param values the image's value at each place
	 * @param change makes a new frame of one that it must not change or keep
	 * @param sink takes the new frames
	 */
	void change(final IntToDoubleFunction values, final UnaryOperator<double[]> change, final Sink sink) {
		final double[] frame = new double[length];
		for (int f = 0; f < count; f++) {
			final int from = f * length;
			Arrays.setAll(frame, i -> values.applyAsDouble(from + i));
			final double[] changed = change.apply(frame);
			sink.accept(changed, f * changed.length);
		}
	}

	/** Takes frames. */
	@FunctionalInterface
	interface Sink {

		/** A sink that fills an array. */
		static Sink into(final double[] image) {
			return (frame, at) -> System.arraycopy(frame, 0, image, at, frame.length);
		}

		/** A sink that fills an array with rounded values. */
		static Sink into(final float[] image) {
			return (frame, at) -> {
				for (int i = 0; i < frame.length; i++)
					image[at + i] = (float) frame[i];
			};
		}

		/**
		 * Takes a frame.
		 *
		 * @param at the place of its first value in the image
		 */
		void accept(double[] frame, int at);
	}
}
