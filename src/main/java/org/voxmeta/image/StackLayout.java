package org.voxmeta.image;

import java.util.Arrays;

import ij.ImagePlus;

/**
 * How the axes of a NIfTI image are laid out in an ImageJ stack: x, y, z, t are X, Y, Z, T, the fifth axis is
 * C, and the sixth and seventh continue T.
 *
 * @param width X
 * @param height Y
 * @param slices Z
 * @param times the fourth axis
 * @param channels C
 * @param folds the sixth axis times the seventh
 */
record StackLayout(int width, int height, int slices, int times, int channels, int folds) {

	/**
	 * Returns the layout of a NIfTI image.
	 *
	 * @throws IllegalArgumentException if it has more planes, or longer ones, than ImageJ can take
	 */
	static StackLayout of(final long[] dims) {
		final long[] d = new long[7];
		Arrays.fill(d, 1);
		System.arraycopy(dims, 0, d, 0, dims.length);
		final double plane = (double) d[0] * d[1];
		final double planes = (double) d[2] * d[3] * d[4] * d[5] * d[6];
		if (plane > SampleArrays.MAX_LENGTH || planes > Integer.MAX_VALUE) {
			throw new IllegalArgumentException("ImageJ image: got " + NiftiHeader.shape(dims) +
				" voxels, wanted at most " + SampleArrays.MAX_LENGTH + " in a plane and " +
				Integer.MAX_VALUE + " planes");
		}
		return new StackLayout((int) d[0], (int) d[1], (int) d[2], (int) d[3], (int) d[4],
			(int) (d[5] * d[6]));
	}

	/** Returns the layout of an image with nothing folded. */
	static StackLayout of(final ImagePlus imp) {
		return new StackLayout(imp.getWidth(), imp.getHeight(), imp.getNSlices(), imp.getNFrames(),
			imp.getNChannels(), 1);
	}

	/** Returns the axis lengths, without trailing 1s from z on. */
	long[] dims() {
		final long[] d = { width, height, slices, times, channels, folds };
		int n = d.length;
		while (n > 2 && d[n - 1] == 1) n--;
		return Arrays.copyOf(d, n);
	}

	/** Returns T. */
	int frames() {
		return times * folds;
	}

	/** Returns the number of planes. */
	int planes() {
		return slices * frames() * channels;
	}

	/** Returns whether both are the same stack, folded or not. */
	boolean hasShapeOf(final StackLayout other) {
		return width == other.width && height == other.height && slices == other.slices &&
			channels == other.channels && frames() == other.frames();
	}

	/** Returns the place in the stack, from 1, of the plane that is the p-th in the file, from 0. */
	int stackIndex(final int p) {
		final int z = p % slices;
		final int t = p / slices % times;
		final int c = p / slices / times % channels;
		final int fold = p / slices / times / channels;
		return ((t + times * fold) * slices + z) * channels + c + 1;
	}
}
