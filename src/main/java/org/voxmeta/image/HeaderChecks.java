package org.voxmeta.image;

/** What a NIfTI header refuses. */
final class HeaderChecks {

	private static final int MOST_AXES = 7;

	private HeaderChecks() {
	}

	/** @throws IllegalArgumentException unless there are one to seven axes, each above 0, whose product fits */
	static void requireDims(final long[] dims) {
		if (dims.length < 1 || dims.length > MOST_AXES) {
			throw new IllegalArgumentException("NIfTI axes: got " + dims.length + ", wanted 1 to " + MOST_AXES);
		}
		long size = 1;
		for (final long d : dims) {
			if (d < 1 || size > Long.MAX_VALUE / d) {
				throw new IllegalArgumentException("NIfTI axes: got " + NiftiHeader.shape(dims) +
					", wanted lengths above 0 whose product fits 63 bits");
			}
			size *= d;
		}
	}

	/**
	 * Returns the type.
	 *
	 * @throws IllegalArgumentException if it cannot be read or written
	 */
	static NiftiType requireSupported(final NiftiType type) {
		if (!type.isSupported()) {
			throw new IllegalArgumentException("NIfTI type: got " + type +
				", wanted an integer or real type");
		}
		return type;
	}

	/** @throws IllegalArgumentException if there are more or fewer values */
	static void requireLength(final String what, final double[] values, final int wanted) {
		if (values.length != wanted) {
			throw new IllegalArgumentException("NIfTI " + what + ": got " + values.length +
				" values, wanted " + wanted);
		}
	}
}
