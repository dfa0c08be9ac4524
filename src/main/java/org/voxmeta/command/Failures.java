package org.voxmeta.command;

import ij.IJ;

import java.awt.GraphicsEnvironment;
import java.util.concurrent.CancellationException;

import org.scijava.Cancelable;
import org.scijava.log.LogService;

/** How a command says that it could not do what it was asked for. */
final class Failures {

	private Failures() {
	}

	/**
	 * Tells the user in the dialog and the log. A program or script without windows sees no dialog, so there the
	 * exception is its message; a macro could not catch it and would only print it again.
	 */
	static void report(final Exception reason, final LogService log, final Cancelable command) {
		// an error opens Fiji's console, which would be too much for a wish of the user's
		if (reason instanceof CancellationException) log.info(reason.getMessage());
		else log.error(reason.getMessage());
		final boolean headless = GraphicsEnvironment.isHeadless();
		command.cancel(headless ? reason.getMessage() : DialogText.of(reason.getMessage()));
		if (headless && !IJ.isMacro())
			throw new CommandFailedException(reason.getMessage(), reason);
	}
}
