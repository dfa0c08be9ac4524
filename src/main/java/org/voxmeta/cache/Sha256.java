package org.voxmeta.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of lists of things, as 64 hexadecimal digits: other lists have other digits. */
public final class Sha256 {

	private static final int BUFFER = 1 << 16;

	private Sha256() {
	}

	/** The digits of texts in their order. */
	public static String of(final List<String> texts) {
		final MessageDigest digest = digest();
		for (final String text : texts) {
			final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			digest.update(number(bytes.length));
			digest.update(bytes);
		}
		return digits(digest);
	}

	/** The digits of numbers in their order. */
	public static String of(final int[] numbers) {
		final MessageDigest digest = digest();
		final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		for (int from = 0; from < numbers.length; from += BUFFER / Integer.BYTES) {
			final int n = Math.min(BUFFER / Integer.BYTES, numbers.length - from);
			buffer.clear().asIntBuffer().put(numbers, from, n);
			digest.update(buffer.limit(n * Integer.BYTES));
		}
		return digits(digest);
	}

	/**
	 * The digits of files' contents in their order.
	 *
	 * @throws IOException if a file cannot be read
	 */
	public static String ofFiles(final List<Path> files) throws IOException {
		final MessageDigest digest = digest();
		final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		for (final Path file : files)
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
				digest.update(number(channel.size()));
				while (channel.read(buffer.clear()) >= 0)
					digest.update(buffer.flip());
			}
		return digits(digest);
	}

	private static byte[] number(final long number) {
		return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	private static String digits(final MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}
}
