package org.voxmeta.grid;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Smoothing of images with a Gaussian along the first three axes; along further axes each frame is
 * smoothed by itself.
 * <p>
 * Along each axis, sigma in voxels is FWHM / (√(8 ln 2) × length of the affine's column). The Gaussian ends
 * at 4 sigma; the image goes on as its mirror image beyond the border, the outermost voxels repeated.
 * Voxels that are not finite count as 0, as in nilearn's {@code smooth_img}, whose numbers these are;
 * nilearn computes in the precision of the image, this in double. Immutable, thread-safe; a call runs on
 * the caller's thread.
 */
public final class Smoothing {

	/** No smoothing; voxels that are not finite become 0 all the same. */
	public static final Smoothing NONE = new Smoothing(new double[] { 0 }, false);

	private static final double FWHM_OF_SIGMA = Math.sqrt(8 * Math.log(2));

	/** The Gaussian ends at this many sigma. */
	private static final double TRUNCATE = 4;

	/** A Gaussian this many times wider than the image is a mistake. */
	private static final double LARGEST = 1000;

	/** The weight of a neighbour in fast smoothing, that of the voxel itself being 1. */
	private static final double NEIGHBOUR = 0.2;

	private final double[] fwhm;
	private final boolean fast;

	private Smoothing(final double[] fwhm, final boolean fast) {
		this.fwhm = fwhm;
		this.fast = fast;
	}

	/**
	 * A Gaussian.
	 *
	 * @param fwhm its full width at half maximum in millimetres, one for all axes or one for each of the first
	 *          three; 0 for none
	 * @throws IllegalArgumentException if a width is negative or not finite, or there are not 1 or 3
	 */
	public static Smoothing ofFwhm(final double... fwhm) {
		if (fwhm.length != 1 && fwhm.length != 3) throw new IllegalArgumentException("FWHM: got " + fwhm.length
			+ " numbers, wanted 1 or 3, one for each axis");
		for (final double width : fwhm)
			if (!(width >= 0 && width <= Double.MAX_VALUE)) throw new IllegalArgumentException("FWHM: got " + width
				+ " mm, wanted a number that is 0 or more");
		return new Smoothing(fwhm.clone(), false);
	}

	/**
	 * A little smoothing whatever the size of voxels, as nilearn's {@code fwhm="fast"}: each voxel becomes the
	 * sum of itself and 0.2 times its neighbours along the axes, divided by what a voxel has that lacks none. So
	 * an even image stays even but at its border, where it sinks. An image of two axes counts four neighbours;
	 * nilearn counts six.
	 */
	public static Smoothing fast() {
		return new Smoothing(new double[0], true);
	}

	/**
	 * An image smoothed by one voxel along every axis, however many there are: full width at half maximum. Values are
	 * to be finite.
	 *
	 * @param values first axis fastest; not changed
	 * @param dims the size along each axis
	 * @return a new array, or the values themselves if there is no axis
	 */
	public static double[] byOneVoxel(final double[] values, final long... dims) {
		final double[] kernel = gaussian(1 / FWHM_OF_SIGMA);
		final int[] size = Arrays.stream(dims).mapToInt(Math::toIntExact).toArray();
		double[] smooth = values;
		for (int axis = 0; axis < size.length; axis++)
			smooth = AxisWeights.mirrored(size[axis], kernel).apply(smooth, size, axis);
		return smooth;
	}

	/** Whether images stay as they are, but for voxels that are not finite. */
	public boolean isNone() {
		return !fast && Arrays.stream(fwhm).allMatch(width -> width == 0);
	}

	/**
	 * A smoothed image.
	 *
	 * @param values first axis fastest; not changed
	 * @param grid where they are
	 * @param name of the image, for messages
	 * @throws IllegalArgumentException if there is no affine to tell how large the voxels are, or there are not
	 *           as many values as the grid has voxels
	 */
	public double[] apply(final double[] values, final VoxelGrid grid, final String name) {
		final double[] out = new double[values.length];
		smooth(values.length, i -> values[i], grid, name, Frames.Sink.into(out));
		return out;
	}

	/** As {@link #apply(double[], VoxelGrid, String)}; computed in double precision. */
	public float[] apply(final float[] values, final VoxelGrid grid, final String name) {
		final float[] out = new float[values.length];
		smooth(values.length, i -> values[i], grid, name, Frames.Sink.into(out));
		return out;
	}

	private void smooth(final int length, final IntToDoubleFunction values, final VoxelGrid grid,
		final String name, final Frames.Sink sink)
	{
		final Frames frames = Frames.of(grid, length);
		final int[] dims = frames.size();
		final AxisWeights[] gaussians = fast || isNone() ? new AxisWeights[3] : gaussians(grid, dims, name);
		frames.change(i -> finite(values.applyAsDouble(i)), frame -> {
			if (fast) return withNeighbours(frame, dims, Math.min(3, grid.dimensions().length));
			double[] smooth = frame;
			for (int axis = 0; axis < 3; axis++)
				if (gaussians[axis] != null) smooth = gaussians[axis].apply(smooth, dims, axis);
			return smooth;
		}, sink);
	}

	private static double finite(final double value) {
		return Double.isFinite(value) ? value : 0;
	}

	/** A Gaussian for each axis; null along those that stay as they are. */
	private AxisWeights[] gaussians(final VoxelGrid grid, final int[] dims, final String name) {
		final double[] size = grid.affine().map(Affines::columnLengths).orElseThrow(
			() -> new IllegalArgumentException("FWHM: got " + this + ", but '" + name
				+ "' does not say how large its voxels are"));
		final AxisWeights[] gaussians = new AxisWeights[3];
		for (int axis = 0; axis < 3; axis++) {
			final double width = fwhm[fwhm.length == 1 ? 0 : axis];
			if (width == 0 || dims[axis] == 1) continue;
			if (!(width <= LARGEST * size[axis] * dims[axis])) throw new IllegalArgumentException("FWHM: got " + this
				+ ", but '" + name + "' has " + dims[axis] + " voxels of " + (float) size[axis] + " mm along axis "
				+ (axis + 1));
			gaussians[axis] = AxisWeights.mirrored(dims[axis], gaussian(width / (FWHM_OF_SIGMA * size[axis])));
		}
		return gaussians;
	}

	/** The weights at the distances 0, 1, ... of voxels; those on both sides add up to 1. */
	private static double[] gaussian(final double sigma) {
		final double[] kernel = new double[(int) (TRUNCATE * sigma + 0.5) + 1];
		double sum = 0;
		for (int i = 0; i < kernel.length; i++) {
			final double z = i / sigma;
			kernel[i] = Math.exp(-0.5 * z * z);
			sum += i == 0 ? kernel[i] : 2 * kernel[i];
		}
		for (int i = 0; i < kernel.length; i++)
			kernel[i] /= sum;
		return kernel;
	}

	private static double[] withNeighbours(final double[] frame, final int[] dims, final int axes) {
		final double[] sums = frame.clone();
		int step = 1;
		for (final int length : dims) {
			for (int i = 0; i < sums.length; i++) {
				final int at = i / step % length;
				if (at > 0) sums[i] += NEIGHBOUR * frame[i - step];
				if (at < length - 1) sums[i] += NEIGHBOUR * frame[i + step];
			}
			step *= length;
		}
		for (int i = 0; i < sums.length; i++)
			sums[i] /= 1 + 2 * axes * NEIGHBOUR;
		return sums;
	}

	/** The widths in millimetres, such as 4 mm or 4 x 6 x 3 mm, or "fast". */
	@Override
	public String toString() {
		if (fast) return "fast";
		return Arrays.stream(fwhm).mapToObj(width -> width == Math.rint(width) ? String.valueOf((long) width)
			: String.valueOf(width)).collect(Collectors.joining(" x ", "", " mm"));
	}
}
