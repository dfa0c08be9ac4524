package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CleaningTest {

	@Test
	void openingTakesSmallThingsAwayAndClosesSmallGaps() {
		final boolean[] mask = mask( //
			"............", //
			".#..........", //
			"....#######.", //
			"....#######.", //
			"....#######.", //
			"#######.###.", //
			"....#######.", //
			"....#######.", //
			"....#######.", //
			"............", //
			"............");

		assertArrayEquals(mask( //
			"............", //
			"............", //
			".....#####..", //
			"....#######.", //
			"....#######.", //
			"...########.", //
			"....#######.", //
			"....#######.", //
			".....#####..", //
			"............", //
			"............"), Cleaning.NONE.withOpening(1).apply(mask, 12, 11));
		assertArrayEquals(new boolean[132], Cleaning.NONE.withOpening(4).apply(mask, 12, 11));
	}

	@Test
	void onlyTheLargestPartIsKept() {
		assertArrayEquals(mask("....###"), Cleaning.NONE.withConnected(true).apply(mask("##..###"), 7));
		assertArrayEquals(mask("##....."), Cleaning.NONE.withConnected(true).apply(mask("##..##."), 7));
		assertArrayEquals(mask("......."), Cleaning.NONE.withConnected(true).apply(mask("......."), 7));
	}

	@Test
	void partsThatTouchAtACornerAreNotConnected() {
		assertArrayEquals(mask("##.", "##.", "..."), Cleaning.NONE.withConnected(true).apply(mask("##.", "##.",
			"..#"), 3, 3));
	}

	@Test
	void holesAreFilledInAPlaneThatIsOneSliceOfAVolume() {
		final boolean[] ring = mask("####", "#..#", "####");

		assertArrayEquals(mask("####", "####", "####"), Cleaning.NONE.withFillHoles(true).apply(ring, 4, 3));
		assertArrayEquals(mask("####", "####", "####"), Cleaning.NONE.withFillHoles(true).apply(ring, 4, 3, 1));
		assertArrayEquals(ring, Cleaning.NONE.apply(ring, 4, 3));
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("Opening: got -1, wanted 0 or more", assertThrows(IllegalArgumentException.class,
			() -> Cleaning.NONE.withOpening(-1)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> Cleaning.NONE.apply(new boolean[3], 2, 2));
	}

	/** The first axis runs along a line. */
	private static boolean[] mask(final String... lines) {
		final String all = String.join("", lines);
		final boolean[] mask = new boolean[all.length()];
		for (int i = 0; i < mask.length; i++)
			mask[i] = all.charAt(i) == '#';
		return mask;
	}
}
