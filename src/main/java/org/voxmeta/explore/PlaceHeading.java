package org.voxmeta.explore;

import java.awt.Dimension;
import java.awt.Font;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** What is looked at, in two lines above the explorer's pages. */
final class PlaceHeading extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int GAP = 8;

	private final JLabel heading = new JLabel(" ");
	private final JLabel note = new JLabel(" ");

	PlaceHeading() {
		setLayout(new BoxLayout(this, BoxLayout.PAGE_AXIS));
		setBorder(BorderFactory.createEmptyBorder(GAP, GAP + 2, GAP / 2, GAP));
		heading.setFont(heading.getFont().deriveFont(Font.BOLD, 1.15f * heading.getFont().getSize2D()));
		heading.setMinimumSize(new Dimension());
		note.setMinimumSize(new Dimension());
		add(heading);
		add(Box.createVerticalStrut(2));
		add(note);
	}

	/** Shows the lines of a view. */
	void show(final View shown) {
		heading.setText(shown.heading());
		heading.setToolTipText(shown.heading());
		note.setText(shown.note());
		note.setToolTipText(shown.note());
	}
}
