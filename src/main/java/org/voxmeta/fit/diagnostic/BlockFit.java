package org.voxmeta.fit.diagnostic;

import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Fits blocks as single data sets are fitted: a voxel has the result that the estimator gives for as few
 * studies as it has, be it one. Thread-safe.
 */
final class BlockFit {

	private final Estimator prepared;
	private final Set<MapKind> wanted;
	private final StudentTails tails = new StudentTails();

	BlockFit(final Estimator prepared, final Set<MapKind> wanted) {
		this.prepared = prepared;
		this.wanted = wanted;
	}

	/** The t distributions that all blocks share. */
	StudentTails tails() {
		return tails;
	}

	/** The wanted maps, NaN where there is no result. */
	MapBlock of(final VoxelBlock block) {
		final MapBlock maps = new MapBlock(wanted, block.studies().design().terms().size(), block.size(), tails);
		prepared.fit(block, maps);
		for (int j = 0; j < block.size(); j++)
			if (block.counts()[j] == 0 || maps.reason(j).isFailure()) maps.clear(j);
		return maps;
	}
}
