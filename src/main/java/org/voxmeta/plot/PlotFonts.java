package org.voxmeta.plot;

import java.awt.Font;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fonts of this machine whose letters are as wide as {@link TextWidths} says, else its usual one. For one
 * drawing, not thread-safe.
 */
final class PlotFonts {

	private static final int SIZE = 100;
	private static final Font USUAL = new Font(Font.SANS_SERIF, Font.PLAIN, SIZE);
	private static final Font PREFERRED = Stream.of(TextWidths.FAMILIES.split(",")).map(String::trim)
		.map(name -> name.replace("'", "")).map(name -> new Font(name, Font.PLAIN, SIZE))
		.filter(PlotFonts::isPresent).findFirst().orElse(USUAL);

	/** Those of one drawing. */
	private final Map<Key, Font> made = new HashMap<>();

	/** Whether a font has the widths of the layout, so that they need not be measured. */
	static boolean isExact(final Font font) {
		return PREFERRED != USUAL && font.getName().equals(PREFERRED.getName());
	}

	private record Key(boolean isUsual, double size, boolean isBold) {
	}

	/** A font that can show a text in a style. */
	Font of(final String text, final TextStyle style) {
		final boolean isUsual = PREFERRED.canDisplayUpTo(text) >= 0;
		return made.computeIfAbsent(new Key(isUsual, style.size(), style.isBold()), PlotFonts::made);
	}

	private static Font made(final Key key) {
		return (key.isUsual() ? USUAL : PREFERRED).deriveFont(key.isBold() ? Font.BOLD : Font.PLAIN,
			(float) key.size());
	}

	/** Java gives another font where it does not find one of that name. */
	private static boolean isPresent(final Font font) {
		return font.getFamily(Locale.ROOT).equals(font.getName());
	}
}
