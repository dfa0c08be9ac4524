package org.voxmeta.image;

import java.util.Arrays;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * A 32-bit stack of one kind of map of K studies that is filled study by study: its frames are the studies.
 * Different studies may be filled from different threads at once.
 */
public final class StudyStack {

	private final NiftiHeader header;
	private final boolean placed;
	private final StackStudies studies;
	private final float[][] planes;
	private final int count;

	/**
	 * A stack without values.
	 *
	 * @param map the header of one map, of two or three axes, whose type and scaling do not matter
	 * @param placed whether its affine is known, so that it is to be kept
	 * @param studies who the K studies are
	 * @param count K
	 * @throws IllegalArgumentException if the maps have more axes, or the stack is too large for ImageJ
	 */
	public StudyStack(final NiftiHeader map, final boolean placed, final StackStudies studies, final int count) {
		final long[] dims = Arrays.copyOf(map.dims(), Math.max(3, map.dims().length));
		if (map.dims().length < 3) dims[2] = 1;
		if (dims.length > 3) throw new IllegalArgumentException("Maps: got " + NiftiHeader.shape(map.dims())
			+ " voxels, wanted two or three axes");
		header = map.withDims(dims[0], dims[1], dims[2], count);
		this.placed = placed;
		this.studies = studies;
		this.count = count;
		planes = new float[StackLayout.of(header.dims()).planes()][];
	}

	/** Fills in the map of study k, counted from 0. */
	public void set(final int k, final RandomAccessibleInterval<? extends RealType<?>> map) {
		final long[] dims = header.dims();
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(map).cursor();
		for (int z = 0; z < dims[2]; z++) {
			final float[] plane = new float[(int) (dims[0] * dims[1])];
			for (int i = 0; i < plane.length; i++)
				plane[i] = cursor.next().getRealFloat();
			planes[(int) (k * dims[2]) + z] = plane;
		}
	}

	/** The image, not shown, once all studies are filled in. */
	public ImagePlus toImagePlus(final String title) {
		final ImageStack stack = new ImageStack((int) header.dims()[0], (int) header.dims()[1]);
		for (final float[] plane : planes)
			stack.addSlice(null, plane);
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(1, (int) header.dims()[2], count);
		image.setOpenAsHyperStack(count > 1);
		final Calibration calibration = new Calibration(image);
		NiftiCalibration.apply(header, calibration);
		image.setCalibration(calibration);
		if (placed) image.setProperty(NiftiImages.HEADER_PROPERTY, header);
		studies.keepWith(image);
		return image;
	}
}
