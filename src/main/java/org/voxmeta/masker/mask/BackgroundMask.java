package org.voxmeta.masker.mask;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.VoxelMask;

/**
 * The voxels that differ from the background, for images whose background has one value, such as statistical
 * maps.
 * <p>
 * The background is the median of the border: the outer layers of voxels at both ends of each axis, where a
 * voxel counts once for each end it is near to. If any of them is NaN, NaN is the background. This is
 * nilearn's
 * {@code compute_background_mask}.
 * </p>
 */
public final class BackgroundMask implements MaskStrategy {

	private final int borderSize;
	private final MaskCleaning cleaning;

	private BackgroundMask(final int borderSize, final MaskCleaning cleaning) {
		this.borderSize = borderSize;
		this.cleaning = cleaning;
	}

	/** nilearn's: a border of 2 voxels; no cleaning. */
	public static BackgroundMask withDefaults() {
		return new BackgroundMask(2, MaskCleaning.NONE);
	}

	/**
	 * The thickness of the border in voxels.
	 *
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public BackgroundMask withBorderSize(final int voxels) {
		if (voxels < 1) throw new IllegalArgumentException("Background mask: got a border of " + voxels
			+ " voxels, wanted 1 or more");
		return new BackgroundMask(voxels, cleaning);
	}

	/** What is done to the mask. */
	public BackgroundMask withCleaning(final MaskCleaning wanted) {
		return new BackgroundMask(borderSize, wanted);
	}

	@Override
	public String name() {
		return "background";
	}

	@Override
	public Map<String, Object> parameters() {
		final Map<String, Object> parameters = new LinkedHashMap<>();
		parameters.put("border_size", borderSize);
		cleaning.list(parameters);
		return Collections.unmodifiableMap(parameters);
	}

	@Override
	public VoxelMask maskOf(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Values values = Values.of(image);
		final double background = background(values);
		if (Double.isNaN(background)) return values.mask(value -> !Double.isNaN(value), cleaning);
		return values.mask(value -> value != background, cleaning);
	}

	private double background(final Values image) {
		final double[] border = border(image.values(), VoxelGrid.withoutTrailingOnes(image.dims()));
		Arrays.sort(border);
		final int middle = border.length / 2;
		// NaN is sorted last
		if (border.length == 0 || Double.isNaN(border[border.length - 1])) return Double.NaN;
		return border.length % 2 == 1 ? border[middle] : 0.5 * (border[middle - 1] + border[middle]);
	}

	/** The values at both ends of each axis, several times near edges and corners. */
	private double[] border(final double[] values, final long[] dims) {
		double[] border = new double[values.length];
		int n = 0;
		int stride = 1;
		for (final long dim : dims) {
			for (int i = 0; i < values.length; i++) {
				final long at = i / stride % dim;
				final int times = (at < borderSize ? 1 : 0) + (at >= dim - borderSize ? 1 : 0);
				if (n + times > border.length) border = Arrays.copyOf(border, 2 * border.length + 2);
				for (int time = 0; time < times; time++)
					border[n++] = values[i];
			}
			stride *= dim;
		}
		return Arrays.copyOf(border, n);
	}
}
