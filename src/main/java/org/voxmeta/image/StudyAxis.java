package org.voxmeta.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The axis of a stack along which the studies lie. Axes of a stack are X, Y, Z, T, C,
 * as in {@link StackViews}.
 */
public enum StudyAxis {

	/** T if the stack has several frames, else C if it has several channels, else Z. */
	AUTO(-1),
	/** Frames. */
	T(3),
	/** Channels. */
	C(4),
	/** Slices, each a 2-D map. */
	Z(2);

	private final int position;

	StudyAxis(final int position) {
		this.position = position;
	}

	/**
	 * The axis of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static StudyAxis parse(final String name) {
		for (final StudyAxis axis : values())
			if (axis.name().equals(name.trim().toUpperCase(Locale.ROOT))) return axis;
		throw new IllegalArgumentException("Study axis: got '" + name + "', wanted Auto, T, C or Z");
	}

	/** The axis that this means in a stack, never {@link #AUTO}. */
	public StudyAxis of(final RandomAccessibleInterval<?> stack) {
		if (this != AUTO) return this;
		if (extent(stack, T) > 1) return T;
		return extent(stack, C) > 1 ? C : Z;
	}

	/** A view of each study's image, in order along the axis; axes of one voxel at the end are dropped. */
	public List<RandomAccessibleInterval<? extends RealType<?>>> split(
		final RandomAccessibleInterval<? extends RealType<?>> stack)
	{
		final int axis = of(stack).position;
		final List<RandomAccessibleInterval<? extends RealType<?>>> studies = new ArrayList<>();
		if (axis >= stack.numDimensions()) {
			studies.add(withoutTrailingOnes(stack));
			return studies;
		}
		final long[] min = stack.minAsLongArray();
		final long[] max = stack.maxAsLongArray();
		for (long k = stack.min(axis); k <= stack.max(axis); k++) {
			min[axis] = k;
			max[axis] = k;
			studies.add(withoutTrailingOnes(Views.zeroMin(Views.interval(stack, min, max))));
		}
		return studies;
	}

	/** The image without its last axes of one voxel, but with at least two axes. */
	public static RandomAccessibleInterval<? extends RealType<?>> withoutTrailingOnes(
		final RandomAccessibleInterval<? extends RealType<?>> image)
	{
		RandomAccessibleInterval<? extends RealType<?>> trimmed = image;
		for (int d = image.numDimensions() - 1; d >= 2 && image.dimension(d) == 1; d--)
			trimmed = Views.hyperSlice(trimmed, d, image.min(d));
		return trimmed;
	}

	private static long extent(final RandomAccessibleInterval<?> stack, final StudyAxis axis) {
		return axis.position < stack.numDimensions() ? stack.dimension(axis.position) : 1;
	}
}
