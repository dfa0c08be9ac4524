package org.voxmeta.stats.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The ways to rearrange the errors of studies that are as likely as the one observed where there is no
 * effect: all of them where these are not more than asked for, else a random sample. The first is always the
 * data as observed.
 * <p>
 * Each way depends on its number and the seed alone, so threads may take them in any order, and none is kept.
 * Immutable, thread-safe.
 */
public final class Rearrangements {

	/** More signs or places than this cannot be numbered by a long. */
	private static final double MOST_NUMBERED = 0x1p62;

	private final Kind kind;
	private final int count;
	private final boolean exact;
	private final long seed;

	private Rearrangements(final Kind kind, final int most, final long seed) {
		if (most < 2) throw new IllegalArgumentException("Permutations: got " + most + ", wanted 2 or more");
		this.kind = kind;
		this.seed = seed;
		exact = kind.all() <= most;
		count = exact ? (int) kind.all() : most;
	}

	/**
	 * Flipped signs of the studies' errors, together in each group.
	 *
	 * @param most how many are wanted at most, 2 or more
	 * @throws IllegalArgumentException if that is fewer than 2
	 */
	public static Rearrangements flips(final Studies studies, final int most, final long seed) {
		return new Rearrangements(
			new Flips(studies.groups(), studies.groupCount(), studies.groupCount()), most, seed);
	}

	/**
	 * Flipped signs, of two mirror images only one: the last group keeps its sign. Enough for whatever does not
	 * depend on the sign of all errors together.
	 *
	 * @param most how many are wanted at most, 2 or more
	 * @throws IllegalArgumentException if that is fewer than 2
	 */
	public static Rearrangements flipsUpToMirror(final Studies studies, final int most, final long seed) {
		return new Rearrangements(new Flips(studies.groups(), studies.groupCount(), studies.groupCount() - 1), most,
			seed);
	}

	/**
	 * Errors in another order.
	 *
	 * @param blocks labels of the studies whose errors may change places with each other, K; null if all may
	 * @param most how many are wanted at most, 2 or more
	 * @throws IllegalArgumentException if that is fewer than 2, or no two errors may change places
	 */
	public static Rearrangements orders(final int studies, final int[] blocks, final int most, final long seed) {
		final Orders orders = new Orders(studies, blocks == null ? new int[studies] : blocks);
		if (orders.all() < 2) throw new IllegalArgumentException("Exchangeability blocks: got a block for each of "
			+ studies + " studies, wanted at least one block of two studies");
		return new Rearrangements(orders, most, seed);
	}

	/** How many ways there are. */
	public int count() {
		return count;
	}

	/** Whether these are all there are. */
	public boolean isExact() {
		return exact;
	}

	/** Whether signs are flipped; otherwise errors change places. */
	public boolean areFlips() {
		return kind instanceof Flips;
	}

	/** The way of a number from 0, the data as observed, to {@link #count} - 1. */
	public Rearrangement get(final int number) {
		if (number == 0 || exact) return kind.numbered(number);
		// an odd multiplier spreads the numbers, and the generator's own mixing does the rest
		return kind.random(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number * 0xD1342543DE82EF95L));
	}

	/** A kind of rearrangement. */
	private interface Kind {

		/** How many there are, as far as a double can tell. */
		double all();

		/** One of all; 0 leaves everything as it is. */
		Rearrangement numbered(long number);

		Rearrangement random(SplittableRandom random);
	}

	/** Signs of groups, of which the first {@code free} may change. */
	private record Flips(int[] groups, int count, int free) implements Kind {

		@Override
		public double all() {
			return Math.pow(2, free);
		}

		@Override
		public Rearrangement numbered(final long number) {
			final boolean[] flipped = new boolean[count];
			for (int g = 0; g < free && g < Long.SIZE; g++)
				flipped[g] = (number >> g & 1) == 1;
			return Rearrangement.flips(flipped, groups);
		}

		@Override
		public Rearrangement random(final SplittableRandom random) {
			final boolean[] flipped = new boolean[count];
			for (int g = 0; g < free; g++)
				flipped[g] = random.nextBoolean();
			return Rearrangement.flips(flipped, groups);
		}
	}

	/** Orders within blocks. */
	private record Orders(int count, int[] blocks) implements Kind {

		@Override
		public double all() {
			double all = 1;
			for (int k = 0; k < count && all < MOST_NUMBERED; k++)
				all *= 1 + before(k);
			return all;
		}

		/**
		 * The number's digits, of which study k's has as many values as its block has studies up to it,
		 * say who swaps.
		 */
		@Override
		public Rearrangement numbered(final long number) {
			final int[] order = identity();
			long rest = number;
			for (int k = 0; k < count; k++) {
				final int places = 1 + before(k);
				swapWithin(order, k, (int) (rest % places));
				rest /= places;
			}
			return Rearrangement.order(order);
		}

		@Override
		public Rearrangement random(final SplittableRandom random) {
			final int[] order = identity();
			for (int k = 0; k < count; k++)
				swapWithin(order, k, random.nextInt(1 + before(k)));
			return Rearrangement.order(order);
		}

		private int[] identity() {
			final int[] order = new int[count];
			Arrays.setAll(order, k -> k);
			return order;
		}

		/** How many studies of study k's block come before it. */
		private int before(final int k) {
			int before = 0;
			for (int i = 0; i < k; i++)
				if (blocks[i] == blocks[k]) before++;
			return before;
		}

		/** Swaps study k with the one so many places before it in its block. */
		private void swapWithin(final int[] order, final int k, final int places) {
			int i = k;
			for (int left = places; left > 0; left--)
				do {
					i--;
				}
				while (blocks[i] != blocks[k]);
			final int moved = order[i];
			order[i] = order[k];
			order[k] = moved;
		}
	}
}
