package org.voxmeta.study;

import java.util.List;

/**
 * A line of a table.
 *
 * @param line physical line of the file on which it starts, from 1
 * @param cells its cells; unquoted ones without surrounding spaces
 */
record TableRow(int line, List<String> cells) {

	/** Returns a cell, blank where the row is too short. */
	String cell(final int column) {
		return column < cells.size() ? cells.get(column) : "";
	}
}
