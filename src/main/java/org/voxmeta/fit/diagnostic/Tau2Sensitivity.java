package org.voxmeta.fit.diagnostic;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * How much depends on the way in which tau2 is estimated: the largest less the smallest value of several
 * estimators, at each voxel. An estimator without a result at a voxel does not count there. Immutable,
 * thread-safe.
 */
public final class Tau2Sensitivity {

	private static final String STAGE = "comparing estimators of tau2";
	private static final Set<MapKind> KINDS = EnumSet.of(MapKind.EST, MapKind.Z, MapKind.TAU2);

	private final List<Estimator> estimators;

	private Tau2Sensitivity(final List<Estimator> estimators) {
		this.estimators = estimators;
	}

	/**
	 * The comparison of some estimators.
	 *
	 * @throws IllegalArgumentException if they are fewer than 2
	 */
	public static Tau2Sensitivity of(final List<? extends Estimator> estimators) {
		if (estimators.size() < 2) throw new IllegalArgumentException("Estimators of tau2: got " + estimators.size()
			+ ", wanted 2 or more");
		return new Tau2Sensitivity(List.copyOf(estimators));
	}

	/**
	 * Fits all of them to each voxel.
	 *
	 * @throws IllegalArgumentException if an estimator cannot work with such studies
	 * @throws CancellationException if the progress says so
	 */
	public Ranges of(final Voxels voxels, final Progress progress) {
		final List<BlockFit> fits = new ArrayList<>();
		for (final Estimator estimator : estimators) {
			estimator.check(voxels.data().studies());
			fits.add(new BlockFit(estimator.prepare(voxels.data()), KINDS));
		}
		final int terms = voxels.data().studies().design().terms().size();
		final Ranges ranges = new Ranges(maps(voxels, terms), maps(voxels, terms), voxels.map());
		voxels.forEach(STAGE, progress, (from, block, pulse) -> {
			final List<MapBlock> maps = new ArrayList<>();
			for (final BlockFit fit : fits) {
				pulse.run();
				maps.add(fit.of(block));
			}
			final int n = block.size();
			for (int t = 0; t < terms; t++) {
				voxels.put(from, range(maps, MapKind.EST, t, n), n, ranges.estimate[t]);
				voxels.put(from, range(maps, MapKind.Z, t, n), n, ranges.z[t]);
			}
			voxels.put(from, range(maps, MapKind.TAU2, 0, n), n, ranges.tau2);
		});
		return ranges;
	}

	private static double[][] maps(final Voxels voxels, final int terms) {
		final double[][] maps = new double[terms][];
		for (int t = 0; t < terms; t++)
			maps[t] = voxels.map();
		return maps;
	}

	private static double[] range(final List<MapBlock> maps, final MapKind kind, final int term, final int n) {
		final double[] range = new double[n];
		for (int j = 0; j < n; j++) {
			double min = Double.NaN;
			double max = Double.NaN;
			for (final MapBlock map : maps) {
				final double value = map.get(kind, term)[j];
				if (value < min || Double.isNaN(min)) min = value;
				if (value > max || Double.isNaN(max)) max = value;
			}
			range[j] = max - min;
		}
		return range;
	}

	/**
	 * Largest less smallest values; not to be changed.
	 *
	 * @param estimate of each term, T×V, NaN where no estimator has a result
	 * @param z of each term, T×V
	 * @param tau2 V
	 */
	public record Ranges(double[][] estimate, double[][] z, double[] tau2) {
	}
}
