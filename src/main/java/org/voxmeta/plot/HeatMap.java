package org.voxmeta.plot;

import java.util.List;

import org.voxmeta.plot.TextStyle.Anchor;

/**
 * A matrix as squares from blue for numbers below 0 over the background to orange for numbers above, with the
 * numbers themselves where there is room. Squares without a number are crossed out.
 */
public final class HeatMap implements Figure {

	private static final double MARGIN = 12;
	private static final double LONGEST_NAME = 150;
	private static final double CELL = 26;
	private static final double BAR = 74;
	private static final double BAR_WIDTH = 12;
	private static final int BAR_STEPS = 64;
	private static final int MOST_NAMED = 60;
	private static final double SMALLEST_TEXT = 6;
	private static final double SMALLEST_NUMBER = 7;
	/** Text on a colour is white or black, whichever has more contrast by WCAG. */
	private static final double SWITCH = 0.179;

	private final HeatMapData data;
	private final Look look;

	private HeatMap(final HeatMapData data, final Look look) {
		this.data = data;
		this.look = look;
	}

	/** The picture of a matrix. */
	public static HeatMap of(final HeatMapData data) {
		return new HeatMap(data, Look.DEFAULT);
	}

	@Override
	public String title() {
		return data.name() + " of " + data.names().size() + " studies";
	}

	private double preferredCell() {
		return Math.max(8, Math.min(CELL, 900.0 / Math.max(1, data.names().size())));
	}

	@Override
	public double preferredWidth() {
		return Math.ceil(Math.max(320, 2 * MARGIN + longest(textSize(preferredCell())) + preferredCell()
			* data.names().size() + BAR));
	}

	@Override
	public double preferredHeight() {
		return Math.ceil(Math.max(200, 2 * MARGIN + longest(textSize(preferredCell())) + preferredCell()
			* data.names().size()));
	}

	@Override
	public HeatMap with(final Theme theme) {
		return new HeatMap(data, look.with(theme));
	}

	@Override
	public HeatMap withMarked(final int study) {
		return new HeatMap(data, look.withMarked(study));
	}

	/** Where the squares are. */
	private record Grid(double left, double top, double cell) {
	}

	private Grid grid(final double width, final double height) {
		final int count = data.names().size();
		double names = longest(Look.SMALL);
		double cell = 0;
		// names of small squares are small, which leaves more room for squares
		for (int pass = 0; pass < 3; pass++) {
			cell = Math.max(0.1, Math.min(width - 2 * MARGIN - names - BAR, height - 2 * MARGIN - names) / count);
			names = longest(textSize(cell));
		}
		return new Grid(MARGIN + names, MARGIN + names, cell);
	}

	private static double textSize(final double cell) {
		return Math.min(Look.SMALL, 0.8 * cell);
	}

	/** The room for names of a size; none if they could not be read. */
	private double longest(final double size) {
		if (size < SMALLEST_TEXT) return 0;
		return 8 + Math.min(LONGEST_NAME, data.names().stream().mapToDouble(name -> TextWidths.of(name, size, true))
			.max().orElse(0));
	}

	@Override
	public void paint(final Drawing drawing, final double width, final double height) {
		look.background(drawing, width, height);
		final List<String> names = data.names();
		if (names.isEmpty()) {
			look.message(drawing, "No studies", width, height);
			return;
		}
		final Grid grid = grid(width, height);
		for (int row = 0; row < names.size(); row++)
			for (int column = 0; column < names.size(); column++)
				cell(drawing, grid, row, column);
		names(drawing, grid);
		bar(drawing, grid);
	}

	private void cell(final Drawing drawing, final Grid grid, final int row, final int column) {
		final double value = data.value(row, column);
		final double x = grid.left() + column * grid.cell();
		final double y = grid.top() + row * grid.cell();
		final double gap = grid.cell() > 10 ? 0.5 : 0;
		final Runnable square = () -> {
			final Colour colour = colour(value);
			drawing.rectangle(x + gap, y + gap, grid.cell() - 2 * gap, grid.cell() - 2 * gap, colour, null);
			if (Double.isNaN(value)) drawing.line(x + 0.3 * grid.cell(), y + 0.7 * grid.cell(), x + 0.7 * grid.cell(),
				y + 0.3 * grid.cell(), Pen.of(look.theme().muted(), 1));
			else number(drawing, grid, value, colour, x + grid.cell() / 2, y + grid.cell() / 2);
		};
		// names of 200 x 200 squares would be most of the file
		if (data.names().size() > MOST_NAMED) square.run();
		else drawing.named(data.names().get(row) + ", " + data.names().get(column) + ": " + Digits.alone(value),
			square);
	}

