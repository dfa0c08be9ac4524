package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class ThemeTest {

	/** The plain ones, and on the backgrounds of tables in looks and feels. */
	private static final List<Theme> THEMES = List.of(Theme.light(), Theme.dark(), Theme.light().withBackground(
		Colour.of(0xf2f2f2)), Theme.dark().withBackground(Colour.of(0x46494b)), Theme.dark().withBackground(
			Colour.of(0x3c3f41)), Theme.dark().withBackground(Colour.of(0x000000)));

	@Test
	void textCanBeRead() {
		for (final Theme theme : THEMES)
			for (final Colour behind : List.of(theme.background(), theme.shade())) {
				final double wanted = behind == theme.background() ? 7 : 5.5;
				assertTrue(theme.foreground().contrast(behind) >= wanted, theme::toString);
				assertTrue(theme.muted().contrast(behind) >= 4.5, theme::toString);
			}
	}

	@Test
	void dataStandOutFromTheBackground() {
		for (final Theme theme : THEMES)
			for (final Colour colour : List.of(theme.study(), theme.summary(), theme.marked()))
				assertTrue(colour.contrast(theme.background()) >= 3, theme + " " + colour);
	}

	/** Else an area that is meant to be lighter than the background would be darker. */
	@Test
	void areasStandOutFromAnyBackgroundAsFromTheirOwn() {
		final Theme theme = Theme.dark().withBackground(Colour.of(0x46494b));

		assertEquals(Colour.of(0x51565a), theme.shade());
		assertTrue(theme.shade().luminance() > theme.background().luminance());
		assertTrue(theme.grid().luminance() > theme.background().luminance());
		assertTrue(theme.band().luminance() > theme.background().luminance());
		assertEquals(Theme.light(), Theme.light().withBackground(Colour.of(0xffffff)));
	}

	@Test
	void contrastIsThatOfWcag() {
		assertEquals(21, Colour.of(0xffffff).contrast(Colour.of(0)), 1e-12);
		assertEquals(Colour.of(0x777777).contrast(Colour.of(0xffffff)), Colour.of(0xffffff).contrast(Colour.of(
			0x777777)));
		assertEquals(4.48, Colour.of(0x777777).contrast(Colour.of(0xffffff)), 0.01);
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
