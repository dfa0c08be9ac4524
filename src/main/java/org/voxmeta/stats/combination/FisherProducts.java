package org.voxmeta.stats.combination;

import java.util.Arrays;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.BothTails;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.NormalTail;

/**
 * Fisher's statistic of independent studies that all weigh the same, from the product of their p values: a
 * logarithm for each voxel instead of each value.
 * <p>
 * With P the product of k p values and y = -ln P, the chi-square statistic is 2y, and its upper tail with 2k
 * degrees of freedom is P (1 + y + y²/2! + ... + y^(k-1)/(k-1)!). Where P is too small for a double, or too
 * close to 1 to have its logarithm's digits, the logarithms are summed. Not thread-safe, one for each block.
 */
final class FisherProducts {

	/** With so much left above the smallest double, no factor was lost on the way. */
	private static final double LEAST_PRODUCT = 1e-280;
	private static final double LARGEST_PRODUCT = 0.5;

	private final VoxelBlock block;
	private final int size;
	/** Products of the p values of z and of -z, in turn: 2B. */
	private final double[] products;
	private final ChiSquareTail[] chiSquare;

	private FisherProducts(final VoxelBlock block) {
		this.block = block;
		size = block.size();
		products = new double[2 * size];
		chiSquare = new ChiSquareTail[block.count() + 1];
		Arrays.fill(products, 1);
	}

	/** Finds the tails of a block's voxels. */
	static void combine(final VoxelBlock block, final FisherTails tails) {
		final FisherProducts products = new FisherProducts(block);
		products.multiply();
		products.find(tails);
	}

	private void multiply() {
		final double[] p = new double[size];
		for (int k = 0; k < block.count(); k++) {
			BothTails.smaller(block.effects()[k], p, size);
			multiply(block.effects()[k], p, block.weights()[k], block.isComplete());
		}
	}

	private void multiply(final double[] z, final double[] p, final double[] present, final boolean complete) {
		final double[] to = products;
		for (int j = 0; j < size; j++) {
			if (!complete && !(present[j] > 0)) continue;
			// the place by the sign bit: a branch on it would be guessed wrong half the time
			final int negative = (int) (Double.doubleToRawLongBits(z[j]) >>> 63);
			to[2 * j + negative] *= p[j];
			to[2 * j + 1 - negative] *= 1 - p[j];
		}
	}

	private void find(final FisherTails tails) {
		final double[] product = new double[size];
		final double[] y = new double[size];
		for (int j = 0; j < size; j++) {
			final boolean negative = tails.isConcordant() && products[2 * j + 1] < products[2 * j];
			tails.setNegative(j, negative);
			product[j] = products[negative ? 2 * j + 1 : 2 * j];
			y[j] = -Math.log(product[j]);
		}
		final double[] sum = exponentialSums(y);
		for (int j = 0; j < size; j++)
			if (!(product[j] > LEAST_PRODUCT && product[j] < LARGEST_PRODUCT)) setFromLogs(j, tails);
			else if (tails.isConcordant() || product[j] * sum[j] < 0.5) tails.set(j, Math.log(product[j] * sum[j]));
			else set(j, 2 * y[j], tails);
	}

	/** 1 + y + y²/2! + ..., k terms. */
	private double[] exponentialSums(final double[] y) {
		final double[] sum = new double[size];
		Arrays.fill(sum, 1);
		final double[] terms = Arrays.stream(block.counts(), 0, size).asDoubleStream().toArray();
		for (int i = block.count() - 1; i > 0; i--)
			if (block.isComplete()) addTerm(y, 1.0 / i, sum);
			else addTerm(y, 1.0 / i, terms, i, sum);
		return sum;
	}

	private static void addTerm(final double[] y, final double factor, final double[] sum) {
		for (int j = 0; j < sum.length; j++)
			sum[j] = 1 + y[j] * factor * sum[j];
	}

	private static void addTerm(final double[] y, final double factor, final double[] terms, final int i,
		final double[] sum)
	{
		for (int j = 0; j < sum.length; j++)
			sum[j] = 1 + y[j] * factor * sum[j] * Math.max(0, Math.min(1, terms[j] - i));
	}

	private void setFromLogs(final int j, final FisherTails tails) {
		double upper = 0;
		double lower = 0;
		for (int k = 0; k < block.count(); k++) {
			if (!isPresent(k, j)) continue;
			upper -= NormalTail.logUpper(block.effects()[k][j]);
			lower -= NormalTail.logUpper(-block.effects()[k][j]);
		}
		final boolean negative = tails.isConcordant() && lower > upper;
		tails.setNegative(j, negative);
		set(j, 2 * (negative ? lower : upper), tails);
	}

	/** From the chi-square distribution with twice as many degrees of freedom as the voxel has studies. */
	private void set(final int j, final double x, final FisherTails tails) {
		final int count = block.counts()[j];
		if (count == 0) return;
		if (chiSquare[count] == null) chiSquare[count] = ChiSquareTail.of(2 * count);
		tails.set(j, x, chiSquare[count], k -> isPresent(k, j) ? 1 : 0);
	}

	private boolean isPresent(final int k, final int j) {
		return block.weights()[k][j] > 0;
	}
}