	private void number(final Drawing drawing, final Grid grid, final double value, final Colour colour,
		final double x, final double y)
	{
		final String text = new Digits(2, 0).text(value).replaceFirst("^(−?)0\\.", "$1.");
		final Colour ink = Colour.of(colour.luminance() > SWITCH ? 0x000000 : 0xffffff);
		final double size = Math.min(Look.SMALL, 0.38 * grid.cell());
		final TextStyle style = TextStyle.of(size, ink).with(Anchor.MIDDLE);
		if (size >= SMALLEST_NUMBER && style.width(text) < grid.cell() - 2) drawing.text(text, x, style.baseline(y),
			style);
	}

	/** The colour of a number; the background for 0, a shade of it where there is no number. */
	private Colour colour(final double value) {
		final Theme theme = look.theme();
		if (Double.isNaN(value)) return theme.shade();
		final double share = Math.min(1, Math.abs(value) / data.limit());
		return theme.background().mixed(value < 0 ? theme.study() : theme.summary(), share);
	}

	private void names(final Drawing drawing, final Grid grid) {
		final double size = textSize(grid.cell());
		if (size < SMALLEST_TEXT) return;
		final TextStyle plain = TextStyle.of(size, look.theme().foreground());
		for (int k = 0; k < data.names().size(); k++) {
			final TextStyle style = k == look.marked() ? plain.bold().with(look.theme().marked()) : plain;
			final String name = style.fitted(data.names().get(k), LONGEST_NAME);
			final double middle = (k + 0.5) * grid.cell();
			drawing.text(name, grid.left() - 6, style.baseline(grid.top() + middle), style.with(Anchor.END));
			drawing.text(name, style.baseline(grid.left() + middle), grid.top() - 6, style.upwards());
		}
	}

	private void bar(final Drawing drawing, final Grid grid) {
		final double all = data.names().size() * grid.cell();
		final double height = Math.max(90, Math.min(all, 220));
		final double x = grid.left() + all + 18;
		final double step = height / BAR_STEPS;
		for (int i = 0; i < BAR_STEPS; i++)
			drawing.rectangle(x, grid.top() + i * step, BAR_WIDTH, step + (i < BAR_STEPS - 1 ? 0.5 : 0), colour(data
				.limit() * (1 - 2 * (i + 0.5) / BAR_STEPS)), null);
		drawing.rectangle(x, grid.top(), BAR_WIDTH, height, null, Pen.of(look.theme().muted(), 1));
		final Scale scale = new Scale(-data.limit(), data.limit(), grid.top() + height, grid.top());
		final Ticks ticks = scale.ticks(25);
		final TextStyle style = TextStyle.of(Look.SMALL, look.theme().foreground());
		for (int i = 0; i < ticks.values().size(); i++) {
			final double y = scale.at(ticks.values().get(i));
			drawing.line(x + BAR_WIDTH, y, x + BAR_WIDTH + 4, y, Pen.of(look.theme().foreground(), 1));
			drawing.text(ticks.labels().get(i), x + BAR_WIDTH + 7, style.baseline(y), style);
		}
	}

	/** The row's study. */
	@Override
	public int at(final double x, final double y, final double width, final double height) {
		final int count = data.names().size();
		if (count == 0) return -1;
		final Grid grid = grid(width, height);
		final int row = (int) Math.floor((y - grid.top()) / grid.cell());
		final boolean isInside = row >= 0 && row < count && x <= grid.left() + count * grid.cell();
		return isInside ? row : -1;
	}

	@Override
	public String tip(final int study) {
		return study >= 0 && study < data.names().size() ? data.names().get(study) : "";
	}
}
