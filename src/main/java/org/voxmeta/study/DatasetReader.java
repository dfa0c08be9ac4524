package org.voxmeta.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;

/** Makes a data set of a table's columns. Used once. */
final class DatasetReader {

	private final TextTable table;
	private final DatasetChoice choice;
	private final Set<Need> needs;
	private final List<String> notes = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();
	private final List<Integer> rows = new ArrayList<>();

	DatasetReader(final TextTable table, final DatasetChoice choice, final Set<Need> needs) {
		this.table = table;
		this.choice = choice;
		this.needs = needs;
	}

	/** The data set. */
	TableDataset read() {
		final String y = column("y", choice.y(), "y", true);
		final String variances = needs.contains(Need.VARIANCE) ? varianceColumn() : null;
		final String n = column("n", choice.n(), "n", needs.contains(Need.SAMPLE_SIZE));
		final List<String> moderators = choice.moderators().columns(table.columns());
		select(y, variances, needs.contains(Need.SAMPLE_SIZE) ? n : null, moderators);

		final double[] effects = numbers(y);
		Dataset data = variances == null ? Dataset.of(effects) : Dataset.of(effects, variances(variances));
		data = data.withNames(names()).with(design());
		if (n != null && hasAll(n)) data = data.withSampleSizes(positive(n));
		return new TableDataset(grouped(data), notes, remarks);
	}

	private Design design() {
		final ModeratorDesign design = ModeratorDesign.of(choice.moderators(), table.columns(), this::cells,
			rows.size());
		remarks.addAll(design.remarks());
		return design.design();
	}

	private Dataset grouped(final Dataset data) {
		final GroupLabels labels = choice.groups().labels(table.columns(), this::cells, rows.size());
		if (!labels.hasRepeats()) return data;
		final Dataset grouped = data.withGroups(
			Arrays.stream(labels.numbers()).mapToObj(Integer::toString).toList());
		remarks.add("Groups by " + labels.source() + ": " + grouped.studies().groupCount() + " of " + grouped.size()
			+ " studies; not independent are those of " + String.join(", ", labels.repeated()));
		return grouped;
	}

	private String varianceColumn() {
		if (choice.se().isBlank()) return column("v", choice.v(), "v", true);
		if (!choice.v().isBlank()) throw new IllegalArgumentException("Columns: got " + Cells.shown(choice.v())
			+ " for v and " + Cells.shown(choice.se()) + " for se, wanted one of them");
		return column("se", choice.se(), "se", true);
	}

	/** The column of that name, or of its usual name; null if it need not be there and no name is given. */
	private String column(final String key, final String wanted, final String usual, final boolean isNeeded) {
		final String column = table.find(wanted.isBlank() ? usual : wanted);
		if (column == null && (isNeeded || !wanted.isBlank())) throw new IllegalArgumentException("Column " + key
			+ ": got " + Cells.shown(wanted.isBlank() ? usual : wanted.strip()) + ", wanted one of "
			+ table.name() + "'s " + Cells.shown(table.columns()));
		return column;
	}

	/** Chooses the rows that have all that is needed. */
	private void select(final String y, final String variances, final String n, final List<String> moderators) {
		final List<String> needed = new ArrayList<>(List.of(y));
		if (variances != null) needed.add(variances);
		if (n != null) needed.add(n);
		needed.addAll(moderators);
		for (int r = 0; r < table.size(); r++) {
			final int row = r;
			final List<String> missing = needed.stream().filter(column -> table.cell(row, column).isEmpty()).distinct()
				.toList();
			if (missing.isEmpty()) rows.add(row);
			else if (choice.dropInvalid()) notes.add("Left out " + table.row(row) + ": no value in " + Cells.shown(
				missing));
			else throw new IllegalArgumentException(table.name() + ": " + table.row(row) + " has no value in "
				+ Cells.shown(missing) + ", wanted one (or dropinvalid)");
		}
		if (rows.isEmpty()) throw new IllegalArgumentException(table.name()
			+ ": got no row with a value in each of the columns " + Cells.shown(needed) + ", wanted 2 or more");
	}

	private List<String> cells(final String column) {
		return rows.stream().map(row -> table.cell(row, column)).toList();
	}

	private List<String> names() {
		final String column = column("names", choice.names(), "study", false);
		return rows.stream().map(row -> column == null || table.cell(row, column).isEmpty()
			? String.valueOf(table.line(row)) : table.cell(row, column)).toList();
	}

	private boolean hasAll(final String column) {
		return rows.stream().noneMatch(row -> table.cell(row, column).isEmpty());
	}

	private double[] numbers(final String column) {
		return rows.stream().mapToDouble(row -> number(row, column, "a number")).toArray();
	}

	private double[] positive(final String column) {
		return rows.stream().mapToDouble(row -> {
			final double value = number(row, column, "a number above 0");
			if (!(value > 0)) throw wrong(row, column, "a number above 0");
			return value;
		}).toArray();
	}

	private double[] variances(final String column) {
		final double[] values = positive(column);
		return choice.se().isBlank() ? values : Arrays.stream(values).map(se -> se * se).toArray();
	}

	private double number(final int row, final String column, final String wanted) {
		final double number = Cells.number(table.cell(row, column));
		if (Double.isNaN(number)) throw wrong(row, column, wanted);
		return number;
	}

	private IllegalArgumentException wrong(final int row, final String column, final String wanted) {
		return new IllegalArgumentException(table.name() + ": " + table.row(row) + ", column " + Cells.shown(column)
			+ ": got " + Cells.shown(table.cell(row, column)) + ", wanted " + wanted);
	}
}
