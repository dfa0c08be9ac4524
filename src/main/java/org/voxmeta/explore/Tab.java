package org.voxmeta.explore;

/** The pages of the window. */
public enum Tab {

	/** The studies with intervals, and the summary. */
	FOREST("Forest", "forest"),
	/** Effects against standard errors. */
	FUNNEL("Funnel", "funnel"),
	/** What studies add to the heterogeneity, and what they move. */
	BAUJAT("Baujat", "baujat"),
	/** Standardised effects against precision. */
	RADIAL("Radial", "radial"),
	/** Effects against a column of the study table. */
	MODERATORS("Moderators", "moderator"),
	/** The numbers. */
	TABLE("Table", "studies");

	private final String title;
	private final String file;

	Tab(final String title, final String file) {
		this.title = title;
		this.file = file;
	}

	/** The name that people see. */
	public String title() {
		return title;
	}

	/** The name of its files, without an ending. */
	public String file() {
		return file;
	}

	/** Whether it shows a figure. */
	public boolean isFigure() {
		return this != TABLE;
	}
}
