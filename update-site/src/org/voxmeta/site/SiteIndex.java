package org.voxmeta.site;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.voxmeta.site.SiteFile.Dependency;
import org.voxmeta.site.SiteFile.PreviousVersion;
import org.voxmeta.site.SiteFile.Version;
import org.w3c.dom.Element;

/**
 * The list of a site's files, {@code db.xml.gz}.
 *
 * @param files each file once, whatever its version
 */
record SiteIndex(List<SiteFile> files) {

	/** What the index is called on every site. */
	static final String NAME = "db.xml.gz";

	SiteIndex {
		files = List.copyOf(files);
	}

	/** The file of this name, in whichever version. */
	Optional<SiteFile> find(final String name) {
		return files.stream().filter(file -> file.key().equals(SiteFile.key(name))).findFirst();
	}

	/**
	 * Reads a site's index; one without files if the folder has none.
	 *
	 * @throws IOException if it is damaged; the message names it
	 */
	static SiteIndex read(final Path folder) throws IOException {
		final Path file = folder.resolve(NAME);
		if (!Files.exists(file)) return new SiteIndex(List.of());
		try (InputStream packed = Files.newInputStream(file); InputStream in = new GZIPInputStream(packed)) {
			return parse(in.readAllBytes());
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
		}
	}

	/** As {@link #read}, from the unpacked XML. */
	static SiteIndex parse(final byte[] xml) throws IOException {
		final List<SiteFile> files = new ArrayList<>();
		for (final Element plugin : Xml.children(Xml.read(new ByteArrayInputStream(xml)), "plugin"))
			files.add(file(plugin));
		return new SiteIndex(files);
	}

	private static SiteFile file(final Element plugin) {
		final List<Element> versions = Xml.children(plugin, "version");
		return new SiteFile(text(plugin, "filename"), plugin.getAttribute("executable").equals("true"),
			Xml.texts(plugin, "platform"), Xml.texts(plugin, "category"),
			versions.stream().findFirst().map(SiteIndex::version),
			Xml.children(plugin, "previous-version").stream().map(SiteIndex::previous).toList());
	}

	private static Version version(final Element version) {
		final List<Dependency> dependencies = Xml.children(version, "dependency").stream().map(
			needed -> new Dependency(text(needed, "filename"), number(needed, "timestamp"),
				needed.getAttribute("overrides").equals("true"))).toList();
		return new Version(text(version, "checksum"), number(version, "timestamp"), number(version, "filesize"),
			Xml.texts(version, "description").stream().findFirst().orElse(""), dependencies,
			Xml.texts(version, "link"), Xml.texts(version, "author"));
	}

	private static PreviousVersion previous(final Element old) {
		return new PreviousVersion(old.getAttribute("filename"), number(old, "timestamp"),
			number(old, "timestamp-obsolete"), text(old, "checksum"));
	}

	private static String text(final Element element, final String attribute) {
		final String value = element.getAttribute(attribute);
		if (value.isEmpty()) throw new IllegalArgumentException(element.getTagName() + ": no " + attribute);
		return value;
	}

	/** An attribute that is not there is 0, as for the updater. */
	private static long number(final Element element, final String attribute) {
		final String value = element.getAttribute(attribute);
		try {
			return value.isEmpty() ? 0 : Long.parseLong(value);
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(element.getTagName() + ": " + attribute + " '" + value
				+ "' is no number", e);
		}
	}

	/** The packed file's content. */
	byte[] packed() {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(xml());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	/** The XML in UTF-8. */
	byte[] xml() {
		final XmlText xml = new XmlText();
		xml.open("pluginRecords");
		for (final SiteFile file : files) {
			xml.open("plugin", "filename", file.name(), "executable", file.executable() ? "true" : "");
			file.platforms().forEach(platform -> xml.line("platform", platform));
			file.categories().forEach(category -> xml.line("category", category));
			file.version().ifPresent(version -> write(xml, version));
			for (final PreviousVersion old : file.previous()) {
				xml.empty("previous-version", "filename", old.name(), "timestamp", old.timestamp(),
					"timestamp-obsolete", old.obsolete(), "checksum", old.checksum());
			}
			xml.close("plugin");
		}
		xml.close("pluginRecords");
		return xml.bytes();
	}

	private static void write(final XmlText xml, final Version version) {
		xml.open("version", "checksum", version.checksum(), "timestamp", version.timestamp(), "filesize",
			version.size());
		if (!version.description().isEmpty()) xml.line("description", version.description());
		for (final Dependency needed : version.dependencies()) {
			xml.empty("dependency", "filename", needed.name(), "timestamp", needed.timestamp(), "overrides",
				needed.overrides() ? "true" : "");
		}
		version.links().forEach(link -> xml.line("link", link));
		version.authors().forEach(author -> xml.line("author", author));
		xml.close("version");
	}
}
