package org.voxmeta.study;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A moderator that is one of several levels, coded by a column for each level that is 1 in its studies and 0
 * in the others. The reference level has no column; the coefficients of the others are differences from it.
 *
 * @param name its column in the table
 * @param levels each with its number of studies, in alphabetical order, or by size if all are numbers
 * @param reference the level without a column; null if every level has one, as a design without an intercept
 *         needs
 */
record FactorModerator(String name, Map<String, Integer> levels, String reference) implements Moderator {

	/** Copies the levels. */
	FactorModerator {
		levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
	}

	/**
	 * The moderator of a column.
	 *
	 * @param cells one for each study
	 * @param wanted the reference level, null for the first one
	 * @param isFull whether every level gets a column
	 * @throws IllegalArgumentException if there are fewer than two levels, or not the reference level
	 */
	static FactorModerator of(final String name, final List<String> cells, final String wanted,
		final boolean isFull)
	{
		final Map<String, Integer> levels = new LinkedHashMap<>();
		cells.stream().sorted(order(cells)).forEach(cell -> levels.merge(cell, 1, Integer::sum));
		if (levels.size() < 2) throw new IllegalArgumentException("Moderators: column " + Cells.shown(name) + " is "
			+ Cells.shown(cells.get(0)) + " in all " + cells.size() + " studies, wanted at least two levels");
		if (wanted != null && !levels.containsKey(wanted)) throw new IllegalArgumentException("Moderators: got "
			+ Cells.shown(wanted) + " as the reference level of " + Cells.shown(name) + ", wanted one of "
			+ Cells.shown(levels.keySet()));
		final String first = wanted == null ? levels.keySet().iterator().next() : wanted;
		return new FactorModerator(name, levels, isFull ? null : first);
	}

	private static Comparator<String> order(final List<String> cells) {
		if (cells.stream().allMatch(Cells::isNumber)) return Comparator.comparingDouble(Cells::number)
			.thenComparing(Comparator.naturalOrder());
		return String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());
	}

	@Override
	public List<String> columns() {
		return coded().stream().map(level -> name + "-" + level).toList();
	}

	@Override
	public double[] code(final String value) {
		if (!levels.containsKey(value)) throw new IllegalArgumentException("got " + Cells.shown(value) + " for "
			+ Cells.shown(name) + ", wanted one of its levels " + Cells.shown(levels.keySet()));
		return coded().stream().mapToDouble(level -> level.equals(value) ? 1 : 0).toArray();
	}

	@Override
	public String remark() {
		final String counts = levels.entrySet().stream().map(level -> Cells.shown(level.getKey()) + " in "
			+ level.getValue()).collect(Collectors.joining(", "));
		return "Moderator " + Cells.shown(name) + ": a factor, " + (reference == null
			? "with a coefficient for each level" : "the reference level is " + Cells.shown(reference)) + "; studies: "
			+ counts;
	}

	@Override
	public Map<String, Object> record() {
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("column", name);
		record.put("kind", "factor");
		record.put("levels", levels);
		record.put("reference", reference == null ? "none" : reference);
		return record;
	}

	private List<String> coded() {
		return levels.keySet().stream().filter(level -> !level.equals(reference)).toList();
	}
}
