package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapKind;

/**
 * What one study does to a fit, from the fit without it. Where the other studies do not determine the fit,
 * all but the leverage and the weight are NaN. The covariances are those of the model, 1 / sum w for a mean,
 * whatever the adjustment of standard errors.
 *
 * @param study the study's name
 * @param rstudent its residual from the fit without it, in standard errors
 * @param dffits change of its fitted value, in standard errors
 * @param cook Cook's distance: change of all coefficients
 * @param covRatio generalised variance of the coefficients without the study, by that with it
 * @param tau2 between-study variance without it
 * @param q Q without it
 * @param hat its leverage
 * @param weight its weight, in percent of all
 * @param dfbetas change of each coefficient, in standard errors
 * @see <a href="https://doi.org/10.1002/jrsm.11">Viechtbauer W, Cheung MWL (2010). Outlier and influence
 *      diagnostics for meta-analysis. Research Synthesis Methods 1, 112-125</a>
 */
public record Influence(String study, double rstudent, double dffits, double cook, double covRatio,
	double tau2, double q, double hat, double weight, List<Double> dfbetas) implements Serializable
{

	/**
	 * The influence of every study of a data set.
	 *
	 * @param model fits the model
	 * @param data effects and variances
	 * @param tau2 the model's between-study variance for all studies
	 */
	public static List<Influence> of(final Refit model, final Dataset data, final double tau2) {
		final VoxelBlock all = VoxelBlock.of(data.data());
		final VoxelBlock without = Refit.leaveOneOut(data);
		final double[] tau2Without = model.fit(without, EnumSet.of(MapKind.TAU2)).get(MapKind.TAU2);
		final WeightedRegression full = WeightedRegression.random(all, new double[] { tau2 });
		final WeightedRegression part = WeightedRegression.random(without, tau2Without);
		final double[] qWithout = WeightedRegression.fixed(without).residualSquares();
		final double sumW = sum(full, data.size());

		final List<Influence> rows = new ArrayList<>();
		for (int k = 0; k < data.size(); k++) {
			final double[] x = data.studies().design().basis(k);
			final double v = 1 / data.weight(k);
			final double predicted = part.estimate(x)[k];
			final double hat = full.leverage(k)[0];
			final double[] change = change(full, part, k);
			rows.add(new Influence(data.names().get(k), //
				(data.effect(k) - predicted) / Math.sqrt(v + tau2Without[k] + part.variance(x)[k]), //
				(full.fitted(k)[0] - predicted) / Math.sqrt(hat * (v + tau2Without[k])), //
				cook(full, data, change), determinant(data, tau2, -1) / determinant(data, tau2Without[k], k),
				tau2Without[k], Double.isNaN(tau2Without[k]) ? Double.NaN : qWithout[k], hat,
				100 * full.weights(k)[0] / sumW, dfbetas(all, data, change, tau2Without[k])));
		}
		return List.copyOf(rows);
	}

	private static double sum(final WeightedRegression fit, final int studies) {
		double sum = 0;
		for (int k = 0; k < studies; k++)
			sum += fit.weights(k)[0];
		return sum;
	}

	private static double[] change(final WeightedRegression full, final WeightedRegression part, final int k)
	{
		final double[] change = new double[full.coefficients().length];
		Arrays.setAll(change, p -> full.coefficients()[p][0] - part.coefficients()[p][k]);
		return change;
	}

	/** d' X'WX d, as the weighted squares of the changes of the fitted values. */
	private static double cook(final WeightedRegression full, final Dataset data, final double[] change) {
		double sum = 0;
		for (int k = 0; k < data.size(); k++) {
			final double moved = dot(data.studies().design().basis(k), change);
			sum += full.weights(k)[0] * moved * moved;
		}
		return sum;
	}

	/** The determinant of X'WX, over all studies but one. */
	private static double determinant(final Dataset data, final double tau2, final int without) {
		final Design design = data.studies().design();
		if (Double.isNaN(tau2)) return Double.NaN;
		final double[][] product = new double[design.predictors()][design.predictors()];
		for (int k = 0; k < data.size(); k++) {
			if (k == without) continue;
			final double w = 1 / (1 / data.weight(k) + tau2);
			final double[] x = design.basis(k);
			for (int p = 0; p < x.length; p++)
				for (int q = 0; q < x.length; q++)
					product[p][q] += w * x[p] * x[q];
		}
		return new LUDecomposition(new Array2DRowRealMatrix(product, false)).getDeterminant();
	}

	private static List<Double> dfbetas(final VoxelBlock all, final Dataset data, final double[] change,
		final double tau2)
	{
		final WeightedRegression fit = WeightedRegression.random(all, new double[] { tau2 });
		final Design design = data.studies().design();
		final List<Double> dfbetas = new ArrayList<>();
		for (final Term term : design.terms().subList(0, design.predictors())) {
			final double[] weights = design.inBasis(term.weights());
			dfbetas.add(dot(weights, change) / Math.sqrt(fit.variance(weights)[0]));
		}
		return List.copyOf(dfbetas);
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int p = 0; p < a.length; p++)
			sum += a[p] * b[p];
		return sum;
	}
}
