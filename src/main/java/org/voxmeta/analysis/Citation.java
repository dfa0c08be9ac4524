package org.voxmeta.analysis;

/** How to cite VoxMeta; the methods' papers are on the pages of their commands. */
public final class Citation {

	/** What VoxMeta is called in a list of references. */
	public static final String TITLE = "VoxMeta: voxelwise meta-analysis of effect maps in Fiji and ImageJ";

	/** Where VoxMeta is developed. */
	public static final String URL = "https://github.com/voxmeta/voxmeta";

	private static final String AUTHOR = "VoxMeta developers";
	private static final int YEAR = 2026;

	private Citation() {
	}

	/** The reference as one line of text. */
	public static String text(final String version) {
		return AUTHOR + " (" + YEAR + "). " + TITLE + " (version " + version + ") [Computer software]. " + URL;
	}

	/** The reference as an entry of BibTeX. */
	public static String bibtex(final String version) {
		// the inner braces keep BibTeX from taking the last word for a surname, and capitals from being made small
		return """
			@software{voxmeta,
			  author  = {{%s}},
			  title   = {{%s}},
			  year    = {%d},
			  version = {%s},
			  url     = {%s}
			}""".formatted(AUTHOR, TITLE, YEAR, version, URL);
	}
}
