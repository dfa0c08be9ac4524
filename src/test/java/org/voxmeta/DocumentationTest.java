package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/** The tables of README.md and the pages in docs say what the commands and maps are. */
class DocumentationTest {

	/** What the list of keys appends to a key's meaning. */
	private static final Pattern DEFAULT = Pattern.compile("\\(([^()]*)\\)$");

	/**
	 * The paragraph that says which keys a command has: those of the tables it links to, and those of the table
	 * that follows it, if there is one.
	 */
	private static final Pattern KEYS = Pattern.compile(
		"^Keys of `([^`]*)`:((?:.|\\n(?!\\n))*)(?:\\n\\n|\\n*\\z)", Pattern.MULTILINE);

	/** A link to a section of the page with the shared tables. */
	private static final Pattern SHARED = Pattern.compile("\\(keys\\.md#([\\w-]+)\\)");

	/** A row of a table of keys: key, default, meaning. */
	private static final Pattern KEY_ROW = Pattern.compile("^\\| `(\\w+)` \\| (?:`([^`]*)`|empty) \\| .+ \\|$",
		Pattern.MULTILINE);

	private static HeadlessRunner runner;

	@BeforeAll
	static void open() {
		runner = new HeadlessRunner((fraction, message) -> {
		});
	}

	@AfterAll
	static void close() {
		runner.close();
	}

	static List<String> labels() {
		try (HeadlessRunner commands = new HeadlessRunner((fraction, message) -> {
		})) {
			// those of the tests begin so
			return commands.labels().stream().filter(label -> !label.startsWith("Test ")).toList();
		}
	}

	@ParameterizedTest
	@MethodSource("labels")
	void everyKeyIsDocumentedWithItsDefault(final String label) throws IOException {
		final Map<String, String> wanted = new LinkedHashMap<>();
		runner.keys(label).forEach((key, meaning) -> {
			wanted.put(key, defaultIn(meaning));
		});
		final List<Map<String, String>> documented = new ArrayList<>();
		for (final String page : pages())
			KEYS.matcher(page).results().filter(match -> match.group(1).equals(label)).forEach(match -> documented.add(
				keys(match.group(2), page.substring(match.end()))));

		assertFalse(documented.isEmpty(), "No page has a paragraph that begins: Keys of `" + label + "`:");
		for (final Map<String, String> keys : documented)
			assertEquals(wanted, keys, "Keys and defaults of " + label);
	}

	@Test
	void everyTableOfKeysIsOfACommand() throws IOException {
		for (final String page : pages())
			KEYS.matcher(page).results().forEach(match -> assertEquals(1, labels().stream().filter(match.group(
				1)::equals).count(), "commands called " + match.group(1)));
	}

	@Test
	void everyMapIsOnThePageOfMaps() throws IOException {
		final List<String> maps = rows(tableWith("| map | holds |"), "`(\\w+)`");

		assertEquals(names(MapKind.values(), MapKind::key), maps);
	}

	@Test
	void everyReasonIsOnThePageOfMaps() throws IOException {
		final List<String> codes = rows(tableWith("| code | meaning |"), "(\\d+)");

		assertEquals(names(Reason.values(), reason -> String.valueOf(reason.code())), codes);
	}

	private static <T> List<String> names(final T[] values, final Function<T, String> name) {
		return Arrays.stream(values).map(name).toList();
	}

	private static String defaultIn(final String meaning) {
		final Matcher matcher = DEFAULT.matcher(meaning);
		return matcher.find() ? matcher.group(1) : "";
	}

	/** The keys of a command with their defaults, from its paragraph and what follows it. */
	private static Map<String, String> keys(final String paragraph, final String rest) {
		final Map<String, String> keys = new LinkedHashMap<>();
		for (final MatchResult link : SHARED.matcher(paragraph).results().toList())
			columns(sharedTable(link.group(1))).forEach((key, initial) -> assertNull(keys.put(key, initial), "twice: "
				+ key));
		// a command may have another default than the others
		if (rest.startsWith("|")) keys.putAll(columns(table(rest)));
		return keys;
	}

	/** The table of a section of the page with the shared tables. */
	private static String sharedTable(final String anchor) {
		final String page = read(Path.of("docs", "keys.md"));
		final String heading = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE).matcher(page).results().map(
			match -> match.group(1)).filter(title -> title.toLowerCase(Locale.ROOT).replace(' ', '-').equals(anchor))
			.findFirst().orElseThrow(() -> new AssertionError("docs/keys.md has no section #" + anchor));
		final String section = page.substring(page.indexOf("# " + heading + "\n"));
		return table(section.substring(section.indexOf("\n|") + 1));
	}

	/** Of a table of keys: the key and its default, "" if the table says empty. */
	private static Map<String, String> columns(final String table) {
		final Map<String, String> columns = new LinkedHashMap<>();
		final Matcher row = KEY_ROW.matcher(table);
		while (row.find())
			columns.put(row.group(1), row.group(2) == null ? "" : row.group(2));
		assertEquals(table.lines().count() - 2, columns.size(), "rows that name a key and its default in\n" + table);
		return columns;
	}

	private static List<String> rows(final String table, final String firstCell) {
		return Pattern.compile("^\\| " + firstCell + " \\|", Pattern.MULTILINE).matcher(table).results()
			.map(match -> match.group(1)).toList();
	}

	private static String tableWith(final String header) throws IOException {
		final String page = Files.readString(Path.of("docs/maps.md"));
		final int start = page.indexOf("\n" + header + "\n");
		assertFalse(start < 0, "docs/maps.md has no table: " + header);
		return table(page.substring(start + 1));
	}

	private static String table(final String text) {
		return text.lines().takeWhile(line -> line.startsWith("|")).collect(Collectors.joining("\n"));
	}

	private static List<String> pages() throws IOException {
		try (Stream<Path> docs = Files.list(Path.of("docs"))) {
			return Stream.concat(Stream.of(Path.of("README.md")), docs.sorted()).filter(file -> file.toString()
				.endsWith(".md")).map(DocumentationTest::read).toList();
		}
	}

	private static String read(final Path page) {
		try {
			return Files.readString(page);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
