package org.voxmeta.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Files in one text, separated by semicolons, in which a file's name may be a pattern such as {@code
 * *.nii.gz}. SciJava's own lists of files cannot be recorded in macros.
 */
final class FileList {

	private FileList() {
	}

	/**
	 * The files; those of a pattern in the order of their names. Whether a file without a pattern exists is not
	 * looked at.
	 *
	 * @throws IOException if a folder cannot be read
	 * @throws IllegalArgumentException if no file fits a pattern, or a text is no path
	 */
	static List<Path> parse(final String text) throws IOException {
		final List<Path> files = new ArrayList<>();
		for (final String part : text.split(";")) {
			final String file = part.strip();
			if (!file.isEmpty()) files.addAll(isPattern(nameIn(file)) ? matching(file) : List.of(path(file)));
		}
		return files;
	}

	private static List<Path> matching(final String pattern) throws IOException {
		final String name = nameIn(pattern);
		final Path folder = path(pattern.substring(0, pattern.length() - name.length()));
		final List<Path> files = new ArrayList<>();
		if (Files.isDirectory(folder.toAbsolutePath())) {
			// brackets and backslashes are a part of names here
			try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name.replaceAll("[\\[\\]{}\\\\]",
				"\\\\$0")))
			{
				found.forEach(file -> {
					if (Files.isRegularFile(file)) files.add(file);
				});
			}
		}
		if (files.isEmpty()) throw new IllegalArgumentException("Files: got '" + pattern
			+ "', wanted at least one file that fits");
		Collections.sort(files);
		return files;
	}

	private static boolean isPattern(final String name) {
		return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
	}

	/** What follows the last separator of folders. */
	private static String nameIn(final String file) {
		return file.substring(1 + Math.max(file.lastIndexOf('/'), file.lastIndexOf(File.separatorChar)));
	}

	private static Path path(final String file) {
		try {
			return Path.of(file);
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException("Files: got '" + file
				+ "', wanted paths of files, separated by semicolons", e);
		}
	}
}
