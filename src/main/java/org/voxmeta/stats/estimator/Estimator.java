package org.voxmeta.stats.estimator;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * A meta-analytic estimator: a pure function of the studies' values at a voxel, applied to a block of voxels at
 * a time. Implementations are immutable and thread-safe, and are their own specification: options are set by
 * {@code with} methods that return a copy.
 */
public interface Estimator extends Serializable {

	/** The name that people know the estimator by. */
	String name();

	/** The options that decide the numbers, as macro key and value. */
	Map<String, String> options();

	/** The maps this estimator computes. */
	Set<MapKind> maps();

	/**
	 * Fits every voxel of a block. A voxel's values depend on that voxel's data alone, bit for bit. Nothing is
	 * thrown for a voxel that cannot be fitted: its values are NaN, or are replaced by NaN afterwards where it
	 * has too few studies.
	 *
	 * @param block K studies at B voxels
	 * @param maps receives the wanted ones of {@link #maps()}, B values each
	 */
	void fit(VoxelBlock block, MapBlock maps);
}
