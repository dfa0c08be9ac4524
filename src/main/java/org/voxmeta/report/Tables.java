package org.voxmeta.report;

import java.util.List;

/** Tables with captions, which scroll sideways where a page is too narrow for them. */
final class Tables {

	private Tables() {
	}

	/**
	 * A table.
	 *
	 * @param caption what it shows
	 * @param columns headings
	 * @param rows of each row a cell for each column: a text, an element, or null for an empty one; the first
	 *           cell heads
	 *          its row
	 */
	static Html of(final Object caption, final List<String> columns, final List<? extends List<?>> rows) {
		final Html head = Html.of("tr");
		for (int c = 0; c < columns.size(); c++) {
			final Html cell = Html.of("th", columns.get(c)).with("scope", "col");
			head.add(isNumeric(rows, c) ? cell.style("num") : cell);
		}
		final Html body = Html.of("tbody");
		rows.forEach(row -> body.add(row(row)));
		final Html table = Html.of("table", Html.of("caption", Html.of("span", caption)), Html.of("thead", head),
			body);
		return Html.of("div", table).style("scroll").with("tabindex", "0").with("role", "group").with("aria-label",
			"table");
	}

	private static Html row(final List<?> cells) {
		final Html row = Html.of("tr");
		for (int c = 0; c < cells.size(); c++) {
			final Html cell = c == 0 ? Html.of("th").with("scope", "row") : Html.of("td");
			if (cells.get(c) != null) cell.add(cells.get(c));
			row.add(isNumber(cells.get(c)) ? cell.style("num") : cell);
		}
		return row;
	}

	private static boolean isNumeric(final List<? extends List<?>> rows, final int column) {
		return rows.stream().anyMatch(row -> isNumber(row.get(column)));
	}

	private static boolean isNumber(final Object cell) {
		return cell instanceof Html element && element.is("data");
	}
}
