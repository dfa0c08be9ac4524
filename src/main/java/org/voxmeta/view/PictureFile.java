package org.voxmeta.view;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;

import org.voxmeta.task.AtomicFiles;

/** Pictures as PNG files. */
public final class PictureFile {

	private PictureFile() {
	}

	/**
	 * Checks a name before the work.
	 *
	 * @throws IllegalArgumentException if it does not end in .png
	 * @throws NoSuchFileException if its folder does not exist
	 */
	public static void check(final Path file) throws NoSuchFileException {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (!name.endsWith(".png")) throw new IllegalArgumentException(
			"Output: got " + file + ", wanted a name that ends in .png");
		final Path folder = file.toAbsolutePath().getParent();
		if (!Files.isDirectory(folder)) throw new NoSuchFileException(file.toAbsolutePath().toString(), null,
			"its folder does not exist");
	}

	/**
	 * Writes a picture; the file is either whole or absent.
	 *
	 * @param file replaced if present; its folder must exist
	 * @throws IOException if it cannot be written
	 */
	public static void write(final BufferedImage picture, final Path file) throws IOException {
		final Path target = file.toAbsolutePath();
		if (!Files.isDirectory(target.getParent()))
			throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
		AtomicFiles.write(target, part -> {
			try (OutputStream out = Files.newOutputStream(part)) {
				if (!ImageIO.write(picture, "png", out))
					throw new IOException(target + ": this Java cannot write PNG pictures");
			}
		});
	}
}
