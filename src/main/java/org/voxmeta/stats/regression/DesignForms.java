package org.voxmeta.stats.regression;

import org.voxmeta.stats.data.Buffers;
import org.voxmeta.stats.data.Design;

/**
 * The forms of any design. With sums S_r = X'W^rX, M_r = X'W^re, a_r = e'W^re, the factor S_1 = L L', and
 * G_r = L^-1 S_r L^-T, m_r = L^-1 M_r, g = m_1,
 * <pre>
 * y'Py  = a_1 - g'g                                   tr P  = sum w - tr G_2
 * y'P²y = a_2 - 2 g'm_2 + g'G_2g                      tr P² = sum w² - 2 tr G_3 + tr G_2²
 * y'P³y = a_3 - 2 g'm_3 + g'G_3g - |m_2 - G_2g|²
 * </pre>
 */
final class DesignForms extends ProjectionForms {

	/** A difference that leaves less of its terms has lost too many digits. */
	private static final double LEAST_LEFT = 1e-4;

	private final Design design;
	private final int predictors;
	/** Sums over studies, [r][place in the lower triangle][voxel], [r][p][voxel] and [r][voxel]. */
	private final double[][][] xwx;
	private final double[][][] xwe;
	private final double[][] ewe;
	private final double[][] w;
	private final double[] power;
	private final double[] powerE;
	/** One voxel's matrices: S_1 factorised, then G_2 and G_3; and its m_r. */
	private final double[][] l;
	private final double[][][] g;
	private final double[][] m;
	private DenseForms dense;

	DesignForms(final Design design, final int order, final int capacity, final Buffers buffers) {
		super(order, capacity, buffers);
		this.design = design;
		predictors = design.predictors();
		xwx = new double[order][predictors * (predictors + 1) / 2][capacity];
		xwe = new double[order][predictors][capacity];
		ewe = new double[order][capacity];
		w = new double[order - 1][capacity];
		power = new double[capacity];
		powerE = new double[capacity];
		l = new double[predictors][predictors];
		g = new double[order][predictors][predictors];
		m = new double[order][predictors];
	}

	@Override
	void evaluate(final ActiveVoxels voxels, final double[] tau2) {
		final int n = voxels.size();
		sum(voxels, tau2, n);
		for (int j = 0; j < n; j++) {
			final boolean even = factorise(j);
			for (int r = 0; r < order(); r++)
				whiten(r, j);
			put(j);
			if (!even || isLost(j)) putDense(voxels, j, tau2[j]);
		}
	}

	private void sum(final ActiveVoxels voxels, final double[] tau2, final int n) {
		for (int r = 0; r < order(); r++) {
			clear(xwx[r], n);
			clear(xwe[r], n);
		}
		clear(ewe, n);
		clear(w, n);
		for (int k = 0; k < voxels.studies(); k++) {
			final double[] x = design.basis(k);
			for (int r = 0; r < order(); r++) {
				raise(voxels.weights()[k], tau2, voxels.residuals()[k], r + 1, power, powerE, n);
				if (r < w.length) add(power, 1, w[r], n);
				addProduct(powerE, voxels.residuals()[k], ewe[r], n);
				for (int p = 0, place = 0; p < predictors; p++) {
					add(powerE, x[p], xwe[r][p], n);
					for (int q = 0; q <= p; q++, place++)
						add(power, x[p] * x[q], xwx[r][place], n);
				}
			}
		}
	}

	/** Writes w^r and w^r e. */
	private static void raise(final double[] u, final double[] tau2, final double[] e, final int r,
		final double[] power, final double[] powerE, final int n)
	{
		if (r == 1) for (int j = 0; j < n; j++)
			power[j] = u[j] / (1 + tau2[j] * u[j]);
		else for (int j = 0; j < n; j++) {
			final double w = u[j] / (1 + tau2[j] * u[j]);
			power[j] *= w;
		}
		for (int j = 0; j < n; j++)
			powerE[j] = power[j] * e[j];
	}

