package org.voxmeta.view;

import java.util.Locale;

/** The colours of a picture's page: dark for screens and slides, white for print. */
public enum Page {

	/** Nearly black. */
	DARK(0x0d1117, 0xf0f3f6, 0xb4bcc8, 0x9fb3d1),

	/** White. */
	LIGHT(0xffffff, 0x14181f, 0x4a5260, 0x5a6b85);

	private final int paper;
	private final int title;
	private final int text;
	private final int glass;

	Page(final int paper, final int title, final int text, final int glass) {
		this.paper = paper;
		this.title = title;
		this.text = text;
		this.glass = glass;
	}

	/** The name in keys of macros. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The page of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Page parse(final String name) {
		for (final Page page : values())
			if (page.key().equals(name.strip().toLowerCase(Locale.ROOT))) return page;
		throw new IllegalArgumentException("Page: got '" + name.strip() + "', wanted dark or light");
	}

	int paper() {
		return paper;
	}

	int title() {
		return title;
	}

	int text() {
		return text;
	}

	int glass() {
		return glass;
	}
}
