package org.voxmeta.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gets the text out of a table file, or says what the file is instead. */
final class TableText {

	private static final String STUDIES = "study table";

	private static final int HEAD = 8192;

	// a table of ten thousand studies has some 2 MB; an image given by mistake is not read into memory
	private static final long LARGEST = 64L << 20;

	private TableText() {
	}

	/**
	 * Returns the text of a file.
	 *
	 * @param file a UTF-8 file, with or without byte order mark
	 * @return its text without the byte order mark
	 * @throws StudyTableException if there is no such file, it is too large, binary or not UTF-8
	 * @throws IOException if reading fails
	 */
	static String read(final Path file) throws IOException {
		return read(file, STUDIES);
	}

	/**
	 * Returns the text of a file.
	 *
	 * @param file a UTF-8 file, with or without byte order mark
	 * @param kind what the file should be, such as "study table", for messages
	 * @return its text without the byte order mark
	 * @throws StudyTableException if there is no such file, it is too large, binary or not UTF-8
	 * @throws IOException if reading fails
	 */
	static String read(final Path file, final String kind) throws IOException {
		requireText(file, kind);
		if (Files.size(file) > LARGEST)
			throw new StudyTableException(file,
				"has " + Files.size(file) + " bytes, wanted a " + kind + " of at most " + LARGEST);
		return decode(file, Files.readAllBytes(file), kind);
	}

	/**
	 * Refuses what cannot be a table, as far as the beginning tells; it may be of any size.
	 *
	 * @throws StudyTableException if there is no such file, or it is binary
	 * @throws IOException if reading fails
	 */
	static void requireText(final Path file, final String kind) throws IOException {
		if (Files.isDirectory(file))
			throw new StudyTableException(file, "is a folder, wanted a " + kind);
		if (!Files.exists(file))
			throw new StudyTableException(file, "no such file, wanted a " + kind);
		if (!Files.isReadable(file))
			throw new StudyTableException(file, "may not be read, wanted a readable " + kind);
		try (InputStream in = Files.newInputStream(file)) {
			refuseBinary(file, in.readNBytes(HEAD), kind);
		}
	}

	/**
	 * Returns the text that bytes hold.
	 *
	 * @param file the name for messages
	 * @param bytes the file's content
	 * @return its text without the byte order mark
	 * @throws StudyTableException if the bytes are binary or not UTF-8
	 */
	static String decode(final Path file, final byte[] bytes) throws StudyTableException {
		return decode(file, bytes, STUDIES);
	}

	private static String decode(final Path file, final byte[] bytes, final String kind)
		throws StudyTableException
	{
		refuseBinary(file, bytes, kind);
		final ByteBuffer in = ByteBuffer.wrap(bytes);
		final CharBuffer out = CharBuffer.allocate(bytes.length);
		final CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
		if (result.isError())
			throw new StudyTableException(file, "line " + lineOf(bytes, in.position()) + ": got byte 0x"
				+ hex(bytes[in.position()]) + ", which is not UTF-8, after " + Cells.shown(lastOf(out.flip()))
				+ "; wanted UTF-8 text (save the table as 'CSV UTF-8' or as UTF-8 text)");
		final String text = out.flip().toString();
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	private static void refuseBinary(final Path file, final byte[] bytes, final String kind)
		throws StudyTableException
	{
		if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 0xD0, 0xCF, 0x11, 0xE0))
			throw binary(file, "a spreadsheet or archive (export the sheet as .tsv or .csv)", kind);
		if (startsWith(bytes, 0x1F, 0x8B))
			throw binary(file, "a gzip file (an image, or a table to unpack first)", kind);
		if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF))
			throw binary(file, "UTF-16 text (save it as UTF-8)", kind);
		for (int i = 0; i < bytes.length; i++)
			if (bytes[i] == 0)
				throw binary(file, "a binary file (a zero byte on line " + lineOf(bytes, i) + ")", kind);
	}

	private static StudyTableException binary(final Path file, final String got, final String kind) {
		return new StudyTableException(file, "got " + got + ", wanted a " + kind + ": UTF-8 text");
	}

	private static boolean startsWith(final byte[] bytes, final int... start) {
		if (bytes.length < start.length)
			return false;
		for (int i = 0; i < start.length; i++)
			if ((bytes[i] & 0xFF) != start[i])
				return false;
		return true;
	}

	private static int lineOf(final byte[] bytes, final int position) {
		int line = 1;
		for (int i = 0; i < position; i++)
			if (bytes[i] == '\r' || bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
				line++;
		return line;
	}

	private static String hex(final byte b) {
		return String.format("%02X", b & 0xFF);
	}

	private static String lastOf(final CharBuffer text) {
		final String line = text.toString();
		return line.substring(Math.max(lineStart(line), line.length() - 20));
	}

	private static int lineStart(final String text) {
		return Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
	}
}
