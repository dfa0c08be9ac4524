package org.voxmeta.grid;

import java.util.Arrays;

/** Resamples frames that may have holes, and that may not reach over all of the target. Not thread-safe. */
final class GapResampler {

	/** A value with half of its weight counts as there, whatever the rounding. */
	private static final double LEAST_SHARE = 0.5 - GridMapping.ROUNDING;

	/** So deep nilearn fills holes. */
	private static final int NILEARN_LAYERS = 2;

	private final FrameResampler resampler;
	private final int[] dims;
	private final Interpolation interpolation;
	private final Gaps gaps;
	private final double[] inside;

	GapResampler(final FrameResampler resampler, final int[] dims, final Interpolation interpolation,
		final Gaps gaps)
	{
		this.resampler = resampler;
		this.dims = dims;
		this.interpolation = interpolation;
		this.gaps = gaps;
		inside = resampler.inside(this::shareInside);
	}

	private double shareInside(final double x, final int length) {
		final double beyond = Math.max(0, Math.max(-x, x - (length - 1)));
		if (gaps == Gaps.NILEARN) return beyond == 0 ? 1 : 0;
		if (interpolation == Interpolation.NEAREST) return beyond <= 0.5 ? 1 : 0;
		return Math.max(0, 1 - beyond);
	}

	/** A frame at the target's voxels; it is not changed. */
	double[] resample(final double[] frame) {
		final double[] valid = Arrays.stream(frame).map(value -> Double.isFinite(value) ? 1 : 0).toArray();
		final boolean whole = Arrays.stream(valid).allMatch(value -> value == 1);
		return gaps == Gaps.NILEARN ? asNilearn(frame, whole ? null : valid)
			: ofAvailable(frame, whole ? null : valid);
	}

	/** @param valid 1 where the frame has a value, else 0; null where it has no holes */
	private double[] asNilearn(final double[] frame, final double[] valid) {
		if (valid == null) return outsideAs(0, resampler.interpolate(frame, interpolation));
		final double[] filled = HoleFilling.filled(frame, valid, dims, NILEARN_LAYERS);
		final double[] values = resampler.interpolate(filled, interpolation);
		final double[] nearest = resampler.interpolate(valid, Interpolation.NEAREST);
		for (int i = 0; i < values.length; i++)
			if (nearest[i] == 0) values[i] = Double.NaN;
		return outsideAs(0, values);
	}

	private double[] ofAvailable(final double[] frame, final double[] valid) {
		if (valid == null) return outsideAs(Double.NaN, resampler.interpolate(frame, interpolation));
		if (interpolation == Interpolation.NEAREST) return nearestAvailable(frame, valid);
		final double[] share = resampler.interpolate(valid, Interpolation.LINEAR);
		final double[] values = interpolation == Interpolation.LINEAR ? linear(frame, valid, share)
			: resampler.interpolate(HoleFilling.filled(frame, valid, dims, Integer.MAX_VALUE), interpolation);
		for (int i = 0; i < values.length; i++)
			if (!(share[i] * inside[i] >= LEAST_SHARE)) values[i] = Double.NaN;
		return values;
	}

	private double[] nearestAvailable(final double[] frame, final double[] valid) {
		final double[] values = new double[frame.length];
		for (int i = 0; i < values.length; i++)
			values[i] = valid[i] == 1 ? frame[i] : Double.NaN;
		return outsideAs(Double.NaN, resampler.interpolate(values, Interpolation.NEAREST));
	}

	private double[] linear(final double[] frame, final double[] valid, final double[] share) {
		final double[] known = new double[frame.length];
		for (int i = 0; i < known.length; i++)
			known[i] = valid[i] == 1 ? frame[i] : 0;
		final double[] values = resampler.interpolate(known, Interpolation.LINEAR);
		for (int i = 0; i < values.length; i++)
			values[i] /= share[i];
		return values;
	}

	private double[] outsideAs(final double outside, final double[] values) {
		for (int i = 0; i < values.length; i++)
			if (!(inside[i] >= LEAST_SHARE)) values[i] = outside;
		return values;
	}
}
