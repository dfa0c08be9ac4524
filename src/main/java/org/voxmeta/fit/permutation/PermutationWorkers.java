package org.voxmeta.fit.permutation;

import java.util.List;

/** Those who work through rearrangements instead of this process, such as the machines of a cluster. */
public interface PermutationWorkers {

	/** How many ranges at once keep all of them busy, 1 or more. */
	int tasks();

	/**
	 * Works through ranges of rearrangements.
	 *
	 * @param job does a range, also on another machine
	 * @param ranges the first rearrangement and how many, of each
	 * @return what each gave, in the ranges' order
	 */
	List<PermutationPart> work(PermutationJob job, List<int[]> ranges);
}
