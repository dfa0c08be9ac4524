package org.voxmeta.stats.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.Signals;

/**
 * Finds studies whose effects and variances do not belong together: effect / &radic;variance, a t statistic,
 * has about the same typical size in studies of whatever units. Where it is odd, mistakes that explain it are
 * named.
 */
public final class RatioCheck {

	/** Fewer voxels tell nothing. */
	private static final int LEAST_VOXELS = 20;
	/** So far from the others, on the logarithmic scale, a ratio is odd if a mistake explains it. */
	private static final double ODD = Math.log(4);
	/** So far it is odd anyway. */
	private static final double VERY_ODD = Math.log(10);
	/** So near to the others a ratio is usual. */
	private static final double USUAL = Math.log(3);
	private static final double OUTLIER = 5;
	/** Typical sizes of real studies' t statistics differ by at least this, on the logarithmic scale. */
	private static final double LEAST_SPREAD = 0.3;
	/** Noise alone has a typical |t| of 0.67. */
	private static final double TOO_SMALL = 0.05;

	private final double[] ratios;
	private final double[] ofErrors;
	private final double[] ofVariances;
	private final double[] effects;
	private final boolean[] isError;

	private RatioCheck(final int studies, final boolean[] isError) {
		ratios = new double[studies];
		ofErrors = new double[studies];
		ofVariances = new double[studies];
		effects = new double[studies];
		this.isError = isError;
	}

	/**
	 * What may be wrong.
	 *
	 * @param effects K×V, NaN where missing
	 * @param variances sampling variances, K×V, NaN where missing
	 * @param isError whether a study's variances are squares of standard errors
	 */
	public static List<Finding> of(final Signals effects, final Signals variances, final boolean[] isError) {
		final RatioCheck check = new RatioCheck(effects.studies(), isError);
		for (int k = 0; k < effects.studies(); k++)
			check.read(k, Values.all(effects.row(k)), Values.all(variances.row(k)));
		return check.findings();
	}

	private void read(final int k, final double[] effect, final double[] variance) {
		final double[] plain = new double[effect.length];
		final double[] errors = new double[effect.length];
		final double[] variances = new double[effect.length];
		final double[] sizes = new double[effect.length];
		for (int j = 0; j < effect.length; j++) {
			final double root = Math.sqrt(variance[j]);
			sizes[j] = Math.abs(effect[j]) + 0 * root;
			plain[j] = sizes[j] / root;
			errors[j] = sizes[j] / variance[j];
			variances[j] = sizes[j] / Math.sqrt(root);
		}
		ratios[k] = logMedian(plain);
		ofErrors[k] = logMedian(errors);
		ofVariances[k] = logMedian(variances);
		effects[k] = logMedian(sizes);
	}

	private static double logMedian(final double[] values) {
		final double[] present = Values.present(values);
		return present.length < LEAST_VOXELS ? Double.NaN : Math.log(Values.median(present));
	}

	private List<Finding> findings() {
		final List<Finding> findings = new ArrayList<>();
		for (int k = 0; k < ratios.length; k++)
			if (Values.countBut(ratios, k) > 1) add(k, findings);
		final double all = Math.exp(Values.median(Values.present(ratios)));
		if (findings.isEmpty() && all < TOO_SMALL) findings.add(Finding.of(Alarm.ODD_RATIO, -1, all, Double.NaN));
		return findings;
	}

	private void add(final int k, final List<Finding> findings) {
		final double usual = Values.medianBut(ratios, k);
		final double distance = Math.abs(ratios[k] - usual);
		if (!(distance > Math.max(ODD, OUTLIER * Math.max(LEAST_SPREAD, Values.spreadBut(ratios, k))))) return;
		final double[] explained = { isError[k] ? Double.NaN : ofErrors[k], isError[k] ? ofVariances[k]
			: Double.NaN, effects[k] };
		final Alarm[] alarms = { Alarm.RATIO_OF_ERRORS, Alarm.RATIO_OF_VARIANCES, Alarm.RATIO_OF_STATISTICS };
		Alarm alarm = distance > VERY_ODD ? Alarm.ODD_RATIO : null;
		double nearest = USUAL;
		for (int i = 0; i < explained.length; i++) {
			if (!(Math.abs(explained[i] - usual) < nearest)) continue;
			nearest = Math.abs(explained[i] - usual);
			alarm = alarms[i];
		}
		if (alarm != null) findings.add(Finding.of(alarm, k, Math.exp(ratios[k]), Math.exp(usual)));
	}
}
