package org.voxmeta.command;

/** A command could not do what it was asked for; the message says why. */
public final class CommandFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CommandFailedException(final String message, final Exception cause) {
		super(message, cause);
	}
}
