package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What reports cite can be read by BibTeX, and is what the code's documentation cites. */
class BibliographyTest {

	private static final Pattern FIELD = Pattern.compile("\t(\\w+) = \\{(.*)\\},?");

	/** Those that have none. */
	private static final Set<String> WITHOUT_DOI = Set.of("Fisher1932", "Holm1979");

	@Test
	void everyEntryIsComplete() {
		for (final Reference reference : Papers.all()) {
			final Map<String, String> fields = fields(reference.bibtex());

			assertTrue(fields.keySet().containsAll(Set.of("author", "title", "year")), reference.key());
			if (reference.type().equals("article")) assertTrue(fields.keySet().containsAll(Set.of("journal", "volume",
				"pages")), reference.key());
			else assertTrue(fields.containsKey("publisher"), reference.key());
			assertEquals(!WITHOUT_DOI.contains(reference.key()), fields.containsKey("doi"), reference.key());
			if (fields.containsKey("doi")) assertTrue(fields.get("doi").matches("10\\.\\d{4,5}/\\S+"),
				reference.key());
			for (final String author : fields.get("author").split(" and "))
				assertTrue(author.matches("[^,]+, [A-Z](-?[A-Z])*"), author);
			assertTrue(reference.key().endsWith(reference.year() + "") || reference.key().matches(".*"
				+ reference.year()
				+ "[a-z]"), reference.key());
		}
	}

	@Test
	void entriesAreBalancedAndAscii() {
		for (final Reference reference : Stream.concat(Papers.all().stream(), Stream.of(Papers.software("1", 2026)))
			.toList()) {
			final String entry = reference.bibtex();

			int depth = 0;
			for (final char c : entry.toCharArray()) {
				depth += c == '{' ? 1 : c == '}' ? -1 : 0;
				assertTrue(depth >= 0, entry);
			}
			assertEquals(0, depth, entry);
			assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(entry), entry);
		}
	}

	@Test
	void keysAndDoisAreUnique() {
		final List<Reference> all = Papers.all();

		assertEquals(all.size(), new HashSet<>(all.stream().map(Reference::key).toList()).size());
		final List<String> dois = all.stream().map(Reference::doi).filter(doi -> !doi.isEmpty()).toList();
		assertEquals(dois.size(), new HashSet<>(dois).size());
	}

	/** A DOI with a wrong digit would be found nowhere else; these are cited in reports alone. */
	@Test
	void doisAreThoseOfTheCodesDocumentation() throws IOException {
		final Set<String> ownOnes = Set.of(Papers.DUNN.doi(), Papers.FIJI.doi());
		final String documentation;
		try (Stream<Path> files = Stream.concat(Files.walk(Path.of("src/main/java")),
			Files.walk(Path.of("docs")))) {
			documentation = files.filter(file -> file.toString().matches(".*\\.(java|md)")
				&& !file.endsWith("Papers.java")).map(
				BibliographyTest::read).collect(Collectors.joining());
		}

		for (final Reference reference : Papers.all())
			if (!ownOnes.contains(reference.doi())) assertTrue(documentation.contains(reference.doi()),
			reference.key());
	}

	@Test
	void worksAreNumberedInTheOrderOfTheirFirstCitation() {
		final Bibliography bibliography = new Bibliography();
		final Prose prose = new Prose().say("First", Papers.MORRIS).say("and second", Papers.DUNN, Papers.MORRIS)
			.say(".");

		final String html = prose.html(bibliography).toString();

		assertEquals("First [1] and second [2, 1].", html.replaceAll("<[^>]+>", ""));
		assertEquals(List.of(Papers.MORRIS, Papers.DUNN), bibliography.cited());
		assertEquals(2, bibliography.bibtex().split("@article").length - 1);
	}

	@Test
	void signsOfLatexAreWrittenOut() {
		assertEquals("Statistics \\& Probability {\\\"o} 5\\% a\\_b",
			Latex.of("Statistics & Probability \u00f6 5% {a}_b"));
	}

	private static Map<String, String> fields(final String entry) {
		final List<String> lines = entry.lines().toList();
		assertTrue(lines.get(0).matches("@(article|book|software)\\{[A-Za-z0-9]+,"), entry);
		assertEquals("}", lines.get(lines.size() - 1));
		final Map<String, String> fields = new TreeMap<>();
		for (final String line : lines.subList(1, lines.size() - 1)) {
			final Matcher field = FIELD.matcher(line);
			assertTrue(field.matches(), line);
			assertEquals(null, fields.put(field.group(1), field.group(2)), line);
		}
		return fields;
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
