package org.voxmeta.stats.regression;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

import org.voxmeta.stats.data.Buffers;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.kernel.RowProducts;

/**
 * The contrasts of the effects of K studies that their P coefficients leave, m = K - P of them, of length 1,
 * and independent of each other in the model y ~ N(X beta, s² (H + t)), whatever t is. H is diagonal, h_k =
 * scale / n_k. With Z an orthonormal basis of what is orthogonal to X, and Z'HZ = U D U', the contrasts are
 * u = U'Z'y, and
 * <pre>
 * u_i ~ N(0, s² (d_i + t))    y'Py = sum u_i² / (d_i + t)    tr P = sum 1 / (d_i + t)
 * </pre>
 * All voxels that have all studies share them, so that each likelihood takes m terms, of which the voxel has
 * but one number each. Immutable, thread-safe.
 */
public final class SampleSizeContrasts implements Serializable {

	private static final long serialVersionUID = 1L;

	/** Sizes that differ more would leave the smallest d too few digits. */
	private static final double MOST_SPREAD = 1e4;

	private final Design design;
	private final double[] sizes;
	private final double scale;
	private final double[] h;
	private final double[] d;
	/** m×K. */
	private final double[][] contrasts;

	private SampleSizeContrasts(final Studies studies) {
		design = studies.design();
		sizes = studies.sampleSizes();
		final int count = sizes.length;
		scale = count / (2 * Arrays.stream(sizes).map(size -> 1 / size).sum());
		h = Arrays.stream(sizes).map(size -> scale / size).toArray();
		final RealMatrix x = new Array2DRowRealMatrix(count, design.predictors());
		for (int k = 0; k < count; k++)
			x.setRow(k, design.basis(k));
		final RealMatrix z = new QRDecomposition(x).getQ().getSubMatrix(0, count - 1, design.predictors(),
			count - 1);
		final EigenDecomposition eigen = new EigenDecomposition(product(z));
		final double least = Arrays.stream(h).min().orElseThrow();
		final double most = Arrays.stream(h).max().orElseThrow();
		d = Arrays.stream(eigen.getRealEigenvalues()).map(value -> Math.max(least, Math.min(most, value)))
			.toArray();
		contrasts = z.multiply(eigen.getV()).transpose().getData();
	}

	/** Z'HZ. */
	private RealMatrix product(final RealMatrix z) {
		final int m = z.getColumnDimension();
		final double[][] product = new double[m][m];
		for (int i = 0; i < m; i++)
			for (int l = 0; l <= i; l++) {
				for (int k = 0; k < h.length; k++)
					product[i][l] += h[k] * z.getEntry(k, i) * z.getEntry(k, l);
				product[l][i] = product[i][l];
			}
		return new Array2DRowRealMatrix(product, false);
	}

	/** Those of such studies; none where there are no sizes, no contrasts, groups, or sizes too different. */
	public static Optional<SampleSizeContrasts> of(final Studies studies) {
		if (!studies.hasSampleSizes() || studies.hasGroups() || studies.count() <= studies.design().predictors())
			return Optional.empty();
		final double least = Arrays.stream(studies.sampleSizes()).min().orElseThrow();
		final double most = Arrays.stream(studies.sampleSizes()).max().orElseThrow();
		return least > 0 && most < MOST_SPREAD * least ? Optional.of(new SampleSizeContrasts(studies))
			: Optional.empty();
	}

	/** Whether these are the contrasts of such studies. */
	public boolean areOf(final Studies studies) {
		if (studies.hasGroups() || !studies.hasSampleSizes() || !Arrays.equals(studies.sampleSizes(), sizes)
			|| studies.design().predictors() != design.predictors()) return false;
		if (studies.design() == design) return true;
		for (int k = 0; k < sizes.length; k++)
			if (!Arrays.equals(studies.design().basis(k), design.basis(k))) return false;
		return true;
	}

	/** Whether sizes differ, so that the contrasts' variances depend on t in different ways. */
	boolean areUneven() {
		return Arrays.stream(sizes).anyMatch(size -> size != sizes[0]);
	}

	/** The n at which h is 1. */
	double scale() {
		return scale;
	}

	/** The variances of the effects at t = 0, in units of s², K. */
	double[] effectVariances() {
		return h;
	}

	/** d, the variances of the contrasts at t = 0, in units of s², m. */
	double[] variances() {
		return d;
	}

	/**
	 * The squared contrasts of a block's voxels, m×B, nonsense where a study is missing; the block's buffers.
	 *
	 * @param residuals of the effects from any fit of the design, K×B
	 */
	double[][] squares(final double[][] residuals, final int n, final Buffers buffers) {
		final double[][] squares = buffers.any(d.length, n);
		RowProducts.put(contrasts, residuals, squares, n);
		for (final double[] row : squares)
			square(row);
		return squares;
	}

	private static void square(final double[] u) {
		for (int j = 0; j < u.length; j++)
			u[j] *= u[j];
	}
}
