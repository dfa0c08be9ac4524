package org.voxmeta.masker;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.Gaps;
import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.Smoothing;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.data.Signals;

/** What is done with one image before signals are made of some of its voxels. Immutable, thread-safe. */
final class Preparation {

	private final VoxelGrid grid;
	private final MaskerSettings settings;
	private final VoxelSampler sampler;

	/**
	 * The preparation of images for a masker.
	 *
	 * @param grid the masker's
	 * @param voxels those that signals are made of
	 */
	Preparation(final VoxelGrid grid, final MaskerSettings settings, final VoxelMask voxels) {
		this.grid = grid;
		this.settings = settings;
		sampler = VoxelSampler.of(voxels);
	}

	/**
	 * The voxels of an image: brought to the masker's grid if it lies on another, then smoothed; what is not
	 * finite is 0.
	 *
	 * @throws IllegalArgumentException if there is no affine where one is needed
	 */
	Signals.Row voxels(final RandomAccessibleInterval<? extends RealType<?>> image, final VoxelGrid imageGrid) {
		if (grid.matches(imageGrid) && settings.smoothing().isNone())
			return Missing.asZero(sampler.transform(image));
		double[] values = values(image);
		values = resampled(values, imageGrid, grid, settings.interpolation(), Gaps.NILEARN);
		return Missing.asZero(taken(smooth(values, RegionGrid.placed(grid, List.of(imageGrid)))));
	}

	/**
	 * The voxels of a study's map on the masker's grid; where it is not finite or 0, they are NaN after as
	 * before.
	 */
	Signals.Row studyVoxels(final RandomAccessibleInterval<? extends RealType<?>> map) {
		if (settings.smoothing().isNone()) return Missing.asNaN(sampler.transform(map));
		sampler.requireSize(map);
		final double[] values = values(map);
		final double[] smooth = smooth(values, grid);
		for (int i = 0; i < values.length; i++)
			if (values[i] == 0 || !Double.isFinite(values[i])) smooth[i] = Double.NaN;
		return taken(smooth);
	}

	/**
	 * The same, one part after the other: without smoothing, of which each voxel needs the others,
	 * plane by plane.
	 */
	void studyVoxels(final RandomAccessibleInterval<? extends RealType<?>> map, final ValueSink to) {
		if (settings.smoothing().isNone()) sampler.transform(map, Missing.asNaN(to));
		else addAll(studyVoxels(map), to);
	}

	/** Hands over a row in memory as one part. */
	static void addAll(final Signals.Row row, final ValueSink to) {
		if (row instanceof Signals.FloatRow floats) to.add(floats.values(), row.length());
		else to.add(((Signals.DoubleRow) row).values(), row.length());
	}

	private double[] smooth(final double[] values, final VoxelGrid where) {
		final Smoothing smoothing = settings.smoothing();
		return smoothing.isNone() ? values : smoothing.apply(values, where, "image");
	}

	/**
	 * Values brought from one grid to another; the same array if the grids match.
	 *
	 * @throws IllegalArgumentException if they do not, and either has no affine or more than three axes
	 */
	static double[] resampled(final double[] values, final VoxelGrid from, final VoxelGrid to,
		final Interpolation interpolation, final Gaps gaps)
	{
		if (to.matches(from)) return values;
		if (Math.max(from.dimensions().length, to.dimensions().length) > 3) throw new IllegalArgumentException(
			"Resampling: got an image of " + from.size() + " voxels for the grid " + to.size()
				+ ", wanted at most three axes of space in both");
		return Resampling.onto(to).with(interpolation).with(gaps).apply(values, from);
	}

	/** All values of an image in double precision, the first axis fastest. */
	static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Signals.Row row = VoxelSampler.of(VoxelMask.all(image.dimensionsAsLongArray())).transform(image);
		if (row instanceof Signals.DoubleRow doubles) return doubles.values();
		final double[] values = new double[row.length()];
		row.read(0, values.length, values);
		return values;
	}

	private Signals.Row taken(final double[] values) {
		return sampler.transform(ArrayImgs.doubles(values, grid.dimensions()));
	}
}
