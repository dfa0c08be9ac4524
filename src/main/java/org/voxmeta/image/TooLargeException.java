package org.voxmeta.image;

import java.io.IOException;

/** An image that does not fit the memory. */
final class TooLargeException extends IOException {

	private static final long serialVersionUID = 1L;

	TooLargeException(final String message) {
		super(message);
	}
}
