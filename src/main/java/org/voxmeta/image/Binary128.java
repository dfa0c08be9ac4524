package org.voxmeta.image;

/** Converts IEEE 754 binary128 numbers, given as two 64-bit halves, to double and back. */
final class Binary128 {

	private static final int BIAS = 16383;
	private static final long MAX_EXPONENT = 0x7fff;
	/** Bits of the fraction in the upper half. */
	private static final int HIGH_BITS = 48;
	private static final long HIGH_MASK = (1L << HIGH_BITS) - 1;
	private static final long DOUBLE_FRACTION = (1L << 52) - 1;

	private Binary128() {
	}

	/** Returns the nearest double, ties to even; too large becomes infinite, too small 0. */
	static double toDouble(final long high, final long low) {
		final double magnitude = magnitude(high, low);
		return high < 0 ? -magnitude : magnitude;
	}

	private static double magnitude(final long high, final long low) {
		final long exponent = high >>> HIGH_BITS & MAX_EXPONENT;
		final long fraction = high & HIGH_MASK;
		if (exponent == MAX_EXPONENT) return (fraction | low) == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
		// the smallest normal binary128 is far below the smallest double
		if (exponent == 0) return 0;
		final int e = (int) exponent - BIAS;
		if (e > Double.MAX_EXPONENT) return Double.POSITIVE_INFINITY;
		// the top 64 of 113 significant bits; a lost 1 is kept in the last, which rounding cannot mistake
		final long top = (fraction | 1L << HIGH_BITS) << 15 | low >>> 49 | (low << 15 != 0 ? 1 : 0);
		final int dropped = 11 + Math.max(0, Double.MIN_EXPONENT - e);
		if (dropped > 64) return 0;
		final long kept = dropped == 64 ? 0 : top >>> dropped;
		final long rest = top << 64 - dropped;
		final boolean up = rest < 0 && (rest != Long.MIN_VALUE || (kept & 1) == 1);
		return Math.scalb((double) (up ? kept + 1 : kept), e - 63 + dropped);
	}

	/** Returns the upper half of the binary128 that equals the double. */
	static long high(final double value) {
		final long sign = Double.doubleToRawLongBits(value) & Long.MIN_VALUE;
		if (value == 0) return sign;
		if (Double.isNaN(value)) return sign | MAX_EXPONENT << HIGH_BITS | 1L << HIGH_BITS - 1;
		if (Double.isInfinite(value)) return sign | MAX_EXPONENT << HIGH_BITS;
		final double normal = normal(value);
		final long exponent = Math.getExponent(normal) - (normal == value ? 0 : 64) + BIAS;
		return sign | exponent << HIGH_BITS | (Double.doubleToRawLongBits(normal) & DOUBLE_FRACTION) >>> 4;
	}

	/** Returns the lower half of the binary128 that equals the double. */
	static long low(final double value) {
		if (value == 0 || !Double.isFinite(value)) return 0;
		return Double.doubleToRawLongBits(normal(value)) << 60;
	}

	/** A subnormal double is a normal binary128: 2^64 times it is a normal double. */
	private static double normal(final double value) {
		return Math.abs(value) < Double.MIN_NORMAL ? Math.scalb(value, 64) : value;
	}
}
