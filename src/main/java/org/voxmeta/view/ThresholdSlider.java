package org.voxmeta.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.DoubleConsumer;

import javax.accessibility.AccessibleContext;
import javax.swing.JComponent;
import javax.swing.UIManager;

import org.voxmeta.analysis.ThresholdMark;
import org.voxmeta.grid.cluster.ClusterSearch.Sign;

/**
 * A slider over the histogram of a map's values, with marks where thresholds have a meaning. Drag it, click
 * a mark, or use the arrow keys (with Shift in larger steps). To be used on the event thread.
 */
final class ThresholdSlider extends JComponent {

	private static final long serialVersionUID = 1L;

	private static final int SIDE = 14;
	private static final int HISTOGRAM = 84;
	private static final int TOP = 8;
	private static final int BINS = 130;
	/** How near the mouse comes to a mark until the slider jumps to it. */
	private static final int SNAP = 5;
	private static final int KNOB = 7;

	private final transient ThresholdCounts counts;
	private final transient List<ThresholdMark> marks;
	private final transient DoubleConsumer listener;
	private final double largest;
	private transient MapColours colours;
	private transient Sign signs;
	private double value;

	/**
	 * @param counts the values
	 * @param marks thresholds with a meaning
	 * @param listener is told of each change by the user
	 */
	ThresholdSlider(final ThresholdCounts counts, final List<ThresholdMark> marks,
		final DoubleConsumer listener) {
		this.counts = counts;
		this.marks = marks.stream().filter(mark -> !Double.isNaN(mark.value())).toList();
		this.listener = listener;
		final double furthest = this.marks.stream().mapToDouble(ThresholdMark::value).max().orElse(0);
		largest = Math.max(Math.max(counts.largest(), 1.05 * furthest), Float.MIN_VALUE);
		setFocusable(true);
		setCursor(Cursor.getPredefinedCursor(Cursor.E_RESIZE_CURSOR));
		final Mouse mouse = new Mouse();
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addKeyListener(new Keys());
		addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent e) {
				repaint();
			}

