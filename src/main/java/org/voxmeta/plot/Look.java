package org.voxmeta.plot;

/** What can be chosen for every figure: its colours and the marked study, -1 for none. */
record Look(Theme theme, int marked) {

	static final Look DEFAULT = new Look(Theme.light(), -1);
	/** Size of the text. */
	static final double TEXT = 12;
	static final double SMALL = 11;

	Look with(final Theme other) {
		return new Look(other, marked);
	}

	Look withMarked(final int study) {
		return new Look(theme, study);
	}

	TextStyle text() {
		return TextStyle.of(TEXT, theme.foreground());
	}

	TextStyle small() {
		return TextStyle.of(SMALL, theme.muted());
	}

	void background(final Drawing drawing, final double width, final double height) {
		drawing.rectangle(0, 0, width, height, theme.background(), null);
	}

	/** A line of text in the middle, where there is nothing to plot. */
	void message(final Drawing drawing, final String text, final double width, final double height) {
		final TextStyle style = text().with(theme.muted()).with(TextStyle.Anchor.MIDDLE);
		drawing.text(style.fitted(text, width - 2 * TEXT), width / 2, style.baseline(height / 2), style);
	}
}
