package org.voxmeta;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of reference data that may lie beside the checkout. */
public final class References {

	private static final Path FOLDER = Path.of("..", "shared", "reference");

	private References() {
	}

	/** A file or folder of the reference data; the test is skipped where the data are absent. */
	public static Path path(final String name) {
		assumeTrue(Files.isDirectory(FOLDER), "reference data not found at " + FOLDER);
		return FOLDER.resolve(name);
	}
}
