package org.voxmeta.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the parts of a report together. Used once. */
final class ReportPage {

	private final ReportData data;
	private final Bibliography bibliography;
	private final String version;

	ReportPage(final ReportData data, final Bibliography bibliography, final String version) {
		this.data = data;
		this.bibliography = bibliography;
		this.version = version;
	}

	/**
	 * The page.
	 *
	 * @param style its style sheet, without signs that XML escapes
	 * @param references the name of the BibTeX file beside it
	 */
	String text(final String style, final String references) {
		final Overview overview = new Overview(data);
		final Pictures pictures = Pictures.of(data.terms().get(0).z());
		final Map<String, Html> sections = new LinkedHashMap<>();
		sections.put("Studies", new InputsSection(data, pictures).html());
		sections.put("Maps", new MapsSection(data, pictures).html());
		sections.put("Distributions", new DistributionSection(data).html());
		sections.put(data.maps().isOfRegions() ? "Regions" : "Clusters", new ClustersSection(data).html());
		sections.put("Peaks", new PeaksSection(data, pictures).html());
		sections.put("Similarity", new SimilaritySection(data).html());
		sections.put("Methods", methods(references));
		sections.put("How it was made", new RecordSection(data).html(version));
		final Html contents = Html.of("ul");
		final Html main = Html.of("main");
		sections.forEach((title, section) -> {
			contents.add(Html.of("li", Html.of("a", title).with("href", "#" + section.attribute("id"))));
			main.add(section);
		});
		final Html body = Html.of("body", overview.header(), overview.warnings(), Html.of("nav", contents)
			.with("aria-label",
			"Contents"), main, Html.of("footer", Html.of("p", "Made by VoxMeta " + version
			+ ". All numbers are those of the fit.")));
		final Html head = Html.of("head", Html.of("meta").with("charset", "utf-8"), Html.of("meta").with("name",
			"viewport")
			.with("content", "width=device-width, initial-scale=1"), Html.of("meta").with("name", "color-scheme").with(
				"content", "light dark"), Html.of("meta").with("name", "generator").with("content", "VoxMeta " + version),
				Html.of(
					"title", overview.title() + " \u00b7 " + data.fit().estimator()), Html.of("style", Html.raw(style
						+ "@media screen and (prefers-color-scheme: dark) {\n" + Pictures.darkColours() + "}\n")));
		return "<!DOCTYPE html>\n" + Html.of("html", head, body).with("xmlns", "http://www.w3.org/1999/xhtml")
			.with("lang",
			"en") + "\n";
	}

	private Html methods(final String references) {
		final Html section = Html.of("section", Html.of("h2", "Methods")).with("id", "methods");
		section.add(Html.of("p", "For a paper, to be read and shortened by its authors; the references are beside"
			+ " this page in ",
			Html.of("a", references).with("href", references), ", as BibTeX.").style("note"));
		final Html text = Html.of("div").style("methods");
		new MethodsText(data.estimator(), data.record()).paragraphs(data.settings().correction(), data.settings()
			.alpha(), data
			.permutations(), data.reading().isPresent()).forEach(prose -> text.add(prose.html(bibliography)));
		return section.add(text, Html.of("h3", "References"), bibliography.list());
	}
}
