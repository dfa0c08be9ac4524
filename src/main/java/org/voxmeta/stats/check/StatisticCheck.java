package org.voxmeta.stats.check;

import java.util.Optional;

import org.voxmeta.stats.data.Signals;

/**
 * Whether the maps of one study belong together: the same signs, and t as the effect over its standard error.
 */
public final class StatisticCheck {

	private static final int LEAST_VOXELS = 20;
	/** Rounding turns the sign of few values. */
	private static final double FEW = 0.05;
	/** Maps that follow from each other are typically as near as this. */
	private static final double ROUNDING = 0.05;

	private StatisticCheck() {
	}

	/**
	 * What may be wrong with two maps of a study that should have the same sign everywhere, as effect, t and z.
	 *
	 * @param study its number, for the finding
	 * @param first V values, NaN where missing
	 * @param second V values, NaN where missing
	 */
	public static Optional<Finding> signs(final int study, final Signals.Row first, final Signals.Row second) {
		final double[] a = Values.all(first);
		final double[] b = Values.all(second);
		int both = 0;
		int different = 0;
		int equal = 0;
		for (int j = 0; j < a.length; j++) {
			if (Double.isNaN(a[j] + b[j])) continue;
			both++;
			if (a[j] * b[j] < 0) different++;
			if (a[j] == b[j]) equal++;
		}
		if (both < LEAST_VOXELS) return Optional.empty();
		if (equal == both) return Optional.of(Finding.of(Alarm.SAME_KIND, study, Double.NaN, Double.NaN));
		return different <= FEW * both ? Optional.empty() : Optional.of(Finding.of(Alarm.SIGNS_DIFFER, study,
			(double) different / both, 0));
	}

	/**
	 * What may be wrong with a study's t, as far as its size goes, beside effects and variances.
	 *
	 * @param study its number, for the finding
	 * @param effect V values, NaN where missing
	 * @param variance V values, NaN where missing
	 * @param isError whether the variances are squares of standard errors
	 * @param statistic t, V values, NaN where missing
	 */
	public static Optional<Finding> ratio(final int study, final Signals.Row effect, final Signals.Row variance,
		final boolean isError, final Signals.Row statistic)
	{
		final double[] y = Values.all(effect);
		final double[] v = Values.all(variance);
		final double[] t = Values.all(statistic);
		if (isProduct(t, y, v, 0.5)) return Optional.empty();
		final double factor = Values.median(Values.present(factors(t, y, v, 0.5)));
		if (Double.isNaN(factor)) return Optional.empty();
		final Alarm alarm = !isError && isProduct(t, y, v, 1) ? Alarm.RATIO_TO_ERRORS : isError && isProduct(t, y,
			v, 0.25) ? Alarm.RATIO_TO_VARIANCES : Alarm.NOT_THE_RATIO;
		return Optional.of(Finding.of(alarm, study, factor, 1));
	}

	/** Whether |t| is typically |y| / v^power; too few voxels tell nothing against it. */
	private static boolean isProduct(final double[] t, final double[] y, final double[] v, final double power) {
		final double[] errors = Values.present(factors(t, y, v, power));
		if (errors.length < LEAST_VOXELS) return true;
		for (int j = 0; j < errors.length; j++)
			errors[j] = Math.abs(errors[j] - 1);
		return Values.median(errors) <= ROUNDING;
	}

	private static double[] factors(final double[] t, final double[] y, final double[] v, final double power) {
		final double[] factors = new double[t.length];
		for (int j = 0; j < factors.length; j++)
			factors[j] = Math.abs(t[j] / y[j]) * Math.pow(v[j], power);
		return factors;
	}
}