			@Override
			public void focusLost(final FocusEvent e) {
				repaint();
			}
		});
	}

	/** Shows a threshold, without telling the listener. */
	void show(final double threshold, final MapColours of, final Sign which) {
		value = threshold;
		colours = of;
		signs = which;
		repaint();
	}

	@Override
	public AccessibleContext getAccessibleContext() {
		if (accessibleContext == null) {
			accessibleContext = new AccessibleJComponent() {

				private static final long serialVersionUID = 1L;
			};
			accessibleContext.setAccessibleName("Threshold");
		}
		return accessibleContext;
	}

	@Override
	public Dimension getPreferredSize() {
		final int line = getFontMetrics(small()).getHeight();
		return new Dimension(560, TOP + HISTOGRAM + line + 6 + rowCount(560) * line + 8);
	}

	@Override
	public Dimension getMinimumSize() {
		return getPreferredSize();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		g.setFont(small());
		histogram(g);
		axis(g);
		marks(g);
		knob(g);
		g.dispose();
	}

	/** On a dark ground, as the image's, in the colours of the image. */
	private void histogram(final Graphics2D g) {
		final int wide = getWidth() - 2 * SIDE;
		g.setColor(new Color(Page.DARK.paper()));
		g.fillRoundRect(SIDE - 6, TOP - 4, wide + 12, HISTOGRAM + 4, 8, 8);
		if (colours == null) return;
		final int[] histogram = counts.histogram(signs, BINS);
		double most = 1;
		for (final int count : histogram)
			most = Math.max(most, Math.log1p(count));
		for (int bin = 0; bin < BINS; bin++) {
			final double size = counts.largest() * (bin + 0.5) / BINS;
			final double left = x(counts.largest() * bin / BINS);
			final double right = x(counts.largest() * (bin + 1) / BINS);
			// a logarithm, as few voxels reach what matters
			final double high = (HISTOGRAM - 10) * Math.log1p(histogram[bin]) / most;
			final double signed = signs == Sign.NEGATIVE ? -size : size;
			g.setColor(new Color(size >= value ? colours.rgb(signed) : MapColours.mix(Page.DARK.paper(),
				Page.DARK.text(),
				0.35)));
			g.fill(new java.awt.geom.Rectangle2D.Double(left, TOP + HISTOGRAM - high, Math.max(0.5,
				right - left - 0.6), high));
		}
	}

	private void axis(final Graphics2D g) {
		final FontMetrics metrics = g.getFontMetrics();
		g.setColor(mixed(0.85));
		for (final java.math.BigDecimal tick : MapColours.of(largest, 0, Sign.POSITIVE, true, false).ticks()) {
			final String text = ColourBar.text(tick);
			final int x = (int) Math.round(x(tick.doubleValue()));
			g.drawLine(x, TOP + HISTOGRAM + 1, x, TOP + HISTOGRAM + 3);
			g.drawString(text, x - metrics.stringWidth(text) / 2, TOP + HISTOGRAM + 3 + metrics.getAscent());
		}
	}

	private void marks(final Graphics2D g) {
		final FontMetrics metrics = g.getFontMetrics();
		final int[] rows = rows(getWidth());
		for (int i = 0; i < marks.size(); i++) {
			final ThresholdMark mark = marks.get(i);
			final float x = (float) x(mark.value());
			final int baseline = labelTop() + rows[i] * metrics.getHeight() + metrics.getAscent();
			g.setColor(new Color(Page.DARK.text()));
			g.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] { 3, 3 }, 0));
			g.draw(new java.awt.geom.Line2D.Float(x, TOP, x, TOP + HISTOGRAM));
			g.setStroke(new BasicStroke(1));
			g.setColor(mixed(0.35));
			g.draw(new java.awt.geom.Line2D.Float(x, labelTop() - 4, x, baseline - metrics.getAscent() + 2));
		}
		for (int i = 0; i < marks.size(); i++)
			label(g, i, labelTop() + rows[i] * metrics.getHeight());
		g.setFont(small());
	}

	/** On a ground of its own, as lines to labels further down may cross it. */
	private void label(final Graphics2D g, final int i, final int top) {
		final boolean chosen = marks.get(i).value() == value;
		final FontMetrics metrics = g.getFontMetrics(small());
		g.setColor(mixed(0));
		g.fillRect(labelLeft(i, getWidth()) - 2, top, labelWidth(i) + 4, metrics.getHeight());
		g.setFont(chosen ? small().deriveFont(Font.BOLD) : small());
		g.setColor(mixed(chosen ? 1 : 0.9));
		final int inset = (labelWidth(i) - g.getFontMetrics().stringWidth(marks.get(i).label())) / 2;
		g.drawString(marks.get(i).label(), labelLeft(i, getWidth()) + inset, top + metrics.getAscent());
	}

	private void knob(final Graphics2D g) {
		final float x = (float) x(Math.min(value, largest));
		g.setColor(Color.WHITE);
		g.setStroke(new BasicStroke(2));
		g.draw(new java.awt.geom.Line2D.Float(x, TOP - 2, x, TOP + HISTOGRAM));
		g.fill(new java.awt.geom.Ellipse2D.Float(x - KNOB, TOP + HISTOGRAM - KNOB - 1, 2 * KNOB, 2 * KNOB));
		final Color accent = UIManager.getColor("Component.focusColor");
		g.setColor(isFocusOwner() ? accent == null ? new Color(0x3a7bd5) : accent : new Color(0x6a7280));
		g.draw(new java.awt.geom.Ellipse2D.Float(x - KNOB, TOP + HISTOGRAM - KNOB - 1, 2 * KNOB, 2 * KNOB));
	}

	/** Which line each mark's label stands in, so that none covers another or is crossed by one's line. */
	private int[] rows(final int width) {
		final int[] rows = new int[marks.size()];
		for (int i = 0; i < rows.length; i++)
			for (boolean moved = true; moved;) {
				moved = false;
				for (int other = 0; other < i; other++)
					if (rows[other] == rows[i] && overlaps(i, other, width)) {
						rows[i]++;
						moved = true;
					}
			}
		return rows;
	}

	private int rowCount(final int width) {
		int count = 0;
		for (final int row : rows(width))
			count = Math.max(count, row + 1);
		return count;
	}

	private boolean overlaps(final int i, final int other, final int width) {
		final int gap = 10;
		return labelLeft(i, width) < labelLeft(other, width) + labelWidth(other) + gap && labelLeft(other,
			width) < labelLeft(
			i, width) + labelWidth(i) + gap;
	}

	private int labelLeft(final int i, final int width) {
		final int x = (int) Math.round(SIDE + (width - 2 * SIDE) * marks.get(i).value() / largest);
		return Math.max(2, Math.min(width - labelWidth(i) - 2, x - labelWidth(i) / 2));
	}

	private int labelWidth(final int i) {
		return getFontMetrics(small().deriveFont(Font.BOLD)).stringWidth(marks.get(i).label());
	}

	private int labelTop() {
		return TOP + HISTOGRAM + 8 + getFontMetrics(small()).getHeight();
	}

	private double x(final double threshold) {
		return SIDE + (getWidth() - 2 * SIDE) * threshold / largest;
	}

	private Font small() {
		final Font font = UIManager.getFont("Label.font");
		return (font == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 12) : font).deriveFont(Font.PLAIN);
	}

	/** The text's colour, faded into the ground. */
	private Color mixed(final double share) {
		final Color ground = UIManager.getColor("Panel.background");
		final Color text = UIManager.getColor("Label.foreground");
		return new Color(MapColours.mix((ground == null ? Color.WHITE : ground).getRGB() & 0xffffff, (text == null
			? Color.BLACK : text).getRGB() & 0xffffff, share));
	}

	private void choose(final double threshold) {
		listener.accept(Math.max(0, Math.min(largest, threshold)));
	}

	/** The mark whose label or line is at a point, or the value there in steps that look round. */
	private double at(final MouseEvent e) {
		final FontMetrics metrics = getFontMetrics(small());
		final int[] rows = rows(getWidth());
		for (int i = 0; i < marks.size(); i++) {
			final int top = labelTop() + rows[i] * metrics.getHeight();
			final boolean onLabel = e.getY() >= top && e.getY() < top + metrics.getHeight() && e.getX() >= labelLeft(i,
				getWidth()) && e.getX() < labelLeft(i, getWidth()) + labelWidth(i);
			if (onLabel || Math.abs(e.getX() - x(marks.get(i).value())) <= SNAP && e.getY() <= TOP
				+ HISTOGRAM) return marks
				.get(i).value();
		}
		return rounded(largest * (e.getX() - SIDE) / (getWidth() - 2 * SIDE));
	}

	/** To a power of ten that is finer than a pixel. */
	private double rounded(final double threshold) {
		final int digits = (int) Math.ceil(-Math.log10(largest / 600));
		return new java.math.BigDecimal(threshold).setScale(digits, java.math.RoundingMode.HALF_UP).doubleValue();
	}

	/** Drags the knob. */
	private final class Mouse extends MouseAdapter {

		@Override
		public void mousePressed(final MouseEvent e) {
			requestFocusInWindow();
			choose(at(e));
		}

		@Override
		public void mouseDragged(final MouseEvent e) {
			choose(at(e));
		}
	}

	/** Moves the knob by a hundredth of the range, or a tenth. */
	private final class Keys extends KeyAdapter {

		@Override
		public void keyPressed(final KeyEvent e) {
			final double step = largest / (e.isShiftDown() ? 20 : 200);
			switch (e.getKeyCode()) {
				case KeyEvent.VK_LEFT, KeyEvent.VK_DOWN -> choose(rounded(value - step));
				case KeyEvent.VK_RIGHT, KeyEvent.VK_UP -> choose(rounded(value + step));
				case KeyEvent.VK_HOME -> choose(0);
				case KeyEvent.VK_END -> choose(largest);
				default -> {
					return;
				}
			}
			e.consume();
		}
	}
}
