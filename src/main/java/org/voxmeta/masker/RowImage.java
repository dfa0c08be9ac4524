package org.voxmeta.masker;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.stats.data.Signals;

/**
 * An image of the voxels of a mask whose planes are made of a row whenever they are looked at, and not kept.
 */
final class RowImage {

	private final VoxelMask mask;
	private final Signals.Row row;
	private final float outside;
	private final long[] dims;
	private final int[] plane;

	private RowImage(final VoxelMask mask, final Signals.Row row, final float outside) {
		this.mask = mask;
		this.row = row;
		this.outside = outside;
		dims = mask.dimensions();
		plane = new int[dims.length];
		Arrays.setAll(plane, d -> d < 2 ? Math.toIntExact(dims[d]) : 1);
	}

	/**
	 * The image of a row in single precision.
	 *
	 * @param row V values
	 * @param outside the value of voxels that are not in the mask
	 */
	static RandomAccessibleInterval<FloatType> of(final VoxelMask mask,
		final Signals.Row row, final float outside)
	{
		final RowImage image = new RowImage(mask, row, outside);
		final CellGrid grid = new CellGrid(image.dims, image.plane);
		return new LazyCellImg<FloatType, FloatArray>(grid, new FloatType(), i -> image.cell(grid, (int) i)) {

			/** Not asked of the first plane, as ImgLib2 does: that would read it. */
			@Override
			public FloatArray getAccessType() {
				return new FloatArray(0);
			}
		};
	}

	private Cell<FloatArray> cell(final CellGrid grid, final int number) {
		final long[] min = new long[dims.length];
		grid.getCellGridPositionFlat(number, min);
		Arrays.fill(min, 0, Math.min(2, min.length), 0);
		final int size = plane[0] * (plane.length > 1 ? plane[1] : 1);
		final float[] values = new float[size];
		Arrays.fill(values, outside);
		final int from = number * size;
		final int at = mask.firstFrom(from);
		final double[] inMask = new double[mask.firstFrom((long) from + size) - at];
		row.read(at, inMask.length, inMask);
		final int[] n = { 0 };
		mask.forEachRun(from, from + size, (index, length) -> {
			for (int i = index - from; i < index - from + length; i++)
				values[i] = (float) inMask[n[0]++];
		});
		return new Cell<>(plane, min, new FloatArray(values));
	}
}
