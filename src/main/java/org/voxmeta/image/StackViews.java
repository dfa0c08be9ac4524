package org.voxmeta.image;

import java.util.Arrays;

import ij.ImagePlus;
import ij.ImageStack;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.voxmeta.grid.VoxelGrid;

/**
 * Views of an ImagePlus's stack as ImgLib2 images, without a copy: the planes of a stack in memory are used
 * in place, those of a virtual stack are read when they are needed and not kept.
 * <p>
 * Axes are X, Y, Z, T, C, the order of a NIfTI file's first five, up to the last along which the image
 * extends. Values are calibrated: an 8 or 16-bit image with a calibration function, such as a signed 16-bit
 * one, is seen through it. Colour images are refused.
 */
public final class StackViews {

	private StackViews() {
	}

	/**
	 * The whole image.
	 *
	 * @throws IllegalArgumentException if it is a colour image
	 */
	public static RandomAccessibleInterval<? extends RealType<?>> of(final ImagePlus image) {
		final int[] planes = planes(image);
		final long[] dims = dimensions(image);
		final ImageStack stack = image.getStack();
		final float[] table = image.getCalibration().getCTable();
		switch (image.getType()) {
			case ImagePlus.GRAY8:
				return calibrated8(cells(stack, planes, dims, new UnsignedByteType(), p -> new ByteArray((byte[]) p),
					new byte[0]), table);
			case ImagePlus.GRAY16:
				return calibrated16(cells(stack, planes, dims, new UnsignedShortType(),
					p -> new ShortArray((short[]) p), new short[0]), table);
			case ImagePlus.GRAY32:
				return cells(stack, planes, dims, new FloatType(), p -> new FloatArray((float[]) p), new float[0]);
			default:
				throw new IllegalArgumentException("Image '" + image.getTitle()
					+ "': got a colour image, wanted 8-bit, 16-bit or 32-bit grey values");
		}
	}

	private static RandomAccessibleInterval<? extends RealType<?>> calibrated8(
		final RandomAccessibleInterval<UnsignedByteType> raw, final float[] table)
	{
		if (table == null) return raw;
		return Converters.convert2(raw, (in, out) -> out.set(table[in.get()]), FloatType::new);
	}

	private static RandomAccessibleInterval<? extends RealType<?>> calibrated16(
		final RandomAccessibleInterval<UnsignedShortType> raw, final float[] table)
	{
		if (table == null) return raw;
		return Converters.convert2(raw, (in, out) -> out.set(table[in.get()]), FloatType::new);
	}

	private static <T extends NativeType<T>, A extends DataAccess> RandomAccessibleInterval<T> cells(
		final ImageStack stack, final int[] planes, final long[] dims, final T type, final PlaneAccess<A> access,
		final Object noPixels)
	{
		final int[] cell = new int[dims.length];
		Arrays.fill(cell, 1);
		cell[0] = (int) dims[0];
		cell[1] = (int) dims[1];
		final CellGrid grid = new CellGrid(dims, cell);
		return new LazyCellImg<>(grid, type, i -> {
			final long[] min = new long[dims.length];
			grid.getCellGridPositionFlat(i, min);
			min[0] = 0;
			min[1] = 0;
			return new Cell<>(cell, min, access.wrap(pixels(stack, planes[(int) i])));
		}) {

			/** Not asked of the first plane, as ImgLib2 does: that would read it, from a file perhaps. */
			@Override
			public A getAccessType() {
				return access.wrap(noPixels);
			}
		};
	}

	private static Object pixels(final ImageStack stack, final int plane) {
		if (!stack.isVirtual()) return stack.getPixels(plane);
		// virtual stacks read from one file handle, and some read every plane into the same array
		synchronized (stack) {
			return stack.getProcessor(plane).duplicate().getPixels();
		}
	}

	private static long[] dimensions(final ImagePlus image) {
		return VoxelGrid.withoutTrailingOnes(new long[] { image.getWidth(), image.getHeight(), image.getNSlices(),
			image.getNFrames(), image.getNChannels() });
	}

	/** The numbers of the planes in the stack, Z fastest, then T, then C. */
	private static int[] planes(final ImagePlus image) {
		final int[] planes = new int[image.getStackSize()];
		int i = 0;
		for (int c = 1; c <= image.getNChannels(); c++)
			for (int t = 1; t <= image.getNFrames(); t++)
				for (int z = 1; z <= image.getNSlices(); z++)
					planes[i++] = image.getStackIndex(c, z, t);
		return planes;
	}

	@FunctionalInterface
	private interface PlaneAccess<A> {

		A wrap(Object pixels);
	}
}
