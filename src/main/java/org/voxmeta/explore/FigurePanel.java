package org.voxmeta.explore;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.IntConsumer;

import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.Scrollable;
import javax.swing.ToolTipManager;

import org.voxmeta.plot.Figure;
import org.voxmeta.plot.Java2dDrawing;
import org.voxmeta.plot.Theme;

/**
 * A figure as a part of a window: as wide as there is room, and as high, or higher with a scroll bar where
 * its rows need it. The study under the mouse is marked and named.
 */
final class FigurePanel extends JComponent implements Scrollable {

	private static final long serialVersionUID = 1L;
	/** A scroll wheel's step: a row of a forest plot. */
	private static final int STEP = 22;

	/** Rows may be so much lower than they would like to be before there is a scroll bar. */
	private static final double LOWEST = 0.8;

	private final boolean hasRows;
	private transient Figure figure;
	private transient Theme theme = WindowTheme.current();
	private transient IntConsumer chosen = study -> {
	};
	private boolean isFitted;
	private int marked = -1;

	/**
	 * A panel without a figure.
	 *
	 * @param hasRows whether its figures have a row for each study, which takes its height
	 */
	FigurePanel(final boolean hasRows) {
		this.hasRows = hasRows;
		ToolTipManager.sharedInstance().registerComponent(this);
		setOpaque(true);
		final Mouse mouse = new Mouse();
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		setFocusable(true);
	}

	/** Shows a figure. */
	void show(final Figure shown) {
		final Dimension before = getPreferredSize();
		figure = shown;
		if (!getPreferredSize().equals(before)) revalidate();
		repaint();
	}

	/** The figure that is shown; null at first. */
	Figure figure() {
		return figure;
	}

	/** Whether the whole figure is in view, with rows as low as that takes. */
	void setFitted(final boolean fitted) {
		isFitted = fitted;
		revalidate();
		repaint();
	}

	/** What happens when a study is double-clicked. */
	void onChoice(final IntConsumer consumer) {
		chosen = consumer;
	}

	@Override
	public AccessibleContext getAccessibleContext() {
		if (accessibleContext == null) accessibleContext = new Accessible();
		return accessibleContext;
	}

	@Override
	public void updateUI() {
		// of a new look and feel
		theme = WindowTheme.current();
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D canvas = (Graphics2D) graphics.create();
		try {
			if (figure != null) figure.with(theme).withMarked(marked).paint(new Java2dDrawing(canvas), getWidth(),
				getHeight());
		}
		finally {
			canvas.dispose();
		}
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int study = study(event);
		return study < 0 ? null : figure.tip(study);
	}

	private int study(final MouseEvent event) {
		return figure == null ? -1 : figure.at(event.getX(), event.getY(), getWidth(), getHeight());
	}

	@Override
	public Dimension getPreferredSize() {
		return figure == null ? new Dimension(560, 420) : new Dimension((int) Math.ceil(figure.preferredWidth()),
			(int) Math.ceil(figure.preferredHeight()));
	}

	@Override
	public Dimension getPreferredScrollableViewportSize() {
		return new Dimension(770, 570);
	}

	@Override
	public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
		return STEP;
	}

	@Override
	public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
		return Math.max(STEP, visible.height - STEP);
	}

	@Override
	public boolean getScrollableTracksViewportWidth() {
		return true;
	}

	@Override
	public boolean getScrollableTracksViewportHeight() {
		return isFitted || !hasRows || getParent() == null || LOWEST * getPreferredSize().height <= getParent()
			.getHeight();
	}

	/** What a screen reader reads: what the figure shows. */
	private final class Accessible extends AccessibleJComponent {

		private static final long serialVersionUID = 1L;

		@Override
		public AccessibleRole getAccessibleRole() {
			return AccessibleRole.CANVAS;
		}

		@Override
		public String getAccessibleName() {
			return figure == null ? "" : figure.title();
		}
	}

	/** Marks studies and chooses them. */
	private final class Mouse extends MouseAdapter {

		@Override
		public void mouseMoved(final MouseEvent event) {
			mark(study(event));
		}

		@Override
		public void mouseExited(final MouseEvent event) {
			mark(-1);
		}

		@Override
		public void mousePressed(final MouseEvent event) {
			requestFocusInWindow();
		}

		@Override
		public void mouseClicked(final MouseEvent event) {
			final int study = study(event);
			if (study >= 0 && event.getClickCount() == 2) chosen.accept(study);
		}

		private void mark(final int study) {
			if (study == marked) return;
			marked = study;
			repaint();
		}
	}
}
