package org.voxmeta.fit.diagnostic;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.WeightedSums;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * What each study, or each group, does to the fit of every voxel of a block, with the formulas of {@link
 * org.voxmeta.stats.diagnostic.Influence}, many voxels at a time. Immutable, thread-safe.
 */
final class BlockInfluence {

	private static final Set<MapKind> WANTED = EnumSet.of(MapKind.TAU2, MapKind.Q);

	private final Units units;
	private final Set<Measure> measures;
	private final boolean ofWeights;
	private final BlockFit fits;

	/**
	 * @param prepared the estimator
	 * @param measures those wanted, all of them {@link Measure#available}
	 */
	BlockInfluence(final Estimator prepared, final Units units, final Set<Measure> measures,
		final boolean ofWeights)
	{
		this.units = units;
		this.measures = measures;
		this.ofWeights = ofWeights;
		fits = new BlockFit(prepared, WANTED);
	}

	/**
	 * The measures of a block, U×B each, NaN where a voxel lacks the unit or there is no fit without it.
	 *
	 * @param pulse run before each unit
	 */
	Map<Measure, double[][]> of(final VoxelBlock block, final Runnable pulse) {
		final Map<Measure, double[][]> values = new EnumMap<>(Measure.class);
		for (final Measure measure : measures) {
			final double[][] rows = new double[units.count()][block.size()];
			for (final double[] row : rows)
				Arrays.fill(row, Double.NaN);
			values.put(measure, rows);
		}
		final MapBlock all = fits.of(block);
		final double[] q = q(block, all);
		final WeightedRegression full = ofWeights ? WeightedRegression.random(block, all.get(MapKind.TAU2)) : null;
		for (int unit = 0; unit < units.count(); unit++) {
			pulse.run();
			final VoxelBlock without = units.without(block, unit);
			final MapBlock part = fits.of(without);
			final double[] tau2Without = part.get(MapKind.TAU2);
			final double[] qWithout = q(without, part);
			for (int j = 0; j < block.size(); j++) {
				if (!units.isIn(block, unit, j)) continue;
				put(values, Measure.TAU2_CHANGE, unit, j, tau2Without[j] - all.get(MapKind.TAU2)[j]);
				put(values, Measure.Q_CHANGE, unit, j, Double.isNaN(tau2Without[j]) ? Double.NaN : qWithout[j] - q[j]);
			}
			if (ofWeights) putWeighted(values, unit, full, WeightedRegression.random(without, tau2Without), block,
				tau2Without);
		}
		if (values.containsKey(Measure.WEIGHT)) putWeights(values.get(Measure.WEIGHT), full, block);
		return values;
	}

	/** Q as single data sets have it, at tau2 = 0 with the studies' own variances; else the estimator's. */
	private double[] q(final VoxelBlock block, final MapBlock maps) {
		return ofWeights ? WeightedRegression.fixed(block).residualSquares() : maps.get(MapKind.Q);
	}

	private static void put(final Map<Measure, double[][]> values, final Measure measure, final int unit,
		final int j, final double value)
	{
		final double[][] rows = values.get(measure);
		if (rows != null) rows[unit][j] = value;
	}

	/** The measures of study k, which is a unit by itself. */
	private static void putWeighted(final Map<Measure, double[][]> values, final int k,
		final WeightedRegression full, final WeightedRegression part, final VoxelBlock block, final double[] tau2)
	{
		final double[] x = block.studies().design().basis(k);
		final double[] w = block.weights()[k];
		final double[] y = block.effects()[k];
		final double[] hat = full.leverage(k);
		final double[] fitted = full.fitted(k);
		final double[] predicted = part.estimate(x);
		final double[] variance = part.variance(x);
		for (int j = 0; j < block.size(); j++) {
			if (!(w[j] > 0)) continue;
			final double v = 1 / w[j];
			put(values, Measure.HAT, k, j, hat[j]);
			put(values, Measure.RSTUDENT, k, j, (y[j] - predicted[j]) / Math.sqrt(v + tau2[j] + variance[j]));
			put(values, Measure.DFFITS, k, j, (fitted[j] - predicted[j]) / Math.sqrt(hat[j] * (v + tau2[j])));
		}
		if (values.containsKey(Measure.COOK)) putCook(values.get(Measure.COOK)[k], full, part, block, w);
	}

	/** d' X'WX d, as the weighted squares of the changes of the fitted values. */
	private static void putCook(final double[] cook, final WeightedRegression full,
		final WeightedRegression part, final VoxelBlock block, final double[] present)
	{
		final int n = block.size();
		final Design design = block.studies().design();
		final double[][] change = new double[design.predictors()][n];
		for (int p = 0; p < change.length; p++)
			for (int j = 0; j < n; j++)
				change[p][j] = full.coefficients()[p][j] - part.coefficients()[p][j];
		final double[] sum = new double[n];
		for (int k = 0; k < block.count(); k++)
			addSquares(full.weights(k), design.basis(k), change, sum);
		for (int j = 0; j < n; j++)
			if (present[j] > 0) cook[j] = sum[j];
	}

	private static void addSquares(final double[] w, final double[] x, final double[][] change,
		final double[] sum) {
		for (int j = 0; j < sum.length; j++) {
			double moved = 0;
			for (int p = 0; p < x.length; p++)
				moved += x[p] * change[p][j];
			sum[j] += w[j] * moved * moved;
		}
	}

	private static void putWeights(final double[][] percent, final WeightedRegression full,
		final VoxelBlock block) {
		final double[] sum = new double[block.size()];
		for (int k = 0; k < percent.length; k++)
			WeightedSums.addScaled(full.weights(k), 1, sum, sum.length);
		for (int k = 0; k < percent.length; k++) {
			final double[] w = full.weights(k);
			for (int j = 0; j < sum.length; j++)
				if (w[j] > 0) percent[k][j] = 100 * w[j] / sum[j];
		}
	}
}
