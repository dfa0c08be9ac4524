package org.voxmeta.explore;

import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;

import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/**
 * The keys of the explorer's window: arrows go to the neighbouring voxels as they lie on the screen, page up and down to
 * the next slices, and space stays at a voxel or lets go.
 */
final class ExplorerKeys {

	private final Steps steps;
	private final Runnable pin;

	/** Goes to a neighbour. */
	@FunctionalInterface
	interface Steps {

		/** So many voxels along an axis. */
		void step(int axis, int step);
	}

	ExplorerKeys(final Steps steps, final Runnable pin) {
		this.steps = steps;
		this.pin = pin;
	}

	/**
	 * Gives a component the keys.
	 *
	 * @param condition when they count, as in {@link JComponent#getInputMap(int)}
	 */
	void install(final JComponent component, final int condition) {
		key(component, condition, KeyEvent.VK_LEFT, () -> steps.step(0, -1));
		key(component, condition, KeyEvent.VK_RIGHT, () -> steps.step(0, 1));
		key(component, condition, KeyEvent.VK_UP, () -> steps.step(1, -1));
		key(component, condition, KeyEvent.VK_DOWN, () -> steps.step(1, 1));
		key(component, condition, KeyEvent.VK_PAGE_DOWN, () -> steps.step(2, -1));
		key(component, condition, KeyEvent.VK_PAGE_UP, () -> steps.step(2, 1));
		key(component, condition, KeyEvent.VK_SPACE, pin);
	}

	private static void key(final JComponent component, final int condition, final int code,
		final Runnable action)
	{
		final String name = "voxmeta-" + code;
		component.getInputMap(condition).put(KeyStroke.getKeyStroke(code, 0), name);
		component.getActionMap().put(name, new KeyAction(action));
	}

	/** An action of a key. */
	private static final class KeyAction extends AbstractAction {

		private static final long serialVersionUID = 1L;
		private final transient Runnable action;

		KeyAction(final Runnable action) {
			this.action = action;
		}

		@Override
		public void actionPerformed(final ActionEvent event) {
			action.run();
		}
	}
}
