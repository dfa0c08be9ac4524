package org.voxmeta.analysis;

import org.voxmeta.image.NiftiImage;

/** A map to be written to a file of its name. */
interface ResultMap {

	/** Names it in file names and window titles. */
	String key();

	/** The map as an image. */
	NiftiImage image();
}
