package org.voxmeta.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the test data beside this class. */
final class Resources {

	private Resources() {
	}

	static byte[] bytes(final String name) throws IOException {
		try (InputStream in = Resources.class.getResourceAsStream(name)) {
			return in.readAllBytes();
		}
	}

	/** The rows of a table, without comment lines. */
	static List<String[]> rows(final String name) throws IOException {
		return new String(bytes(name), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#"))
			.map(l -> l.split("\t")).toList();
	}
}
