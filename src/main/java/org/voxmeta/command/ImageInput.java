package org.voxmeta.command;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.voxmeta.analysis.InputImage;

/**
 * An image that a command may take: an open image by title or id, an image file by path, an ImagePlus from
 * a script, or none. Commands use it as a parameter's type, because SciJava's own choice of images has no
 * "none"; {@link ImageInputConverters} make it from what macros, scripts and dialogs give. Immutable.
 */
public final class ImageInput {

	/** No image. */
	public static final ImageInput NONE = new ImageInput("None", null);

	private final String name;
	private final ImagePlus image;

	private ImageInput(final String name, final ImagePlus image) {
		this.name = name;
		this.image = image;
	}

	/**
	 * The image of that title, id or path, looked for when it is opened; an empty name or "None" is no image.
	 */
	public static ImageInput named(final String name) {
		final String trimmed = name.trim();
		if (trimmed.isEmpty() || trimmed.toLowerCase(Locale.ROOT).equals("none")) return NONE;
		return new ImageInput(trimmed, null);
	}

	/** Reads an image in a file. */
	@FunctionalInterface
	interface FileReader {

		InputImage read(Path file) throws IOException;
	}

	/** That image, shown or not. */
	public static ImageInput of(final ImagePlus image) {
		return new ImageInput(image.getTitle(), image);
	}

	/** Whether there is an image. */
	public boolean isGiven() {
		return this != NONE;
	}

	/**
	 * The image.
	 *
	 * @param role what the command uses it for, for messages
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if there is neither an open image nor a file of that name
	 */
	public InputImage open(final String role) throws IOException {
		return open(role, InputImage::read);
	}

	/** As {@link #open(String)}, with another way to read a file. */
	InputImage open(final String role, final FileReader reader) throws IOException {
		try {
			final Optional<ImagePlus> open = openImage();
			if (open.isPresent()) return InputImage.of(open.get());
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(role + ": " + e.getMessage(), e);
		}
		return reader.read(file(role));
	}

	/**
	 * The file meant.
	 *
	 * @param role what the command uses it for, for messages
	 * @throws IllegalArgumentException if there is no file of that name
	 */
	Path file(final String role) {
		if (isFile()) return Path.of(name);
		throw new IllegalArgumentException(role + ": got '" + name
			+ "', wanted the title of an open image or the path of a file; open images: " + openTitles());
	}

	/** The image meant, if it is an ImagePlus and not a file. */
	Optional<ImagePlus> openImage() {
		if (!isGiven()) return Optional.empty();
		return Optional.ofNullable(image != null ? image : Workspace.named(name));
	}

	/**
	 * The open image meant, or the active one if none is given.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public ImagePlus imagePlus() {
		return image != null ? image : Workspace.find(isGiven() ? name : "");
	}

	/** Also a file's path, or the title that a macro gives: what the recorder writes. */
	@Override
	public String toString() {
		return name;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ImageInput that && name.equals(that.name) && image == that.image;
	}

	@Override
	public int hashCode() {
		return Objects.hash(name, image);
	}

	private boolean isFile() {
		try {
			return Files.isRegularFile(Path.of(name));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	private static String openTitles() {
		return Workspace.titles().isEmpty() ? "none" : String.join(", ", Workspace.titles());
	}
}
