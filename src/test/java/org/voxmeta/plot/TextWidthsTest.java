package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class TextWidthsTest {

	@Test
	void widthsAreThoseOfHelvetica() {
		// Adobe's font metrics, in thousandths: A 667, space 278, v 500, W 944, a 556, bold b 611
		assertEquals(6.67, TextWidths.of("A", 10, false), 1e-12);
		assertEquals(12 * (0.944 + 0.556 + 0.278 + 0.500), TextWidths.of("Wa v", 12, false), 1e-12);
		assertEquals(6.11, TextWidths.of("b", 10, true), 1e-12);
		assertEquals(0, TextWidths.of("", 10, true));
	}

	@Test
	void allDigitsAreEquallyWide() {
		for (char digit = '0'; digit <= '9'; digit++)
			assertEquals(5.56, TextWidths.of(String.valueOf(digit), 10, true), 1e-12);
	}

	@Test
	void accentsTakeNoRoom() {
		assertEquals(TextWidths.of("Angstrom Zurich", 12, false), TextWidths.of("Ångström Zürich", 12, false),
			1e-12);
		assertEquals(TextWidths.of("e", 12, false), TextWidths.of("e\u0301", 12, false), 1e-12);
	}

	@Test
	void ideographsAreSquare() {
		assertEquals(20, TextWidths.of("研究", 10, false), 1e-12);
	}

	@Test
	void longTextsAreCutToFit() {
		final TextStyle style = TextStyle.of(12, Colour.of(0));
		final Random random = new Random(3);
		final String name = "O’Connor, Papadopoulos, 研究 \uD83E\uDDE0 and the Consortium";
		for (int run = 0; run < 200; run++) {
			final double width = 15 + 300 * random.nextDouble();
			final String cut = style.fitted(name, width);

			assertTrue(style.width(cut) <= width, cut);
			assertTrue(cut.equals(name) || cut.endsWith("…") && name.startsWith(cut.substring(0, cut.length() - 1)),
				cut);
			assertTrue(cut.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff), cut);
		}
		assertEquals("short", style.fitted("short", 100));
	}
}
