package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import javax.swing.JEditorPane;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

import org.junit.jupiter.api.Test;

/** How a text in a dialog is changed that another thread may be laying out. */
class DialogLineTest {

	/** Else the thread that lays out, with this lock, and the one that changes the text wait for each other. */
	@Test
	void theTextIsChangedUnderTheLockOfTheLayout() {
		final JEditorPane line = new JEditorPane("text/html", "before");
		final List<Boolean> locked = new ArrayList<>();
		line.getDocument().addDocumentListener(new DocumentListener() {

			@Override
			public void insertUpdate(final DocumentEvent event) {
				locked.add(Thread.holdsLock(line.getTreeLock()));
			}

			@Override
			public void removeUpdate(final DocumentEvent event) {
				insertUpdate(event);
			}

			@Override
			public void changedUpdate(final DocumentEvent event) {
				insertUpdate(event);
			}
		});

		DialogLine.set(line, "<html>12 studies</html>");

		assertTrue(line.getText().contains("12 studies"), line.getText());
		assertEquals(List.of(true), locked.stream().distinct().toList());
	}
}
