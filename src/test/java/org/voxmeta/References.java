package org.voxmeta;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

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

	/** Makes tests of the reference data. */
	@FunctionalInterface
	public interface Tests {

		/** The tests. */
		Stream<DynamicTest> make() throws IOException;
	}

	/** Tests that need the reference data; where these are absent, a single one, which is skipped. */
	public static Stream<DynamicTest> tests(final Tests tests) throws IOException {
		if (Files.isDirectory(FOLDER)) return tests.make();
		return Stream.of(DynamicTest.dynamicTest("reference data", () -> path("")));
	}
}
