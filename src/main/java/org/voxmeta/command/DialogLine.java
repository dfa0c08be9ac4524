package org.voxmeta.command;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Window;
import java.util.Optional;

import javax.swing.JEditorPane;

/**
 * The line of text in a dialog of SciJava's Swing interface. SciJava shows a new text only when the user
 * changes something next, which is too late for what was found out in the background.
 */
final class DialogLine {

	private DialogLine() {
	}

	/**
	 * Changes the text in the dialog of that title; on the event thread.
	 * <p>
	 * SciJava makes the dialog on another thread, which measures the text in it with locks that a change takes
	 * in the other order: a dialog that is not on the screen yet must be left alone, or both threads wait for
	 * ever.
	 * </p>
	 *
	 * @return false if no such dialog is on the screen
	 */
	static boolean change(final String title, final String text) {
		boolean found = false;
		for (final Window window : Window.getWindows()) {
			if (!(window instanceof Dialog dialog) || !title.equals(dialog.getTitle()) || !dialog.isShowing())
				continue;
			final Optional<JEditorPane> line = in(dialog);
			line.ifPresent(pane -> set(pane, text));
			found |= line.isPresent();
		}
		return found;
	}

	/** Takes AWT's lock before the text's, as whoever lays the dialog out does. */
	static void set(final JEditorPane line, final String text) {
		synchronized (line.getTreeLock()) {
			line.setText(text);
		}
	}

	private static Optional<JEditorPane> in(final Container container) {
		for (final Component child : container.getComponents()) {
			if (child instanceof JEditorPane line && !line.isEditable()) return Optional.of(line);
			if (child instanceof Container inner) {
				final Optional<JEditorPane> found = in(inner);
				if (found.isPresent()) return found;
			}
		}
		return Optional.empty();
	}
}
