package org.voxmeta.command;

import java.util.Locale;
import java.util.Map;

/** Where the manual's page of a command is. */
final class HelpPage {

	private static final String MANUAL = "https://github.com/voxmeta/voxmeta/blob/main/docs/";

	/** Pages of several commands. */
	private static final Map<String, String> SHARED = Map.of("nifti-voxmeta", "nifti",
		"export-nifti-voxmeta", "nifti", "meta-analysis-of-a-table", "single-data-sets",
		"variance-based-likelihood", "likelihood", "sample-size-based-likelihood", "likelihood",
		"resample-to-match", "resample", "empirical-bayes", "paule-mandel", "meta-analysis", "samples",
		"about-voxmeta", "about", "explore-meta-analysis", "explore");

	private HelpPage() {
	}

	/** The name of the page's file in {@code docs}. */
	static String file(final String menuLabel) {
		final String name = menuLabel.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
			.replaceAll("^-|-$", "");
		return SHARED.getOrDefault(name, name) + ".md";
	}

	/** The page's address. */
	static String address(final String menuLabel) {
		return MANUAL + file(menuLabel);
	}
}
