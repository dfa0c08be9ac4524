package org.voxmeta.stats.combination;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;

/**
 * The correlation between the z values of studies under the null hypothesis, estimated over voxels.
 * <p>
 * What studies share because they find the same effects is no dependence, so the mean over studies is taken from each
 * voxel first; what is left is correlated over the voxels that all studies have. Taking the mean shrinks correlations,
 * the more so the fewer studies there are, which {@link CentringShrinkage} undoes group by group. This is PyMARE's
 * {@code estimate_null_correlation} with groups, and NiMARE's choice of voxels.
 * <p>
 * It takes the effects for the same in all studies: where they differ between groups but not within, this counts as
 * dependence and makes the tests of combined z values conservative.
 */
public final class NullCorrelation {

	private static final int BLOCK = 768;
	private static final int LEAST_VOXELS = 2;

	private final Signals z;
	private final double[] means;
	private final double[][] products;
	private long voxels;

	private NullCorrelation(final Signals z) {
		this.z = z;
		means = new double[z.studies()];
		products = new double[z.studies()][z.studies()];
	}

	/**
	 * Estimates the correlation between studies.
	 *
	 * @param z z values, K×V; not finite = missing
	 * @param groups the group of each study, K; studies of one group may be correlated
	 * @return K×K, symmetric, 1 on the diagonal; 0 with a study that does not differ from the mean by more than a
	 *         constant
	 * @throws IllegalArgumentException if less than 2 voxels have all studies
	 */
	public static double[][] estimate(final Signals z, final int[] groups) {
		if (groups.length != z.studies()) throw new IllegalArgumentException("Groups: got " + groups.length
			+ ", wanted " + z.studies() + ", one for each study");
		return CentringShrinkage.undo(new NullCorrelation(z).ofResiduals(), groups);
	}

	private double[][] ofResiduals() {
		forEachBlock(this::addToMeans);
		if (voxels < LEAST_VOXELS) throw new IllegalArgumentException("Correlation: got " + voxels
			+ " voxels that all studies have, wanted " + LEAST_VOXELS
			+ " or more to estimate it from, a given correlation, or no groups");
		for (int k = 0; k < means.length; k++)
			means[k] /= voxels;
		forEachBlock(this::addToProducts);
		final double[][] r = new double[means.length][means.length];
		for (int i = 0; i < r.length; i++)
			for (int j = 0; j <= i; j++)
				r[i][j] = r[j][i] = ratio(products[i][j], Math.sqrt(products[i][i] * products[j][j]));
		return r;
	}

	private static double ratio(final double product, final double scale) {
		return scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : 0;
	}

	/** What is done with the residuals of n voxels, K×n or longer. */
	private interface Step {

		void add(double[][] residuals, int n);
	}

	private void forEachBlock(final Step step) {
		final StudyData data = new StudyData(Studies.independent(z.studies()), z, null);
		final VoxelBlock block = new VoxelBlock(data.studies(), BLOCK);
		final double[][] residuals = new double[z.studies()][BLOCK];
		for (int from = 0; from < z.voxels(); from += BLOCK) {
			block.load(data, from, Math.min(BLOCK, z.voxels() - from));
			step.add(residuals, residuals(block, residuals));
		}
	}

	/** Takes the mean over studies from the voxels that all of them have; returns how many these are. */
	private static int residuals(final VoxelBlock block, final double[][] residuals) {
		int n = 0;
		for (int j = 0; j < block.size(); j++) {
			if (block.counts()[j] < block.count()) continue;
			for (int k = 0; k < residuals.length; k++)
				residuals[k][n] = block.effects()[k][j];
			n++;
		}
		final double[] mean = new double[n];
		for (final double[] row : residuals)
			for (int j = 0; j < n; j++)
				mean[j] += row[j];
		for (final double[] row : residuals)
			for (int j = 0; j < n; j++)
				row[j] -= mean[j] / residuals.length;
		return n;
	}

	private void addToMeans(final double[][] residuals, final int n) {
		voxels += n;
		for (int k = 0; k < residuals.length; k++)
			for (int j = 0; j < n; j++)
				means[k] += residuals[k][j];
	}

	private void addToProducts(final double[][] residuals, final int n) {
		for (int k = 0; k < residuals.length; k++)
			for (int j = 0; j < n; j++)
				residuals[k][j] -= means[k];
		for (int i = 0; i < residuals.length; i++)
			for (int j = 0; j <= i; j++)
				products[i][j] += product(residuals[i], residuals[j], n);
	}

	/** Four sums at once, since each addition waits for the one before it. */
	private static double product(final double[] a, final double[] b, final int n) {
		double s0 = 0;
		double s1 = 0;
		double s2 = 0;
		double s3 = 0;
		int j = 0;
		for (; j + 3 < n; j += 4) {
			s0 += a[j] * b[j];
			s1 += a[j + 1] * b[j + 1];
			s2 += a[j + 2] * b[j + 2];
			s3 += a[j + 3] * b[j + 3];
		}
		for (; j < n; j++)
			s0 += a[j] * b[j];
		return (s0 + s1) + (s2 + s3);
	}
}
