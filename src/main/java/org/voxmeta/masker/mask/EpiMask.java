package org.voxmeta.masker.mask;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.VoxelMask;

/**
 * The bright voxels of an image of an object before a dark background, such as functional MRI (EPI).
 * <p>
 * The values are put in order, and between a lower and an upper share of them the widest gap between one
 * value and the next is looked for. The threshold is the middle of this gap, and all voxels at or above it
 * are in the mask. This is T. Nichols' heuristic as nilearn's {@code compute_epi_mask} has it; where it
 * fails, a higher lower share often helps. NaN and infinite values count as 0. With an opening, the image is
 * smoothed first, with a Gaussian whose full width at half maximum is one voxel.
 * </p>
 * <p>
 * nilearn computes in the precision of the file, this in double, which tells only where gaps are equal up to
 * rounding.
 * </p>
 */
public final class EpiMask implements MaskStrategy {

	/** nilearn's lower cutoff. */
	public static final double LOWER = 0.2;
	/** nilearn's upper cutoff. */
	public static final double UPPER = 0.85;

	private final double lower;
	private final double upper;
	private final boolean excludeZeros;
	private final MaskCleaning cleaning;

	private EpiMask(final double lower, final double upper, final boolean excludeZeros,
		final MaskCleaning cleaning)
	{
		this.lower = lower;
		this.upper = upper;
		this.excludeZeros = excludeZeros;
		this.cleaning = cleaning;
	}

	/** nilearn's: the gap between 0.2 and 0.85 of all values; opened by 2 voxels, the largest part. */
	public static EpiMask withDefaults() {
		return new EpiMask(LOWER, UPPER, false, MaskCleaning.NONE.withOpening(2).withConnected(true));
	}

	/**
	 * The shares of the values between which the gap is looked for.
	 *
	 * @throws IllegalArgumentException unless 0 &le; lower &lt; upper &le; 1
	 */
	public EpiMask withCutoffs(final double lowerShare, final double upperShare) {
		if (!(lowerShare >= 0 && lowerShare < upperShare && upperShare <= 1)) throw new IllegalArgumentException(
			"EPI mask: got the cutoffs " + lowerShare + " and " + upperShare
				+ ", wanted a lower and a higher one between 0 and 1");
		return new EpiMask(lowerShare, upperShare, excludeZeros, cleaning);
	}

	/** Whether zeros are left out when the values are put in order; for images with much padding. */
	public EpiMask withExcludeZeros(final boolean exclude) {
		return new EpiMask(lower, upper, exclude, cleaning);
	}

	/** What is done to the mask. */
	public EpiMask withCleaning(final MaskCleaning wanted) {
		return new EpiMask(lower, upper, excludeZeros, wanted);
	}

	@Override
	public String name() {
		return "epi";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("lower_cutoff", lower);
		parameters.put("upper_cutoff", upper);
		parameters.put("exclude_zeros", excludeZeros);
		cleaning.list(parameters);
		return Collections.unmodifiableMap(parameters);
	}

	/**
	 * {@inheritDoc}
	 *
	 * @throws IllegalArgumentException if there are fewer than two values between the cutoffs
	 */
	@Override
	public VoxelMask maskOf(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Values values = prepared(Values.of(image));
		final double threshold = threshold(values);
		return values.mask(value -> value >= threshold, cleaning);
	}

	/** Finite values, smoothed if the mask is to be opened. */
	private Values prepared(final Values image) {
		final double[] finite = Arrays.stream(image.values()).map(value -> Double.isFinite(value) ? value : 0)
			.toArray();
		if (cleaning.opening() == 0) return new Values(finite, image.dims());
		final double[] smooth = Smoothing.byOneVoxel(finite, VoxelGrid.withoutTrailingOnes(image.dims()));
		for (int i = 0; i < smooth.length; i++)
			if (Double.isNaN(image.values()[i])) smooth[i] = 0;
		return new Values(smooth, image.dims());
	}

	private double threshold(final Values values) {
		double[] sorted = values.sorted();
		if (excludeZeros) sorted = Arrays.stream(sorted).filter(value -> value != 0).toArray();
		final int from = (int) Math.floor(lower * sorted.length);
		final int to = Math.min((int) Math.floor(upper * sorted.length), sorted.length - 1);
		if (to <= from) throw new IllegalArgumentException("EPI mask: got " + sorted.length + (excludeZeros
			? " voxels other than 0" : " voxels") + ", wanted at least two between the cutoffs " + lower + " and "
			+ upper);
		int widest = from;
		for (int i = from; i < to; i++)
			if (sorted[i + 1] - sorted[i] > sorted[widest + 1] - sorted[widest]) widest = i;
		return 0.5 * (sorted[widest] + sorted[widest + 1]);
	}
}
