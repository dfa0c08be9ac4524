package org.voxmeta.masker.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Series to be regressed out of signals: T samples of C confounds, such as movement parameters, and where
 * they come from, for messages. Immutable, thread-safe.
 */
public final class Confounds {

	private static final Confounds NONE = new Confounds("", List.of(), new double[0][]);

	private final String source;
	private final List<String> names;
	/** T×C. */
	private final double[][] rows;

	private Confounds(final String source, final List<String> names, final double[][] rows) {
		this.source = source;
		this.names = names;
		this.rows = rows;
	}

	/** No confounds, for series of any length. */
	public static Confounds none() {
		return NONE;
	}

	/**
	 * Confounds without a source, called c1, c2 and so on.
	 *
	 * @param rows T×C, copied
	 * @throws IllegalArgumentException as {@link #of(String, List, double[][])} does
	 */
	public static Confounds of(final double[][] rows) {
		final int width = rows.length == 0 ? 0 : rows[0].length;
		return of("", IntStream.rangeClosed(1, width).mapToObj(c -> "c" + c).toList(), rows);
	}

	/**
	 * Confounds of a table.
	 *
	 * @param source what the table is called, such as its file, for messages; may be blank
	 * @param names of the confounds, C
	 * @param rows values T×C, copied
	 * @throws IllegalArgumentException if there are none, a row has another number of values, or a value is not
	 *             finite
	 */
	public static Confounds of(final String source, final List<String> names, final double[][] rows) {
		if (rows.length == 0 || names.isEmpty()) throw new IllegalArgumentException(title(source) + ": got "
			+ rows.length + " rows of " + names.size() + " confounds, wanted at least one of each");
		final double[][] copy = new double[rows.length][];
		for (int t = 0; t < rows.length; t++) {
			if (rows[t].length != names.size()) throw new IllegalArgumentException(title(source) + ": row " + (t + 1)
				+ " has " + rows[t].length + " values, wanted " + names.size() + ": " + String.join(", ", names));
			for (int c = 0; c < rows[t].length; c++)
				if (!Double.isFinite(rows[t][c])) throw new IllegalArgumentException(title(source) + ": row " + (t + 1)
					+ " has " + rows[t][c] + " in '" + names.get(c) + "', wanted a finite number");
			copy[t] = rows[t].clone();
		}
		return new Confounds(source, List.copyOf(names), copy);
	}

	/**
	 * These confounds and others.
	 *
	 * @throws IllegalArgumentException if the others have another number of samples
	 */
	public Confounds and(final Confounds others) {
		if (isNone()) return others;
		if (others.isNone()) return this;
		others.requireSamples(samples(), "row of " + title(source));
		final List<String> all = new ArrayList<>(names);
		all.addAll(others.names);
		final double[][] joined = new double[samples()][];
		for (int t = 0; t < joined.length; t++)
			joined[t] = IntStream.range(0, all.size()).mapToDouble(valueOfBoth(rows[t], others.rows[t])).toArray();
		return new Confounds(bothSources(source, others.source), List.copyOf(all), joined);
	}

	private static IntToDoubleFunction valueOfBoth(final double[] first, final double[] second) {
		return c -> c < first.length ? first[c] : second[c - first.length];
	}

	private static String bothSources(final String first, final String second) {
		if (first.isBlank() || second.isBlank()) return first.isBlank() ? second : first;
		return first + "' and '" + second;
	}

	/**
	 * Refuses other numbers of rows than T.
	 *
	 * @param samples T
	 * @param each what each row is for, such as "sample of 'rest.nii.gz'", for the message
	 * @throws IllegalArgumentException if there are confounds, but not T rows of them
	 */
	public void requireSamples(final int samples, final String each) {
		if (!isNone() && rows.length != samples) throw new IllegalArgumentException(title(source) + ": got "
			+ rows.length + " rows, wanted " + samples + ", one for each " + each);
	}

	/** Whether there are none. */
	public boolean isNone() {
		return names.isEmpty();
	}

	/** The names, C. */
	public List<String> names() {
		return names;
	}

	/** T, the number of samples; 0 if there are no confounds. */
	public int samples() {
		return rows.length;
	}

	/** The values, T×C; a copy. */
	public double[][] values() {
		return Rows.copy(rows);
	}

	private static String title(final String source) {
		return source.isBlank() ? "Confounds" : "Confounds '" + source + "'";
	}
}
