package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.image.StackStudies.Entry;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.study.DroppedStudy;
import org.voxmeta.study.GroupLabels;
import org.voxmeta.study.Study;

/**
 * What stacks say of the studies whose maps they hold: their ids, sample sizes and groups, and the cells of other
 * columns of the table that they were opened from. Immutable.
 */
final class KeptStudies implements StudyInputs.Columns {

	private static final String SIZE = "n";
	private static final String GROUP = "group";

	private final String stack;
	private final List<Entry> entries;

	private KeptStudies(final String stack, final List<Entry> entries) {
		this.stack = stack;
		this.entries = entries;
	}

	/**
	 * What stacks say.
	 *
	 * @param value the stack to believe, where the others do not contradict
	 * @throws IllegalArgumentException if two stacks say that they hold different studies, or in another order
	 */
	static KeptStudies of(final Map<Need, InputImage> stacks, final Need value, final StudyAxis axis) {
		final InputImage first = stacks.get(value);
		final List<Entry> entries = entries(first, axis);
		stacks.values().forEach(other -> requireSame(first.name(), ids(entries), other.name(), ids(entries(other,
			axis))));
		return new KeptStudies(first.name(), entries);
	}

	private static void requireSame(final String stack, final List<String> ids, final String other,
		final List<String> others)
	{
		// other numbers of studies are told where these are counted
		if (ids.size() != others.size()) return;
		for (int k = 0; k < ids.size(); k++)
			if (!ids.get(k).equals(others.get(k))) throw new IllegalArgumentException("Studies: map " + (k + 1)
			+ " of '" + other + "' is labelled '" + others.get(k) + "', wanted '" + ids.get(k) + "' as in '" + stack
			+ "'");
	}

	/** The axis along which a stack's studies lie. */
	static StudyAxis axis(final InputImage stack, final StudyAxis wanted) {
		final StudyAxis axis = wanted.of(stack.values());
		if (wanted != StudyAxis.AUTO || axis != StudyAxis.Z || stack.studies() == null) return axis;
		// the slices of a single study are no studies, and all have its label
		final boolean areStudies = stack.studies().along(axis, axis.split(stack.values()).size()).isPresent();
		return !areStudies && stack.studies().along(StudyAxis.T, 1).isPresent() ? StudyAxis.T : axis;
	}

	/** The studies of a stack, in its order; none if they are not known. */
	static List<Entry> entries(final InputImage stack, final StudyAxis wanted) {
		if (stack == null || stack.studies() == null) return List.of();
		final StudyAxis axis = axis(stack, wanted);
		return stack.studies().along(axis, axis.split(stack.values()).size()).orElse(List.of());
	}

	/** Whether the studies are known. */
	boolean isKnown() {
		return !entries.isEmpty();
	}

	/** The studies' names. */
	List<String> ids() {
		return ids(entries);
	}

	private static List<String> ids(final List<Entry> entries) {
		return entries.stream().map(Entry::id).toList();
	}

	/** Which studies belong together. */
	GroupLabels groups() {
		return new GroupLabels("the stack '" + stack + "'", entries.stream().map(Entry::group).toList());
	}

	/** The columns that any study has a cell in; none if the studies are not known. */
	@Override
	public List<String> names() {
		final List<String> names = new ArrayList<>(List.of(SIZE, GROUP));
		if (isKnown()) names.addAll(entries.get(0).columns().keySet());
		return names.stream().filter(name -> entries.stream().anyMatch(entry -> !cell(entry, name).isBlank())).toList();
	}

	@Override
	public List<String> cells(final String column) {
		if (!names().contains(column)) return NONE.cells(column);
		return entries.stream().map(entry -> cell(entry, column).strip()).toList();
	}

	private static String cell(final Entry entry, final String column) {
		return switch (column) {
			case SIZE -> entry.sampleSizeText();
			case GROUP -> entry.group();
			default -> entry.columns().getOrDefault(column, "");
		};
	}

	/** The studies that have no cell in one of some columns, with what they lack. */
	List<DroppedStudy> lacking(final List<String> columns) {
		final List<DroppedStudy> lacking = new ArrayList<>();
		for (final Entry entry : entries) {
			final List<String> blank = columns.stream().filter(name -> cell(entry, name).isBlank()).map(
				name -> "no value in '" + name + "'").toList();
			if (!blank.isEmpty()) lacking.add(new DroppedStudy(new Study(entry.id(), Map.of(), entry.sampleSize(), entry
				.group(), entry.columns(), 0), String.join(", ", blank)));
		}
		return lacking;
	}

	/** Which studies are none of these, by their numbers. */
	int[] without(final List<DroppedStudy> studies) {
		final Set<String> ids = studies.stream().map(dropped -> dropped.study().id()).collect(Collectors.toSet());
		return IntStream.range(0, entries.size()).filter(k -> !ids.contains(entries.get(k).id())).toArray();
	}

	/** Some of the studies. */
	KeptStudies at(final int... studies) {
		return new KeptStudies(stack, IntStream.of(studies).mapToObj(entries::get).toList());
	}

	/** Whether any study's number of subjects is known. */
	boolean hasSampleSizes() {
		return entries.stream().anyMatch(entry -> !Double.isNaN(entry.sampleSize()));
	}

	/**
	 * The studies' numbers of subjects.
	 *
	 * @throws IllegalArgumentException if one is not known
	 */
	double[] sampleSizes() {
		final double[] sizes = entries.stream().mapToDouble(Entry::sampleSize).toArray();
		final int missing = IntStream.range(0, sizes.length).filter(k ->
			Double.isNaN(sizes[k])).findFirst().orElse(-1);
		if (missing >= 0) throw new IllegalArgumentException("Sample sizes: the stack '" + stack
			+ "' has none for '" + entries.get(missing).id() + "'; give the sizes of all " + sizes.length
			+ " studies");
		return sizes;
	}

	/**
	 * Refuses a table that has these studies in another order.
	 *
	 * @throws IllegalArgumentException if it has
	 */
	void requireOrder(final List<Study> table) {
		final List<String> wanted = ids();
		final List<String> got = table.stream().map(Study::id).toList();
		if (got.equals(wanted) || !new HashSet<>(got).equals(new HashSet<>(wanted))) return;
		final int k = IntStream.range(0, got.size()).filter(i -> !got.get(i).equals(wanted.get(i))).findFirst()
			.orElseThrow();
		throw new IllegalArgumentException("Studies: study " + (k + 1) + " of the study table is '" + got.get(k)
			+ "', wanted '" + wanted.get(k) + "', as map " + (k + 1) + " of '" + stack
			+ "' is labelled; one line for each map, in their order");
	}
}
