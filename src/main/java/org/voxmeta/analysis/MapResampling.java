package org.voxmeta.analysis;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.GenericByteType;
import net.imglib2.type.numeric.integer.GenericShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.voxmeta.grid.Interpolation;
import org.voxmeta.grid.Resampling;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * Resamples maps of studies, so that missing voxels do not dilute those beside them: voxels that are not
 * finite or exactly 0 count as missing, as do variances that are not above {@link VoxelBlock#MIN_VARIANCE}.
 *
 * @param resampling how, and onto which grid
 * @param variances whether the maps are variances
 */
record MapResampling(Resampling resampling, boolean variances) {

	/** A map that is resampled when it is opened. */
	StudyImage of(final StudyImage map) {
		final String step = "resampled" + (variances ? " as variances" : "") + ", 0 missing, from " + map.grid()
			.exactText() + ", " + resampling;
		final VoxelGrid newGrid = resampling.gridFor(map.grid());
		return map.then(step, newGrid, image -> resampled(image, map.grid(), newGrid));
	}

	private RandomAccessibleInterval<? extends RealType<?>> resampled(
		final RandomAccessibleInterval<? extends RealType<?>> image, final VoxelGrid grid, final VoxelGrid newGrid)
	{
		final double[] values = values(image);
		final double[] known = new double[values.length];
		boolean negative = false;
		for (int i = 0; i < values.length; i++) {
			known[i] = isMissing(values[i]) ? Double.NaN : values[i];
			negative |= values[i] < 0;
		}
		final double[] result = resampling.apply(known, grid);
		if (variances && negative)
			keepNegative(result, resampling.with(Interpolation.NEAREST).withClip(false).apply(values, grid));
		return fitsFloat(image.getType()) ? ArrayImgs.floats(floats(result), newGrid.dimensions())
			: ArrayImgs.doubles(result, newGrid.dimensions());
	}

	private boolean isMissing(final double value) {
		return value == 0 || variances && !(value > VoxelBlock.MIN_VARIANCE);
	}

	/**
	 * Negative variances must be missing and be told of, so they are neither mixed with others nor filled up.
	 */
	private static void keepNegative(final double[] result, final double[] nearest) {
		for (int i = 0; i < result.length; i++)
			if (nearest[i] < 0) result[i] = nearest[i];
	}

	private static double[] values(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final double[] values = new double[Math.toIntExact(image.size())];
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}

	/** Interpolated values need no more digits than those that they come from. */
	private static boolean fitsFloat(final Object type) {
		return type instanceof FloatType || type instanceof GenericByteType || type instanceof GenericShortType;
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < values.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
