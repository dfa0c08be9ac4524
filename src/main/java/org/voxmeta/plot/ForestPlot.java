package org.voxmeta.plot;

import java.util.Locale;

import org.voxmeta.plot.TextStyle.Anchor;

/**
 * A forest plot: a row per study with its effect as a square, whose area is its weight, and its interval;
 * below them the summaries as diamonds with prediction intervals, and what is known of the heterogeneity.
 * Intervals that are far wider than most end in an arrow. It looks like that of metafor's {@code forest()}.
 */
public final class ForestPlot implements Figure {

	private static final double ARROW = 5;
	private static final double SQUARE = 0.72;
	private static final double SMALLEST_SQUARE = 2;
	private static final double TICK_SPACING = 62;

	private final ForestData data;
	private final Look look;

	private ForestPlot(final ForestData data, final Look look) {
		this.data = data;
		this.look = look;
	}

	/** The forest plot of data. */
	public static ForestPlot of(final ForestData data) {
		return new ForestPlot(data, Look.DEFAULT);
	}

	@Override
	public String title() {
		return "Forest plot of " + data.studies().size() + " studies";
	}

	@Override
	public double preferredWidth() {
		return ForestLayout.preferredWidth(data, look.text());
	}

	@Override
	public double preferredHeight() {
		return ForestLayout.preferredHeight(data);
	}

	@Override
	public ForestPlot with(final Theme theme) {
		return new ForestPlot(data, look.with(theme));
	}

	@Override
	public ForestPlot withMarked(final int study) {
		return new ForestPlot(data, look.withMarked(study));
	}

	@Override
	public int at(final double x, final double y, final double width, final double height) {
		return new ForestLayout(data, look.text(), width, height).study(y);
	}

	@Override
	public String tip(final int study) {
		if (study < 0 || study >= data.studies().size()) return "";
		final StudyRow row = data.studies().get(study);
		if (row.isMissing()) return row.name() + ": no data here";
		return row.name() + ": " + Digits.alone(row.effect()) + (row.interval().isKnown() ? " [" + Digits.alone(row
			.lower()) + ", " + Digits.alone(row.upper()) + "]" : "") + (Double.isFinite(row.weight()) ? ", weight "
			+ percent(row.weight()) : "");
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		look.background(drawing, width, height);
		if (data.studies().isEmpty()) {
			look.message(drawing, "No studies", width, height);
			return;
		}
		final ForestLayout layout = new ForestLayout(data, look.text(), width, height);
		header(drawing, layout, width);
		reference(drawing, layout);
		for (int k = 0; k < data.studies().size(); k++) {
			final int study = k;
			drawing.named(tip(k), () -> study(drawing, layout, study, width));
		}
		summaries(drawing, layout, width);
		axis(drawing, layout);
		captions(drawing, layout, width);
	}

	private void header(final Drawing drawing, final ForestLayout layout, final double width) {
		final TextStyle style = look.text().bold();
		final double baseline = style.baseline(ForestLayout.MARGIN + ForestLayout.HEADER / 2 - 3);
		drawing.text("Study", ForestLayout.MARGIN, baseline, style);
		if (layout.hasWeights) drawing.text("Weight", layout.weightEnd, baseline, style.with(Anchor.END));
		if (layout.hasNumbers) drawing.text(layout.numbersTitle(), layout.upperEnd, baseline,
			style.with(Anchor.END));
		rule(drawing, layout.firstRow - 3, width);
	}

	private void rule(final Drawing drawing, final double y, final double width) {
		final double sharp = Math.floor(y) + 0.5;
		drawing.line(ForestLayout.MARGIN, sharp, width - ForestLayout.MARGIN, sharp, Pen.of(look.theme()
			.foreground(), 1));
	}

	/** Lines at 0 and at the summary. */
	private void reference(final Drawing drawing, final ForestLayout layout) {
		final double bottom = layout.axis();
		if (layout.scale.has(0)) {
			final double x = layout.scale.at(0);
			drawing.line(x, layout.firstRow - 3, x, bottom, Pen.of(look.theme().muted(), 1));
		}
		if (data.summaries().size() != 1) return;
		final double estimate = data.summaries().get(0).interval().estimate();
		if (!layout.scale.has(estimate)) return;
		final double x = layout.scale.at(estimate);
		drawing.line(x, layout.firstRow, x, bottom, Pen.of(look.theme().summary().withOpacity(0.7), 1).dashed(3));
	}

