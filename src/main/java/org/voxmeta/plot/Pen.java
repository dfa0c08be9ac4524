package org.voxmeta.plot;

/**
 * How a line is drawn.
 *
 * @param colour of the line
 * @param width in pixels
 * @param dash length of the dashes and of the gaps between them, 0 for a solid line
 */
public record Pen(Colour colour, double width, double dash) {

	/** A solid line. */
	public static Pen of(final Colour colour, final double width) {
		return new Pen(colour, width, 0);
	}

	/** This pen with dashes of that length. */
	public Pen dashed(final double length) {
		return new Pen(colour, width, length);
	}
}
