package org.voxmeta.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A publication that a report cites.
 *
 * @param key what its BibTeX entry is called
 * @param type of the BibTeX entry: article, book or software
 * @param authors each as in {@code DerSimonian, Rebecca} or with initials; of software, who makes it
 * @param title as printed
 * @param year of publication
 * @param where BibTeX fields that say where it is, in order: journal, volume and so on
 * @param doi without the resolver; empty if it has none
 */
record Reference(String key, String type, List<String> authors, String title, int year, Map<String,
	String> where,
	String doi)
{

	/** Copies the collections. */
	Reference {
		authors = List.copyOf(authors);
		where = new LinkedHashMap<>(where);
	}

	/** A paper in a journal; pages from and to are joined by a hyphen. */
	static Reference article(final String key, final String authors, final int year, final String title,
		final String journal, final String volume, final String pages, final String doi)
	{
		final Map<String, String> where = new LinkedHashMap<>();
		where.put("journal", journal);
		where.put("volume", volume.replaceFirst("\\(.*", ""));
		if (volume.contains("(")) where.put("number", volume.replaceFirst(".*\\((.*)\\)", "$1"));
		where.put("pages", pages.replace("-", "--"));
		return new Reference(key, "article", List.of(authors.split("; ")), title, year, where, doi);
	}

	/** A book. */
	static Reference book(final String key, final String authors, final int year, final String title,
		final String publisher, final String doi)
	{
		return new Reference(key, "book", List.of(authors.split("; ")), title, year, Map.of("publisher", publisher),
			doi);
	}

	/** Where it can be found on the web. */
	Optional<String> url() {
		if (!doi.isEmpty()) return Optional.of("https://doi.org/" + doi);
		return Optional.ofNullable(where.get("url"));
	}

	/** Authors and year as they stand in a sentence, such as Knapp and Hartung (2003). */
	String named() {
		final List<String> names = authors.stream().map(Reference::familyName).toList();
		final String who = switch (names.size()) {
			case 1 -> names.get(0);
			case 2 -> names.get(0) + " and " + names.get(1);
			default -> names.get(0) + " et al.";
		};
		return who + " (" + year + ")";
	}

	/** The whole reference as a line of a list, without the DOI. */
	String line() {
		final StringBuilder line = new StringBuilder(authors.stream().map(author -> author.replaceFirst(", ", " "))
			.collect(
			Collectors.joining(", "))).append(" (").append(year).append("). ").append(title).append(". ");
		if (!type.equals("article")) {
			line.append(where.getOrDefault("version", where.getOrDefault("publisher", "")));
			return line.append('.').toString();
		}
		line.append(where.get("journal")).append(' ').append(where.get("volume"));
		if (where.containsKey("number")) line.append('(').append(where.get("number")).append(')');
		return line.append(", ").append(where.get("pages").replace("--", "\u2013")).append('.').toString();
	}

	/** The BibTeX entry. */
	String bibtex() {
		final Map<String, String> fields = new LinkedHashMap<>();
		// a name in two braces is one name, however many words it has
		fields.put("author", authors.stream().map(author -> author.contains(", ") ? Latex.of(author) : "{"
		+ Latex.of(author)
			+ "}").collect(Collectors.joining(" and ")));
		// the inner braces keep capitals
		fields.put("title", "{" + Latex.of(title) + "}");
		fields.put("year", String.valueOf(year));
		where.forEach((field, value) -> fields.put(field, field.equals("url") ? value : Latex.of(value)));
		if (!doi.isEmpty()) fields.put("doi", doi.replace("<", "{\\textless}").replace(">", "{\\textgreater}"));
		return fields.entrySet().stream().map(field -> "\t" + field.getKey() + " = {" + field.getValue() + "}")
			.collect(
			Collectors.joining(",\n", "@" + type + "{" + key + ",\n", "\n}\n"));
	}

	private static String familyName(final String author) {
		return author.contains(", ") ? author.substring(0, author.indexOf(", ")) : author;
	}
}
