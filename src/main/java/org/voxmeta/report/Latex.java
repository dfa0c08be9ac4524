package org.voxmeta.report;

import java.util.Map;

/** Texts for BibTeX, which older programs read as ASCII. */
final class Latex {

	private static final Map<Character, String> SIGNS = Map.of('&', "\\&", '%', "\\%", '_', "\\_", '#', "\\#",
		'$', "\\$",
		'\u2013', "--", '\u00f6', "{\\\"o}", '\u00fc', "{\\\"u}", '\u00e4', "{\\\"a}", '\u2019', "'");

	private Latex() {
	}

	/** A text with the signs that LaTeX would take for something else written out. */
	static String of(final String text) {
		final StringBuilder latex = new StringBuilder();
		for (final char c : text.toCharArray())
			if (c != '{' && c != '}' && c != '\\') latex.append(SIGNS.getOrDefault(c, String.valueOf(c)));
		return latex.toString();
	}
}
