package org.voxmeta.plot;

/**
 * How a line of text is drawn.
 *
 * @param size of the font in pixels
 * @param isBold whether bold
 * @param colour of the letters
 * @param anchor which point of the baseline the position means
 * @param isUpwards whether it is turned to be read from the bottom up
 */
public record TextStyle(double size, boolean isBold, Colour colour, Anchor anchor, boolean isUpwards) {

	/** From the middle of lower-case letters and digits down to the baseline, in sizes of the font. */
	private static final double MIDDLE = 0.355;

	/** A point of the baseline. */
	public enum Anchor {
		/** Where the text begins. */
		START,
		/** Half its width. */
		MIDDLE,
		/** Where the text ends. */
		END
	}

	/** Plain text that begins at its position. */
	public static TextStyle of(final double size, final Colour colour) {
		return new TextStyle(size, false, colour, Anchor.START, false);
	}

	/** This style in bold. */
	public TextStyle bold() {
		return new TextStyle(size, true, colour, anchor, isUpwards);
	}

	/** This style with another colour. */
	public TextStyle with(final Colour other) {
		return new TextStyle(size, isBold, other, anchor, isUpwards);
	}

	/** This style with another anchor. */
	public TextStyle with(final Anchor other) {
		return new TextStyle(size, isBold, colour, other, isUpwards);
	}

	/** This style in another size. */
	public TextStyle withSize(final double other) {
		return new TextStyle(other, isBold, colour, anchor, isUpwards);
	}

	/** This style read from the bottom up. */
	public TextStyle upwards() {
		return new TextStyle(size, isBold, colour, anchor, true);
	}

	/** The width of a text in pixels, see {@link TextWidths}. */
	public double width(final String text) {
		return TextWidths.of(text, size, isBold);
	}

	/** As much of a text as is no wider than that, with an ellipsis where something is left out. */
	public String fitted(final String text, final double width) {
		if (width(text) <= width) return text;
		int end = text.length();
		while (end > 0 && width(text.substring(0, end).stripTrailing() + "…") > width)
			end = text.offsetByCodePoints(end, -1);
		return text.substring(0, end).stripTrailing() + "…";
	}

	/** The baseline of a line of text whose letters are centred around a height. */
	public double baseline(final double middle) {
		return middle + MIDDLE * size;
	}
}
