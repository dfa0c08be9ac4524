package org.voxmeta.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The site's folder is read back without the classes that wrote it. */
class UpdateSiteTest {

	private static final String FIRST = "20261121020000";
	private static final String SECOND = "20270101120000";
	private static final String THIRD = "20270301000000";

	@TempDir
	Path folder;

	private Path site;
	private String library;

	@BeforeEach
	void writeLibrary() throws IOException {
		site = folder.resolve("site");
		library = "jars/=" + Jars.write(folder.resolve("iirj-1.7.jar"), "a.properties", "#\n", "A.class", "code");
	}

	@Test
	void eachVersionHasTheSizeAndChecksumOfItsFile() throws Exception {
		final Path lut = Files.writeString(folder.resolve("z.lut"), "0 0 0\n");

		write(FIRST, plugin("1.0.0", "one"), library, "luts/meta.lut=" + lut);

		final List<Element> plugins = plugins();
		assertEquals(List.of("jars/iirj-1.7.jar", "luts/meta.lut", "plugins/voxmeta-1.0.0.jar"), plugins.stream()
			.map(plugin -> plugin.getAttribute("filename")).toList());
		for (final Element plugin : plugins) {
			final String name = plugin.getAttribute("filename");
			final Element version = children(plugin, "version").get(0);
			final Path hosted = site.resolve(name + "-" + FIRST);
			assertEquals(FIRST, version.getAttribute("timestamp"));
			assertEquals(Long.toString(Files.size(hosted)), version.getAttribute("filesize"));
			assertEquals(PlainChecksum.of(name, hosted), version.getAttribute("checksum"));
		}
	}

