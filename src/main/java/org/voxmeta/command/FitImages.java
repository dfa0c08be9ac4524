package org.voxmeta.command;

import ij.ImagePlus;
import ij.WindowManager;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.ImageFinder;

/**
 * Which fit an image belongs to. An image has the fit itself, which goes when the last of its images is
 * closed, and its record as a text, which survives duplicating and saving as TIFF. Maps opened from a fit's
 * folder belong to it as well.
 */
public final class FitImages {

	/** Finds the images that fits were made of among the open ones, and in files. */
	static final ImageFinder FINDER = (role, name) -> ImageInput.named(name).open(role);

	private static final String FIT = "voxmeta.fit";
	private static final String RECORD = "voxmeta.result";
	private static final String SOURCE = "voxmeta.file";

	private FitImages() {
	}

	/** Makes an image one of a fit. */
	static void attach(final ImagePlus image, final Fit fit) {
		image.setProperty(FIT, fit);
		image.setProp(RECORD, fit.text());
	}

	/** Tells an image which file it was opened from. */
	static void setSource(final ImagePlus image, final Path file) {
		image.setProp(SOURCE, file.toAbsolutePath().toString());
	}

	/** The open image that was opened from a file. */
	static Optional<ImagePlus> openedFrom(final Path file) {
		return images().filter(image -> file.toAbsolutePath().toString().equals(image.getProp(SOURCE))).findFirst();
	}

	/** The fit that an image belongs to, if it belongs to one. Images of the same fit get the same object. */
	public static Optional<Fit> of(final ImagePlus image) {
		if (image == null) return Optional.empty();
		if (image.getProperty(FIT) instanceof Fit fit) return Optional.of(fit);
		final Optional<Fit> found = image.getProp(RECORD) != null ? carried(image.getProp(RECORD))
			: beside(image.getProp(SOURCE));
		final Optional<Fit> shared = found.map(fit -> open(fit.id()).orElseGet(() -> fit.withImages(FINDER)));
		shared.ifPresent(fit -> image.setProperty(FIT, fit));
		return shared;
	}

	/** The titles of the open images that belong to a fit. */
	static List<String> titles() {
		return images().filter(image -> of(image).isPresent()).map(ImagePlus::getTitle).toList();
	}

	private static Optional<Fit> open(final String id) {
		if (id.isEmpty()) return Optional.empty();
		return images().map(image -> image.getProperty(FIT)).filter(Fit.class::isInstance).map(Fit.class::cast)
			.filter(fit -> fit.id().equals(id)).findFirst();
	}

	private static Stream<ImagePlus> images() {
		final int[] ids = WindowManager.getIDList();
		return ids == null ? Stream.empty()
			: Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(Objects::nonNull);
	}

	private static Optional<Fit> carried(final String text) {
		try {
			return Optional.of(Fit.parse(text));
		}
		catch (final IllegalArgumentException e) {
			// of another version, or changed by hand: then it is an image like any other
			return Optional.empty();
		}
	}

	private static Optional<Fit> beside(final String source) {
		try {
			return source == null ? Optional.empty() : Fit.ofMap(Path.of(source));
		}
		catch (final InvalidPathException e) {
			// of another system
			return Optional.empty();
		}
	}
}
