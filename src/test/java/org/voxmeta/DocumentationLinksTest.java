package org.voxmeta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead somewhere, every page and picture is reached, and a command's page has what it should. */
class DocumentationLinksTest {

	private static final Path DOCS = Path.of("docs");

	/** A link or image whose target is in this project: file, section or both. */
	private static final Pattern LINK = Pattern.compile(
		"\\]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
	private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");
	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
	private static final Pattern COMMAND = Pattern.compile("(?m)^Keys of `([^`]*)`:");

	/** What pictures may weigh: they are part of every clone. */
	private static final long LARGEST_PICTURE = 200_000;

	static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.list(DOCS)) {
			return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of(
				"update-site/README.md")), docs.sorted()).filter(file -> file.toString().endsWith(".md")).toList();
		}
	}

	static List<Path> pagesOfCommands() throws IOException {
		final List<Path> pages = new ArrayList<>();
		for (final Path page : pages())
			if (COMMAND.matcher(Files.readString(page)).find()) pages.add(page);
		return pages;
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkLeadsToAFileAndASection(final Path page) throws IOException {
		final List<String> broken = new ArrayList<>();
		LINK.matcher(text(page)).results().forEach(link -> {
			final Path target = link.group(1).isEmpty() ? page
				: page.resolveSibling(decoded(link.group(1))).normalize();
			if (!Files.exists(target)) broken.add(link.group() + ": no such file");
			else if (link.group(2) != null && !sections(target).contains(link.group(2)))
				broken.add(link.group() + ": no such section");
		});

		assertEquals(List.of(), broken);
	}

	@Test
	void everyPageIsInTheIndex() throws IOException {
		final Path index = DOCS.resolve("README.md");
		final Set<String> listed = linked(index);
		final List<String> missing = pages().stream().filter(page -> page.startsWith(DOCS) && !page.equals(index))
			.map(page -> page.getFileName().toString()).filter(name -> !listed.contains(name)).toList();

		assertEquals(List.of(), missing);
	}

	@Test
	void everyPictureIsShownAndSmall() throws IOException {
		final Set<Path> shown = new TreeSet<>();
		for (final Path page : pages())
			linked(page).forEach(target -> shown.add(page.resolveSibling(target).normalize()));

		try (Stream<Path> pictures = Files.walk(DOCS.resolve("images"))) {
			for (final Path picture : pictures.filter(Files::isRegularFile).toList()) {
				assertTrue(shown.contains(picture), picture + " is on no page");
				assertTrue(Files.size(picture) < LARGEST_PICTURE, picture + " has " + Files.size(picture) + " bytes");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("pagesOfCommands")
	void thePageOfACommandSaysWhenToUseItAndHasExamples(final Path page) throws IOException {
		final String text = Files.readString(page);
		final Set<String> linked = linked(page);

		assertTrue(sections(page).stream().anyMatch(section -> section.startsWith("when-to-use")), "When to use");
		for (final String label : COMMAND.matcher(text).results().map(match -> match.group(1)).toList()) {
			final String name = label.replace("...", "").replace(' ', '_');
			assertTrue(linked.contains("../macros/" + encoded(name) + ".ijm"), "a link to " + name + ".ijm");
			assertTrue(linked.contains("../src/main/resources/script_templates/Meta-Analysis/" + encoded(name)
				+ ".groovy"), "a link to " + name + ".groovy");
		}
	}

	/** Where a link's file has brackets in its name, they would end the link. */
	private static String encoded(final String name) {
		return name.replace("(", "%28").replace(")", "%29");
	}

	private static String decoded(final String target) {
		return target.replace("%28", "(").replace("%29", ")");
	}

	private static Set<String> linked(final Path page) throws IOException {
		return LINK.matcher(text(page)).results().map(link -> link.group(1)).collect(Collectors.toCollection(
			TreeSet::new));
	}

	/** A page without its code, in which brackets are no links. */
	private static String text(final Path page) throws IOException {
		return CODE.matcher(Files.readString(page)).replaceAll("");
	}

	/** The names of a page's sections as links have them. */
	private static Set<String> sections(final Path page) {
		try {
			return HEADING.matcher(text(page)).results().map(match -> match.group(1).toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-')).collect(Collectors.toSet());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
