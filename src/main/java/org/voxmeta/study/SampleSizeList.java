package org.voxmeta.study;

import java.util.Arrays;
import java.util.stream.Stream;

/** Numbers of subjects as a list, for studies without a table. */
public final class SampleSizeList {

	private SampleSizeList() {
	}

	/**
	 * The numbers of subjects.
	 *
	 * @param text numbers separated by commas: one for each study, or one for all
	 * @param studies K
	 * @return K numbers; a new array
	 * @throws IllegalArgumentException if they are not 1 or K numbers above 0
	 */
	public static double[] parse(final String text, final int studies) {
		if (text.isBlank()) throw new IllegalArgumentException(
			"Sample sizes: got none, wanted a number for each of " + studies
				+ " studies, separated by commas, or one for all");
		final double[] sizes = Stream.of(text.strip().split("[,;]", -1)).mapToDouble(SampleSizeList::size)
			.toArray();
		if (sizes.length == studies) return sizes;
		if (sizes.length != 1) throw new IllegalArgumentException("Sample sizes: got " + sizes.length + ", wanted "
			+ studies + ", one for each study, or one for all");
		final double[] same = new double[studies];
		Arrays.fill(same, sizes[0]);
		return same;
	}

	private static double size(final String text) {
		final double size = Cells.number(text);
		if (size > 0) return size;
		throw new IllegalArgumentException("Sample sizes: got " + Cells.shown(text.strip())
			+ ", wanted numbers above 0, separated by commas");
	}
}
