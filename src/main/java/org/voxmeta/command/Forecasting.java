package org.voxmeta.command;

import java.io.IOException;

/** A command that can tell, before it runs, what it will do; its dialog says it. */
interface Forecasting {

	/**
	 * One line in plain words, from headers and tables alone.
	 *
	 * @throws IOException if something cannot be read
	 * @throws IllegalArgumentException if the command could not run like this; the message is shown instead
	 */
	String forecast() throws IOException;

	/** Whether the result of one slice can be shown beforehand, quickly. */
	default boolean hasPreview() {
		return false;
	}

	/**
	 * Shows, or shows anew, the result of one slice.
	 *
	 * @throws IOException if something cannot be read
	 * @throws IllegalArgumentException if the command could not run like this
	 */
	default void preview() throws IOException {
	}

	/** Takes the preview away. */
	default void endPreview() {
	}
}
