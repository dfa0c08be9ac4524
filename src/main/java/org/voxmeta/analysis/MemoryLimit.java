package org.voxmeta.analysis;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the rows of an analysis may take. What is beyond lies in a temporary file, which
 * changes no result.
 *
 * @param bytes 0 or more
 */
public record MemoryLimit(long bytes) {

	/** As a key of commands, {@link #usual}. */
	public static final String USUAL = "25%";

	private static final double MEGABYTE = 1 << 20;
	private static final Pattern TEXT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(|%|mb|gb)");

	/**
	 * Checks the number.
	 *
	 * @throws IllegalArgumentException if it is below 0
	 */
	public MemoryLimit {
		if (bytes < 0) throw new IllegalArgumentException("Memory: got " + bytes + " bytes, wanted 0 or more");
	}

	/**
	 * A quarter of what Java may use, which leaves room for images on their way, maps and
	 * other programs' windows.
	 */
	public static MemoryLimit usual() {
		return parse(USUAL);
	}

	/**
	 * A limit as in a macro.
	 *
	 * @param text megabytes, as {@code 2000}, {@code 2000 MB} or {@code 2 GB}, or a share of what Java may use,
	 *          as {@code 25%}; 0: all rows lie in the file
	 * @throws IllegalArgumentException if it is neither
	 */
	public static MemoryLimit parse(final String text) {
		final Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
		if (!matcher.matches()) throw refused(text);
		final double number = Double.parseDouble(matcher.group(1));
		return switch (matcher.group(2)) {
			case "%" -> {
				if (number > 100) throw refused(text);
				yield new MemoryLimit((long) (number / 100 * Runtime.getRuntime().maxMemory()));
			}
			case "gb" -> new MemoryLimit((long) (number * MEGABYTE * 1024));
			default -> new MemoryLimit((long) (number * MEGABYTE));
		};
	}

	private static IllegalArgumentException refused(final String text) {
		return new IllegalArgumentException("Memory: got '" + text
			+ "', wanted megabytes, as 2000, or a share of what Java may use, as 25%");
	}

	/** As {@code 128 MB}. */
	@Override
	public String toString() {
		return text(bytes);
	}

	/** A number of bytes, as {@code 128 MB}. */
	static String text(final long bytes) {
		return String.format(Locale.ROOT, bytes < 10 * MEGABYTE ? "%.1f MB" : "%,.0f MB", bytes / MEGABYTE);
	}
}
