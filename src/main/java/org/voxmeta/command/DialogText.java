package org.voxmeta.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a message fit ImageJ's message window, which neither wraps lines nor scrolls, and leaves out tabs.
 */
final class DialogText {

	/** About two thirds of a small screen in ImageJ's font. */
	private static final int WIDTH = 100;
	private static final int MOST_LINES = 25;

	private DialogText() {
	}

	/** The message with its lines broken at blanks; where there are too many, the 24 first ones. */
	static String of(final String message) {
		final List<String> lines = new ArrayList<>();
		for (final String line : message.replace("\t", "  ").split("\n"))
			wrap(line, lines);
		if (lines.size() <= MOST_LINES) return String.join("\n", lines);
		return String.join("\n", lines.subList(0, MOST_LINES - 1)) + "\n... (" + (lines.size() - MOST_LINES + 1)
			+ " more lines in the log)";
	}

	private static void wrap(final String line, final List<String> lines) {
		String rest = line;
		while (rest.length() > WIDTH) {
			int blank = rest.lastIndexOf(' ', WIDTH);
			// a path may be longer than a line: it stays whole
			if (rest.substring(0, blank + 1).isBlank()) blank = rest.indexOf(' ', WIDTH);
			if (blank < 0) break;
			lines.add(rest.substring(0, blank));
			rest = rest.substring(blank + 1);
		}
		lines.add(rest);
	}
}
