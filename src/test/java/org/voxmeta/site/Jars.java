package org.voxmeta.site;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes jars for tests. */
final class Jars {

	/** Where {@link #pom} belongs. */
	static final String POM = "META-INF/maven/org.voxmeta/voxmeta/pom.xml";

	private Jars() {
	}

	/** @param entries names and contents in turn */
	static Path write(final Path jar, final String... entries) throws IOException {
		Files.createDirectories(jar.getParent());
		try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (int i = 0; i < entries.length; i += 2) {
				zip.putNextEntry(new ZipEntry(entries[i]));
				zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
				zip.closeEntry();
			}
		}
		return jar;
	}

	/** A pom that needs these artifacts at run time, and JUnit for its tests. */
	static String pom(final String... artifacts) {
		final StringBuilder needed = new StringBuilder();
		for (final String artifact : artifacts)
			needed.append("<dependency><artifactId>" + artifact + "</artifactId></dependency>");
		return "<project><description>Tests &amp;\n  trials</description><url>https://example.org/a</url>"
			+ "<developers><developer><name>Ann</name></developer><developer><name>Bob</name></developer></developers>"
			+ "<dependencies>" + needed
			+ "<dependency><artifactId>junit</artifactId><scope>test</scope></dependency></dependencies></project>";
	}
}
