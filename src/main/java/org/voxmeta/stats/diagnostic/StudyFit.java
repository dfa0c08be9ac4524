package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.regression.WeightedRegression;

/**
 * What a fit says of one of its studies.
 *
 * @param study the study's name
 * @param fitted the effect that the model expects of such studies
 * @param rstandard distance of its effect from that, in standard errors of that distance
 * @param weight its weight, in percent of all
 * @param blup its true effect as best predicted from its own and the others: its effect, drawn towards
 *          {@code fitted}
 * @param blupSe the standard error of that prediction
 */
public record StudyFit(String study, double fitted, double rstandard, double weight, double blup,
	double blupSe) implements Serializable
{

	/**
	 * The studies of a data set, with the model's own covariances, whatever the adjustment of standard
	 * errors.
	 *
	 * @param data effects and variances
	 * @param tau2 the model's between-study variance
	 */
	public static List<StudyFit> of(final Dataset data, final double tau2) {
		final WeightedRegression fit = WeightedRegression.random(VoxelBlock.of(data.data()),
			new double[] { tau2 });
		double sumW = 0;
		for (int k = 0; k < data.size(); k++)
			sumW += fit.weights(k)[0];
		final List<StudyFit> rows = new ArrayList<>();
		for (int k = 0; k < data.size(); k++) {
			final double v = 1 / data.weight(k);
			final double fitted = fit.fitted(k)[0];
			final double own = tau2 / (tau2 + v);
			final double variance = fit.variance(data.studies().design().basis(k))[0];
			rows.add(new StudyFit(data.names().get(k), fitted,
				(data.effect(k) - fitted) / Math.sqrt((v + tau2) * (1 - fit.leverage(k)[0])),
				100 * fit.weights(k)[0] / sumW, own * data.effect(k) + (1 - own) * fitted,
				Math.sqrt(own * v + (1 - own) * (1 - own) * variance)));
		}
		return List.copyOf(rows);
	}
}
