package org.voxmeta.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the columns whose author probably meant another name. Every unknown column is a moderator, so a
 * mistyped one would otherwise go unnoticed. Immutable.
 */
final class ColumnHints {

	private static final Pattern IMAGE = Pattern.compile(".*\\.(nii|nii\\.gz|hdr|img|tiff?)",
		Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private final List<String> columns;
	private final Map<String, List<String>> moderators;

	private ColumnHints(final List<String> columns, final Map<String, List<String>> moderators) {
		this.columns = columns;
		this.moderators = moderators;
	}

	/**
	 * Creates the hints of a table.
	 *
	 * @param columns all columns' names
	 * @param moderatorNames the names of those without a meaning of their own
	 * @param rows one map of moderator cells by name per row
	 */
	static ColumnHints of(final List<String> columns, final List<String> moderatorNames,
		final List<Map<String, String>> rows)
	{
		final Map<String, List<String>> moderators = new LinkedHashMap<>();
		for (final String name : moderatorNames)
			moderators.put(name, rows.stream().map(row -> row.get(name))
				.filter(cell -> !Cells.isMissing(cell)).toList());
		return new ColumnHints(columns, moderators);
	}

	/**
	 * Returns what to tell about a missing column: "no column 'beta'; columns are: ...; did you mean ...?"
	 *
	 * @param wanted the columns of which one is wanted
	 */
	String missing(final KnownColumn... wanted) {
		final String names = Stream.of(wanted).map(KnownColumn::titles).collect(Collectors.joining(" or "));
		return "no column " + names + "; columns are: " + Cells.shown(columns)
			+ suggestion(candidates(List.of(wanted)), Stream.of(wanted).allMatch(KnownColumn::isMap));
	}

	/** Returns a sentence for every moderator that looks like a column the table lacks. */
	List<String> notes() {
		final List<String> notes = new ArrayList<>();
		for (final String name : moderators.keySet())
			lacking().filter(known -> known.resembles(name))
				.filter(known -> known == KnownColumn.GROUP || known.isMap() && holdsImages(name)).findFirst()
				.ifPresent(known -> notes.add("column " + Cells.shown(name)
					+ " is read as a moderator; did you mean " + Cells.shown(known.title()) + "?"));
		return notes;
	}

	private Stream<KnownColumn> lacking() {
		final Set<KnownColumn> lacking = EnumSet.allOf(KnownColumn.class);
		columns.forEach(name -> KnownColumn.named(name).ifPresent(lacking::remove));
		return lacking.stream();
	}

	private List<String> candidates(final List<KnownColumn> wanted) {
		final List<String> alike = moderators.keySet().stream()
			.filter(name -> wanted.stream().anyMatch(known -> known.resembles(name))).toList();
		if (!alike.isEmpty() || !wanted.stream().allMatch(KnownColumn::isMap))
			return alike;
		return moderators.keySet().stream().filter(this::holdsImages)
			.filter(name -> Stream.of(KnownColumn.values()).noneMatch(known -> known.resembles(name)))
			.toList();
	}

	private String suggestion(final List<String> candidates, final boolean images) {
		final List<String> meant = candidates.stream().filter(name -> !images || !holdsNumbers(name))
			.toList();
		final List<String> numbers = candidates.stream().filter(name -> !meant.contains(name)).toList();
		return (meant.isEmpty() ? "" : "; did you mean " + Cells.shown(meant) + "?")
			+ (numbers.isEmpty() ? "" : "; " + Cells.shown(numbers)
				+ (numbers.size() == 1 ? " holds" : " hold") + " numbers, wanted image files");
	}

	private boolean holdsImages(final String moderator) {
		return moderators.get(moderator).stream().anyMatch(cell -> IMAGE.matcher(cell.strip()).matches());
	}

	private boolean holdsNumbers(final String moderator) {
		final List<String> cells = moderators.get(moderator);
		return !cells.isEmpty() && cells.stream().allMatch(Cells::isNumber);
	}
}
