package org.voxmeta.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Need;

/**
 * A table of studies: one line each, saying where its images lie and what else is known. Immutable.
 * <p>
 * A table is UTF-8 text with a header line, its cells parted by tabs ({@code .tsv}) or commas ({@code .csv});
 * for other extensions, and where the header line lacks the extension's delimiter, the header line tells
 * (tabs, commas or semicolons). Lines end with LF, CRLF or CR. Cells may be put in double quotes, and then
 * may hold delimiters, line ends and doubled quotes. Rows in which every cell is blank are skipped; there are
 * no comment lines.
 * <p>
 * Column names are compared without regard to case and surrounding spaces:
 * <ul>
 * <li>{@code study} (or {@code id}, or {@code study_id}; exactly one of them): the study's unique name</li>
 * <li>{@code beta}, {@code varcope}, {@code se}, {@code t}, {@code z} (at least one): image files, relative
 * to the table's folder or absolute</li>
 * <li>{@code n} (or {@code sample_size}): the number of subjects</li>
 * <li>{@code dof}: the degrees of freedom of the study's statistics; n - 1 unless given</li>
 * <li>{@code group}: a label shared by studies that are not independent of each other</li>
 * <li>all others: moderators</li>
 * </ul>
 * A cell that is blank, NaN, NA or n/a (in any case) is missing.
 */
public final class StudyTable {

	private final Path path;
	private final List<String> columns;
	private final List<String> moderatorNames;
	private final List<Study> studies;

	StudyTable(final Path path, final List<String> columns, final List<String> moderatorNames,
		final List<Study> studies)
	{
		this.path = path;
		this.columns = List.copyOf(columns);
		this.moderatorNames = List.copyOf(moderatorNames);
		this.studies = List.copyOf(studies);
	}

	/**
	 * Returns the table in a file. The images it names are not looked for.
	 *
	 * @param file the table
	 * @throws StudyTableException if the file is no study table; the message names the lines and columns
	 * @throws IOException if reading fails
	 */
	public static StudyTable read(final Path file) throws IOException {
		return StudyTableReader.read(file);
	}

	/**
	 * Returns the table in a file, which need not name any image: for studies whose maps come from elsewhere.
	 *
	 * @param file the table
	 * @throws StudyTableException if the file is no study table; the message names the lines and columns
	 * @throws IOException if reading fails
	 */
	public static StudyTable readWithoutMaps(final Path file) throws IOException {
		return StudyTableReader.readWithoutMaps(file);
	}

	/** Returns the table's file, absolute. */
	public Path path() {
		return path;
	}

	/** Returns the names of all columns as the header has them, trimmed, in its order. */
	public List<String> columns() {
		return columns;
	}

	/** Returns the names of the columns without a meaning of their own, in the header's order. */
	public List<String> moderatorNames() {
		return moderatorNames;
	}

	/**
	 * Returns the names of the columns that say something about the studies, in the header's order: all but
	 * their ids and their images.
	 */
	public List<String> describingColumns() {
		return columns.stream().filter(name -> KnownColumn.named(name).map(known -> known == KnownColumn.SAMPLE_SIZE
			|| known == KnownColumn.DOF || known == KnownColumn.GROUP).orElse(true)).toList();
	}

	/** Returns whether the table has a column that can meet a need. */
	public boolean has(final Need need) {
		return columns.stream().anyMatch(name -> KnownColumn.named(name).filter(NeededMaps.known(need)::contains)
			.isPresent());
	}

	/** Returns a sentence for every column that looks like one with a meaning, but is read as a moderator. */
	public List<String> notes() {
		return hints().notes();
	}

	/** Returns the studies in the table's order; at least one. */
	public List<Study> studies() {
		return studies;
	}

	/**
	 * Returns a moderator as numbers.
	 *
	 * @param name a moderator's name; case and surrounding spaces do not matter
	 * @return one value per study in the table's order, NaN where it is missing; a new array
	 * @throws IllegalArgumentException if there is no such moderator, it has a value that is not a number, or
	 *             no value at all
	 */
	public double[] moderator(final String name) {
		return moderator(name, studies);
	}

	/**
	 * Returns the studies that have what is needed, asking for no moderators and for at least one study.
	 * {@link StudySelector} offers more.
	 *
	 * @param needs what each study must have
	 * @param dropInvalid whether studies that lack something are left out; otherwise they are an error
	 * @throws StudyTableException as {@link StudySelector#select}
	 */
	public StudySelection select(final Set<Need> needs, final boolean dropInvalid)
		throws StudyTableException {
		return StudySelector.of(needs).withDropInvalid(dropInvalid).select(this);
	}

	/** Returns a moderator of some of this table's studies as numbers; see {@link #moderator(String)}. */
	double[] moderator(final String name, final List<Study> some) {
		final String column = moderatorName(name);
		final List<String> bad = some.stream().filter(study -> !isNumberOrMissing(study, column))
			.map(study -> "line " + study.line() + ", study " + Cells.shown(study.id()) + ": got "
				+ Cells.shown(study.moderators().get(column)))
			.toList();
		if (!bad.isEmpty())
			throw new IllegalArgumentException(path + ": column " + Cells.shown(column)
				+ ": wanted numbers (with a decimal point) or blank cells:"
				+ StudyTableException.listed(bad));
		final double[] numbers = some.stream()
			.mapToDouble(study -> Cells.number(study.moderators().get(column))).toArray();
		for (final double number : numbers)
			if (!Double.isNaN(number))
				return numbers;
		throw new IllegalArgumentException(path + ": column " + Cells.shown(column)
			+ ": got no value for any of " + numbers.length + " studies, wanted numbers");
	}

	/** Returns the moderator's name as the header has it; see {@link #moderator(String)} for the error. */
	String moderatorName(final String name) {
		return moderatorNames.stream().filter(column -> Cells.key(column).equals(Cells.key(name))).findFirst()
			.orElseThrow(() -> new IllegalArgumentException(path + ": no moderator column "
				+ Cells.shown(name) + "; moderator columns are: "
				+ (moderatorNames.isEmpty() ? "none" : Cells.shown(moderatorNames))));
	}

	/**
	 * Returns the name of a column that says something about the studies, as the header has it.
	 *
	 * @param name its name; case and surrounding spaces do not matter
	 * @throws IllegalArgumentException if there is no such column
	 */
	String describingColumn(final String name) {
		return describingColumns().stream().filter(column -> Cells.key(column).equals(Cells.key(name))).findFirst()
			.orElseThrow(() -> new IllegalArgumentException(path + ": no column " + Cells.shown(name)
				+ "; columns besides the studies and their images are: "
				+ (describingColumns().isEmpty() ? "none" : Cells.shown(describingColumns()))));
	}

	/**
	 * Returns a study's trimmed cell in a column that says something about the studies; blank when it is
	 * missing.
	 */
	public static String cell(final Study study, final String column) {
		final KnownColumn known = KnownColumn.named(column).orElse(null);
		final String cell = known == KnownColumn.GROUP ? study.group() : known == KnownColumn.SAMPLE_SIZE
			? StudyTableWriter.number(study.sampleSize()) : known == KnownColumn.DOF ? StudyTableWriter.number(study
				.ownDof()) : study.moderators().get(column).strip();
		return Cells.isMissing(cell) ? "" : cell;
	}

	ColumnHints hints() {
		return ColumnHints.of(columns, moderatorNames, studies.stream().map(Study::moderators).toList());
	}

	private static boolean isNumberOrMissing(final Study study, final String column) {
		final String cell = study.moderators().get(column);
		return Cells.isMissing(cell) || Cells.isNumber(cell);
	}
}