	private static void add(final double[] x, final double c, final double[] sum, final int n) {
		for (int j = 0; j < n; j++)
			sum[j] += c * x[j];
	}

	private static void addProduct(final double[] x, final double[] y, final double[] sum, final int n) {
		for (int j = 0; j < n; j++)
			sum[j] += x[j] * y[j];
	}

	/** S_1 = L L' of voxel j; whether its digits are not lost in differences. */
	private boolean factorise(final int j) {
		double product = 1;
		boolean even = true;
		for (int p = 0, place = 0; p < predictors; p++)
			for (int q = 0; q <= p; q++, place++) {
				double entry = xwx[0][place][j];
				for (int i = 0; i < q; i++)
					entry -= l[p][i] * l[q][i];
				l[p][q] = q < p ? entry / l[q][q] : Math.sqrt(entry);
				if (q < p) continue;
				product *= entry;
				even &= entry > LEAST_LEFT * xwx[0][place][j];
			}
		determinant()[j] = product;
		return even;
	}

	/** G_r (not of r = 1, where it is the unit matrix) and m_r of voxel j. */
	private void whiten(final int r, final int j) {
		for (int p = 0; p < predictors; p++) {
			double entry = xwe[r][p][j];
			for (int i = 0; i < p; i++)
				entry -= l[p][i] * m[r][i];
			m[r][p] = entry / l[p][p];
		}
		if (r == 0) return;
		final double[][] a = g[r];
		for (int p = 0, place = 0; p < predictors; p++)
			for (int q = 0; q <= p; q++, place++)
				a[p][q] = a[q][p] = xwx[r][place][j];
		for (int q = 0; q < predictors; q++)
			for (int p = 0; p < predictors; p++) {
				for (int i = 0; i < p; i++)
					a[p][q] -= l[p][i] * a[i][q];
				a[p][q] /= l[p][p];
			}
		for (int p = 0; p < predictors; p++)
			for (int q = 0; q < predictors; q++) {
				for (int i = 0; i < q; i++)
					a[p][q] -= l[q][i] * a[p][i];
				a[p][q] /= l[q][q];
			}
	}

	private void put(final int j) {
		form(1)[j] = ewe[0][j] - dot(m[0], m[0]);
		form(2)[j] = ewe[1][j] - 2 * dot(m[0], m[1]) + form(g[1], m[0]);
		if (order() == 2) return;
		double slope = 0;
		double squares = 0;
		double trace2 = 0;
		double trace3 = 0;
		for (int p = 0; p < predictors; p++) {
			final double difference = m[1][p] - dot(g[1][p], m[0]);
			slope += difference * difference;
			squares += dot(g[1][p], g[1][p]);
			trace2 += g[1][p][p];
			trace3 += g[2][p][p];
		}
		form(3)[j] = ewe[2][j] - 2 * dot(m[0], m[2]) + form(g[2], m[0]) - slope;
		trace(1)[j] = w[0][j] - trace2;
		trace(2)[j] = w[1][j] - 2 * trace3 + squares;
		weightSum(1)[j] = w[0][j];
		weightSum(2)[j] = w[1][j];
	}

	/** Whether a trace of voxel j is a difference that has lost its digits. */
	private boolean isLost(final int j) {
		return order() > 2 && !(trace(1)[j] > LEAST_LEFT * w[0][j] && trace(2)[j] > LEAST_LEFT * w[1][j]);
	}

	private void putDense(final ActiveVoxels voxels, final int j, final double tau2) {
		if (dense == null) dense = new DenseForms(design);
		dense.set(voxels, j, tau2);
		determinant()[j] = dense.determinant();
		for (int power = 1; power <= order(); power++)
			form(power)[j] = dense.form(power);
		for (int power = 1; power < order() && order() > 2; power++)
			trace(power)[j] = dense.trace(power);
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int p = 0; p < a.length; p++)
			sum += a[p] * b[p];
		return sum;
	}

	private static double form(final double[][] a, final double[] x) {
		double sum = 0;
		for (int p = 0; p < x.length; p++)
			sum += x[p] * dot(a[p], x);
		return sum;
	}
}
