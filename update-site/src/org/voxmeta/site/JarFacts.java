package org.voxmeta.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.w3c.dom.Element;

/**
 * What a jar says about itself: Maven puts its pom inside.
 *
 * @param description empty if there is none
 * @param links its web page
 * @param authors its developers
 * @param needs the artifacts that it needs to run
 */
record JarFacts(String description, List<String> links, List<String> authors, List<String> needs) {

	/** What is known of a file that is no jar, or of a jar without a pom. */
	static final JarFacts NONE = new JarFacts("", List.of(), List.of(), List.of());

	/** Dependencies of these scopes are not there when the jar runs in Fiji, or are Java's. */
	private static final Set<String> OTHER_SCOPES = Set.of("test", "provided", "system", "import");

	JarFacts {
		links = List.copyOf(links);
		authors = List.copyOf(authors);
		needs = List.copyOf(needs);
	}

	/**
	 * Reads the pom inside a jar.
	 *
	 * @throws IOException if the jar or its pom cannot be read; the message names the jar
	 */
	static JarFacts of(final Path jar) throws IOException {
		try (ZipFile entries = new ZipFile(jar.toFile())) {
			final List<? extends ZipEntry> poms = entries.stream()
				.filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.xml")).toList();
			// a jar of several projects does not say which pom is its own
			if (poms.size() != 1) return NONE;
			try (InputStream pom = entries.getInputStream(poms.get(0))) {
				return of(Xml.read(pom));
			}
		}
		catch (final IOException e) {
			throw new IOException(jar + ": cannot be read as a jar: " + e.getMessage(), e);
		}
	}

	private static JarFacts of(final Element pom) {
		final List<String> description = Xml.texts(pom, "description");
		return new JarFacts(description.isEmpty() ? "" : description.get(0), Xml.texts(pom, "url"),
			inside(pom, "developers", "developer").stream().flatMap(one -> Xml.texts(one, "name").stream()).toList(),
			inside(pom, "dependencies", "dependency").stream().filter(JarFacts::isNeeded)
				.flatMap(needed -> Xml.texts(needed, "artifactId").stream()).toList());
	}

	private static boolean isNeeded(final Element dependency) {
		return Xml.texts(dependency, "scope").stream().noneMatch(OTHER_SCOPES::contains)
			&& !Xml.texts(dependency, "optional").contains("true");
	}

	private static List<Element> inside(final Element pom, final String list, final String name) {
		return Xml.children(pom, list).stream().flatMap(all -> Xml.children(all, name).stream()).toList();
	}
}
