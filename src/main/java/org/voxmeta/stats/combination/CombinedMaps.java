package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.CoefficientTest;
import org.voxmeta.stats.inference.SignificanceMaps;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.regression.Ranks;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** What the maps of combination tests have in common. */
final class CombinedMaps {

	static final Set<MapKind> KINDS = Set.copyOf(EnumSet.of(MapKind.Z, MapKind.P, MapKind.LOGP, MapKind.DOF));

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
		SignificanceMaps.put(z, log, maps);
	}
}
