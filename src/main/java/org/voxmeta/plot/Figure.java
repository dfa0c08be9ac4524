package org.voxmeta.plot;

/** A picture of numbers that can be painted in any size. Immutable. */
public interface Figure {

	/** What the figure shows, in a few words, such as for a screen reader. */
	String title();

	/** The width that suits it, in pixels. */
	double preferredWidth();

	/** The height that suits it, in pixels; it grows with the number of studies where each has a row. */
	double preferredHeight();

	/** This figure in other colours; they are those of {@link Theme#light()} at first. */
	Figure with(Theme theme);

	/**
	 * This figure with a study marked, such as the one under the mouse; -1 for none. A figure without studies stays
	 * as it is.
	 */
	default Figure withMarked(final int study) {
		return this;
	}

	/** Paints the figure, with its background, from (0, 0) to (width, height). */
	void paint(Drawing drawing, double width, double height);

	/**
	 * The study at a point of the figure painted in that size: its index among those that the figure was made
	 * from, or -1 if there is none, as in figures without studies.
	 */
	default int at(final double x, final double y, final double width, final double height) {
		return -1;
	}

	/** What is known of a study, in a line for a tooltip; empty if there is none of that index. */
	default String tip(final int study) {
		return "";
	}
}
