package org.voxmeta.image;

import ij.ImageStack;

/**
 * Cuts samples that come in file order into the planes of an ImageJ stack: uint8 as 8-bit, uint16 as 16-bit,
 * int16 as 16-bit with 32768 added (ImageJ's signed images), everything else as 32-bit float.
 */
final class PlaneSink implements SampleArrays.Run<RuntimeException> {

	private final StackLayout layout;
	private final NiftiType pixels;
	private final int planeSize;
	private final ImageStack stack;
	private final double[] values;
	private Object plane;
	private int filled;
	private int planes;

	/** @param pixels uint8, int16, uint16 or float32 */
	PlaneSink(final StackLayout layout, final NiftiType pixels) {
		this.layout = layout;
		this.pixels = pixels;
		planeSize = layout.width() * layout.height();
		stack = new ImageStack(layout.width(), layout.height(), layout.planes());
		values = new double[pixels == NiftiType.FLOAT32 ? Math.min(planeSize, 1 << 13) : 0];
	}

	/** Returns the type that ImageJ's pixels have for values of a type in memory (null: none of NIfTI's). */
	static NiftiType pixelType(final NiftiType memory) {
		return memory == NiftiType.UINT8 || memory == NiftiType.INT16 || memory == NiftiType.UINT16 ? memory
			: NiftiType.FLOAT32;
	}

	/** Returns the stack, complete once all samples have come. */
	ImageStack stack() {
		return stack;
	}

	@Override
	public void accept(final NiftiType type, final Object array, final int at, final int length) {
		int n;
		for (int i = 0; i < length; i += n) {
			if (filled == 0) plane = Samples.newArray(pixels, planeSize);
			n = Math.min(planeSize - filled, length - i);
			if (type == pixels) System.arraycopy(array, at + i, plane, filled, n);
			else n = toFloats(type, array, at + i, n);
			filled += n;
			if (filled == planeSize) finishPlane();
		}
	}

	private int toFloats(final NiftiType type, final Object array, final int at, final int n) {
		final int some = Math.min(n, values.length);
		Samples.toDoubles(type, array, at, values, some);
		Samples.toFloats(values, some, (float[]) plane, filled);
		return some;
	}

	private void finishPlane() {
		if (pixels == NiftiType.INT16) flipSign((short[]) plane);
		stack.setPixels(plane, layout.stackIndex(planes++));
		filled = 0;
	}

	/** Adds 32768 to each, or takes it away: the same in 16 bits. */
	static void flipSign(final short[] values) {
		for (int i = 0; i < values.length; i++) values[i] ^= Short.MIN_VALUE;
	}
}
