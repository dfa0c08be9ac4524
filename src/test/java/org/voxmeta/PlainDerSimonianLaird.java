package org.voxmeta;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.voxmeta.stats.kernel.NormalTail;

/** DerSimonian-Laird with Wald tests for one voxel, written as in the paper: to compare the fast fit with. */
public final class PlainDerSimonianLaird {

	public final int k;
	public final double tau2;
	public final double est;
	public final double se;
	public final double z;
	public final double p;

	/** Fits one voxel; NaN = missing. */
	public PlainDerSimonianLaird(final double[] effects, final double[] variances) {
		final int[] valid = IntStream.range(0, effects.length)
			.filter(i -> Double.isFinite(effects[i]) && Double.isFinite(variances[i]))
			.filter(i -> variances[i] > 5.421010862427522e-20)
			.toArray();
		final double[] y = Arrays.stream(valid).mapToDouble(i -> effects[i]).toArray();
		final double[] v = Arrays.stream(valid).mapToDouble(i -> variances[i]).toArray();
		k = valid.length;
		final double w1 = sum(i -> 1 / v[i]);
		final double w2 = sum(i -> 1 / (v[i] * v[i]));
		final double mean = sum(i -> y[i] / v[i]) / w1;
		final double q = sum(i -> (y[i] - mean) * (y[i] - mean) / v[i]);
		tau2 = Math.max(0, (q - (k - 1)) / (w1 - w2 / w1));
		final double w = sum(i -> 1 / (v[i] + tau2));
		est = sum(i -> y[i] / (v[i] + tau2)) / w;
		se = 1 / Math.sqrt(w);
		z = est / se;
		p = Math.exp(NormalTail.logTwoSided(z));
	}

	private double sum(final IntToDoubleFunction term) {
		return IntStream.range(0, k).mapToDouble(term).sum();
	}
}
