package org.voxmeta.command;

import ij.IJ;
import ij.plugin.BrowserLauncher;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.WindowConstants;
import javax.swing.event.HyperlinkEvent;

/**
 * A window with what there is to know about VoxMeta: its text can be selected, its links open in the browser.
 */
final class AboutWindow {

	/** Wide enough for the longest line of the BibTeX entry. */
	private static final int WIDTH = 720;
	private static final int MARGIN = 12;

	/** Of the screen's height, the most that the page takes. */
	private static final double MOST = 0.75;

	/** Between black and white, by the sum of the three colours. */
	private static final int HALF = 3 * 128;

	private final AboutText about;
	private final JFrame frame = new JFrame("About VoxMeta");

	private AboutWindow(final AboutText about) {
		this.about = about;
	}

	/** Shows the window and returns at once; to be called by the event thread. */
	static void show(final AboutText about) {
		new AboutWindow(about).open();
	}

	private void open() {
		final JPanel content = new JPanel(new BorderLayout());
		content.add(scrolled(page()), BorderLayout.CENTER);
		content.add(buttons(), BorderLayout.SOUTH);
		content.registerKeyboardAction(event -> frame.dispose(), KeyStroke.getKeyStroke("ESCAPE"),
			JComponent.WHEN_IN_FOCUSED_WINDOW);
		frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
		frame.setContentPane(content);
		frame.pack();
		frame.setLocationRelativeTo(null);
		frame.setVisible(true);
	}

	private static String style(final Color background) {
		final boolean dark = background.getRed() + background.getGreen() + background.getBlue() < HALF;
		return "<style>h1 { font-size: 150%; margin: 0 0 4px 0 } h2 { font-size: 115%; margin: 14px 0 4px 0 } "
			+ "p { margin: 6px 0 6px 0 } td { padding-left: 0px; padding-right: 12px } "
			+ "pre { font-size: 95%; margin: 0 0 8px 0 } "
			+ "a { color: " + (dark ? "#7ab8ff" : "#0b57a4") + " }</style>";
	}

	private JEditorPane page() {
		final JEditorPane page = new JEditorPane();
		// else the page has the font and colours of a browser, whatever those of Fiji are
		page.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
		page.setContentType("text/html");
		page.setEditable(false);
		page.setFont(new JButton().getFont());
		page.setBorder(BorderFactory.createEmptyBorder(MARGIN, MARGIN, MARGIN, MARGIN));
		page.setText("<html><head>" + style(page.getBackground()) + "</head><body>" + about.html()
			+ "</body></html>");
		page.setCaretPosition(0);
		page.addHyperlinkListener(event -> {
			if (event.getEventType() == HyperlinkEvent.EventType.ACTIVATED) browse(event.getDescription());
		});
		return page;
	}

	/** A page knows its height only once it has a width. */
	private static JScrollPane scrolled(final JEditorPane page) {
		page.setSize(WIDTH, Short.MAX_VALUE);
		final JScrollPane scrolled = new JScrollPane(page);
		final int bar = scrolled.getVerticalScrollBar().getPreferredSize().width;
		final int most = (int) (MOST * Toolkit.getDefaultToolkit().getScreenSize().height);
		final int height = page.getPreferredSize().height + bar;
		scrolled.setPreferredSize(new Dimension(WIDTH + 2 * bar, Math.min(most, height)));
		return scrolled;
	}

	private JPanel buttons() {
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING));
		buttons.add(button("Copy All", () -> copy(about.plain())));
		buttons.add(button("Copy BibTeX", () -> copy(about.bibtex())));
		final JButton close = button("Close", frame::dispose);
		buttons.add(close);
		frame.getRootPane().setDefaultButton(close);
		return buttons;
	}

	private static JButton button(final String label, final Runnable action) {
		final JButton button = new JButton(label);
		button.addActionListener(event -> action.run());
		return button;
	}

	private static void copy(final String text) {
		Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
	}

	private void browse(final String url) {
		try {
			BrowserLauncher.openURL(url);
		}
		catch (final IOException e) {
			IJ.error("About VoxMeta", "No browser could be opened for\n" + url);
		}
	}
}
