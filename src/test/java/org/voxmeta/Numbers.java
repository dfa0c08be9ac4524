package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assertions on numbers with a relative tolerance. */
public final class Numbers {

	private Numbers() {
	}

	/** |got - wanted| relative to |wanted|; 0 for equal values and for two NaN, infinite if only one is NaN. */
	public static double relativeDifference(final double wanted, final double got) {
		if (wanted == got || Double.isNaN(wanted) && Double.isNaN(got)) return 0;
		if (Double.isNaN(wanted) || Double.isNaN(got)) return Double.POSITIVE_INFINITY;
		return Math.abs(got - wanted) / Math.abs(wanted);
	}

	/** Fails unless both are NaN, or differ by at most that share of the wanted value. */
	public static void assertClose(final double wanted, final double got, final double tolerance,
		final String what)
	{
		final double difference = relativeDifference(wanted, got);
		assertTrue(difference <= tolerance,
			() -> what + ": wanted " + wanted + ", got " + got + ", relative difference " + difference);
	}

	/** Fails unless every pair has the same bits. */
	public static void assertSameBits(final double[] wanted, final double[] got, final String what) {
		assertEquals(wanted.length, got.length, what);
		for (int i = 0; i < wanted.length; i++) {
			final int at = i;
			assertEquals(Double.doubleToLongBits(wanted[i]), Double.doubleToLongBits(got[i]),
				() -> what + " at " + at + ": wanted " + wanted[at] + ", got " + got[at]);
		}
	}
}
