package org.voxmeta.plot;

/** A line of text in place of a figure for which there are no data. */
public final class MessageFigure implements Figure {

	private final String message;
	private final Look look;

	private MessageFigure(final String message, final Look look) {
		this.message = message;
		this.look = look;
	}

	/** A figure that says this. */
	public static MessageFigure of(final String message) {
		return new MessageFigure(message, Look.DEFAULT);
	}

	@Override
	public String title() {
		return message;
	}

	@Override
	public double preferredWidth() {
		return 480;
	}

	@Override
	public double preferredHeight() {
		return 120;
	}

	@Override
	public Figure with(final Theme theme) {
		return new MessageFigure(message, look.with(theme));
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		look.background(drawing, width, height);
		look.message(drawing, message, width, height);
	}
}
