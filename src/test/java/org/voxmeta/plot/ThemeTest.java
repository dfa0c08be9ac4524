package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ThemeTest {

	private static final List<Theme> THEMES = List.of(Theme.light(), Theme.dark());

	/** Ratio of luminances as WCAG 2 defines it, 1 to 21. */
	private static double contrast(final Colour a, final Colour b) {
		final double more = Math.max(a.luminance(), b.luminance());
		final double less = Math.min(a.luminance(), b.luminance());
		return (more + 0.05) / (less + 0.05);
	}

	@Test
	void textCanBeRead() {
		for (final Theme theme : THEMES)
			for (final Colour behind : List.of(theme.background(), theme.shade())) {
				assertTrue(contrast(theme.foreground(), behind) >= 7, theme::toString);
				assertTrue(contrast(theme.muted(), behind) >= 4.5, theme::toString);
			}
	}

	@Test
	void dataStandOutFromTheBackground() {
		for (final Theme theme : THEMES)
			for (final Colour colour : List.of(theme.study(), theme.summary(), theme.marked()))
				assertTrue(contrast(colour, theme.background()) >= 3, theme + " " + colour);
	}

	/** Blue and the difference of red and green against it: what remains with red-green colour blindness. */
	@Test
	void studiesAndSummariesDifferWithoutRedAndGreen() {
		for (final Theme theme : THEMES) {
			final int study = theme.study().rgb() & 0xff;
			final int summary = theme.summary().rgb() & 0xff;
			assertTrue(study - summary > 120, theme::toString);
		}
	}

	@Test
	void luminanceIsThatOfWcag() {
		assertEquals(1, Colour.of(0xffffff).luminance(), 1e-12);
		assertEquals(0, Colour.of(0).luminance());
		assertEquals(0.2126, Colour.of(0xff0000).luminance(), 1e-12);
		assertEquals(0.2159, Colour.of(0x808080).luminance(), 1e-4);
	}

	@Test
	void coloursMixAndCheckTheirRange() {
		assertEquals(Colour.of(0x804020), Colour.of(0x000000).mixed(Colour.of(0xff8040), 0.5));
		assertThrows(IllegalArgumentException.class, () -> Colour.of(0x1000000));
		assertThrows(IllegalArgumentException.class, () -> new Colour(0, Double.NaN));
	}
}
