package org.voxmeta.stats.kernel;

/**
 * Inverse square roots of small symmetric matrices of the form S T S, with S diagonal and positive and T
 * having its eigenvalues in 0 to 1: the R that is symmetric and positive with R S T S R = I. Where T is
 * singular, R is the root of the pseudo-inverse.
 * <p>
 * Two rows have a closed form; for more, Jacobi's rotations find the eigenvalues, also very different ones,
 * to full relative precision. Not thread-safe: keeps its working arrays.
 */
public final class InverseRoot {

	/** T's eigenvalues below this are rounding noise around 0. */
	private static final double SINGULAR = 1e-10;
	/** Beside its diagonal, an off-diagonal entry this small is rounding noise. */
	private static final double NEGLIGIBLE = 1e-16;
	/**
	 * Jacobi's method converges quadratically: six sweeps are usual, the limit only guards against a cycle.
	 */
	private static final int MOST_SWEEPS = 40;

	private final double[][] a;
	private final double[][] vectors;

	/** For matrices of up to so many rows. */
	public InverseRoot(final int rows) {
		a = new double[rows][rows];
		vectors = new double[rows][rows];
	}

	/**
	 * Where the matrix S T S is to be written, at least its lower triangle; destroyed by {@link #compute}.
	 */
	public double[][] matrix() {
		return a;
	}

	/**
	 * Computes the root of the matrix's first n rows and columns.
	 *
	 * @param scale the diagonal of S
	 * @param root receives R
	 * @return whether T is regular, so that R is an inverse
	 */
	public boolean compute(final int n, final double[] scale, final double[][] root) {
		if (n == 2 && closedForm(scale, root)) return true;
		for (int i = 0; i < n; i++)
			for (int l = 0; l < n; l++) {
				vectors[i][l] = i == l ? 1 : 0;
				if (l < i) a[l][i] = a[i][l];
			}
		for (int sweep = 0; sweep < MOST_SWEEPS; sweep++)
			if (!sweep(n)) break;
		return compose(n, scale, root);
	}

	/** sqrt(A) = (A + d I) / sqrt(trace + 2 d) with d = sqrt(det A); false if A is nearly singular. */
	private boolean closedForm(final double[] scale, final double[][] root) {
		final double det = a[0][0] * a[1][1] - a[1][0] * a[1][0];
		final double s = scale[0] * scale[1];
		// det T by trace T is at most its smaller eigenvalue's double
		final double traceT = a[0][0] / (scale[0] * scale[0]) + a[1][1] / (scale[1] * scale[1]);
		if (!(det > SINGULAR * traceT * s * s)) return false;
		final double d = Math.sqrt(det);
		final double t = d * Math.sqrt(a[0][0] + a[1][1] + 2 * d);
		root[0][0] = (a[1][1] + d) / t;
		root[1][1] = (a[0][0] + d) / t;
		root[0][1] = root[1][0] = -a[1][0] / t;
		return true;
	}

	/** Rotates every pair of rows once; false if nothing was left to rotate. */
	private boolean sweep(final int n) {
		boolean rotated = false;
		for (int p = 1; p < n; p++)
			for (int q = 0; q < p; q++) {
				if (!(Math.abs(a[p][q]) > NEGLIGIBLE * Math.sqrt(Math.abs(a[p][p] * a[q][q])))) continue;
				rotate(n, p, q);
				rotated = true;
			}
		return rotated;
	}

	private void rotate(final int n, final int p, final int q) {
		final double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
		final double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
		final double c = 1 / Math.sqrt(t * t + 1);
		final double s = t * c;
		final double change = t * a[p][q];
		a[p][p] -= change;
		a[q][q] += change;
		a[p][q] = a[q][p] = 0;
		for (int i = 0; i < n; i++) {
			if (i != p && i != q) {
				final double ap = a[i][p];
				final double aq = a[i][q];
				a[i][p] = a[p][i] = c * ap - s * aq;
				a[i][q] = a[q][i] = s * ap + c * aq;
			}
			final double vp = vectors[i][p];
			final double vq = vectors[i][q];
			vectors[i][p] = c * vp - s * vq;
			vectors[i][q] = s * vp + c * vq;
		}
	}

	private boolean compose(final int n, final double[] scale, final double[][] root) {
		for (int i = 0; i < n; i++)
			for (int l = 0; l < n; l++)
				root[i][l] = 0;
		boolean regular = true;
		for (int e = 0; e < n; e++) {
			final double value = a[e][e];
			if (!isRegular(value, e, n, scale)) {
				regular = false;
				continue;
			}
			final double inverse = 1 / Math.sqrt(value);
			for (int i = 0; i < n; i++)
				for (int l = 0; l < n; l++)
					root[i][l] += vectors[i][e] * inverse * vectors[l][e];
		}
		return regular;
	}

	/**
	 * Whether an eigenvalue is above 0, by T's Rayleigh quotient for its vector, which knows nothing of the
	 * scale.
	 */
	private boolean isRegular(final double value, final int e, final int n, final double[] scale) {
		double length = 0;
		for (int i = 0; i < n; i++)
			length += scale[i] * scale[i] * vectors[i][e] * vectors[i][e];
		return value > SINGULAR * length;
	}
}
