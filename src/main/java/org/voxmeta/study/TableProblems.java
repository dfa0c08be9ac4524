package org.voxmeta.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gathers the problems of a table's rows, so that its author sees them together. Not thread-safe. */
final class TableProblems {

	private final Path table;
	private final List<String> found = new ArrayList<>();

	/**
	 * Creates an empty list of problems.
	 *
	 * @param table the file they are in
	 */
	TableProblems(final Path table) {
		this.table = table;
	}

	/**
	 * Adds a problem of one cell.
	 *
	 * @param line physical line of the file, from 1
	 * @param column the column's name
	 * @param got the cell
	 * @param wanted what it should have been
	 */
	void add(final int line, final String column, final String got, final String wanted) {
		add(line, "column " + Cells.shown(column) + ": got " + Cells.shown(got) + ", wanted " + wanted);
	}

	/**
	 * Adds a problem of one line.
	 *
	 * @param line physical line of the file, from 1
	 * @param problem what is wrong there
	 */
	void add(final int line, final String problem) {
		found.add("line " + line + ", " + problem);
	}

	/**
	 * Does nothing when no problem was found.
	 *
	 * @throws StudyTableException listing the problems, when there are some
	 */
	void throwIfAny() throws StudyTableException {
		if (found.size() == 1)
			throw new StudyTableException(table, found.get(0));
		if (!found.isEmpty())
			throw new StudyTableException(table, found.size() + " problems", found);
	}
}
