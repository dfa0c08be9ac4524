package org.voxmeta.stats.diagnostic;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Studies;

/**
 * The ways to rearrange a data set that are as likely as the one observed where nothing is to be found: all
 * of them where these are not too many, else a random sample. The first is always the data as observed.
 */
final class Rearrangements {

	private final Studies studies;
	private final boolean exact;
	private final int count;
	private final SplittableRandom random;
	private final int[] order;
	private final boolean[] negated;
	private int next;

	/**
	 * Rearrangements of studies: for a mean, signs flipped, together in each group; else the studies' data in
	 * another order.
	 *
	 * @param most how many are wanted at most
	 */
	Rearrangements(final Studies studies, final int most, final long seed) {
		this.studies = studies;
		final double all = studies.design().isIntercept() ? Math.pow(2, studies.groupCount())
			: IntStream.rangeClosed(1, studies.count()).asDoubleStream().reduce(1, (a, b) -> a * b);
		exact = all <= most;
		count = exact ? (int) all : most;
		random = new SplittableRandom(seed);
		order = IntStream.range(0, studies.count()).toArray();
		negated = new boolean[studies.groupCount()];
	}

	/** Whether these are all there are. */
	boolean isExact() {
		return exact;
	}

	/** How many there are. */
	int count() {
		return count;
	}

	/** Whether signs are flipped; otherwise studies change places. */
	boolean areFlips() {
		return studies.design().isIntercept();
	}

	/** Goes on to the next one; the first call leaves the data as they are. */
	void advance() {
		final int number = next++;
		if (number == 0) return;
		if (areFlips()) {
			for (int g = 0; g < negated.length; g++)
				negated[g] = exact ? (number >> g & 1) == 1 : random.nextBoolean();
		}
		else if (exact) nextPermutation(order);
		else shuffle();
	}

	/** The study whose data study k gets. */
	int source(final int k) {
		return order[k];
	}

	/** Whether study k's effect changes its sign. */
	boolean isNegated(final int k) {
		return areFlips() && negated[studies.hasGroups() ? studies.groups()[k] : k];
	}

	private void shuffle() {
		for (int k = order.length - 1; k > 0; k--)
			swap(order, k, random.nextInt(k + 1));
	}

	/** The next order in lexicographic sequence. */
	private static void nextPermutation(final int[] order) {
		int i = order.length - 2;
		while (order[i] > order[i + 1])
			i--;
		int j = order.length - 1;
		while (order[j] < order[i])
			j--;
		swap(order, i, j);
		for (int a = i + 1, b = order.length - 1; a < b; a++, b--)
			swap(order, a, b);
	}

	private static void swap(final int[] order, final int i, final int j) {
		final int moved = order[i];
		order[i] = order[j];
		order[j] = moved;
	}
}
