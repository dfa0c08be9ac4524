package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.CoefficientTest;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** The maps of combination tests. z, p and -log10 p come of one logarithm, so that none of them underflows first. */
final class CombinedMaps {

	static final Set<MapKind> KINDS = Set.copyOf(EnumSet.of(MapKind.Z, MapKind.P, MapKind.LOGP, MapKind.DOF));

	private static final double NEPERS_TO_DECADES = -1 / Math.log(10);

	private CombinedMaps() {
	}

	/** Puts the number of independent groups less 1, and says which voxels have too few. */
	static void putGroups(final VoxelBlock block, final MapBlock maps) {
		Ranks.explain(block, maps);
		final double[] dof = maps.get(MapKind.DOF);
		if (dof == null) return;
		if (block.isComplete()) Arrays.fill(dof, block.studies().groupCount() - 1);
		else Arrays.setAll(dof, j -> Ranks.groups(block, j) - 1);
	}

	/** Puts the test of combined z values. */
	static void putDeviates(final CombinationMode mode, final double[] z, final MapBlock maps) {
		if (mode == CombinationMode.CONCORDANT) {
			final double[] one = new double[maps.size()];
			Arrays.fill(one, 1);
			CoefficientTest.normal(z, one, 0, maps);
			return;
		}
		final double[] log = new double[maps.size()];
		Arrays.setAll(log, j -> NormalTail.logUpper(z[j]));
		put(z, log, maps);
	}

	/** Puts the test of a statistic that has no sign of its own. */
	static void putTails(final CombinationMode mode, final LogTails tails, final MapBlock maps) {
		final double[] log = tails.upper();
		final double[] z = new double[maps.size()];
		if (mode == CombinationMode.CONCORDANT) {
			// twice the smaller of two p values, which is 1 where neither is below 1/2
			for (int j = 0; j < z.length; j++)
				log[j] = Math.min(0, log[j] - LogTails.LOG_HALF);
			NormalTail.zOfLogTwoSided(log, z, z.length);
			for (int j = 0; j < z.length; j++)
				z[j] *= tails.sign()[j];
		}
		// from the smaller tail, as ln p underflows where p is near 1
		else Arrays.setAll(z, j -> log[j] > LogTails.LOG_HALF ? -NormalTail.zOfLogUpper(tails.lower()[j])
			: NormalTail.zOfLogUpper(log[j]));
		put(z, log, maps);
	}

	private static void put(final double[] z, final double[] log, final MapBlock maps) {
		maps.put(MapKind.Z, z);
		final double[] p = maps.get(MapKind.P);
		if (p != null) Arrays.setAll(p, j -> Math.exp(log[j]));
		final double[] decades = maps.get(MapKind.LOGP);
		// 0 - keeps p = 1 at 0 instead of -0
		if (decades != null) Arrays.setAll(decades, j -> 0 + log[j] * NEPERS_TO_DECADES);
	}
}
