package org.voxmeta.stats.estimator;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

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

	/** Those options, and the ones that decide the numbers only for studies like these, such as studies in groups. */
	default Map<String, String> options(final Studies studies) {
		return options();
	}

	/** What it needs of every study: one kind of map, perhaps variances, perhaps sample sizes. */
	Set<Need> needs();

	/** The maps this estimator computes. */
	Set<MapKind> maps();

	/**
	 * Checks that studies can be fitted, whatever their maps are.
	 *
	 * @throws IllegalArgumentException if the estimator cannot work with this design, these groups, or without
	 *            sample sizes
	 */
	void check(Studies studies);

	/**
	 * Fits every voxel of a block. A voxel's values depend on that voxel's data alone, bit for bit. Nothing is
	 * thrown for a voxel that cannot be fitted: its values are NaN, with a {@link Reason} where it is not the
	 * plain lack of studies, or are replaced by NaN afterwards where it has too few studies.
	 *
	 * @param block K studies at B voxels
	 * @param maps receives the wanted ones of {@link #maps()}, B values each
	 */
	void fit(VoxelBlock block, MapBlock maps);
}
