package org.voxmeta.stats.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RearrangementsTest {

	private static final int[] GROUPS = { 0, 0, 1, 2, 2, 3 };

	@Test
	void allFlipsAreTriedOnceIfTheyAreNotTooMany() {
		final Rearrangements ways = Rearrangements.flips(Studies.independent(6), 64, 1);

		assertTrue(ways.isExact());
		assertEquals(64, signs(ways, 6).size());
	}

	@Test
	void groupsFlipTogether() {
		final Rearrangements ways = Rearrangements.flips(Studies.independent(6).withGroups(GROUPS), 1000, 1);

		assertEquals(16, ways.count());
		for (int i = 0; i < ways.count(); i++) {
			assertEquals(ways.get(i).isNegated(0), ways.get(i).isNegated(1));
			assertEquals(ways.get(i).isNegated(3), ways.get(i).isNegated(4));
		}
	}

	@Test
	void ofMirrorImagesOneIsEnough() {
		final Rearrangements ways = Rearrangements.flipsUpToMirror(Studies.independent(6), 32, 1);

		assertTrue(ways.isExact());
		final Set<String> signs = signs(ways, 6);
		assertEquals(32, signs.size());
		assertTrue(signs.stream().allMatch(sign -> sign.endsWith("+")));
	}

	@Test
	void allOrdersAreTriedOnceIfTheyAreNotTooMany() {
		final Rearrangements ways = Rearrangements.orders(5, null, 120, 1);

		assertTrue(ways.isExact());
		final Set<String> orders = new HashSet<>();
		for (int i = 0; i < ways.count(); i++)
			orders.add(order(ways.get(i), 5));
		assertEquals(120, orders.size());
	}

	@Test
	void errorsStayInTheirBlocks() {
		final int[] blocks = { 7, 7, 3, 3, 3, 7 };
		for (final int most : new int[] { 36, 20 }) {
			final Rearrangements ways = Rearrangements.orders(6, blocks, most, 5);

			assertEquals(most, ways.count());
			for (int i = 0; i < ways.count(); i++)
				for (int k = 0; k < 6; k++)
					assertEquals(blocks[k], blocks[ways.get(i).source(k)]);
		}
	}

	@Test
	void theFirstIsTheDataAsObserved() {
		for (final Rearrangements ways : new Rearrangements[] { Rearrangements.flips(Studies.independent(30), 10, 3),
			Rearrangements.orders(30, null, 10, 3), Rearrangements.flips(Studies.independent(4), 100, 3),
			Rearrangements.orders(4, null, 100, 3) })
		{
			final Rearrangement first = ways.get(0);
			for (int k = 0; k < 4; k++) {
				assertEquals(k, first.source(k));
				assertFalse(first.isNegated(k));
			}
		}
	}

	@Test
	void aSeedGivesTheSameWaysInAnyOrderOfAsking() {
		final Rearrangements one = Rearrangements.flips(Studies.independent(40), 500, 11);
		final Rearrangements other = Rearrangements.flips(Studies.independent(40), 500, 11);

		final String[] forwards = IntStream.range(0, 500).mapToObj(i -> sign(one.get(i), 40)).toArray(String[]::new);
		final String[] backwards = new String[500];
		for (int i = 499; i >= 0; i--)
			backwards[i] = sign(other.get(i), 40);

		assertArrayEquals(forwards, backwards);
		assertTrue(new HashSet<>(Set.of(forwards)).size() > 495);
	}

	@Test
	void signsAndPlacesAreAllAsLikely() {
		final int ways = 20_000;
		final Rearrangements flips = Rearrangements.flips(Studies.independent(70), ways, 2);
		final Rearrangements orders = Rearrangements.orders(10, null, ways, 2);
		final int[] negated = new int[70];
		final int[][] places = new int[10][10];
		for (int i = 0; i < ways; i++) {
			for (int k = 0; k < 70; k++)
				if (flips.get(i).isNegated(k)) negated[k]++;
			for (int k = 0; k < 10; k++)
				places[k][orders.get(i).source(k)]++;
		}
		// five standard deviations of the binomial
		for (final int count : negated)
			assertEquals(0.5, count / (double) ways, 5 * Math.sqrt(0.25 / ways));
		for (final int[] row : places)
			for (final int count : row)
				assertEquals(0.1, count / (double) ways, 5 * Math.sqrt(0.09 / ways));
	}

	@Test
	void signsAreBits() {
		final Rearrangements ways = Rearrangements.flips(Studies.independent(10), 1024, 1);
		for (int i = 0; i < 1024; i++) {
			assertEquals(i & 15, ways.get(i).signs(0, 4));
			assertEquals(i >> 7, ways.get(i).signs(7, 7));
		}
	}

	@Test
	void saysWhatItCannotDo() {
		assertEquals("Permutations: got 1, wanted 2 or more", assertThrows(IllegalArgumentException.class,
			() -> Rearrangements.flips(Studies.independent(5), 1, 1)).getMessage());
		assertEquals("Exchangeability blocks: got a block for each of 3 studies, wanted at least one block of two "
			+ "studies", assertThrows(IllegalArgumentException.class, () -> Rearrangements.orders(3, new int[] { 1, 2, 3 },
				10, 1)).getMessage());
	}

	private static Set<String> signs(final Rearrangements ways, final int studies) {
		final Set<String> signs = new HashSet<>();
		for (int i = 0; i < ways.count(); i++)
			signs.add(sign(ways.get(i), studies));
		return signs;
	}

	private static String sign(final Rearrangement way, final int studies) {
		final StringBuilder sign = new StringBuilder();
		for (int k = 0; k < studies; k++)
			sign.append(way.isNegated(k) ? '-' : '+');
		return sign.toString();
	}

	private static String order(final Rearrangement way, final int studies) {
		final StringBuilder order = new StringBuilder();
		for (int k = 0; k < studies; k++)
			order.append(way.source(k)).append(' ');
		return order.toString();
	}
}
