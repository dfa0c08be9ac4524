package org.voxmeta.command;

import java.util.Optional;

import org.voxmeta.analysis.Fit;

/** A command that may go on with a fit: the images that it gives belong to that. */
interface OfFit {

	/** The fit that it went on with, if it did. */
	Optional<Fit> usedFit();
}
