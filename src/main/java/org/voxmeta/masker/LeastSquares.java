package org.voxmeta.masker;

/**
 * Least squares on maps W: the b that makes the sum of (x - W b)² smallest.
 * <p>
 * W'W, with each map scaled to length 1, is factorised as L L'; a solution is then refined on its residuals,
 * so that forming W'W costs it no digits. Immutable, thread-safe.
 */
final class LeastSquares {

	/** A map with less than this share of its squared length outside the others' span counts as in it. */
	private static final double LEAST_SHARE = 1e-10;

	/** With {@link #LEAST_SHARE}, each step gains 6 digits or more of 16. */
	private static final int REFINEMENTS = 2;

	private final MapWeights maps;
	private final double[] length;
	private final double[][] factor;
	private final int dependent;

	/** The solver for some maps, none of them 0 everywhere. */
	LeastSquares(final MapWeights maps) {
		this.maps = maps;
		length = new double[maps.size()];
		factor = products();
		dependent = factorise();
	}

	/**
	 * The first map that is a combination of those before, which leaves no unique solution; -1 if there is none.
	 */
	int dependent() {
		return dependent;
	}

	/** The coefficients of the maps for the voxels' values x; those of voxels without a weight do not count. */
	double[] solve(final double[] x) {
		final double[] b = new double[length.length];
		final double[] rest = x.clone();
		for (int step = 0; step <= REFINEMENTS; step++) {
			final double[] change = solution(rest);
			for (int r = 0; r < b.length; r++) {
				b[r] += change[r];
				maps.addTo(rest, r, -change[r]);
			}
		}
		return b;
	}

	/** The lower triangle of the maps' products, scaled. */
	private double[][] products() {
		final double[][] g = new double[length.length][];
		final double[] dense = new double[maps.extent()];
		for (int r = 0; r < g.length; r++) {
			maps.addTo(dense, r, 1);
			length[r] = Math.sqrt(maps.dot(r, dense));
			g[r] = new double[r + 1];
			for (int s = 0; s <= r; s++)
				g[r][s] = maps.dot(s, dense) / length[r] / length[s];
			maps.clear(dense, r);
		}
		return g;
	}

	/** Puts L in the products' place. */
	private int factorise() {
		for (int r = 0; r < factor.length; r++)
			for (int s = 0; s <= r; s++) {
				double sum = factor[r][s];
				for (int q = 0; q < s; q++)
					sum -= factor[r][q] * factor[s][q];
				if (s < r) factor[r][s] = sum / factor[s][s];
				else if (sum > LEAST_SHARE) factor[r][r] = Math.sqrt(sum);
				else return r;
			}
		return -1;
	}

	private double[] solution(final double[] x) {
		final int n = length.length;
		final double[] b = new double[n];
		for (int r = 0; r < n; r++) {
			b[r] = maps.dot(r, x) / length[r];
			for (int s = 0; s < r; s++)
				b[r] -= factor[r][s] * b[s];
			b[r] /= factor[r][r];
		}
		for (int r = n - 1; r >= 0; r--) {
			for (int s = r + 1; s < n; s++)
				b[r] -= factor[s][r] * b[s];
			b[r] /= factor[r][r];
		}
		for (int r = 0; r < n; r++)
			b[r] /= length[r];
		return b;
	}
}
