package org.voxmeta.explore;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.voxmeta.analysis.Fit;

/** What the window needs to know of the program that it is in. */
public interface Workbench {

	/** The fit that an image belongs to. Is not called on the event thread, as it may read files. */
	Optional<Fit> fitOf(ImagePlus image);

	/**
	 * Opens a study's map, or finds it among the open images. Is not called on the event thread.
	 *
	 * @throws IOException if it cannot be read
	 */
	ImagePlus open(Path map) throws IOException;
}
