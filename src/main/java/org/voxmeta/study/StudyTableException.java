package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A study table that cannot be used as it is. The message is meant for the person who wrote the table: it
 * names the file, the line, the column, what was found there and what was wanted.
 */
public final class StudyTableException extends IOException {

	private static final long serialVersionUID = 1L;

	// enough to see the pattern, few enough for a dialog
	private static final int LISTED = 10;

	/**
	 * Creates the exception for one problem.
	 *
	 * @param table the file, first in the message
	 * @param problem where and what
	 */
	public StudyTableException(final Path table, final String problem) {
		super(table + ": " + problem);
	}

	/**
	 * Creates the exception for problems that are listed one per line, the first ten of them.
	 *
	 * @param table the file, first in the message
	 * @param heading what the problems have in common
	 * @param problems one or more problems
	 */
	StudyTableException(final Path table, final String heading, final List<String> problems) {
		this(table, heading + ":" + listed(problems));
	}

	/**
	 * Returns the items, each on a line of its own.
	 *
	 * @param items what to list; of more than ten, the rest is only counted
	 */
	static String listed(final List<String> items) {
		final StringBuilder text = new StringBuilder();
		items.stream().limit(LISTED).forEach(item -> text.append("\n  ").append(item));
		if (items.size() > LISTED)
			text.append("\n  ... and ").append(items.size() - LISTED).append(" more");
		return text.toString();
	}
}
