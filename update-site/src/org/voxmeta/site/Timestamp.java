package org.voxmeta.site;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/**
 * Times as the updater writes them: year, month, day, hour, minute and second as one number of 14 digits, in
 * UTC.
 */
final class Timestamp {

	private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
		.withResolverStyle(ResolverStyle.STRICT);

	/** ISO 8601, also with an offset without a colon, as Maven writes it. */
	private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[XXX][XX]")
		.withResolverStyle(ResolverStyle.STRICT);

	private Timestamp() {
	}

	/**
	 * Reads a time such as {@code 20261121020000} or {@code 2026-11-21T02:00:00Z}.
	 *
	 * @throws IllegalArgumentException if it is none
	 */
	static long parse(final String text) {
		try {
			final boolean digits = text.matches("\\d{14}");
			final LocalDateTime time = digits ? LocalDateTime.parse(text, DIGITS)
				: OffsetDateTime.parse(text, ISO).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
			return Long.parseLong(time.format(DIGITS));
		}
		catch (final DateTimeException e) {
			throw new IllegalArgumentException("Time: got '" + text
				+ "', wanted one such as 20261121020000 or 2026-11-21T02:00:00Z", e);
		}
	}
}
