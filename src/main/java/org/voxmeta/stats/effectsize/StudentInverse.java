package org.voxmeta.stats.effectsize;

import org.voxmeta.stats.kernel.StudentTail;

/**
 * The t with the same tail as a normal deviate: the inverse of {@link StudentTail#zOf(double)}, by regula
 * falsi between brackets.
 * <p>
 * The unknown is u = &radic;(dof ln(1 + t²/dof)), of which z is nearly a multiple. The relative error of t is
 * about 1e-15 (1 + z²/dof), which is what one unit in the last place of z does to t. Immutable and
 * thread-safe.
 */
final class StudentInverse {

	/** From here on t and z are the same to the last digit. */
	private static final double NORMAL_DOF = 1e20;
	/** Ten steps are usual; the limit only guards against brackets that rounding keeps apart. */
	private static final int STEPS = 100;

	private final double dof;
	private final StudentTail tail;

	private StudentInverse(final double dof) {
		this.dof = dof;
		tail = StudentTail.of(dof);
	}

	/**
	 * The inverse for some degrees of freedom.
	 *
	 * @throws IllegalArgumentException unless dof &gt; 0
	 */
	static StudentInverse of(final double dof) {
		return new StudentInverse(dof);
	}

	/** The t with z's sign and two-sided p value; infinite where it exceeds the largest double. */
	double tOf(final double z) {
		final double a = Math.abs(z);
		if (!(a > 0 && a < Double.POSITIVE_INFINITY) || dof >= NORMAL_DOF) return z + 0.0; // turns -0 into 0
		if (tail.zOf(Double.MAX_VALUE) < a) return Math.copySign(Double.POSITIVE_INFINITY, z);
		return Math.copySign(tOfU(solve(a)), z);
	}

	private double solve(final double z) {
		double low = z;
		double high = z * (8 * dof + 3) / (8 * dof + 1); // Wallace's approximation
		while (excess(low, z) > 0)
			low /= 2;
		while (excess(high, z) < 0)
			high *= 1.5;
		return between(low, high, z);
	}

	/** Regula falsi in the Illinois form: an end that stays twice loses half its weight. */
	private double between(final double from, final double to, final double z) {
		double low = from;
		double high = to;
		double below = excess(low, z);
		double above = excess(high, z);
		int side = 0;
		for (int i = 0; i < STEPS && high - low > Math.ulp(high) && above > below; i++) {
			final double u = low - below * (high - low) / (above - below);
			final double excess = excess(u, z);
			if (excess == 0) return u;
			if (excess < 0) {
				if (side < 0) above /= 2;
				low = u;
				below = excess;
				side = -1;
			}
			else {
				if (side > 0) below /= 2;
				high = u;
				above = excess;
				side = 1;
			}
		}
		return 0.5 * (low + high);
	}

	private double excess(final double u, final double z) {
		return tail.zOf(tOfU(u)) - z;
	}

	/** &radic;dof &radic;(exp(u²/dof) - 1), in the form that overflows only where t does. */
	private double tOfU(final double u) {
		final double square = u * (u / dof);
		return Math.min(Double.MAX_VALUE, Math.sqrt(-dof * Math.expm1(-square)) * Math.exp(0.5 * square));
	}
}
