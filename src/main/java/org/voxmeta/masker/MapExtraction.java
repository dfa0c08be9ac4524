package org.voxmeta.masker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Signals;

/**
 * A signal for each of several maps of weights, which may overlap: the least squares solution b of x = W b,
 * with x the n voxels' values and W the maps, n×V. Back in an image, signals are W b.
 */
final class MapExtraction implements Extraction {

	private final VoxelMask voxels;
	private final List<String> names;
	private final MapWeights weights;
	private final LeastSquares solver;

	private MapExtraction(final VoxelMask voxels, final MapWeights weights, final List<String> names) {
		this.voxels = voxels;
		this.names = names;
		this.weights = weights;
		solver = new LeastSquares(weights.notEmpty());
	}

	/**
	 * Signals of maps.
	 *
	 * @param dims the grid's size
	 * @param voxels where each map is not 0, as numbers in the grid, ascending; maps without any have the signal
	 *          NaN
	 * @param weights each map's weights there
	 * @throws IllegalArgumentException if a map is a combination of others
	 */
	static MapExtraction of(final long[] dims, final List<int[]> voxels, final List<double[]> weights,
		final List<String> names)
	{
		final Union union = Union.of(dims, voxels);
		final MapExtraction maps = new MapExtraction(union.voxels(), new MapWeights(union.regions(), List.copyOf(
			weights)), List.copyOf(names));
		if (maps.solver.dependent() >= 0) throw new IllegalArgumentException("Maps: map " + maps.nameOfNotEmpty(
			maps.solver.dependent()) + " is a combination of those before it, wanted maps that can be told apart");
		return maps;
	}

	@Override
	public VoxelMask voxels() {
		return voxels;
	}

	@Override
	public int size() {
		return weights.size();
	}

	@Override
	public String name(final int index) {
		return names.get(index);
	}

	@Override
	public boolean averages() {
		return true;
	}

	@Override
	public Signals.Row signals(final Signals.Row values) {
		final double[] x = new double[values.length()];
		values.read(0, x.length, x);
		final boolean complete = Arrays.stream(x).noneMatch(Double::isNaN);
		// missing voxels are equations that are not there
		final MapWeights used = complete ? weights : weights.where(x);
		final LeastSquares least = complete ? solver : new LeastSquares(used.notEmpty());
		final double[] signals = new double[weights.size()];
		Arrays.fill(signals, Double.NaN);
		if (least.dependent() >= 0) return new Signals.DoubleRow(signals);
		final double[] solution = least.solve(x);
		int solved = 0;
		for (int r = 0; r < signals.length; r++)
			if (!used.isEmpty(r)) signals[r] = solution[solved++];
		return new Signals.DoubleRow(signals);
	}

	@Override
	public double[] voxels(final double[] signals) {
		final double[] values = new double[voxels.size()];
		for (int r = 0; r < signals.length; r++)
			weights.addTo(values, r, signals[r]);
		return values;
	}

	@Override
	public void describe(final Fingerprint fingerprint) {
		fingerprint.add(voxels);
		weights.describe(fingerprint);
	}

	private String nameOfNotEmpty(final int index) {
		return names.get(IntStream.range(0, size()).filter(r -> !weights.isEmpty(r)).skip(index).findFirst()
			.orElseThrow());
	}
}
