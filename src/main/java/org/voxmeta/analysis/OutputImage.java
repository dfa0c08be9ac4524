package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.voxmeta.image.NiftiWriter;

/** The NIfTI file that the result of an operation on images is to be written to. */
final class OutputImage {

	private OutputImage() {
	}

	/**
	 * Checks a file before the work.
	 *
	 * @param output null if nothing is to be written
	 * @param inputs titles or paths of the images that are read
	 * @throws IOException if it cannot be compared with an input
	 * @throws IllegalArgumentException if it has another name than a NIfTI file's, or is an input
	 */
	static void check(final Path output, final List<String> inputs) throws IOException {
		if (output == null) return;
		NiftiWriter.isGzipName(output); // refuses other names
		for (final String input : inputs)
			if (Files.exists(output) && isFile(input, output)) throw new IllegalArgumentException("Output: " + output
				+ " is an input, wanted another file");
	}

	/** Whether an image of that name is that file. */
	static boolean isFile(final String name, final Path file) throws IOException {
		try {
			return Files.exists(Path.of(name)) && Files.isSameFile(Path.of(name), file);
		}
		catch (final InvalidPathException e) {
			// the title of an open image
			return false;
		}
	}
}
