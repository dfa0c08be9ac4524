package org.voxmeta.stats.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What is known of K studies besides their maps: the design, which of them belong together, and how many
 * subjects each has. Immutable as long as nobody writes to the arrays; thread-safe.
 */
public final class Studies implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Design design;
	private final int[] groups;
	private final int groupCount;
	private final double[] sampleSizes;

	private Studies(final Design design, final int[] groups, final double[] sampleSizes) {
		this.design = design;
		this.groups = groups;
		this.groupCount = groups == null ? design.studies() : (int) Arrays.stream(groups).distinct().count();
		this.sampleSizes = sampleSizes;
	}

	/** Independent studies whose mean is wanted, with unknown sample sizes. */
	public static Studies independent(final int studies) {
		return of(Design.intercept(studies));
	}

	/** Independent studies with a design, with unknown sample sizes. */
	public static Studies of(final Design design) {
		return new Studies(design, null, null);
	}

	/**
	 * These studies in groups: those with the same number are not independent of each other. Groups of one
	 * study each are the same as none.
	 *
	 * @param groups any number per study, K
	 */
	public Studies withGroups(final int[] groups) {
		requireOnePerStudy("Groups", groups.length);
		final Map<Integer, Integer> numbers = new HashMap<>();
		final int[] numbered = new int[groups.length];
		for (int k = 0; k < groups.length; k++) {
			numbers.putIfAbsent(groups[k], numbers.size());
			numbered[k] = numbers.get(groups[k]);
		}
		return new Studies(design, numbers.size() < groups.length ? numbered : null, sampleSizes);
	}

	/**
	 * These studies with their numbers of subjects.
	 *
	 * @param sampleSizes numbers above 0, K
	 * @throws IllegalArgumentException if they are not K numbers above 0
	 */
	public Studies withSampleSizes(final double[] sampleSizes) {
		requireOnePerStudy("Sample sizes", sampleSizes.length);
		for (int k = 0; k < sampleSizes.length; k++)
			if (!(sampleSizes[k] > 0 && sampleSizes[k] <= Double.MAX_VALUE))
				throw new IllegalArgumentException("Sample sizes: study " + (k + 1) + " has " + sampleSizes[k]
					+ ", wanted a number above 0");
		return new Studies(design, groups, sampleSizes.clone());
	}

	/** These studies with another design. */
	public Studies with(final Design other) {
		if (other.studies() != count()) throw new IllegalArgumentException("Design: got " + other.studies()
			+ " studies, wanted " + count());
		return new Studies(other, groups, sampleSizes);
	}

	/** K. */
	public int count() {
		return design.studies();
	}

	/** The design. */
	public Design design() {
		return design;
	}

	/** Whether some studies are not independent of each other. */
	public boolean hasGroups() {
		return groups != null;
	}

	/**
	 * The group of each study, K numbers counted from 0 in order of appearance; not copied; null if all are
	 * independent.
	 */
	public int[] groups() {
		return groups;
	}

	/**
	 * The studies of each group, in order of appearance: new arrays. Independent studies are a group each.
	 */
	public int[][] members() {
		if (groups == null) return IntStream.range(0, count()).mapToObj(k -> new int[] { k })
			.toArray(int[][]::new);
		return IntStream.range(0, groupCount).mapToObj(group -> IntStream.range(0, count()).filter(
			k -> groups[k] == group).toArray()).toArray(int[][]::new);
	}

	/** The number of independent groups: K if there are none. */
	public int groupCount() {
		return groupCount;
	}

	/** The first column of the design in which studies of one group differ, -1 if there is none. */
	public int columnDifferingWithinGroups() {
		return groups == null ? -1 : Arrays.stream(members()).mapToInt(design::differingColumn)
			.filter(c -> c >= 0).findFirst().orElse(-1);
	}

	/**
	 * The numbers of subjects, K; not copied.
	 *
	 * @throws IllegalStateException if they are unknown
	 */
	public double[] sampleSizes() {
		if (sampleSizes == null) throw new IllegalStateException("Sample sizes: got none, wanted " + count());
		return sampleSizes;
	}

	/** Whether the numbers of subjects are known. */
	public boolean hasSampleSizes() {
		return sampleSizes != null;
	}

	private void requireOnePerStudy(final String what, final int count) {
		if (count != design.studies()) throw new IllegalArgumentException(what + ": got " + count
			+ ", wanted " + design.studies() + ", one for each study");
	}
}