	@Test
	void pluginTellsWhatItsPomTells() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);

		final Element version = children(plugins().get(1), "version").get(0);

		assertEquals(List.of("Tests & trials"), texts(version, "description"));
		assertEquals(List.of("https://example.org/a"), texts(version, "link"));
		assertEquals(List.of("Ann", "Bob"), texts(version, "author"));
		assertEquals(List.of("jars/ij.jar", "jars/iirj.jar"), children(version, "dependency").stream().map(
			needed -> needed.getAttribute("filename")).toList());
	}

	@Test
	void newVersionReplacesTheOldOneAndKeepsIt() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);
		final String old = children(plugins().get(1), "version").get(0).getAttribute("checksum");

		write(SECOND, plugin("1.1.0", "two"), library);

		final Element plugin = plugins().get(1);
		final Element version = children(plugin, "version").get(0);
		final Element previous = children(plugin, "previous-version").get(0);
		assertEquals("plugins/voxmeta-1.1.0.jar", plugin.getAttribute("filename"));
		assertEquals(SECOND, version.getAttribute("timestamp"));
		assertEquals(Map.of("filename", "plugins/voxmeta-1.0.0.jar", "timestamp", FIRST, "timestamp-obsolete",
			SECOND, "checksum", old), attributes(previous));
		assertEquals(FIRST, children(plugins().get(0), "version").get(0).getAttribute("timestamp"));
		assertEquals(List.of("db.xml.gz", "jars/iirj-1.7.jar-" + FIRST, "plugins/voxmeta-1.0.0.jar-" + FIRST,
			"plugins/voxmeta-1.1.0.jar-" + SECOND), List.copyOf(contents().keySet()));
	}

	@Test
	void sameContentChangesNoByte() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);
		final Map<String, byte[]> before = contents();
		// another build: another date in the comments and the manifest
		final String rebuilt = "plugins/=" + Jars.write(folder.resolve("rebuilt/voxmeta-1.0.0.jar"), Jars.POM,
			Jars.pom("ij", "iirj"), "b.properties", "#another and longer date\nk=1\n", "META-INF/MANIFEST.MF",
			"Built: later", "A.class", "one");

		final List<String> report = write(SECOND, rebuilt, library);

		final Map<String, byte[]> after = contents();
		assertEquals(before.keySet(), after.keySet());
		before.forEach((name, bytes) -> assertArrayEquals(bytes, after.get(name), name));
		assertTrue(report.stream().allMatch(line -> line.startsWith("unchanged ")), report.toString());
	}

	@Test
	void fileThatIsNotShippedAnyMoreBecomesObsoleteAndCanComeBack() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);
		write(SECOND, Jars.write(folder.resolve("2/voxmeta-1.1.0.jar"), "A.class", "two"));

		final Element gone = plugins().get(0);
		assertEquals("jars/iirj-1.7.jar", gone.getAttribute("filename"));
		assertEquals(0, children(gone, "version").size());
		assertEquals(SECOND, children(gone, "previous-version").get(0).getAttribute("timestamp-obsolete"));
		final Map<String, byte[]> obsolete = contents();
		write(THIRD, Jars.write(folder.resolve("3/voxmeta-1.1.0.jar"), "A.class", "two"));
		assertArrayEquals(obsolete.get("db.xml.gz"), contents().get("db.xml.gz"));

		write(THIRD, plugin("1.2.0", "three"), library);

		final Element back = plugins().get(0);
		assertEquals(THIRD, children(back, "version").get(0).getAttribute("timestamp"));
		assertEquals(0, children(back, "previous-version").size());
		assertEquals(List.of("plugins/voxmeta-1.1.0.jar", "plugins/voxmeta-1.0.0.jar"), children(plugins().get(1),
			"previous-version").stream().map(old -> old.getAttribute("filename")).toList());
	}

	@Test
	void indexAloneIsEnoughToGoOn() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);
		final Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
		Files.copy(site.resolve("db.xml.gz"), elsewhere.resolve("db.xml.gz"));
		site = elsewhere;
		// the same content, but more bytes than the index says
		final String rebuilt = "jars/=" + Jars.write(folder.resolve("later/iirj-1.7.jar"), "a.properties",
			"#date\n", "A.class", "code");

		final IOException refused = assertThrows(IOException.class,
			() -> write(SECOND, "jars/=" + folder.resolve("no.jar")));
		final List<String> report = write(SECOND, plugin("1.1.0", "two"), rebuilt);

		assertTrue(refused.getMessage().endsWith("no.jar: no such file"), refused.getMessage());
		assertTrue(Files.exists(site.resolve("plugins/voxmeta-1.1.0.jar-" + SECOND)));
		assertFalse(Files.exists(site.resolve("jars/iirj-1.7.jar-" + FIRST)));
		assertTrue(report.contains("not here       jars/iirj-1.7.jar-" + FIRST + ": must be on the server already"),
			report.toString());
	}

	@Test
	void damagedFileIsFound() throws Exception {
		write(FIRST, plugin("1.0.0", "one"), library);
		final Path hosted = site.resolve("jars/iirj-1.7.jar-" + FIRST);
		final byte[] bytes = Files.readAllBytes(hosted);
		Files.write(hosted, Arrays.copyOf(bytes, bytes.length - 1));

		final IOException error = assertThrows(IOException.class,
			() -> write(SECOND, plugin("1.0.0", "one"), library));

		assertTrue(error.getMessage().contains("jars/iirj-1.7.jar-" + FIRST + ": got " + (bytes.length - 1)
			+ " bytes, wanted " + bytes.length), error.getMessage());
	}

	@Test
	void changeMustBeLaterThanTheLastOne() throws Exception {
		write(SECOND, plugin("1.0.0", "one"), library);
		final Map<String, byte[]> before = contents();

		for (final String time : List.of(FIRST, SECOND)) {
			final Exception error = assertThrows(IllegalArgumentException.class,
				() -> write(time, plugin("1.1.0", "two"), library));
			assertTrue(error.getMessage().contains("got " + time), error.getMessage());
		}

		assertEquals(before.keySet(), contents().keySet());
		assertArrayEquals(before.get("db.xml.gz"), contents().get("db.xml.gz"));
	}

	@Test
	void whatFijiHasIsNeverShippedAndWhatItHasNotMustBe() throws IOException {
		final Path ours = Jars.write(folder.resolve("gson-2.10.1.jar"), "A.class", "code");
		final String lonely = "plugins/=" + Jars.write(folder.resolve("voxmeta-2.0.0.jar"), Jars.POM, Jars.pom(
			"jna"));

		final Exception shipped = assertThrows(IllegalArgumentException.class,
			() -> write(FIRST, "jars/=" + ours));
		final Exception missing = assertThrows(IllegalArgumentException.class, () -> write(FIRST, lonely));

		assertEquals("jars/gson-2.10.1.jar: Fiji has it, and must not get it from here", shipped.getMessage());
		assertTrue(missing.getMessage().startsWith("plugins/voxmeta-2.0.0.jar needs jna"), missing.getMessage());
		assertFalse(Files.exists(site));
	}

	@Test
	void wrongArgumentsAreNamed() throws IOException {
		final List<String> wrong = List.of("plugins", "../x.jar=pom.xml", "=pom.xml", "x.jar=pom.xml");
		for (final String place : wrong)
			assertThrows(IllegalArgumentException.class, () -> Shipment.of(List.of(place)), place);
		assertThrows(IllegalArgumentException.class, () -> Shipment.of(List.of("jars/a-1.0.jar=pom.xml",
			"jars/a-2.0.jar=pom.xml")));
		for (final String time : List.of("", "20261341020000", "2026-11-21", "2026-11-21T02:00:00", "yesterday"))
			assertThrows(IllegalArgumentException.class, () -> Timestamp.parse(time), time);
		assertThrows(IllegalArgumentException.class, () -> UpdateSite.main("folder", FIRST));
	}

	@Test
	void timesAreReadInDigitsAndAsMavenWritesThem() {
		assertEquals(20261121020000L, Timestamp.parse("20261121020000"));
		assertEquals(20261121020000L, Timestamp.parse("2026-11-21T02:00:00Z"));
		assertEquals(20261121020000L, Timestamp.parse("2026-11-21T04:00:00+0200"));
		assertEquals(20261120235959L, Timestamp.parse("2026-11-21T01:59:59+02:00"));
	}

	@Test
	void indexOfTheUpdaterItselfIsKept() throws Exception {
		final String xml = "<?xml version=\"1.0\"?><!DOCTYPE pluginRecords [<!ELEMENT pluginRecords ANY>]>"
			+ "<pluginRecords><plugin filename=\"lib/a.so\" executable=\"true\"><platform>linux64</platform>"
			+ "<category>c &lt; d</category><version checksum=\"12\" timestamp=\"20200101000000\" filesize=\"3\">"
			+ "<dependency filename=\"jars/b.jar\" timestamp=\"7\" overrides=\"true\"/></version>"
			+ "<previous-version timestamp=\"20190101000000\" checksum=\"11\"/></plugin></pluginRecords>";

		final SiteIndex index = SiteIndex.parse(xml.getBytes(StandardCharsets.UTF_8));

		assertEquals(index, SiteIndex.parse(index.xml()));
		final String written = new String(index.xml(), StandardCharsets.UTF_8);
		for (final String part : List.of("executable=\"true\"", "<platform>linux64</platform>", "c &lt; d",
			"timestamp=\"7\" overrides=\"true\"", "timestamp=\"20190101000000\""))
			assertTrue(written.contains(part), written);
	}

	private String plugin(final String version, final String code) throws IOException {
		final Path jar = folder.resolve(code + "/voxmeta-" + version + ".jar");
		return "plugins/=" + Jars.write(jar, Jars.POM, Jars.pom("ij", "iirj"), "A.class", code,
			"META-INF/MANIFEST.MF", "Built: now", "b.properties", "#date\nk=1\n");
	}

	private List<String> write(final String time, final Path plugin) throws IOException {
		return write(time, "plugins/=" + plugin);
	}

	private List<String> write(final String time, final String... places) throws IOException {
		return new UpdateSite(site, Shipment.of(List.of(places)), Timestamp.parse(time)).write();
	}

	/** The entries of the index, which must have its children in the updater's order. */
	private List<Element> plugins() throws IOException, ParserConfigurationException, SAXException {
		final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		final byte[] xml = unpacked(site);
		final List<Element> plugins = children(factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml))
			.getDocumentElement(), "plugin");
		plugins.forEach(UpdateSiteTest::checkOrder);
		return plugins;
	}

	private static void checkOrder(final Element plugin) {
		final String names = String.join(" ", names(plugin));
		assertTrue(names.matches("(platform ?)*(category ?)*(version ?)?(previous-version ?)*"), names);
		children(plugin, "version").forEach(version -> {
			final String inside = String.join(" ", names(version));
			assertTrue(inside.matches("(description ?)?(dependency ?)*(link ?)*(author ?)*"), inside);
		});
	}

	private static byte[] unpacked(final Path site) throws IOException {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(site.resolve("db.xml.gz")))) {
			return in.readAllBytes();
		}
	}

	private static List<String> names(final Element parent) {
		final NodeList nodes = parent.getChildNodes();
		return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(nodes::item)
			.filter(Element.class::isInstance).map(Node::getNodeName).toList();
	}

	private static List<Element> children(final Element parent, final String name) {
		final NodeList nodes = parent.getChildNodes();
		return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(nodes::item)
			.filter(node -> node.getNodeName().equals(name)).map(Element.class::cast).toList();
	}

	private static List<String> texts(final Element parent, final String name) {
		return children(parent, name).stream().map(Element::getTextContent).toList();
	}

	private static Map<String, String> attributes(final Element element) {
		final Map<String, String> all = new TreeMap<>();
		for (int i = 0; i < element.getAttributes().getLength(); i++) {
			all.put(element.getAttributes().item(i).getNodeName(), element.getAttributes().item(i).getNodeValue());
		}
		return all;
	}

	private Map<String, byte[]> contents() throws IOException {
		final Map<String, byte[]> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(site)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				contents.put(site.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
		}
		return contents;
	}
}
