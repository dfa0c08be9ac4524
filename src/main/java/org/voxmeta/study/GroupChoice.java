package org.voxmeta.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which studies somebody says belong together, in the words of the commands' key: {@code auto} for what the
 * column {@code group} says, where the table has it; {@code none} for independent studies; else the name of a
 * column, or, where there is no table, a label for each study, separated by commas. Immutable.
 */
public final class GroupChoice {

	/** By the column {@code group}, where the table has it. */
	public static final GroupChoice AUTO = new GroupChoice("auto");

	/** Every study is independent of the others. */
	public static final GroupChoice NONE = new GroupChoice("none");

	private final String text;

	private GroupChoice(final String text) {
		this.text = text;
	}

	/** The choice in these words, in any case; blank for {@code auto}. */
	public static GroupChoice parse(final String words) {
		final String trimmed = words.strip();
		return switch (trimmed.toLowerCase(Locale.ROOT)) {
			case "", "auto" -> AUTO;
			case "none" -> NONE;
			default -> new GroupChoice(trimmed);
		};
	}

	/**
	 * The labels of studies in a table.
	 *
	 * @throws IllegalArgumentException if it has no such column
	 */
	public GroupLabels labels(final StudySelection selection) {
		if (this == AUTO) return selection.groups();
		if (this == NONE) return GroupLabels.none(selection.studies().size());
		final List<String> columns = selection.table().describingColumns();
		if (columns.stream().map(Cells::key).anyMatch(Cells.key(text)::equals)) return selection.groups(text);
		throw new IllegalArgumentException("Groups: got " + Cells.shown(text) + ", wanted auto, none"
			+ (columns.isEmpty() ? "" : ", or one of the table's columns " + Cells.shown(columns)));
	}

	/** Whether this is the name of one of these columns. */
	public boolean isOneOf(final List<String> columns) {
		return this != AUTO && this != NONE && columns.stream().map(Cells::key).anyMatch(Cells.key(text)::equals);
	}

	/**
	 * The labels of studies without a table.
	 *
	 * @throws IllegalArgumentException if these are not a label for each study
	 */
	public GroupLabels labels(final int studies) {
		if (this == AUTO || this == NONE) return GroupLabels.none(studies);
		final List<String> labels = Stream.of(text.split(",", -1)).map(String::strip).toList();
		if (labels.size() == studies) return new GroupLabels("the labels given", labels);
		throw new IllegalArgumentException("Groups: got " + Cells.shown(text)
			+ ", wanted none, or a label for each of " + studies
			+ " studies, separated by commas; a column's name needs a study table");
	}

	/**
	 * The labels of rows of a table of any columns.
	 *
	 * @param columns the columns that there are
	 * @param cells each row's cell in a column, blank where there is none
	 * @param rows K
	 * @throws IllegalArgumentException if there is no such column
	 */
	public GroupLabels labels(final List<String> columns, final Function<String, List<String>> cells,
		final int rows)
	{
		final String wanted = this == AUTO ? KnownColumn.GROUP.title() : text;
		final String column = columns.stream().filter(name -> Cells.key(name).equals(Cells.key(wanted))).findFirst()
			.orElse(null);
		if (this == NONE || (this == AUTO && column == null)) return GroupLabels.none(rows);
		if (column == null) throw new IllegalArgumentException("Groups: got " + Cells.shown(text)
			+ ", wanted auto, none, or one of the table's columns " + Cells.shown(columns));
		return new GroupLabels("column " + Cells.shown(column), cells.apply(column));
	}

	/** What a user who chose so should look at, in a table's studies. */
	public List<String> notes(final StudySelection selection) {
		final List<String> notes = new ArrayList<>();
		if (this == NONE && selection.groups().hasRepeats()) notes.add(
			"Studies of one group are treated as independent: " + String.join(", ", selection.groups().repeated()));
		if (this != NONE && this != AUTO && !labels(selection).hasRepeats()) notes.add("Groups: "
			+ labels(selection).source() + " has no label twice, so all studies are treated as independent");
		return notes;
	}

	/** The words. */
	@Override
	public String toString() {
		return text;
	}
}
