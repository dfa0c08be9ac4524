package org.voxmeta.stats.diagnostic;

import java.util.Arrays;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** Fits a model again to changed data: many versions of a data set at once, each as a voxel of a block. */
@FunctionalInterface
public interface Refit {

	/** Fits every voxel of a block. */
	void fit(VoxelBlock block, MapBlock maps);

	/** Fits every voxel of a block, and gives the wanted maps. */
	default MapBlock fit(final VoxelBlock block, final Set<MapKind> wanted) {
		final MapBlock maps = new MapBlock(wanted, block.studies().design().terms().size(), block.size(),
			new StudentTails());
		fit(block, maps);
		for (int j = 0; j < block.size(); j++)
			if (maps.reason(j).isFailure()) maps.clear(j);
		return maps;
	}

	/** The K versions of a data set that lack one study each, as a block of K voxels. */
	static VoxelBlock leaveOneOut(final Dataset data) {
		final int studies = data.size();
		final double[][] effects = new double[studies][studies];
		final double[][] weights = new double[studies][studies];
		for (int k = 0; k < studies; k++) {
			Arrays.fill(effects[k], data.effect(k));
			Arrays.fill(weights[k], data.weight(k));
			effects[k][k] = 0;
			weights[k][k] = 0;
		}
		return VoxelBlock.of(data.studies(), effects, weights, studies);
	}

	/** The first study of a data set, its first two, and so on, as a block of K voxels. */
	static VoxelBlock cumulative(final Dataset data) {
		final int studies = data.size();
		final double[][] effects = new double[studies][studies];
		final double[][] weights = new double[studies][studies];
		for (int k = 0; k < studies; k++) {
			Arrays.fill(effects[k], k, studies, data.effect(k));
			Arrays.fill(weights[k], k, studies, data.weight(k));
		}
		return VoxelBlock.of(data.studies(), effects, weights, studies);
	}
}
