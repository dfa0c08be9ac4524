package org.voxmeta.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

import org.voxmeta.task.AtomicFiles;

/** Writes study tables that {@link StudyTable#read} reads back the same. */
public final class StudyTableWriter {

	private final Path table;
	private final List<Study> studies;
	private final Set<StudyMap> maps = EnumSet.noneOf(StudyMap.class);
	private final Set<String> moderators = new LinkedHashSet<>();
	private final boolean sizes;
	private final boolean dofs;
	private final boolean groups;

	private StudyTableWriter(final Path table, final List<Study> studies) {
		this.table = table;
		this.studies = studies;
		studies.forEach(study -> maps.addAll(study.maps().keySet()));
		studies.forEach(study -> moderators.addAll(study.moderators().keySet()));
		sizes = studies.stream().anyMatch(study -> !Double.isNaN(study.sampleSize()));
		dofs = studies.stream().anyMatch(Study::hasDof);
		groups = studies.stream().anyMatch(study -> !study.group().isEmpty());
	}

	/**
	 * Writes a table: UTF-8, LF, the columns study, n, dof, group, the kinds of image and the moderators, as far
	 * as any study has them. Images below the table's folder are named relative to it, with slashes; others
	 * absolutely. An existing file is replaced only once the new one is complete.
	 *
	 * @param file the table; {@code .csv} is written with commas, all else with tabs
	 * @param studies the studies in the wanted order; relative image paths are relative to the working folder
	 * @throws IllegalArgumentException if the studies do not make a table that would read back the same:
	 *             none, without any image, with the same id twice, with surrounding spaces in an id, ...
	 * @throws IOException if writing fails
	 */
	public static void write(final Path file, final List<Study> studies) throws IOException {
		final Path table = file.toAbsolutePath();
		final String content = text(table, studies);
		if (!Files.isDirectory(table.getParent()))
			throw new NoSuchFileException(table.toString(), null, "there is no such folder to write it to");
		AtomicFiles.write(table, part -> Files.writeString(part, content));
	}

	/**
	 * Returns what {@link #write} writes, without writing it: for a table that is to appear together with other
	 * files.
	 *
	 * @param file where the table will be
	 * @throws IllegalArgumentException if the studies do not make a table that would read back the same
	 */
	public static String text(final Path file, final List<Study> studies) {
		final Path table = file.toAbsolutePath();
		if (studies.isEmpty())
			throw new IllegalArgumentException(table + ": got no studies to write, wanted at least one");
		final StudyTableWriter writer = new StudyTableWriter(table, List.copyOf(studies));
		final String content = writer.text();
		writer.refuseUnreadable(content);
		return content;
	}

	private String text() {
		final List<List<String>> rows = rows();
		// a minimal quoter does not quote all the spaces that the reader removes around unquoted cells
		final boolean spaces = rows.stream().flatMap(List::stream)
			.anyMatch(cell -> !cell.equals(cell.strip()));
		final CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(Delimiter.by(table).character())
			.setRecordSeparator('\n').setQuoteMode(spaces ? QuoteMode.ALL : QuoteMode.MINIMAL).build();
		final StringBuilder text = new StringBuilder();
		try (CSVPrinter printer = new CSVPrinter(text, format)) {
			printer.printRecords(rows);
		}
		catch (final IOException e) {
			// a StringBuilder has none
			throw new UncheckedIOException(e);
		}
		return text.toString();
	}

	private List<List<String>> rows() {
		final List<List<String>> rows = new ArrayList<>();
		rows.add(header());
		studies.forEach(study -> rows.add(row(study)));
		return rows;
	}

	private List<String> header() {
		final List<String> header = new ArrayList<>(List.of("study"));
		if (sizes)
			header.add("n");
		if (dofs)
			header.add("dof");
		if (groups)
			header.add("group");
		maps.forEach(map -> header.add(map.column()));
		header.addAll(moderators);
		return header;
	}

	private List<String> row(final Study study) {
		final List<String> row = new ArrayList<>(List.of(study.id()));
		if (sizes)
			row.add(number(study.sampleSize()));
		if (dofs)
			row.add(number(study.ownDof()));
		if (groups)
			row.add(study.group());
		maps.forEach(map -> row.add(image(study.maps().get(map))));
		moderators.forEach(name -> row.add(study.moderators().getOrDefault(name, "")));
		return row;
	}

	/** Returns a number without the decimals that it does not need; blank for NaN. */
	static String number(final double n) {
		if (Double.isNaN(n))
			return "";
		return n == Math.rint(n) && n < 1e15 ? String.valueOf((long) n) : String.valueOf(n);
	}

	private String image(final Path image) {
		if (image == null)
			return "";
		final Path file = image.toAbsolutePath();
		final Path folder = table.getParent();
		if (!file.startsWith(folder))
			return file.toString();
		final String separator = file.getFileSystem().getSeparator();
		final String name = folder.relativize(file).toString().replace(separator, "/");
		// such file names would be taken for something else
		final boolean odd = name.startsWith("~") || !name.equals(name.stripLeading())
			|| Cells.isMissing(name) || Cells.isNumber(name);
		return odd ? "./" + name : name;
	}

	private void refuseUnreadable(final String content) {
		final StudyTable back;
		try {
			back = StudyTableReader.parse(table, TableText.decode(table, content.getBytes(StandardCharsets.UTF_8)));
		}
		catch (final StudyTableException e) {
			throw new IllegalArgumentException("cannot be written as a study table: " + e.getMessage(), e);
		}
		if (!back.moderatorNames().equals(List.copyOf(moderators)))
			throw new IllegalArgumentException(table + ": cannot be written as a study table: got moderators "
				+ Cells.shown(moderators) + ", wanted names without surrounding spaces that are no other column's");
		for (int k = 0; k < studies.size(); k++) {
			final List<String> row = row(studies.get(k));
			if (!row.equals(row(back.studies().get(k))))
				throw new IllegalArgumentException(table + ": cannot be written as a study table: the row "
					+ Cells.shown(row) + " would not read back the same, wanted cells without surrounding"
					+ " spaces that mean what their column says");
		}
	}
}
