package org.voxmeta.command;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.voxmeta.masker.signal.Confounds;
import org.voxmeta.masker.signal.SampleMask;
import org.voxmeta.study.ConfoundsTable;

/** What commands are told of samples and seeds: short lists in a text, or in a file that the text names. */
final class SampleTexts {

	private static final Pattern RANGE = Pattern.compile("(\\d{1,7})-(\\d{1,7})");
	private static final int LARGEST_FILE = 1 << 24;

	private SampleTexts() {
	}

	/**
	 * The samples to keep.
	 *
	 * @param text numbers from 0 and ranges, as in {@code 0-4,6,9-39}, or true or false for each sample, or a
	 *          file of these; empty for all
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it is none of these
	 */
	static SampleMask sampleMask(final String text) throws IOException {
		final List<String> items = items("samplemask", text);
		if (items.isEmpty()) return SampleMask.all();
		if (items.stream().allMatch(SampleTexts::isBoolean)) {
			final boolean[] keep = new boolean[items.size()];
			for (int t = 0; t < keep.length; t++)
				keep[t] = Boolean.parseBoolean(items.get(t));
			return SampleMask.ofBooleans(keep);
		}
		final List<Integer> kept = new ArrayList<>();
		for (final String item : items)
			addSamples(item, kept);
		return SampleMask.ofIndices(kept.stream().mapToInt(Integer::intValue).toArray());
	}

	/**
	 * The run of each sample.
	 *
	 * @param text a whole number for each, as in {@code 1,1,1,2,2,2}, or a file of these; empty for one run
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it is none of these
	 */
	static int[] runs(final String text) throws IOException {
		return items("runs", text).stream().mapToInt(item -> {
			if (!item.matches("-?\\d{1,9}")) throw wrong("runs", item,
				"a whole number for each sample, separated by commas, or a file of these");
			return Integer.parseInt(item);
		}).toArray();
	}

	/**
	 * Seeds in millimetres.
	 *
	 * @param text as in {@code 4,-52,28; 30,-60,45}, or a file with a line for each, perhaps after a
	 *          line of names
	 * @return x, y, z of each
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it is none of these
	 */
	static double[][] seeds(final String text) throws IOException {
		final Path file = file(text);
		final List<String> lines =
			new ArrayList<>(file == null ? List.of(text.split(";")) : content("seeds", file).lines().toList());
		lines.removeIf(String::isBlank);
		if (lines.isEmpty())
			throw new IllegalArgumentException("seeds: got none, wanted x,y,z in mm, several with ;"
				+ " between, or a file with a line for each");
		if (file != null && cells(lines.get(0)).stream().noneMatch(SampleTexts::isNumber)) lines.remove(0);
		return lines.stream().map(SampleTexts::seed).toArray(double[][]::new);
	}

	/**
	 * The confounds of all files together.
	 *
	 * @param files paths, separated by semicolons; empty for none
	 * @param columns the columns of each file that count, separated by commas; empty for all
	 * @throws IOException if a file cannot be read
	 * @throws IllegalArgumentException if a file has no such column, a cell that is no number, or another number
	 *           of lines than the others
	 */
	static Confounds confounds(final String files, final String columns) throws IOException {
		if (files.isBlank() && !columns.isBlank()) throw new IllegalArgumentException("confoundcolumns: got '"
			+ columns + "', wanted none without confounds");
		final List<String> wanted = Arrays.stream(columns.split(",")).map(String::strip)
			.filter(name -> !name.isEmpty()).toList();
		Confounds all = Confounds.none();
		for (final Path file : FileList.parse(files)) {
			final ConfoundsTable table = wanted.isEmpty() ? ConfoundsTable.read(file)
				: ConfoundsTable.read(file, wanted);
			all = all.and(Confounds.of(table.name(), table.columns(), table.values()));
		}
		return all;
	}

	private static double[] seed(final String line) {
		final List<String> cells = cells(line);
		if (cells.size() != 3 || !cells.stream().allMatch(SampleTexts::isNumber)) throw wrong("seeds", line.strip(),
			"x,y,z in mm, several seeds with ; between, or a file with a line for each");
		return cells.stream().mapToDouble(Double::parseDouble).toArray();
	}

	private static List<String> cells(final String line) {
		return Arrays.stream(line.strip().split("\\s*[,;\t]\\s*|\\s+")).map(String::strip).toList();
	}

	private static boolean isNumber(final String cell) {
		return cell.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
	}

	private static boolean isBoolean(final String item) {
		return item.equalsIgnoreCase("true") || item.equalsIgnoreCase("false");
	}

	private static void addSamples(final String item, final List<Integer> samples) {
		final Matcher range = RANGE.matcher(item);
		if (range.matches() && Integer.parseInt(range.group(1)) <= Integer.parseInt(range.group(2)))
			for (int t = Integer.parseInt(range.group(1)); t <= Integer.parseInt(range.group(2)); t++)
				samples.add(t);
		else if (item.matches("\\d{1,7}")) samples.add(Integer.parseInt(item));
		else throw wrong("samplemask", item,
			"numbers of samples from 0 and ranges, as in 0-4,6,9-39; or true or false"
			+ " for each sample; or a file of these");
	}

	/** What stands between commas and blanks, in the text or in the file that it names. */
	private static List<String> items(final String key, final String text) throws IOException {
		final Path file = file(text);
		return Arrays.stream((file == null ? text : content(key, file)).split("[\\s,;]+"))
			.filter(item -> !item.isEmpty()).toList();
	}

	private static Path file(final String text) {
		try {
			return !text.isBlank() && Files.isRegularFile(Path.of(text.strip())) ? Path.of(text.strip()) : null;
		}
		catch (final InvalidPathException e) {
			return null;
		}
	}

	private static String content(final String key, final Path file) throws IOException {
		if (Files.size(file) > LARGEST_FILE) throw new IllegalArgumentException(key + ": '" + file + "' has "
			+ Files.size(file) + " bytes, wanted a text of at most " + LARGEST_FILE);
		try {
			return Files.readString(file);
		}
		catch (final MalformedInputException e) {
			throw new IllegalArgumentException(key + ": '" + file + "' is no text, wanted one of numbers", e);
		}
	}

	private static IllegalArgumentException wrong(final String key, final String got, final String wanted) {
		return new IllegalArgumentException(key + ": got '" + got + "', wanted " + wanted);
	}
}
