package org.voxmeta.masker;

import java.util.stream.IntStream;

import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.HighVarianceConfounds;
import org.voxmeta.stats.data.Signals;

/** Finds the confounds of high variance of a series of images, some planes at a time. */
final class VariableVoxels {

	/** Values in some ten megabytes. */
	static final int VALUES = 1 << 22;

	private final GridImage series;
	private final VoxelMask all;
	private final int valuesAtOnce;

	private VariableVoxels(final GridImage series, final int valuesAtOnce) {
		this.series = series;
		this.valuesAtOnce = valuesAtOnce;
		all = VoxelMask.all(series.grid().dimensions());
	}

	/**
	 * The confounds of a series, out of all its voxels.
	 *
	 * @param valuesAtOnce how many are looked at together, but at least a plane's; {@link #VALUES} is a good
	 *          number
	 */
	static Confounds confounds(final GridImage series, final HighVarianceConfounds kind,
		final int valuesAtOnce) {
		final VariableVoxels voxels = new VariableVoxels(series, valuesAtOnce);
		final double[] variances = voxels.variances(kind);
		final double threshold = kind.threshold(variances);
		final int[] chosen = IntStream.range(0, variances.length).filter(j -> variances[j] > threshold).toArray();
		return chosen.length == 0 ? Confounds.none() : kind.components(voxels.series(chosen));
	}

	private double[] variances(final HighVarianceConfounds kind) {
		final double[] variances = new double[all.size()];
		final long[] dims = all.dimensions();
		final int plane = (int) (dims[0] * (dims.length > 1 ? dims[1] : 1));
		final int planes = Math.max(1, valuesAtOnce / plane / series.samples());
		for (int from = 0; from < variances.length; from += planes * plane) {
			final int to = Math.min(variances.length, from + planes * plane);
			final double[] block = kind.variances(series(IntStream.range(from, to).toArray()));
			System.arraycopy(block, 0, variances, from, block.length);
		}
		return variances;
	}

	/** The values of some voxels, T×B. */
	private double[][] series(final int[] voxels) {
		final VoxelSampler sampler = VoxelSampler.of(all.at(voxels));
		final double[][] values = new double[series.samples()][voxels.length];
		for (int t = 0; t < values.length; t++) {
			final Signals.Row row = sampler.transform(series.sample(t));
			row.read(0, voxels.length, values[t]);
		}
		return values;
	}
}
