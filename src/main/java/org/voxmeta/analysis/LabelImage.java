package org.voxmeta.analysis;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.voxmeta.image.NiftiIntent;

/**
 * Tells masks and images of labels, between whose values there are no others, from images of measurements.
 */
final class LabelImage {

	private LabelImage() {
	}

	/**
	 * Whether an image is a mask or holds labels, as far as can be seen: its header says so; or its values are
	 * whole numbers (NaN aside), and there are only two of them, or they lie in patches: of neighbours along x,
	 * not both of them 0, at least half have the same value.
	 */
	static boolean isLikely(final InputImage image) {
		final int intent = image.header().intentCode();
		if (intent == NiftiIntent.LABEL.code() || intent == NiftiIntent.NEURONAME.code()) return true;
		final long width = image.values().dimension(0);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.values()).cursor();
		final Kinds kinds = new Kinds();
		long pairs = 0;
		long same = 0;
		double before = Double.NaN;
		for (long i = 0; cursor.hasNext(); i++) {
			final double value = cursor.next().getRealDouble();
			if (!Double.isNaN(value) && value != Math.rint(value) || Double.isInfinite(value)) return false;
			kinds.add(value);
			if (i % width > 0 && (value != 0 || before != 0)) {
				pairs++;
				if (value == before) same++;
			}
			before = value;
		}
		return kinds.atMostTwo() || 2 * same >= pairs;
	}

	/** Whether there are more than two different values; NaN is none. */
	private static final class Kinds {

		private double first = Double.NaN;
		private double second = Double.NaN;
		private boolean more;

		void add(final double value) {
			if (value == first || value == second || Double.isNaN(value)) return;
			if (Double.isNaN(first)) first = value;
			else if (Double.isNaN(second)) second = value;
			else more = true;
		}

		boolean atMostTwo() {
			return !more;
		}
	}
}
