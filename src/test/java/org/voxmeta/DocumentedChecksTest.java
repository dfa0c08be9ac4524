package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The questions and answers quote messages of the code, and the page on numbers the tests' tolerances. */
class DocumentedChecksTest {

	private static final Path TESTS = Path.of("src/test/java");

	/** A row of the table of checks: its tests and, in the last cell, what they allow. */
	private static final Pattern ROW = Pattern.compile(
		"(?m)^\\| .* \\|(.*Test\\.java.*|.*Table\\.java.*)\\|(.*)\\|(.*)\\|$");
	private static final Pattern TEST = Pattern.compile("\\]\\(\\.\\./(src/test/java/[^)]+)\\)");
	private static final Pattern TOLERANCE = Pattern.compile("\\d(?:\\.\\d)?e-\\d+");
	private static final Pattern SAYS = Pattern.compile("(?m)^Says: `(.*)`$");

	@Test
	void messagesAreTheCodes() throws IOException {
		final List<String> quoted = SAYS.matcher(Files.readString(Path.of("docs/faq.md"))).results().map(
			match -> match.group(1)).toList();
		final String code = sources();

		assertTrue(quoted.size() >= 8, quoted.toString());
		assertEquals(List.of(), quoted.stream().filter(message -> !code.contains(message)).toList());
	}

	@Test
	void tolerancesAreThoseOfTheTests() throws IOException {
		final List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("docs/numbers.md"))).results().toList();
		final List<String> wrong = new ArrayList<>();

		for (final MatchResult row : rows) {
			// the tolerances that several tests share
			final StringBuilder tests = new StringBuilder(Files.readString(TESTS.resolve(
				"org/voxmeta/stats/estimator/PeerNumbers.java")));
			for (final MatchResult test : TEST.matcher(row.group(1)).results().toList())
				tests.append(Files.readString(Path.of(test.group(1))));
			TOLERANCE.matcher(row.group(3)).results().map(MatchResult::group).filter(
				tolerance -> !tests.toString().contains(" " + tolerance)).forEach(
					tolerance -> wrong.add(tolerance + " in " + row.group()));
		}

		assertTrue(rows.size() > 12, rows.size() + " rows");
		assertEquals(List.of(), wrong);
	}

	private static String sources() throws IOException {
		final StringBuilder code = new StringBuilder();
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			for (final Path file : files.filter(file -> file.toString().endsWith(".java")).toList())
				code.append(Files.readString(file));
		}
		return code.toString();
	}
}
