package org.voxmeta.explore;

import java.util.List;

/** What the cells of a column of the study table are. */
final class Columns {

	private Columns() {
	}

	/** Whether all cells that are not blank are numbers, and there is one. */
	static boolean isNumeric(final List<String> cells) {
		return cells.stream().anyMatch(cell -> !cell.isBlank()) && cells.stream().allMatch(cell -> cell.isBlank()
			|| !Double.isNaN(number(cell)));
	}

	/** Whether effects can be looked at by it: the studies differ, and do not each have a text of their own. */
	static boolean isUseful(final List<String> cells) {
		final long different = cells.stream().filter(cell -> !cell.isBlank()).distinct().count();
		final long known = cells.stream().filter(cell -> !cell.isBlank()).count();
		return different > 1 && (isNumeric(cells) || different < known);
	}

	/** A cell's number; NaN if it is none. */
	static double number(final String cell) {
		try {
			return Double.parseDouble(cell.strip());
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}
}
