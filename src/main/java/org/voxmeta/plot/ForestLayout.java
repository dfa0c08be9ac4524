package org.voxmeta.plot;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Where the parts of a forest plot are: names, the plot itself, weights and numbers side by side; the header,
 * studies, summaries, axis and captions below each other. Rows of studies get the height that is left.
 */
final class ForestLayout {

	static final double MARGIN = 12;
	static final double HEADER = 26;
	static final double SUMMARY = 22;
	static final double AXIS = 46;
	static final double CAPTION = 17;
	static final double GAP = 16;
	static final String PREDICTION = "Prediction interval";
	private static final double SPACE = 6;

	private static final double LONGEST_NAME = 250;
	private static final double PLOT = 330;
	private static final double SMALLEST_PLOT = 110;
	private static final double LARGEST_SHARE_OF_NAMES = 0.36;
	private static final double LARGEST_STRETCH = 1.3;
	/** The size of the smallest text that can be read. */
	private static final double READABLE = 6;
	private static final double SMALLEST_ROW = 0.2;

	/** Bounds so many quartile distances beyond the quartiles are cut off, as Tukey's far outliers. */
	private static final double FAR = 3;
	/** The plot may become so many times wider to show 0. */
	private static final double WIDER_FOR_ZERO = 1.6;
	/** The same for each bound of a prediction interval. */
	private static final double WIDER_FOR_PREDICTION = 1.3;

	final TextStyle text;
	final Digits digits;
	final Scale scale;
	final boolean hasWeights;
	final boolean hasNumbers;
	final double nameWidth;
	/** Right ends of the columns of numbers. */
	final double weightEnd;
	final double estimateEnd;
	final double lowerEnd;
	final double upperEnd;
	final double rowHeight;
	final double firstRow;

	private final ForestData data;

	/** The layout of data in a size; the text style of rows follows from their height. */
	ForestLayout(final ForestData data, final TextStyle style, final double width, final double height) {
		this.data = data;
		final int studies = Math.max(1, data.studies().size());
		final double left = (height - fixedHeight(data)) / studies;
		rowHeight = Math.max(SMALLEST_ROW, Math.min(left, LARGEST_STRETCH * preferredRow(studies)));
		firstRow = MARGIN + HEADER;
		text = style.withSize(textSize(rowHeight));
		digits = Digits.of(bounds(data).toArray());

		final double longest = longestName(data, text);
		final Columns columns = new Columns(data, digits, text);
		final double shown = Math.min(longest, LARGEST_SHARE_OF_NAMES * width);
		final double most = width - 2 * MARGIN - shown - 2 * GAP - SMALLEST_PLOT;
		hasNumbers = columns.numbers() <= most;
		hasWeights = hasNumbers && data.studies().stream().anyMatch(row -> Double.isFinite(row.weight()))
			&& columns.numbers() + columns.weight() <= most;
		upperEnd = width - MARGIN;
		lowerEnd = upperEnd - columns.upper - SPACE;
		estimateEnd = lowerEnd - columns.lower - SPACE;
		weightEnd = upperEnd - columns.numbers() - GAP;
		final double numbers = (hasNumbers ? columns.numbers() + GAP : 0) + (hasWeights ? columns.weight() : 0);
		nameWidth = Math.max(0, Math.min(longest, Math.max(shown, width - 2 * MARGIN - numbers - PLOT)));
		final Range range = range(data);
		final double start = MARGIN + nameWidth + GAP;
		scale = new Scale(range.from(), range.to(), start, Math.max(start + 1, width - MARGIN - numbers));
	}

	/** The widths of the columns of numbers. */
	private static final class Columns {

		private final double estimate;
		private final double lower;
		private final double upper;
		private final double weight;
		private final double title;

		Columns(final ForestData data, final Digits digits, final TextStyle style) {
			final List<Interval> all = intervals(data).toList();
			// summaries have text of the usual size, whatever the height of rows
			final TextStyle bold = style.withSize(Look.TEXT).bold();
			estimate = digits.width(bold, all.stream().mapToDouble(Interval::estimate));
			lower = digits.width(bold, all.stream().mapToDouble(Interval::lower)) + bold.width("[,");
			upper = digits.width(bold, all.stream().mapToDouble(Interval::upper)) + bold.width("]");
			weight = Math.max(bold.width("Weight"), style.width("100.0%"));
			title = TextStyle.of(Look.TEXT, style.colour()).bold().width(title(data, digits));
		}

		private double numbers() {
			return Math.max(title, estimate + lower + upper + 2 * SPACE);
		}

		private double weight() {
			return weight + GAP;
		}
	}

	static double preferredWidth(final ForestData data, final TextStyle style) {
		final TextStyle text = style.withSize(textSize(preferredRow(data.studies().size())));
		final Columns columns = new Columns(data, Digits.of(bounds(data).toArray()), text);
		return Math.ceil(2 * MARGIN + longestName(data, text) + 2 * GAP + PLOT + columns.numbers()
			+ columns.weight());
	}

