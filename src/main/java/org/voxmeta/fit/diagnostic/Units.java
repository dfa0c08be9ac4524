package org.voxmeta.fit.diagnostic;

import java.util.stream.IntStream;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;

/** What is left out, one after the other: each study, or each group of studies. Immutable, thread-safe. */
public final class Units {

	private final int[][] members;

	private Units(final int[][] members) {
		this.members = members;
	}

	/** Each study by itself, whether or not it belongs to a group. */
	public static Units studies(final Studies studies) {
		return new Units(IntStream.range(0, studies.count()).mapToObj(k -> new int[] { k }).toArray(int[][]::new));
	}

	/** Each group with all its studies; independent studies are a group each. */
	public static Units groups(final Studies studies) {
		return new Units(studies.members());
	}

	/** How many there are. */
	public int count() {
		return members.length;
	}

	/** The studies of a unit, ascending; not copied. */
	public int[] members(final int unit) {
		return members[unit];
	}

	/** A block without the studies of a unit; it shares the rows of the others with the block. */
	VoxelBlock without(final VoxelBlock block, final int unit) {
		return block.without(members[unit]);
	}

	/** Whether a voxel of a block has a study of a unit. */
	boolean isIn(final VoxelBlock block, final int unit, final int j) {
		for (final int k : members[unit])
			if (block.weights()[k][j] > 0) return true;
		return false;
	}
}
