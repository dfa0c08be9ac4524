package org.voxmeta.masker;

import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.Signals;

/**
 * A signal for each region: a statistic of its voxels' values. Regions may share voxels; back in an image,
 * such a voxel has the mean of its regions' signals.
 */
final class RegionExtraction implements Extraction {

	private final VoxelMask voxels;
	private final int[][] regions;
	private final List<String> names;
	private final RegionStatistic statistic;

	private RegionExtraction(final VoxelMask voxels, final int[][] regions, final List<String> names,
		final RegionStatistic statistic)
	{
		this.voxels = voxels;
		this.regions = regions;
		this.names = names;
		this.statistic = statistic;
	}

	/**
	 * Signals of regions.
	 *
	 * @param dims the grid's size
	 * @param regions each region's voxels, as numbers in the grid; perhaps none
	 */
	static RegionExtraction of(final long[] dims, final List<int[]> regions, final List<String> names,
		final RegionStatistic statistic)
	{
		final Union union = Union.of(dims, regions);
		return new RegionExtraction(union.voxels(), union.regions().toArray(int[][]::new), List.copyOf(names),
			statistic);
	}

	@Override
	public VoxelMask voxels() {
		return voxels;
	}

	@Override
	public int size() {
		return regions.length;
	}

	@Override
	public String name(final int index) {
		return names.get(index);
	}

	@Override
	public boolean averages() {
		return Arrays.stream(regions).anyMatch(region -> region.length > 1);
	}

	@Override
	public Signals.Row signals(final Signals.Row values) {
		final double[] x = new double[values.length()];
		values.read(0, x.length, x);
		final double[] buffer = new double[x.length];
		final double[] signals = new double[regions.length];
		for (int r = 0; r < regions.length; r++) {
			int n = 0;
			for (final int j : regions[r])
				if (!Double.isNaN(x[j])) buffer[n++] = x[j];
			signals[r] = n == 0 ? Double.NaN : statistic.of(buffer, n);
		}
		return new Signals.DoubleRow(signals);
	}

	@Override
	public double[] voxels(final double[] signals) {
		final double[] values = new double[voxels.size()];
		final int[] counts = new int[values.length];
		for (int r = 0; r < regions.length; r++)
			for (final int j : regions[r]) {
				values[j] += signals[r];
				counts[j]++;
			}
		for (int j = 0; j < values.length; j++)
			if (counts[j] > 1) values[j] /= counts[j];
		return values;
	}

	@Override
	public void describe(final Fingerprint fingerprint) {
		fingerprint.add(voxels);
		fingerprint.add(statistic.label());
		for (final int[] region : regions)
			fingerprint.add(region);
	}
}
