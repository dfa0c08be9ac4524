package org.voxmeta.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Need;

/**
 * The studies of a table that an analysis uses. Immutable; the lists are copied.
 *
 * @param table the table they are from
 * @param studies the studies to use, in the table's order
 * @param dropped the studies left out, each with its reason, in the table's order
 * @param notes what the user should know, one sentence each, for the log
 * @param rules how the maps of the studies to use come about
 */
public record StudySelection(StudyTable table, List<Study> studies, List<DroppedStudy> dropped,
	List<String> notes, MapRules rules)
{

	/** Copies the lists. */
	public StudySelection {
		studies = List.copyOf(studies);
		dropped = List.copyOf(dropped);
		notes = List.copyOf(notes);
	}

	/**
	 * Returns how a map of a study to use comes about.
	 *
	 * @throws IllegalArgumentException if the study does not have it
	 */
	public MapRecipe recipe(final Need need, final Study study) {
		return rules.of(need, study).orElseThrow(() -> new IllegalArgumentException("Study "
			+ Cells.shown(study.id()) + ": has no map of kind " + need));
	}

	/**
	 * Returns what maps are made of others, such as "Study 3 'x': varcope from beta and t", numbered as in the
	 * table; one sentence where it is the same for all studies to use.
	 */
	public List<String> derivations(final Collection<Need> needs) {
		return Derivations.of(studies, indices(), study -> needs.stream().sorted().flatMap(need -> rules.of(need,
			study).stream()).toList());
	}

	/**
	 * Returns these studies without some whose files turned out to be of no use.
	 *
	 * @param useless these studies, each with its reason
	 * @throws StudyTableException if no study is left
	 */
	public StudySelection without(final List<DroppedStudy> useless) throws StudyTableException {
		final Set<Study> left = new HashSet<>(studies);
		useless.forEach(drop -> left.remove(drop.study()));
		if (left.isEmpty())
			throw refusal("got 0 usable of " + table.studies().size() + " studies, wanted at least 1", useless);
		final List<DroppedStudy> all = new ArrayList<>(dropped);
		all.addAll(useless);
		all.sort(Comparator.comparingInt(drop -> table.studies().indexOf(drop.study())));
		return new StudySelection(table, studies.stream().filter(left::contains).toList(), all, notes, rules);
	}

	/**
	 * Returns the exception for studies that cannot be used as they are.
	 *
	 * @param problem what they have in common
	 * @param useless the studies, each with its reason
	 */
	public StudyTableException refusal(final String problem, final List<DroppedStudy> useless) {
		return new StudyTableException(table.path(), problem, DroppedStudy.listed(useless));
	}

	/** Returns the numbers of subjects of the studies to use, NaN where missing; a new array. */
	public double[] sampleSizes() {
		return studies.stream().mapToDouble(Study::sampleSize).toArray();
	}

	/**
	 * Returns a moderator of the studies to use, as numbers.
	 *
	 * @param name a moderator's name; case and surrounding spaces do not matter
	 * @return one value per study to use, NaN where it is missing; a new array
	 * @throws IllegalArgumentException if there is no such moderator, one of these studies has a value that
	 *             is not a number, or none has a value
	 */
	public double[] moderator(final String name) {
		return table.moderator(name, studies);
	}

	/**
	 * Returns the trimmed cells of the studies to use in a column, blank where they are missing.
	 *
	 * @param column a column besides the studies and their images; case and surrounding spaces do not matter
	 * @throws IllegalArgumentException if there is no such column
	 */
	public List<String> cells(final String column) {
		final String name = table.describingColumn(column);
		return studies.stream().map(study -> StudyTable.cell(study, name)).toList();
	}

	/** Returns which studies to use belong together, by the column {@code group}; none without it. */
	public GroupLabels groups() {
		return new GroupLabels("column " + Cells.shown(KnownColumn.GROUP.title()),
			studies.stream().map(Study::group).toList());
	}

	/**
	 * Returns which studies to use belong together.
	 *
	 * @param column whose cells are their labels
	 * @throws IllegalArgumentException if there is no such column
	 */
	public GroupLabels groups(final String column) {
		return new GroupLabels("column " + Cells.shown(table.describingColumn(column)), cells(column));
	}

	/** Returns the place of each study to use in the table, counted from 0; a new array. */
	public int[] indices() {
		return studies.stream().mapToInt(table.studies()::indexOf).toArray();
	}
}
