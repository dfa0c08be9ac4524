package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the images that a run's record names: files, or images that are open somewhere. */
@FunctionalInterface
public interface ImageFinder {

	/** Finds files alone. */
	ImageFinder FILES = (role, name) -> {
		if (!isFile(name))
			throw new IllegalArgumentException(role + ": got '" + name + "', which is no file any more");
		return InputImage.read(Path.of(name));
	};

	/**
	 * The image of that name.
	 *
	 * @param role what it is used for, for messages
	 * @param name a file's path or an open image's title
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if there is none
	 */
	InputImage find(String role, String name) throws IOException;

	/**
	 * The file of that name, which need not be there.
	 *
	 * @throws InvalidPathException if no file can be called that
	 */
	default Path file(final String name) {
		return Path.of(name);
	}

	private static boolean isFile(final String name) {
		try {
			return Files.isRegularFile(Path.of(name));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}
}
