package org.voxmeta.stats.estimator;

import java.util.EnumSet;

import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The statistic of any estimator, by fitting the rearranged data anew.
 * <p>
 * What is rearranged are the errors that a model without the tested term leaves: y* = fitted + rearranged
 * error (Freedman and Lane). For the mean of studies that model is 0, and the errors are the effects. An
 * error keeps its variance when it moves. Where studies are missing, those that are there change places in
 * the same order.
 *
 * @see <a href="https://doi.org/10.2307/1391660">Freedman D, Lane D (1983). A nonstochastic interpretation of
 *      reported significance levels. Journal of Business and Economic Statistics 1, 292-298</a>
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2014.01.060">Winkler AM, Ridgway GR, Webster MA, Smith
 *      SM, Nichols TE (2014). Permutation inference for the general linear model. NeuroImage 92, 381-397</a>
 */
final class RefitStatistic implements NullStatistic {

	private final Estimator estimator;
	private final VoxelBlock block;
	private final int term;
	private final StudentTails tails;
	/** Null where it is 0 everywhere. */
	private final double[][] fitted;
	private final double[][] errors;
	private final double[][] effects;
	private final double[][] weights;

	RefitStatistic(final Estimator estimator, final VoxelBlock block, final int term, final StudentTails tails) {
		this.estimator = estimator;
		this.block = block;
		this.term = term;
		this.tails = tails;
		fitted = fittedWithout(term);
		errors = fitted == null ? block.effects() : errors();
		effects = new double[block.count()][block.size()];
		weights = new double[block.count()][];
	}

	@Override
	public int size() {
		return block.size();
	}

	@Override
	public double[] z(final Rearrangement way) {
		if (way.isOfSigns()) flip(way);
		else reorder(way);
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.Z), block.studies().design().terms().size(), size(),
			tails);
		estimator.fit(block.rearranged(effects, weights), maps);
		final double[] z = maps.get(MapKind.Z, term);
		for (int j = 0; j < z.length; j++)
			if (maps.reason(j).isFailure()) z[j] = Double.NaN;
		return z;
	}

	private void flip(final Rearrangement way) {
		for (int k = 0; k < effects.length; k++) {
			final double sign = way.isNegated(k) ? -1 : 1;
			for (int j = 0; j < size(); j++)
				effects[k][j] = sign * errors[k][j];
			addFitted(k);
			weights[k] = block.weights()[k];
		}
	}

	private void reorder(final Rearrangement way) {
		if (!block.isComplete()) {
			for (int j = 0; j < size(); j++)
				reorder(way, j);
		}
		else for (int k = 0; k < effects.length; k++) {
			System.arraycopy(errors[way.source(k)], 0, effects[k], 0, size());
			weights[k] = block.weights()[way.source(k)];
		}
		for (int k = 0; k < effects.length; k++)
			addFitted(k);
	}

	/**
	 * The errors of the studies that a voxel has, in their new order, go to these studies one after the other.
	 */
	private void reorder(final Rearrangement way, final int j) {
		int source = -1;
		for (int k = 0; k < effects.length; k++) {
			if (weights[k] == null || weights[k].length < size()) weights[k] = new double[size()];
			if (!(block.weights()[k][j] > 0)) {
				effects[k][j] = weights[k][j] = 0;
				continue;
			}
			do {
				source++;
			}
			while (!(block.weights()[way.source(source)][j] > 0));
			effects[k][j] = errors[way.source(source)][j];
			weights[k][j] = block.weights()[way.source(source)][j];
		}
	}

	/** 0 where the study is missing, so that nothing is added there. */
	private void addFitted(final int k) {
		if (fitted == null) return;
		for (int j = 0; j < size(); j++)
			effects[k][j] += fitted[k][j];
	}

	private double[][] errors() {
		final double[][] rest = new double[block.count()][size()];
		for (int k = 0; k < rest.length; k++)
			for (int j = 0; j < size(); j++)
				rest[k][j] = block.weights()[k][j] > 0 ? block.effects()[k][j] - fitted[k][j] : 0;
		return rest;
	}

	/**
	 * The fit of a model in which the term is 0, K×B, 0 where a study is missing; null if it has no column left.
	 */
	private double[][] fittedWithout(final int without) {
		final Studies studies = block.studies();
		if (studies.design().predictors() == 1) return null;
		final ReducedDesign reduced = ReducedDesign.without(studies.design(), without);
		final MapBlock maps = new MapBlock(EnumSet.of(MapKind.EST), reduced.design().terms().size(), size(), tails);
		estimator.fit(block.with(studies.with(reduced.design())), maps);
		final double[][] fit = new double[block.count()][size()];
		for (int k = 0; k < fit.length; k++) {
			for (int p = 0; p < reduced.design().predictors(); p++) {
				final double x = reduced.design().row(k)[p];
				final double[] coefficient = maps.get(MapKind.EST, p);
				for (int j = 0; j < size(); j++)
					fit[k][j] += x * coefficient[j];
			}
			for (int j = 0; j < size(); j++)
				if (!(block.weights()[k][j] > 0)) fit[k][j] = 0;
		}
		return fit;
	}
}
