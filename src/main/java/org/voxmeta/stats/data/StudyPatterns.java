package org.voxmeta.stats.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which studies the voxels of a block have: the distinct patterns, and the pattern of each voxel. What
 * depends on the pattern alone, such as the weights of groups, is worked out once for all of its voxels.
 * <p>
 * Immutable, thread-safe.
 */
public final class StudyPatterns {

	private final Studies studies;
	private final List<BitSet> patterns = new ArrayList<>();
	private final int[] ofVoxel;

	private StudyPatterns(final VoxelBlock block) {
		studies = block.studies();
		ofVoxel = new int[block.size()];
		if (block.isComplete()) {
			final BitSet all = new BitSet();
			all.set(0, block.count());
			patterns.add(all);
		}
		else findPatterns(block);
	}

	/** The patterns of a block's voxels. */
	public static StudyPatterns of(final VoxelBlock block) {
		return new StudyPatterns(block);
	}

	/** The number of distinct patterns. */
	public int count() {
		return patterns.size();
	}

	/** The pattern of a voxel, from 0 to the number of patterns - 1. */
	public int at(final int voxel) {
		return ofVoxel[voxel];
	}

	/**
	 * The studies of a pattern, group by group, in order of appearance; independent studies are a group each.
	 *
	 * @return for each group that has any, the indices of its studies
	 */
	public List<int[]> groups(final int pattern) {
		final Map<Integer, int[]> members = new LinkedHashMap<>();
		patterns.get(pattern).stream().forEach(k -> members.merge(studies.hasGroups() ? studies.groups()[k]
			: k, new int[] { k }, StudyPatterns::joined));
		return List.copyOf(members.values());
	}

	private void findPatterns(final VoxelBlock block) {
		final Map<BitSet, Integer> numbers = new HashMap<>();
		for (int j = 0; j < ofVoxel.length; j++) {
			final BitSet pattern = new BitSet(block.count());
			for (int k = 0; k < block.count(); k++)
				if (block.weights()[k][j] > 0) pattern.set(k);
			final Integer known = numbers.putIfAbsent(pattern, patterns.size());
			if (known == null) patterns.add(pattern);
			ofVoxel[j] = known == null ? patterns.size() - 1 : known;
		}
	}

	private static int[] joined(final int[] a, final int[] b) {
		final int[] joined = Arrays.copyOf(a, a.length + b.length);
		System.arraycopy(b, 0, joined, a.length, b.length);
		return joined;
	}
}
