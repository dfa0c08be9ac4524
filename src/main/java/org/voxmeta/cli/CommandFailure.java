package org.voxmeta.cli;

/** A command ended without a result; the message says why. */
public final class CommandFailure extends Exception {

	private static final long serialVersionUID = 1L;

	CommandFailure(final String message) {
		super(message);
	}
}
