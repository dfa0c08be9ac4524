package org.voxmeta.grid;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * Brings images onto another grid: the value of a voxel of the target is found at its place, in millimetres,
 * in the image. Only the first three axes have a place; along further axes each frame is resampled by itself.
 * <p>
 * Nothing is averaged: on a grid of larger voxels, an image that is rougher than they are is sampled as it
 * is. Smooth it first if that matters.
 * <p>
 * With {@link Gaps#NILEARN} the results are those of nilearn's {@code resample_img}, but for images of
 * whole numbers, which it rounds, and for places within 1e-9 voxels of the outermost voxels' centres,
 * which are inside here and may be outside, by rounding, there. Immutable, thread-safe; a call runs on
 * the caller's thread.
 */
public final class Resampling {

	private final VoxelGrid target;
	private final Interpolation interpolation;
	private final boolean clip;
	private final Gaps gaps;

	private Resampling(final VoxelGrid target, final Interpolation interpolation, final boolean clip,
		final Gaps gaps)
	{
		this.target = target;
		this.interpolation = interpolation;
		this.clip = clip;
		this.gaps = gaps;
	}

	/**
	 * Linear resampling, clipped, of what is {@link Gaps#AVAILABLE}.
	 *
	 * @param target the first three axes and the affine of the images' new grid
	 */
	public static Resampling onto(final VoxelGrid target) {
		final long[] dims = target.dimensions();
		return new Resampling(
			VoxelGrid.of(Arrays.copyOf(dims, Math.min(3, dims.length)), target.affine().orElse(null)),
			Interpolation.LINEAR, true, Gaps.AVAILABLE);
	}

	/** This resampling with another interpolation. */
	public Resampling with(final Interpolation wanted) {
		return new Resampling(target, wanted, clip, gaps);
	}

	/** This resampling with another treatment of places without a value. */
	public Resampling with(final Gaps wanted) {
		return new Resampling(target, interpolation, clip, wanted);
	}

	/**
	 * Whether results are kept within the image's values, over all frames: a spline overshoots beside steps.
	 * With {@link Gaps#NILEARN}, 0 is one of these values.
	 */
	public Resampling withClip(final boolean clipped) {
		return new Resampling(target, interpolation, clipped, gaps);
	}

	/** The grid of the result for an image: the target's, with the image's axes beyond the third. */
	public VoxelGrid gridFor(final VoxelGrid image) {
		final long[] old = image.dimensions();
		final long[] dims = Arrays.copyOf(target.dimensions(), Math.max(3, old.length));
		if (dims[2] == 0) dims[2] = 1;
		for (int axis = 3; axis < old.length; axis++)
			dims[axis] = old[axis];
		return VoxelGrid.of(dims, target.affine().orElse(null));
	}

	/**
	 * An image on the target's grid.
	 *
	 * @param values the image's values, first axis fastest; not changed
	 * @param grid where they are
	 * @return the values on {@link #gridFor}; the same bits where that is the image's grid
	 * @throws IllegalArgumentException if a grid has no affine that can be inverted, or there are not as many
	 *         values as it has voxels, or too many
	 */
	public double[] apply(final double[] values, final VoxelGrid grid) {
		final GridMapping mapping = GridMapping.of(grid, target);
		final Frames frames = Frames.of(grid, values.length);
		if (mapping.isIdentity()) return values.clone();
		final double[] out = new double[resultLength(frames)];
		resample(frames, mapping, values.length, i -> values[i], Frames.Sink.into(out));
		return out;
	}

	/** As {@link #apply(double[], VoxelGrid)}; computed in double precision. */
	public float[] apply(final float[] values, final VoxelGrid grid) {
		final GridMapping mapping = GridMapping.of(grid, target);
		final Frames frames = Frames.of(grid, values.length);
		if (mapping.isIdentity()) return values.clone();
		final float[] out = new float[resultLength(frames)];
		resample(frames, mapping, values.length, i -> values[i], Frames.Sink.into(out));
		return out;
	}

	private int resultLength(final Frames frames) {
		final int[] size = Frames.sizeOf(target);
		final double wanted = (double) size[0] * size[1] * size[2] * frames.count();
		if (wanted > Integer.MAX_VALUE) throw new IllegalArgumentException("Resampling: got " + frames.count()
			+ " frames onto " + target.size() + " voxels, wanted at most " + Integer.MAX_VALUE + " values in all");
		return (int) wanted;
	}

	private void resample(final Frames frames, final GridMapping mapping, final int length,
		final IntToDoubleFunction values, final Frames.Sink sink)
	{
		final GapResampler resampler = new GapResampler(FrameResampler.of(mapping), mapping.source(), interpolation,
			gaps);
		final double[] range = range(length, values);
		frames.change(values, frame -> clipped(resampler.resample(frame), range), sink);
	}

	/** The least and the largest value that there is; NaN if there is none. */
	private double[] range(final int length, final IntToDoubleFunction values) {
		double min = gaps == Gaps.NILEARN ? 0 : Double.POSITIVE_INFINITY;
		double max = gaps == Gaps.NILEARN ? 0 : Double.NEGATIVE_INFINITY;
		for (int i = 0; i < length; i++) {
			final double value = values.applyAsDouble(i);
			// elsewhere, infinite values are as good as none
			if (gaps == Gaps.AVAILABLE && Double.isInfinite(value)) continue;
			if (value < min) min = value;
			if (value > max) max = value;
		}
		return new double[] { min, max };
	}

	/** NaN stays NaN. */
	private double[] clipped(final double[] values, final double[] range) {
		for (int i = 0; clip && i < values.length; i++) {
			if (values[i] < range[0]) values[i] = range[0];
			if (values[i] > range[1]) values[i] = range[1];
		}
		return values;
	}

	/** All that the results depend on besides the image, to the last digit. */
	@Override
	public String toString() {
		return interpolation.key() + (clip ? ", clipped" : "") + ", " + gaps.name().toLowerCase(Locale.ROOT)
			+ ", onto " + target.exactText();
	}
}
