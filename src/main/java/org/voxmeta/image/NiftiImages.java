package org.voxmeta.image;

import java.util.ArrayList;
import java.util.List;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Turns NIfTI images into ImageJ images and back.
 * <p>
 * The header rides along as the image's property {@value #HEADER_PROPERTY} and comes back on the way out:
 * same affine, intent, units and texts. ImageJ drops such properties when it duplicates an image; the copy
 * then has only its calibration.
 * </p>
 * <p>
 * Voxels stay in the file's order: nothing is flipped, so a map whose y axis points to the front shows it at
 * the bottom. The axes x, y, z, t become X, Y, Z, T, the fifth becomes C, the sixth and seventh continue T.
 * Types: uint8 is 8-bit, uint16 is 16-bit, int16 is 16-bit with ImageJ's signed calibration, all others (and
 * all scaled ones) are 32-bit float; {@link #countLost} tells what that costs. The calibration has voxel
 * sizes, unit (mm if the header has none), frame interval, and as origin the voxel at world (0, 0, 0).
 * </p>
 */
public final class NiftiImages {

	/** The key of the image property that holds the {@link NiftiHeader}. */
	public static final String HEADER_PROPERTY = "org.voxmeta.image.NiftiHeader";

	/** So many images must fit in Java's memory for one to be taken into it as a whole. */
	private static final int IN_MEMORY = 32;
	/** Whole numbers with more significant bits than this are rounded in a float. */
	private static final int FLOAT_BITS = 24;

	private NiftiImages() {
	}

	/**
	 * Returns an ImageJ image with copies of the values; of an image that is made plane by plane when it is
	 * looked at, and of which memory could not hold several, a virtual stack.
	 *
	 * @param image the NIfTI image
	 * @param title the new image's title
	 * @return the image, not shown
	 * @throws IllegalArgumentException if it has more planes, or longer ones, than ImageJ can take
	 */
	public static ImagePlus toImagePlus(final NiftiImage image, final String title) {
		final NiftiHeader header = image.header();
		final NiftiType pixels = PlaneSink.pixelType(SampleArrays.typeOf(image.img().getType()));
		final StackLayout layout = StackLayout.of(header.dims());
		final ImagePlus imp = new ImagePlus(title,
			isVirtual(image) ? new PlaneStack(layout, image.img()) : stack(image, layout, pixels));
		imp.setDimensions(layout.channels(), layout.slices(), layout.frames());
		imp.setOpenAsHyperStack(layout.channels() > 1 || layout.frames() > 1);
		final Calibration calibration = new Calibration(imp);
		NiftiCalibration.apply(header, calibration);
		if (pixels == NiftiType.INT16) calibration.setSigned16BitCalibration();
		imp.setCalibration(calibration);
		imp.setProperty(HEADER_PROPERTY, header);
		setDisplayRange(imp, header);
		return imp;
	}

	private static ImageStack stack(final NiftiImage image, final StackLayout layout, final NiftiType pixels) {
		final PlaneSink sink = new PlaneSink(layout, pixels);
		SampleArrays.forEachRun(image.img(), sink);
		return sink.stack();
	}

	private static boolean isVirtual(final NiftiImage image) {
		return image.img() instanceof LazyCellImg && image.img().getType() instanceof FloatType
			&& (double) image.header().size() * Float.BYTES * IN_MEMORY > Runtime.getRuntime().maxMemory();
	}

	/**
	 * Returns how many values a 32-bit ImageJ image cannot hold: whole numbers that are rounded (beyond
	 * 2^24), and doubles that become infinite or 0. Other rounding of doubles does not count. 0 for types
	 * that ImageJ holds as they are.
	 *
	 * @param image the NIfTI image
	 * @return the number of such values
	 */
	public static long countLost(final NiftiImage image) {
		final long[] lost = { 0 };
		SampleArrays.forEachRun(image.img(), (type, array, at, n) -> {
			lost[0] += countLost(type, array, at, n);
		});
		return lost[0];
	}

	/**
	 * Returns a NIfTI image of an ImageJ image.
	 * <p>
	 * 8-bit is uint8 (of a colour table, the indices), 16-bit uint16, signed 16-bit int16, 32-bit float32;
	 * any other calibration function gives float32 of calibrated values. The header is {@link #headerOf}. The
	 * values are ImageJ's own arrays where they need no conversion, so later changes in the image are seen;
	 * planes of a virtual stack are read one by one and copied.
	 * </p>
	 *
	 * @param imp the image
	 * @return the NIfTI image
	 * @throws IllegalArgumentException if the image is empty, RGB or a colour composite
	 */
	public static NiftiImage fromImagePlus(final ImagePlus imp) {
		final NiftiHeader header = headerOf(imp);
		if (imp instanceof CompositeImage) {
			throw new IllegalArgumentException("Image '" + imp.getTitle() + "' is a composite of " +
				imp.getNChannels() + " channels, wanted a grayscale image; split its channels first");
		}
		final StackLayout layout = StackLayout.of(header.dims());
		final ImageStack stack = imp.getStack();
		final List<Object> planes = new ArrayList<>(layout.planes());
		for (int p = 0; p < layout.planes(); p++) {
			final ImageProcessor plane = stack.getProcessor(layout.stackIndex(p));
			// a virtual stack may use one array for all its planes
			final Object pixels = stack.isVirtual() ? plane.duplicate().getPixels() : plane.getPixels();
			planes.add(values(pixels, header.type(), imp.getLocalCalibration()));
		}
		return new NiftiImage(header, SampleArrays.planar(header.type(), planes, header.dims()));
	}

	/**
	 * Returns the header that the image will be written with; no pixels are read.
	 * <p>
	 * It is the header that came with the image, without scaling, adapted to what was changed since: type and
	 * display range to another bit depth, axis lengths to another size, and the affine to another voxel size,
	 * unit or origin (its directions stay, the origin's voxel goes to world zero). An image without a header
	 * gets one from its calibration, with axes along the world's and sform code 2.
	 * </p>
	 *
	 * @param imp the image
	 * @return the header
	 * @throws IllegalArgumentException if the image is empty or RGB
	 */
	public static NiftiHeader headerOf(final ImagePlus imp) {
		requirePixels(imp);
		final NiftiType type = typeOf(imp);
		final StackLayout layout = StackLayout.of(imp);
		final Object property = imp.getProperty(HEADER_PROPERTY);
		if (!(property instanceof NiftiHeader)) {
			return NiftiCalibration.withCalibration(NiftiHeader.of(layout.dims(), type),
				imp.getLocalCalibration());
		}
		NiftiHeader header = (NiftiHeader) property;
		final NiftiType memory = header.isScaled() ? header.type().scaledInMemory() : header.type();
		if (PlaneSink.pixelType(memory) != type) header = header.withCalRange(0, 0);
		if (header.isScaled()) header = header.withScaling(1, 0);
		if (!StackLayout.of(header.dims()).hasShapeOf(layout)) {
			header = header.withDims(layout.dims()).withSlices(header.slices().untimed());
		}
		return NiftiCalibration.adapt(header.withType(type), imp.getLocalCalibration());
	}

	private static void requirePixels(final ImagePlus imp) {
		final String image = "Image '" + imp.getTitle() + "'";
		if (imp.getWidth() == 0 || imp.getHeight() == 0 || imp.getProcessor() == null) {
			throw new IllegalArgumentException(image + " has no pixels, wanted an open image");
		}
		if (imp.getType() == ImagePlus.COLOR_RGB) {
			throw new IllegalArgumentException(image +
				" is RGB, wanted 8-bit, 16-bit or 32-bit; split its channels first");
		}
	}

	private static NiftiType typeOf(final ImagePlus imp) {
		final Calibration calibration = imp.getLocalCalibration();
		if (imp.getBitDepth() == 32) return NiftiType.FLOAT32;
		if (calibration.isSigned16Bit()) return NiftiType.INT16;
		if (calibration.calibrated()) return NiftiType.FLOAT32;
		return imp.getBitDepth() == 8 ? NiftiType.UINT8 : NiftiType.UINT16;
	}

	private static Object values(final Object pixels, final NiftiType type, final Calibration calibration) {
		if (type == NiftiType.INT16) {
			final short[] values = ((short[]) pixels).clone();
			PlaneSink.flipSign(values);
			return values;
		}
		return type == NiftiType.FLOAT32 && !(pixels instanceof float[]) ? calibrated(pixels, calibration)
			: pixels;
	}

	private static float[] calibrated(final Object pixels, final Calibration calibration) {
		final boolean bytes = pixels instanceof byte[];
		final float[] values = new float[Samples.length(pixels)];
		for (int i = 0; i < values.length; i++) {
			final int raw = bytes ? ((byte[]) pixels)[i] & 0xff : ((short[]) pixels)[i] & 0xffff;
			values[i] = (float) calibration.getCValue(raw);
		}
		return values;
	}

	/** The header's range, else that of all finite values: a mask of 0 and 1 is not to be black. */
	private static void setDisplayRange(final ImagePlus imp, final NiftiHeader header) {
		final Calibration calibration = imp.getLocalCalibration();
		double min = calibration.getRawValue(header.calMin());
		double max = calibration.getRawValue(header.calMax());
		if (!(max > min)) {
			min = Double.POSITIVE_INFINITY;
			max = Double.NEGATIVE_INFINITY;
			for (int i = 1; i <= imp.getStackSize(); i++) {
				final ImageProcessor plane = imp.getStack().getProcessor(i);
				for (int k = 0; k < plane.getPixelCount(); k++) {
					final float value = plane.getf(k);
					if (value < min && value > Float.NEGATIVE_INFINITY) min = value;
					if (value > max && value < Float.POSITIVE_INFINITY) max = value;
				}
			}
		}
		if (max > min) imp.setDisplayRange(min, max);
	}

	private static long countLost(final NiftiType type, final Object array, final int at, final int n) {
		if (type == NiftiType.FLOAT64) return countBeyondFloat((double[]) array, at, n);
		if (!type.isInteger() || type.bits() < 32) return 0;
		final long[] values = new long[Math.min(n, 1 << 13)];
		long lost = 0;
		int some;
		for (int i = 0; i < n; i += some) {
			some = Math.min(values.length, n - i);
			Samples.toLongs(type, array, at + i, values, some);
			for (int k = 0; k < some; k++) {
				final long magnitude = type.isUnsigned() ? values[k] : Math.abs(values[k]);
				final int zeros = Long.numberOfLeadingZeros(magnitude) + Long.numberOfTrailingZeros(magnitude);
				if (Long.SIZE - zeros > FLOAT_BITS) lost++;
			}
		}
		return lost;
	}

	private static long countBeyondFloat(final double[] values, final int at, final int n) {
		long lost = 0;
		for (int i = at; i < at + n; i++) {
			final float rounded = (float) values[i];
			final boolean overflow = Float.isInfinite(rounded) && !Double.isInfinite(values[i]);
			if (overflow || rounded == 0 && values[i] != 0) lost++;
		}
		return lost;
	}
}
