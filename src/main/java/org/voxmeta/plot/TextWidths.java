package org.voxmeta.plot;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * How wide text is in Helvetica, and in the fonts made to have its widths (Arial, Liberation Sans, Nimbus
 * Sans, Arimo), one of which is on nearly every computer. Layouts go by these widths, so that they do not
 * depend on the machine. Accents take no room; letters that are not in the tables have the width of their
 * kind.
 */
public final class TextWidths {

	/** The fonts that have these widths, as in CSS. */
	static final String FAMILIES = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', Arimo, sans-serif";

	private static final double UNITS = 1000;
	private static final int WIDE = 1000;
	private static final int USUAL = 600;
	/** Scripts from here on have letters as wide as high. */
	private static final int FIRST_WIDE = 0x1100;
	private static final int LAST_WIDE_SCRIPT = 0x11ff;
	private static final int FIRST_IDEOGRAPH = 0x2e80;

	private static final int FIRST = ' ';
	private static final int[] PLAIN = { 278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,
		278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667,
		722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
		667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222,
		833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 };
	private static final int[] BOLD = { 278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333,
		278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722,
		722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
		667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278,
		889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584 };
	/** Letters and signs beyond ASCII that are alike in plain and bold text but for a few hundredths. */
	private static final Map<Integer, Integer> OTHERS = others();

	private TextWidths() {
	}

	/** The width of a line of text, in units of the font's size. */
	public static double of(final String text, final double size, final boolean isBold) {
		long sum = 0;
		for (int i = 0; i < text.length();) {
			final int c = text.codePointAt(i);
			sum += width(c, isBold);
			i += Character.charCount(c);
		}
		return sum * size / UNITS;
	}

	private static int width(final int c, final boolean isBold) {
		final int[] table = isBold ? BOLD : PLAIN;
		if (c >= FIRST && c - FIRST < table.length) return table[c - FIRST];
		final Integer known = OTHERS.get(c);
		if (known != null) return known;
		final int type = Character.getType(c);
		if (type == Character.NON_SPACING_MARK || type == Character.CONTROL || type == Character.FORMAT) return 0;
		final int letter = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
		if (letter != c && letter < FIRST_WIDE) return width(letter, isBold);
		return c >= FIRST_WIDE && c <= LAST_WIDE_SCRIPT || c >= FIRST_IDEOGRAPH ? WIDE : USUAL;
	}

	private static Map<Integer, Integer> others() {
		final Map<Integer, Integer> widths = new HashMap<>();
		put(widths, 1000, "…—←→Æ");
		put(widths, 584, "−×±");
		put(widths, 556, "–«»£§øßđΗη");
		put(widths, 333, "¹²³⁰⁴⁵⁶⁷⁸⁹⁻“”„");
		put(widths, 278, "·ıΙ\u00a0");
		put(widths, 222, "’‘łι");
		put(widths, 400, "°");
		put(widths, 395, "τ");
		put(widths, 549, "≤≥≈");
		put(widths, 604, "●");
		put(widths, 778, "ØΘΟω");
		put(widths, 889, "æ");
		put(widths, 944, "œ");
		put(widths, 525, "χ");
		put(widths, 575, "βαμµδσθρο");
		put(widths, 668, "ΔΑΒΕΚΛΡΧ");
		return Map.copyOf(widths);
	}

	private static void put(final Map<Integer, Integer> widths, final int width, final String letters) {
		letters.codePoints().forEach(c -> widths.put(c, width));
	}
}
