package org.voxmeta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was cited up to now, numbered in the order of its first citation. Not thread-safe. */
final class Bibliography {

	private final List<Reference> cited = new ArrayList<>();

	/** A citation by numbers, each a link to the list. */
	Html cite(final List<Reference> references) {
		final Html numbers = Html.of("span", "[").style("cite");
		for (int i = 0; i < references.size(); i++) {
			if (i > 0) numbers.add(", ");
			numbers.add(Html.of("a", number(references.get(i))).with("href", "#ref-" + references.get(i).key()));
		}
		return numbers.add("]");
	}

	/** What was cited. */
	List<Reference> cited() {
		return List.copyOf(cited);
	}

	/** The numbered list. */
	Html list() {
		final Html list = Html.of("ol").style("references");
		for (final Reference reference : cited) {
			final Html item = Html.of("li", reference.line()).with("id", "ref-" + reference.key());
			reference.url().ifPresent(url -> item.add(" ", Html.of("a", url.replaceFirst("https://doi.org/", "doi:"))
				.with(
				"href", url)));
			list.add(item);
		}
		return list;
	}

	/** The BibTeX file of what was cited. */
	String bibtex() {
		return cited.stream().map(Reference::bibtex).collect(Collectors.joining("\n"));
	}

	private int number(final Reference reference) {
		if (!cited.contains(reference)) cited.add(reference);
		return cited.indexOf(reference) + 1;
	}
}
