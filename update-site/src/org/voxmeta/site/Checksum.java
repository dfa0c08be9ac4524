package org.voxmeta.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The checksum by which Fiji's updater tells a file's versions apart.
 * <p>
 * For a jar it is about the content of its entries and not about what changes with every build: the order and
 * dates of entries, the manifest, and comments in property files.
 */
final class Checksum {

	private Checksum() {
	}

	/**
	 * Returns the SHA-1 in lower-case hexadecimal digits.
	 *
	 * @param name the file's path in Fiji's folder, with slashes
	 * @param file where its content is
	 * @throws IOException if the file cannot be read; for a name with .jar also if it is no jar
	 */
	static String of(final String name, final Path file) throws IOException {
		final MessageDigest digest = sha1();
		if (name.endsWith(".jar")) addEntries(digest, file);
		else {
			digest.update(name.getBytes(StandardCharsets.US_ASCII));
			digest.update(Files.readAllBytes(file));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest sha1() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-1", e);
		}
	}

	private static void addEntries(final MessageDigest digest, final Path file) throws IOException {
		try (ZipFile jar = new ZipFile(file.toFile())) {
			final List<? extends ZipEntry> entries = jar.stream().sorted(Comparator.comparing(ZipEntry::getName))
				.toList();
			for (final ZipEntry entry : entries) {
				digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
				if (entry.getName().equals(JarFile.MANIFEST_NAME)) continue;
				try (InputStream content = jar.getInputStream(entry)) {
					final byte[] bytes = content.readAllBytes();
					if (entry.getName().endsWith(".properties")) addWithoutComments(digest, bytes);
					else digest.update(bytes);
				}
			}
		}
	}

	/**
	 * A line that starts with # counts as an empty line. After an empty line, and after a line of # alone, the
	 * updater does not see that a new line starts, so that the next one counts whatever it starts with.
	 */
	private static void addWithoutComments(final MessageDigest digest, final byte[] text) {
		boolean atLineStart = true;
		for (int i = 0; i < text.length; i++) {
			if (atLineStart && text[i] == '#') {
				final int start = i;
				while (i < text.length && text[i] != '\n') i++;
				if (i < text.length) digest.update((byte) '\n');
				atLineStart = !isBare(text, start, i);
			}
			else {
				digest.update(text[i]);
				atLineStart = !atLineStart && text[i] == '\n';
			}
		}
	}

	private static boolean isBare(final byte[] text, final int start, final int end) {
		for (int i = start; i < end; i++)
			if (text[i] != '#') return false;
		return true;
	}
}
