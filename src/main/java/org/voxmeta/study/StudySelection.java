package org.voxmeta.study;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The studies of a table that an analysis uses. Immutable; the lists are copied.
 *
 * @param table the table they are from
 * @param studies the studies to use, in the table's order
 * @param dropped the studies left out, each with its reason, in the table's order
 * @param notes what the user should know, one sentence each, for the log
 */
public record StudySelection(StudyTable table, List<Study> studies, List<DroppedStudy> dropped,
	List<String> notes)
{

	/** Copies the lists. */
	public StudySelection {
		studies = List.copyOf(studies);
		dropped = List.copyOf(dropped);
		notes = List.copyOf(notes);
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
	 * Returns which studies to use belong together.
	 *
	 * @return one number per study, counted from 0 in order of appearance: the same for studies with the same
	 *         group label, one of its own for a study without; a new array
	 */
	public int[] groups() {
		final Map<String, Integer> numbers = new HashMap<>();
		final int[] groups = new int[studies.size()];
		int next = 0;
		for (int k = 0; k < groups.length; k++) {
			final String label = studies.get(k).group();
			final Integer known = label.isEmpty() ? null : numbers.putIfAbsent(label, next);
			groups[k] = known == null ? next++ : known;
		}
		return groups;
	}

	/** Returns whether some of the studies to use share a group label. */
	public boolean hasRepeatedGroups() {
		return !repeatedGroups().isEmpty();
	}

	/** Returns the shared group labels with their counts, such as "a (4 studies)", in order of appearance. */
	public List<String> repeatedGroups() {
		final Map<String, Integer> counts = new LinkedHashMap<>();
		for (final Study study : studies)
			if (!study.group().isEmpty())
				counts.merge(study.group(), 1, Integer::sum);
		return counts.entrySet().stream().filter(entry -> entry.getValue() > 1)
			.map(entry -> entry.getKey() + " (" + entry.getValue() + " studies)").toList();
	}
}
