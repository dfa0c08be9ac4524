package org.voxmeta.stats.check;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.voxmeta.stats.data.Signals;

/**
 * Made-up studies of a small volume: blobs and a slope that all share, smooth differences among studies,
 * smooth noise that is less in larger studies, a gain of each study, and sampling variances that vary over
 * the volume and are estimated. Arrays are [study][voxel], first axis fastest; mistakes are made by changing
 * them.
 */
final class SimulatedMaps {

	final double[][] effects;
	final double[][] variances;
	final int[] subjects;

	private final int[] dims;
	private final Random random;

	/** How strong the shared effect is, how wide the smoothing, in voxels, and the size of the volume. */
	record Setting(double signal, int width, int... dims) {
	}

	private SimulatedMaps(final int studies, final Setting setting, final long seed) {
		dims = setting.dims();
		random = new Random(seed);
		effects = new double[studies][];
		variances = new double[studies][];
		subjects = random.doubles(studies, Math.log(8), Math.log(45)).mapToInt(log ->
			(int) Math.exp(log)).toArray();
		final double[] blobs = field(setting.width() + 2);
		final double[] slope = field(dims[0]);
		final double[] pattern = field(setting.width() + 2);
		for (int k = 0; k < studies; k++)
			simulate(k, setting, blobs, slope, pattern);
	}

	static SimulatedMaps of(final int studies, final Setting setting, final long seed) {
		return new SimulatedMaps(studies, setting, seed);
	}

	private void simulate(final int k, final Setting setting, final double[] blobs, final double[] slope,
		final double[] pattern)
	{
		final double gain = Math.exp(0.2 * random.nextGaussian());
		final double[] own = field(setting.width() + 2);
		final double[] noise = field(setting.width());
		final double[] estimate = field(setting.width());
		effects[k] = new double[blobs.length];
		variances[k] = new double[blobs.length];
		for (int j = 0; j < blobs.length; j++) {
			final double se = Math.exp(0.3 * pattern[j]) / Math.sqrt(subjects[k]);
			final double shared = setting.signal() * (Math.max(0, blobs[j] - 0.5) + 0.3 * slope[j]);
			effects[k][j] = gain * (shared + 0.2 * own[j] + se * noise[j]);
			variances[k][j] = gain * gain * se * se * Math.exp(Math.sqrt(2.0 / (subjects[k] - 1)) * estimate[j]);
		}
	}

	/** The effects over their standard errors. */
	double[][] statistics() {
		final double[][] t = new double[effects.length][];
		for (int k = 0; k < t.length; k++) {
			t[k] = new double[effects[k].length];
			for (int j = 0; j < t[k].length; j++)
				t[k][j] = effects[k][j] / Math.sqrt(variances[k][j]);
		}
		return t;
	}

	static void change(final double[] map, final DoubleUnaryOperator change) {
		for (int j = 0; j < map.length; j++)
			map[j] = change.applyAsDouble(map[j]);
	}

	Signals effectSignals() {
		return Signals.of(effects);
	}

	Signals varianceSignals() {
		return Signals.of(variances);
	}

	/** Noise with standard deviation 1, smoothed by three running means of some width along each axis. */
	private double[] field(final int width) {
		int size = 1;
		for (final int d : dims)
			size *= d;
		double[] values = random.doubles(size).map(u -> Math.sqrt(12) * (u - 0.5)).toArray();
		int stride = 1;
		for (final int d : dims) {
			for (int pass = 0; pass < 3; pass++)
				values = smooth(values, d, stride, Math.max(1, (2 * width + 2) / 5));
			stride *= d;
		}
		double sum = 0;
		double squares = 0;
		for (final double value : values) {
			sum += value;
			squares += value * value;
		}
		final double mean = sum / size;
		final double sd = Math.sqrt(squares / size - mean * mean);
		change(values, value -> value / sd);
		return values;
	}

	/** A running mean along each line of an axis, whose ends meet. */
	private static double[] smooth(final double[] values, final int length, final int stride, final int width) {
		final double[] smoothed = new double[values.length];
		for (int start = 0; start < values.length; start++) {
			if (start / stride % length != 0) continue;
			double sum = 0;
			for (int at = 0; at < width; at++)
				sum += values[start + at % length * stride];
			for (int at = 0; at < length; at++) {
				smoothed[start + at * stride] = sum / width;
				sum += values[start + (at + width) % length * stride] - values[start + at * stride];
			}
		}
		return smoothed;
	}
}
