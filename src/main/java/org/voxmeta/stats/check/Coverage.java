package org.voxmeta.stats.check;

import java.util.Arrays;
import java.util.BitSet;

import org.voxmeta.stats.data.Signals;

/**
 * Which voxels which of K studies have. A study has a voxel if all its maps have; one without maps has none.
 * Not thread-safe while maps are added.
 */
public final class Coverage {

	private final BitSet[] covered;
	private final int voxels;

	/** No map of K studies of V voxels yet. */
	public Coverage(final int studies, final int voxels) {
		covered = new BitSet[studies];
		this.voxels = voxels;
	}

	/**
	 * Adds one map of a study.
	 *
	 * @param map V values, NaN where missing
	 * @param positive whether values below 0 are missing as well, as of variances
	 */
	public void add(final int study, final Signals.Row map, final boolean positive) {
		final BitSet present = new BitSet(voxels);
		final double[] values = Values.all(map);
		for (int j = 0; j < values.length; j++)
			if (!(Double.isNaN(values[j]) || positive && values[j] < 0)) present.set(j);
		if (covered[study] == null) covered[study] = present;
		else covered[study].and(present);
	}

	/** The number of voxels that a study has. */
	public int voxels(final int study) {
		return covered[study] == null ? 0 : covered[study].cardinality();
	}

	/** The number of studies that have each voxel, V. */
	public double[] counts() {
		final double[] counts = new double[voxels];
		for (final BitSet study : covered)
			if (study != null) study.stream().forEach(j -> counts[j]++);
		return counts;
	}

	/** The number of voxels that any study has. */
	public int union() {
		return (int) Arrays.stream(counts()).filter(count -> count > 0).count();
	}

	/** The number of voxels that all studies with maps have. */
	public int intersection() {
		final long studies = Arrays.stream(covered).filter(study -> study != null).count();
		return (int) Arrays.stream(counts()).filter(count -> count > 0 && count == studies).count();
	}

	/** The number of voxels that each study alone of those with maps lacks, K. */
	public int[] lackedAlone() {
		final double[] counts = counts();
		final long studies = Arrays.stream(covered).filter(study -> study != null).count();
		final int[] alone = new int[covered.length];
		for (int k = 0; k < alone.length; k++)
			for (int j = 0; covered[k] != null && j < voxels; j++)
				if (counts[j] == studies - 1 && counts[j] > 0 && !covered[k].get(j)) alone[k]++;
		return alone;
	}
}
