package org.voxmeta.command;

import ij.IJ;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.scijava.util.Manifest;
import org.scijava.util.VersionUtils;
import org.voxmeta.analysis.Citation;

/**
 * What there is to know about this VoxMeta and what it runs in.
 *
 * @param version VoxMeta's version
 * @param facts what is asked for when something goes wrong, by name
 * @param links web pages, by name
 */
record AboutText(String version, Map<String, String> facts, Map<String, String> links) {

	private static final String SUMMARY = "Voxelwise meta-analysis of effect maps in Fiji and ImageJ.";
	private static final String METHODS =
		"Please cite the paper of the method that you used as well; the page of its command names it.";
	private static final String LICENCE = "Free software under the Simplified BSD License (BSD-2-Clause).";

	/** In line with the text around it. */
	private static final String TABLE = "<table cellspacing=\"0\">";

	private static final long MEGABYTE = 1 << 20;

	/** About the VoxMeta, ImageJ and Java that run now. */
	static AboutText now() {
		final Map<String, String> facts = new LinkedHashMap<>();
		// null where classes are neither in a jar nor in a Maven project
		final String version = Objects.requireNonNullElse(VersionUtils.getVersion(AboutText.class), "unknown");
		facts.put("VoxMeta", version + build());
		facts.put("ImageJ", IJ.getVersion());
		facts.put("Java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
		facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
			+ System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors");
		facts.put("Memory", memory(Runtime.getRuntime()));
		final Map<String, String> links = new LinkedHashMap<>();
		links.put("Documentation", Citation.URL + "/tree/main/docs");
		links.put("Questions", "https://forum.image.sc/tag/voxmeta");
		links.put("Problems", Citation.URL + "/issues");
		return new AboutText(version, facts, links);
	}

	/** The commit that a jar was made of; nothing where classes come from a folder. */
	private static String build() {
		final Manifest manifest = Manifest.getManifest(AboutText.class);
		final String commit = manifest == null ? null : manifest.getImplementationBuild();
		return commit == null || !commit.matches("\\p{XDigit}{7,}") ? "" : ", commit " + commit.substring(0, 7);
	}

	private static String memory(final Runtime runtime) {
		final long used = (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
		return String.format(Locale.ROOT, "%,d of %,d MB in use", used, runtime.maxMemory() / MEGABYTE);
	}

	/** BibTeX's entry for this version. */
	String bibtex() {
		return Citation.bibtex(version);
	}

	/** All of it as lines of text. */
	String plain() {
		final StringBuilder text = new StringBuilder("VoxMeta " + version + "\n" + SUMMARY + "\n\n");
		facts.forEach((name, fact) -> text.append(row(name, fact)));
		text.append("\nHow to cite\n" + Citation.text(version) + "\n" + METHODS + "\n\n" + bibtex() + "\n\n");
		links.forEach((name, url) -> text.append(row(name, url)));
		return text.append("\n" + LICENCE).toString();
	}

	private static String row(final String name, final String value) {
		return String.format("%-14s %s%n", name, value).replace(System.lineSeparator(), "\n");
	}

	/** The same as the body of a web page. */
	String html() {
		final StringBuilder html = new StringBuilder("<h1>VoxMeta " + escaped(version) + "</h1><p>" + SUMMARY
			+ "</p>" + TABLE);
		facts.forEach((name, fact) -> html.append(cells(name, escaped(fact))));
		html.append("</table><h2>How to cite</h2><p>" + escaped(Citation.text(version)) + "</p><p>" + METHODS
			+ "</p><pre>" + escaped(bibtex()) + "</pre>" + TABLE);
		links.forEach((name, url) -> html.append(cells(name, "<a href=\"" + url + "\">" + url + "</a>")));
		return html.append("</table><p>" + LICENCE + "</p>").toString();
	}

	private static String cells(final String name, final String html) {
		return "<tr><td><b>" + name + "</b></td><td>" + html + "</td></tr>";
	}

	private static String escaped(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}
}