	static double preferredHeight(final ForestData data) {
		return Math.ceil(fixedHeight(data) + preferredRow(data.studies().size()) * Math.max(1, data.studies()
			.size()));
	}

	private static double preferredRow(final int studies) {
		if (studies <= 40) return 20;
		return studies <= 100 ? 17 : 15;
	}

	private static double textSize(final double row) {
		return Math.min(Look.TEXT, 0.74 * row);
	}

	private static double fixedHeight(final ForestData data) {
		return 2 * MARGIN + HEADER + summaryLines(data) * SUMMARY + AXIS + captions(data) * CAPTION + SPACE;
	}

	private static long summaryLines(final ForestData data) {
		return data.summaries().size() + data.summaries().stream().filter(row -> row.prediction().isKnown())
			.count();
	}

	private static int captions(final ForestData data) {
		return data.captions().size() + (Double.isFinite(data.heterogeneity().q()) ? 1 : 0);
	}

	/** The widest of the studies' names, where they can be read, and those of the summaries. */
	private static double longestName(final ForestData data, final TextStyle style) {
		final TextStyle usual = style.withSize(Look.TEXT);
		final double studies = style.size() < READABLE ? 0 : data.studies().stream().mapToDouble(
			row -> style.width(row.name())).max().orElse(0);
		final double summaries = data.summaries().stream().mapToDouble(row -> Math.max(usual.bold().width(
			row.name()), row.prediction().isKnown() ? usual.width(PREDICTION) : 0)).max().orElse(0);
		return Math.min(LONGEST_NAME, Math.max(usual.bold().width("Study"), Math.max(studies, summaries)));
	}

	/** The intervals of studies and summaries. */
	private static Stream<Interval> intervals(final ForestData data) {
		return Stream.concat(data.studies().stream().map(StudyRow::interval), data.summaries().stream().flatMap(
			row -> Stream.of(row.interval(), row.prediction())));
	}

	private static DoubleStream bounds(final ForestData data) {
		return intervals(data).flatMapToDouble(row -> DoubleStream.of(row.estimate(), row.lower(), row.upper()));
	}

	/** All intervals but the ends of those that are far wider than most, and 0 if it is near. */
	private static Range range(final ForestData data) {
		final double[] bounds = data.studies().stream().filter(row -> !row.isMissing()).flatMapToDouble(
			row -> row.interval().isKnown() ? DoubleStream.of(row.lower(), row.upper())
				: DoubleStream.of(row.effect())).sorted().toArray();
		final Range all = Range.of(bounds(data));
		if (bounds.length == 0) return all.padded(0.03);
		final double q1 = bounds[(bounds.length - 1) / 4];
		final double q3 = bounds[bounds.length - 1 - (bounds.length - 1) / 4];
		final double from = Math.max(bounds[0], q1 - FAR * (q3 - q1));
		final double to = Math.min(bounds[bounds.length - 1], q3 + FAR * (q3 - q1));
		Range range = Range.of(DoubleStream.of(from, to));
		for (final SummaryRow row : data.summaries())
			range = range.with(row.interval().lower()).with(row.interval().upper()).with(row.interval().estimate());
		for (final SummaryRow row : data.summaries())
			range = range.withNear(row.prediction().lower(), WIDER_FOR_PREDICTION).withNear(row.prediction().upper(),
				WIDER_FOR_PREDICTION);
		return range.withNear(0, WIDER_FOR_ZERO).padded(0.03);
	}

	/** The middle of a study's row. */
	double row(final int study) {
		return firstRow + (study + 0.5) * rowHeight;
	}

	/** The study whose row is at that height; -1 if there is none. */
	int study(final double y) {
		final int study = (int) Math.floor((y - firstRow) / rowHeight);
		return study >= 0 && study < data.studies().size() ? study : -1;
	}

	/** Where the rows of studies end. */
	double lastRow() {
		return firstRow + Math.max(1, data.studies().size()) * rowHeight;
	}

	/** Where the summaries end and the axis is. */
	double axis() {
		return lastRow() + SPACE + summaryLines(data) * SUMMARY;
	}

	/** The largest weight, 0 if there is none. */
	double largestWeight() {
		return data.studies().stream().mapToDouble(StudyRow::weight).filter(Double::isFinite).max().orElse(0);
	}

	/** The names' font can be read. */
	boolean isReadable() {
		return text.size() >= READABLE;
	}

	/** The heading of the columns of numbers. */
	String numbersTitle() {
		return title(data, digits);
	}

	private static String title(final ForestData data, final Digits digits) {
		final String level = Digits.brief(100 * data.level());
		return "Estimate [" + level + "% CI]" + (digits.power() == 0 ? "" : " × 10" + Digits.superscript(digits
			.power()));
	}
}
