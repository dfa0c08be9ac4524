package org.voxmeta.masker.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MaskCleaningTest {

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
			"............"), MaskCleaning.NONE.withOpening(1).apply(mask, 12, 11));
		assertArrayEquals(new boolean[132], MaskCleaning.NONE.withOpening(4).apply(mask, 12, 11));
	}

	@Test
	void onlyTheLargestPartIsKept() {
		assertArrayEquals(mask("....###"), MaskCleaning.NONE.withConnected(true).apply(mask("##..###"), 7));
		assertArrayEquals(mask("##....."), MaskCleaning.NONE.withConnected(true).apply(mask("##..##."), 7));
		assertArrayEquals(mask("......."), MaskCleaning.NONE.withConnected(true).apply(mask("......."), 7));
	}

	@Test
	void partsThatTouchAtACornerAreNotConnected() {
		assertArrayEquals(mask("##.", "##.", "..."), MaskCleaning.NONE.withConnected(true).apply(mask("##.", "##.",
			"..#"), 3, 3));
	}

	@Test
	void holesAreFilledInAPlaneThatIsOneSliceOfAVolume() {
		final boolean[] ring = mask("####", "#..#", "####");

		assertArrayEquals(mask("####", "####", "####"), MaskCleaning.NONE.withFillHoles(true).apply(ring, 4, 3));
		assertArrayEquals(mask("####", "####", "####"), MaskCleaning.NONE.withFillHoles(true).apply(ring, 4, 3, 1));
		assertArrayEquals(ring, MaskCleaning.NONE.apply(ring, 4, 3));
	}

	@Test
	void mistakesAreRefused() {
		assertEquals("Opening: got -1, wanted 0 or more", assertThrows(IllegalArgumentException.class,
			() -> MaskCleaning.NONE.withOpening(-1)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> MaskCleaning.NONE.apply(new boolean[3], 2, 2));
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
