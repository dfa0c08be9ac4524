package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.List;

import org.voxmeta.stats.data.VoxelBlock;

/**
 * What K studies have at one place.
 *
 * @param names their names
 * @param quantity what the values are, for an axis
 * @param effects effects or statistics, NaN where missing; not copied
 * @param variances their variances, NaN where missing; all NaN where none are needed; not copied
 * @param hasVariances whether variances are needed
 */
record LocalStudies(List<String> names, String quantity, double[] effects, double[] variances,
	boolean hasVariances)
{

	/** Studies without any data. */
	static LocalStudies none(final List<String> names, final String quantity, final boolean hasVariances) {
		final double[] nothing = new double[names.size()];
		Arrays.fill(nothing, Double.NaN);
		return new LocalStudies(names, quantity, nothing, nothing, hasVariances);
	}

	/** What a study lacks; empty if nothing. A fit goes by the same rules, see {@link VoxelBlock}. */
	String lack(final int k) {
		final boolean isEffect = Double.isFinite(effects[k]);
		if (!hasVariances) return isEffect ? "" : "no value";
		final boolean isVariance = variances[k] > VoxelBlock.MIN_VARIANCE && variances[k] <= Double.MAX_VALUE;
		if (isEffect && isVariance) return "";
		if (isEffect) return variances[k] < 0 ? "variance below 0" : "no variance";
		return isVariance ? "no effect" : "no data";
	}
}