	private void study(final Drawing drawing, final ForestLayout layout, final int k, final double width) {
		final StudyRow row = data.studies().get(k);
		final double middle = layout.row(k);
		final boolean isMarked = k == look.marked();
		if (isMarked) drawing.rectangle(ForestLayout.MARGIN / 2, middle - layout.rowHeight / 2, width
			- ForestLayout.MARGIN, layout.rowHeight, look.theme().marked().withOpacity(0.16), null);
		else if (!layout.isReadable() || row.isMissing()) // so that the whole row answers to the mouse
			drawing.rectangle(ForestLayout.MARGIN / 2, middle - layout.rowHeight / 2, width - ForestLayout.MARGIN,
				layout.rowHeight, look.theme().background().withOpacity(0), null);
		if (row.fitted().isKnown()) diamond(drawing, layout.scale, row.fitted(), middle, 0.6 * layout.rowHeight,
			look.theme().summary().withOpacity(0.3));
		if (!row.isMissing()) effect(drawing, layout, row, middle, isMarked);
		if (layout.isReadable()) texts(drawing, layout, row, middle);
	}

	private void effect(final Drawing drawing, final ForestLayout layout, final StudyRow row,
		final double middle, final boolean isMarked)
	{
		final Scale scale = layout.scale;
		final Pen pen = Pen.of(look.theme().foreground(), layout.isReadable() ? 1.2 : 0.8);
		if (row.interval().isKnown()) interval(drawing, scale, row.interval(), middle, pen, Math.min(ARROW, 0.35
			* layout.rowHeight));
		else if (!scale.has(row.effect())) arrow(drawing, scale, row.effect() > scale.to(), middle, ARROW, pen
			.colour());
		if (!scale.has(row.effect())) return;
		final double largest = layout.largestWeight();
		final double share = largest > 0 && Double.isFinite(row.weight()) ? row.weight() / largest : 0.4;
		final double side = Math.max(SMALLEST_SQUARE, Math.sqrt(Math.max(0, share)) * SQUARE * layout.rowHeight);
		drawing.rectangle(scale.at(row.effect()) - side / 2, middle - side / 2, side, side, isMarked ? look.theme()
			.marked() : look.theme().study(), null);
	}

	/** A line from bound to bound, with an arrow where it leaves the plot. */
	private static void interval(final Drawing drawing, final Scale scale, final Interval interval,
		final double y, final Pen pen, final double size)
	{
		final boolean isLeft = interval.lower() < scale.from();
		final boolean isRight = interval.upper() > scale.to();
		final double from = scale.inside(interval.lower());
		final double to = scale.inside(interval.upper());
		if (to > from) drawing.line(from + (isLeft ? size : 0), y, to - (isRight ? size : 0), y, pen);
		if (isLeft) arrow(drawing, scale, false, y, size, pen.colour());
		if (isRight) arrow(drawing, scale, true, y, size, pen.colour());
	}

	private static void arrow(final Drawing drawing, final Scale scale, final boolean isRight, final double y,
		final double size, final Colour colour)
	{
		final double tip = isRight ? scale.end() : scale.start();
		final double back = isRight ? tip - 1.4 * size : tip + 1.4 * size;
		drawing.polygon(new double[] { tip, back, back }, new double[] { y, y - 0.7 * size, y + 0.7 * size },
			colour, null);
	}

	private void texts(final Drawing drawing, final ForestLayout layout, final StudyRow row,
		final double middle)
	{
		final TextStyle style = row.isMissing() ? layout.text.with(look.theme().muted()) : layout.text;
		final double baseline = style.baseline(middle);
		drawing.text(style.fitted(row.name(), layout.nameWidth), ForestLayout.MARGIN, baseline, style);
		if (row.isMissing()) {
			final double end = layout.hasNumbers ? layout.upperEnd : layout.scale.end();
			drawing.text("no data here", end, baseline, style.with(Anchor.END));
			return;
		}
		if (layout.hasWeights && Double.isFinite(row.weight())) drawing.text(percent(row.weight()),
			layout.weightEnd, baseline, style.with(Anchor.END));
		if (layout.hasNumbers) numbers(drawing, layout, row.interval(), baseline, style.with(Anchor.END));
	}

	private static void numbers(final Drawing drawing, final ForestLayout layout, final Interval interval,
		final double baseline, final TextStyle style)
	{
		if (Double.isFinite(interval.estimate())) drawing.text(layout.digits.text(interval.estimate()),
			layout.estimateEnd, baseline, style);
		if (!interval.isKnown()) return;
		drawing.text("[" + layout.digits.text(interval.lower()) + ",", layout.lowerEnd, baseline, style);
		drawing.text(layout.digits.text(interval.upper()) + "]", layout.upperEnd, baseline, style);
	}

