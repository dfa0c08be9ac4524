package org.voxmeta.study;

import java.nio.file.Path;
import java.util.Locale;

/** What parts the cells of a table. */
enum Delimiter {
	/** Of {@code .tsv} files. */
	TAB('\t', "tabs"),
	/** Of {@code .csv} files. */
	COMMA(',', "commas"),
	/** Of the {@code .csv} files that spreadsheets write where the comma is the decimal mark. */
	SEMICOLON(';', "semicolons");

	private final char character;
	private final String plural;

	Delimiter(final char character, final String plural) {
		this.character = character;
		this.plural = plural;
	}

	/** Returns the character itself. */
	char character() {
		return character;
	}

	/** Returns the name for messages, such as "tabs". */
	String plural() {
		return plural;
	}

	/**
	 * Returns the delimiter a table is written with.
	 *
	 * @param table its file: {@code .csv} commas, all others tabs
	 */
	static Delimiter by(final Path table) {
		return extension(table).equals("csv") ? COMMA : TAB;
	}

	/**
	 * Returns the delimiter of a table: the one its extension asks for when the header line has it, else the
	 * tab when the header line has one, else the one of comma and semicolon that it has more of.
	 *
	 * @param table its file
	 * @param text its text
	 */
	static Delimiter of(final Path table, final String text) {
		final String header = unquotedHeader(text);
		final Delimiter usual = by(table);
		if (usual.count(header) > 0)
			return usual;
		// unlike commas and semicolons, tabs do not occur inside names
		if (TAB.count(header) > 0)
			return TAB;
		if (SEMICOLON.count(header) > COMMA.count(header))
			return SEMICOLON;
		return COMMA.count(header) > 0 ? COMMA : usual;
	}

	private long count(final String header) {
		return header.chars().filter(c -> c == character).count();
	}

	private static String unquotedHeader(final String text) {
		final StringBuilder header = new StringBuilder();
		boolean quoted = false;
		for (final char c : text.stripLeading().toCharArray()) {
			if (c == '"')
				quoted = !quoted;
			else if (!quoted && (c == '\n' || c == '\r'))
				break;
			else if (!quoted)
				header.append(c);
		}
		return header.toString();
	}

	private static String extension(final Path table) {
		final String name = table.getFileName().toString();
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}
}
