package org.voxmeta.explore;

import java.awt.Color;

import javax.swing.UIManager;

import org.voxmeta.plot.Colour;
import org.voxmeta.plot.Theme;

/** The colours of figures that suit the look and feel. */
final class WindowTheme {

	/** Below this luminance a background is dark. */
	private static final double DARK = 0.2;

	private WindowTheme() {
	}

	/** The theme of the look and feel that is set. */
	static Theme current() {
		return on(UIManager.getColor("Table.background"));
	}

	/** Of text of less importance on a window. */
	static Color muted() {
		return new Color(on(UIManager.getColor("Panel.background")).muted().rgb());
	}

	/** A theme on a background; the light one on white if there is none. */
	static Theme on(final Color background) {
		if (background == null) return Theme.light();
		final Colour colour = Colour.of(background.getRGB() & 0xffffff);
		return (colour.luminance() < DARK ? Theme.dark() : Theme.light()).withBackground(colour);
	}
}
