package org.voxmeta.study;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which of K studies belong together and so are not independent of each other: those with the same label. A
 * study without a label stands alone. Immutable.
 *
 * @param source where the labels are from, such as "column 'lab'"
 * @param labels one for each study, K; "" for none
 */
public record GroupLabels(String source, List<String> labels) {

	/** Copies the labels. */
	public GroupLabels {
		labels = List.copyOf(labels);
	}

	/** No study belongs to another. */
	public static GroupLabels none(final int studies) {
		return new GroupLabels("none", Collections.nCopies(studies, ""));
	}

	/**
	 * The studies' groups as numbers.
	 *
	 * @return one number per study, counted from 0 in order of appearance: the same for studies with the same
	 *         label, one of its own for a study without; a new array
	 */
	public int[] numbers() {
		final Map<String, Integer> known = new HashMap<>();
		final int[] numbers = new int[labels.size()];
		int next = 0;
		for (int k = 0; k < numbers.length; k++) {
			final String label = labels.get(k);
			final Integer same = label.isEmpty() ? null : known.putIfAbsent(label, next);
			numbers[k] = same == null ? next++ : same;
		}
		return numbers;
	}

	/** The labels of some of the studies. */
	public GroupLabels at(final int... studies) {
		return new GroupLabels(source, IntStream.of(studies).mapToObj(labels::get).toList());
	}

	/** Whether some studies share a label. */
	public boolean hasRepeats() {
		return !repeated().isEmpty();
	}

	/** The shared labels with their counts, such as "a (4 studies)", in order of appearance. */
	public List<String> repeated() {
		final Map<String, Integer> counts = new LinkedHashMap<>();
		for (final String label : labels)
			if (!label.isEmpty()) counts.merge(label, 1, Integer::sum);
		return counts.entrySet().stream().filter(entry -> entry.getValue() > 1).map(entry -> entry.getKey() + " ("
			+ entry.getValue() + " studies)").toList();
	}
}