	private static String percent(final double weight) {
		return String.format(Locale.ROOT, "%.1f%%", weight);
	}

	private void summaries(final Drawing drawing, final ForestLayout layout, final double width) {
		if (!data.summaries().isEmpty()) rule(drawing, layout.lastRow() + 2, width);
		double middle = layout.lastRow() + 6 + ForestLayout.SUMMARY / 2;
		for (final SummaryRow row : data.summaries()) {
			final TextStyle style = look.text().bold();
			final double baseline = style.baseline(middle);
			drawing.text(style.fitted(row.name(), layout.nameWidth), ForestLayout.MARGIN, baseline, style);
			if (layout.hasNumbers) numbers(drawing, layout, row.interval(), baseline, style.with(Anchor.END));
			diamond(drawing, layout.scale, row.interval(), middle, 14, look.theme().summary());
			middle += ForestLayout.SUMMARY;
			if (!row.prediction().isKnown()) continue;
			prediction(drawing, layout, row.prediction(), middle);
			middle += ForestLayout.SUMMARY;
		}
	}

	private void prediction(final Drawing drawing, final ForestLayout layout, final Interval interval,
		final double middle)
	{
		final TextStyle style = look.text();
		drawing.text(style.fitted(ForestLayout.PREDICTION, layout.nameWidth), ForestLayout.MARGIN, style.baseline(
			middle), style);
		if (layout.hasNumbers) numbers(drawing, layout, new Interval(Double.NaN, interval.lower(),
			interval.upper()), style.baseline(middle), style.with(Anchor.END));
		final Scale scale = layout.scale;
		if (interval.upper() < scale.from() || interval.lower() > scale.to()) return;
		final Pen pen = Pen.of(look.theme().summary(), 2);
		interval(drawing, scale, interval, middle, pen, ARROW);
		for (final double bound : new double[] { interval.lower(), interval.upper() })
			if (scale.has(bound)) drawing.line(scale.at(bound), middle - 4, scale.at(bound), middle + 4, pen);
	}

	/** A diamond from bound to bound, as high as given, with its middle at the estimate. */
	private static void diamond(final Drawing drawing, final Scale scale, final Interval interval,
		final double y, final double height, final Colour colour)
	{
		if (!Double.isFinite(interval.estimate())) return;
		final double centre = scale.inside(interval.estimate());
		final double from = interval.isKnown() ? scale.inside(interval.lower()) : centre - height / 2;
		final double to = interval.isKnown() ? scale.inside(interval.upper()) : centre + height / 2;
		drawing.polygon(new double[] { from, centre, to, centre }, new double[] { y, y - height / 2, y, y + height
			/ 2 }, colour, null);
	}

	private void axis(final Drawing drawing, final ForestLayout layout) {
		final double y = Math.floor(layout.axis()) + 0.5;
		final Scale scale = layout.scale;
		final Pen pen = Pen.of(look.theme().foreground(), 1);
		drawing.line(scale.start(), y, scale.end(), y, pen);
		final Ticks ticks = scale.ticks(TICK_SPACING);
		final TextStyle style = TextStyle.of(Look.SMALL, look.theme().foreground()).with(Anchor.MIDDLE);
		for (int i = 0; i < ticks.values().size(); i++) {
			final double x = scale.at(ticks.values().get(i));
			drawing.line(x, y, x, y + 4, pen);
			drawing.text(ticks.labels().get(i), x, y + 16, style);
		}
		final TextStyle title = look.text().with(Anchor.MIDDLE);
		final double centre = (scale.start() + scale.end()) / 2;
		final String name = ticks.titled(data.effect());
		drawing.text(title.fitted(name, 2 * Math.min(centre, layout.upperEnd - centre)), centre, y + 34, title);
	}

	private void captions(final Drawing drawing, final ForestLayout layout, final double width) {
		final TextStyle style = look.small();
		final double room = width - 2 * ForestLayout.MARGIN;
		double y = layout.axis() + ForestLayout.AXIS + 10;
		if (Double.isFinite(data.heterogeneity().q())) {
			drawing.text(style.fitted(Captions.of(data.heterogeneity()), room), ForestLayout.MARGIN, y, style);
			y += ForestLayout.CAPTION;
		}
		for (final String line : data.captions()) {
			drawing.text(style.fitted(line, room), ForestLayout.MARGIN, y, style);
			y += ForestLayout.CAPTION;
		}
	}
}
