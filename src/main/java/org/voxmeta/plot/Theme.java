package org.voxmeta.plot;

/**
 * The colours of figures. Those of data are told apart with any kind of colour vision, after Okabe and Ito.
 *
 * @param background of the figure
 * @param foreground text, axes and intervals
 * @param muted text and lines of less importance
 * @param grid thin lines behind the data
 * @param study squares and circles of studies
 * @param summary diamonds and fitted lines
 * @param band area of an interval
 * @param shade area outside which studies are not expected, darker than the background
 * @param marked the study that is pointed at
 * @param isDark whether the background is darker than the text
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe M, Ito K (2008). Color universal design</a>
 */
public record Theme(Colour background, Colour foreground, Colour muted, Colour grid, Colour study,
	Colour summary, Colour band, Colour shade, Colour marked, boolean isDark)
{

	/** The contrast of text that can be read, after WCAG 2. */
	private static final double READABLE = 4.5;
	private static final int STEPS = 10;

	private static final Theme LIGHT = new Theme(Colour.of(0xffffff), Colour.of(0x1f2328),
		Colour.of(0x656d76), Colour.of(0xe4e7eb), Colour.of(0x0072b2), Colour.of(0xd55e00),
		Colour.of(0xfbe3d1), Colour.of(0xf1f3f5), Colour.of(0x009e73), false);
	private static final Theme DARK = new Theme(Colour.of(0x1e1f22), Colour.of(0xe6e8eb),
		Colour.of(0x9aa2ad), Colour.of(0x363a40), Colour.of(0x56b4e9), Colour.of(0xf0a340),
		Colour.of(0x4a3c28), Colour.of(0x292c31), Colour.of(0x2fd6a3), true);

	/** Dark on white, for print. */
	public static Theme light() {
		return LIGHT;
	}

	/** Light on dark grey, for windows of a dark look and feel. */
	public static Theme dark() {
		return DARK;
	}

	/**
	 * This theme on another background, such as that of a window: areas and grid stand out from it as they did,
	 * and muted text is as far from it as it takes to be read.
	 */
	public Theme withBackground(final Colour other) {
		final Colour shaded = other.shifted(background, shade);
		Colour text = muted;
		for (int i = 1; i <= STEPS && Math.min(text.contrast(other), text.contrast(shaded)) < READABLE; i++)
			text = muted.mixed(foreground, (double) i / STEPS);
		return new Theme(other, foreground, text, other.shifted(background, grid), study, summary, other.shifted(
			background, band), shaded, marked, isDark);
	}
}
