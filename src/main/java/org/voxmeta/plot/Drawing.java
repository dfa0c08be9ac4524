package org.voxmeta.plot;

/**
 * What figures are painted on. Coordinates are pixels, x to the right and y down; all must be finite. Shapes
 * are painted over those before them. A null colour or pen leaves out the area or the outline.
 */
public interface Drawing {

	/** A straight line. */
	void line(double x1, double y1, double x2, double y2, Pen pen);

	/** A line through points. */
	void polyline(double[] x, double[] y, Pen pen);

	/** A closed shape through points. */
	void polygon(double[] x, double[] y, Colour area, Pen outline);

	/** A rectangle from its left upper corner. */
	void rectangle(double x, double y, double width, double height, Colour area, Pen outline);

	/** A circle around a point. */
	void circle(double x, double y, double radius, Colour area, Pen outline);

	/** A line of text, at a point of its baseline. */
	void text(String text, double x, double y, TextStyle style);

	/** Paints something of which only the part in a rectangle is seen. */
	void clipped(double x, double y, double width, double height, Runnable content);

	/** Paints something that has a name, which SVG shows while the mouse is over it. */
	void named(String name, Runnable content);
}
