package org.voxmeta.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The updater's checksum written a second time, line by line and without the class under test. */
final class PlainChecksum {

	private PlainChecksum() {
	}

	static String of(final String name, final Path file) throws IOException {
		final ByteArrayOutputStream all = new ByteArrayOutputStream();
		if (name.endsWith(".jar")) {
			for (final Map.Entry<String, byte[]> entry : entries(file).entrySet()) {
				all.write(entry.getKey().getBytes(StandardCharsets.US_ASCII));
				all.write(content(entry.getKey(), entry.getValue()));
			}
		}
		else {
			all.write(name.getBytes(StandardCharsets.US_ASCII));
			all.write(Files.readAllBytes(file));
		}
		final StringBuilder hex = new StringBuilder();
		for (final byte b : sha1(all.toByteArray()))
			hex.append(String.format("%02x", b));
		return hex.toString();
	}

	private static Map<String, byte[]> entries(final Path jar) throws IOException {
		final Map<String, byte[]> entries = new TreeMap<>();
		try (InputStream in = Files.newInputStream(jar); ZipInputStream zip = new ZipInputStream(in)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
				entries.put(entry.getName(), zip.readAllBytes());
		}
		return entries;
	}

	private static byte[] content(final String name, final byte[] bytes) {
		if (name.equals("META-INF/MANIFEST.MF")) return new byte[0];
		if (!name.endsWith(".properties")) return bytes;
		final StringBuilder kept = new StringBuilder();
		boolean start = true;
		for (final String line : new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
			final boolean comment = start && line.startsWith("#");
			kept.append(comment ? line.endsWith("\n") ? "\n" : "" : line);
			start = !start || !line.matches("#*\n");
		}
		return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	private static byte[] sha1(final byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-1").digest(bytes);
		}
		catch (final GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}
}
