package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.WeightedSums;

/**
 * The correlation between the z values of studies under the null hypothesis, estimated over voxels.
 * <p>
 * What studies share because they find the same effects is no dependence, so the mean over studies is taken
 * from each voxel first; what is left is correlated over voxels. Taking the mean shrinks correlations, the
 * more so the fewer studies there are, which {@link CentringShrinkage} undoes group by group. This is
 * PyMARE's {@code estimate_null_correlation} with groups.
 * <p>
 * It takes the effects for the same in all studies: where they differ between groups but not within, this
 * counts as dependence and makes the tests of combined z values conservative.
 */
public final class NullCorrelation {

	private static final int BLOCK = 768;
	private static final int LEAST_VOXELS = 2;

	private final Signals z;
	/** Null for all pairs of studies. */
	private final int[] groups;
	private final CorrelationVoxels wanted;
	/** Residuals are taken relative to these, which are near their means, so that products lose no digits. */
	private final double[] centres;
	private final double[] sums;
	private final double[][] products;
	private long voxels;

	private NullCorrelation(final Signals z, final int[] groups, final CorrelationVoxels wanted) {
		this.z = z;
		this.groups = groups;
		this.wanted = wanted;
		centres = new double[z.studies()];
		sums = new double[z.studies()];
		products = new double[z.studies()][z.studies()];
	}

	/**
	 * Estimates the correlation between studies from the voxels that all of them have.
	 *
	 * @param z z values, K×V; not finite = missing
	 * @param groups the group of each study, K; studies of one group may be correlated
	 * @return K×K, symmetric, 1 on the diagonal; 0 with a study that does not differ from the mean by more
	 *            than a constant
	 * @throws IllegalArgumentException if they are less than 2 voxels
	 */
	public static double[][] estimate(final Signals z, final int[] groups) {
		return estimate(z, groups, CorrelationVoxels.COMPLETE);
	}

	/**
	 * Estimates the correlation between studies.
	 *
	 * @param z z values, K×V; not finite = missing
	 * @param groups the group of each study, K; studies of one group may be correlated
	 * @param voxels which voxels count
	 * @return K×K, symmetric, 1 on the diagonal; 0 with a study that does not differ from the mean by more
	 *            than a constant
	 * @throws IllegalArgumentException if they are less than 2 voxels
	 */
	public static double[][] estimate(final Signals z, final int[] groups, final CorrelationVoxels voxels) {
		if (groups.length != z.studies()) throw new IllegalArgumentException("Groups: got " + groups.length
			+ ", wanted " + z.studies() + ", one for each study");
		return CentringShrinkage.undo(new NullCorrelation(z, null, voxels).ofResiduals(), groups);
	}

	/** As {@link #estimate}, right only between studies of one group, in less time. */
	static double[][] estimateWithinGroups(final Signals z, final int[] groups,
		final CorrelationVoxels voxels)
	{
		return CentringShrinkage.undo(new NullCorrelation(z, groups, voxels).ofResiduals(), groups);
	}

	private double[][] ofResiduals() {
		addVoxels();
		if (voxels < LEAST_VOXELS) throw new IllegalArgumentException("Correlation: got " + voxels + " voxels"
			+ (wanted == CorrelationVoxels.COMPLETE ? " that all studies have" : "") + ", wanted "
			+ LEAST_VOXELS + " or more to estimate it from, or a given correlation");
		final double[][] r = new double[sums.length][sums.length];
		for (int i = 0; i < r.length; i++)
			for (int j = 0; j <= i; j++)
				r[i][j] = r[j][i] = ratio(covariance(i, j), Math.sqrt(covariance(i, i) * covariance(j, j)));
		return r;
	}

	private double covariance(final int i, final int j) {
		return products[i][j] - sums[i] * sums[j] / voxels;
	}

	private static double ratio(final double covariance, final double scale) {
		return scale > 0 ? Math.max(-1, Math.min(1, covariance / scale)) : 0;
	}

	private void addVoxels() {
		final StudyData data = new StudyData(Studies.independent(z.studies()), z, null);
		final VoxelBlock block = new VoxelBlock(data.studies(), BLOCK);
		final double[][] residuals = new double[z.studies()][BLOCK];
		for (int from = 0; from < z.voxels(); from += BLOCK) {
			block.load(data, from, Math.min(BLOCK, z.voxels() - from));
			final int n = copyWanted(block, residuals);
			if (n == 0) continue;
			subtractMean(residuals, n);
			if (voxels == 0) setCentres(residuals, n);
			addProducts(residuals, n);
			voxels += n;
		}
	}

	/** Copies the voxels that count; returns how many these are. */
	private int copyWanted(final VoxelBlock block, final double[][] to) {
		if (block.isComplete() || wanted == CorrelationVoxels.ALL) {
			for (int k = 0; k < to.length; k++)
				System.arraycopy(block.effects()[k], 0, to[k], 0, block.size());
			return block.size();
		}
		int n = 0;
		for (int j = 0; j < block.size(); j++) {
			if (block.counts()[j] < block.count()) continue;
			for (int k = 0; k < to.length; k++)
				to[k][n] = block.effects()[k][j];
			n++;
		}
		return n;
	}

	private static void subtractMean(final double[][] values, final int n) {
		final double[] mean = new double[n];
		for (final double[] row : values)
			WeightedSums.addScaled(row, 1.0 / values.length, mean, n);
		for (final double[] row : values)
			WeightedSums.addScaled(mean, -1, row, n);
	}

	private void setCentres(final double[][] residuals, final int n) {
		for (int k = 0; k < centres.length; k++)
			centres[k] = Arrays.stream(residuals[k], 0, n).average().orElseThrow();
	}

	private void addProducts(final double[][] residuals, final int n) {
		for (int i = 0; i < residuals.length; i++) {
			subtract(centres[i], residuals[i], n);
			sums[i] += sum(residuals[i], n);
			for (int k = 0; k <= i; k++)
				if (i == k || groups == null || groups[i] == groups[k])
					products[i][k] += product(residuals[i], residuals[k], n);
		}
	}

	private static void subtract(final double centre, final double[] row, final int n) {
		for (int j = 0; j < n; j++)
			row[j] -= centre;
	}

	/** Four sums at once, since each addition waits for the one before it. */
	private static double sum(final double[] a, final int n) {
		double s0 = 0;
		double s1 = 0;
		double s2 = 0;
		double s3 = 0;
		int j = 0;
		for (; j + 3 < n; j += 4) {
			s0 += a[j];
			s1 += a[j + 1];
			s2 += a[j + 2];
			s3 += a[j + 3];
		}
		for (; j < n; j++)
			s0 += a[j];
		return (s0 + s1) + (s2 + s3);
	}

	/** As {@link #sum}. */
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
