package org.voxmeta.study;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the text of a cell means, and how it is shown in a message. */
final class Cells {

	private static final Set<String> MISSING = Set.of("", "nan", "na", "n/a");

	// narrower than Double.parseDouble, which also takes "1d", "0x1p3" and "Infinity"
	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

	private static final int LONGEST_SHOWN = 200;
	private static final int MOST_SHOWN = 30;

	private Cells() {
	}

	/** Returns whether a cell holds no value: blank, NaN, NA or n/a in any case. */
	static boolean isMissing(final String cell) {
		return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
	}

	/** Returns a column name without what does not matter when names are compared. */
	static String key(final String name) {
		return name.strip().toLowerCase(Locale.ROOT);
	}

	/** Returns whether a cell is a finite decimal number. */
	static boolean isNumber(final String cell) {
		return !Double.isNaN(number(cell));
	}

	/** Returns the cell's number, or NaN when it is not a finite decimal number. */
	static double number(final String cell) {
		final String text = cell.strip();
		if (!NUMBER.matcher(text).matches())
			return Double.NaN;
		final double number = Double.parseDouble(text);
		return Double.isFinite(number) ? number : Double.NaN;
	}

	/** Returns a text in single quotes, on one line and of bearable length. */
	static String shown(final String text) {
		final StringBuilder shown = new StringBuilder("'");
		text.codePoints().limit(LONGEST_SHOWN).forEach(c -> {
			if (c == '\n')
				shown.append("\\n");
			else if (c == '\r')
				shown.append("\\r");
			else if (c == '\t')
				shown.append("\\t");
			else if (Character.isISOControl(c))
				shown.append(String.format("\\u%04x", c));
			else
				shown.appendCodePoint(c);
		});
		if (text.codePoints().count() > LONGEST_SHOWN)
			shown.append("...");
		return shown.append('\'').toString();
	}

	/** Returns the texts in single quotes, parted by commas; of very many, the rest is only counted. */
	static String shown(final Collection<String> texts) {
		final String shown = texts.stream().limit(MOST_SHOWN).map(Cells::shown)
			.collect(Collectors.joining(", "));
		return texts.size() > MOST_SHOWN ? shown + " ... and " + (texts.size() - MOST_SHOWN) + " more"
			: shown;
	}
}
