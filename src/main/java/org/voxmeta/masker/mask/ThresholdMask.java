package org.voxmeta.masker.mask;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.masker.VoxelMask;

/**
 * The voxels whose values lie between two levels, both included. NaN and infinite values are never in the
 * mask, and percentiles are those of the finite values.
 */
public final class ThresholdMask implements MaskStrategy {

	private final Level lower;
	private final Level upper;
	private final MaskCleaning cleaning;

	private ThresholdMask(final Level lower, final Level upper, final MaskCleaning cleaning) {
		this.lower = lower;
		this.upper = upper;
		this.cleaning = cleaning;
	}

	/** All finite voxels; no cleaning. */
	public static ThresholdMask withDefaults() {
		return new ThresholdMask(Level.of(Double.NEGATIVE_INFINITY), Level.of(Double.POSITIVE_INFINITY),
			MaskCleaning.NONE);
	}

	/**
	 * The voxels of at least 0.5 in a template of a brain that reaches from 0 to 1, opened by 2 voxels, the
	 * largest part: nilearn's {@code compute_brain_mask} after it brought its template to the grid of the
	 * images.
	 */
	public static ThresholdMask ofTemplate() {
		return withDefaults().withLower(Level.of(0.5)).withCleaning(MaskCleaning.NONE.withOpening(2).withConnected(
			true));
	}

	/** The lowest value in the mask. */
	public ThresholdMask withLower(final Level level) {
		return new ThresholdMask(level, upper, cleaning);
	}

	/** The highest value in the mask. */
	public ThresholdMask withUpper(final Level level) {
		return new ThresholdMask(lower, level, cleaning);
	}

	/** What is done to the mask. */
	public ThresholdMask withCleaning(final MaskCleaning wanted) {
		return new ThresholdMask(lower, upper, wanted);
	}

	@Override
	public String name() {
		return "threshold";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("lower", lower.toString());
		parameters.put("upper", upper.toString());
		cleaning.list(parameters);
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public VoxelMask maskOf(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Values values = Values.of(image);
		final double[] finite = lower.percent() || upper.percent() ? Arrays.stream(values.values()).filter(
			Double::isFinite).sorted().toArray() : new double[] { 0 };
		if (finite.length == 0) return values.mask(value -> false, MaskCleaning.NONE);
		final double from = lower.in(finite);
		final double to = upper.in(finite);
		return values.mask(value -> Double.isFinite(value) && value >= from && value <= to, cleaning);
	}
}
