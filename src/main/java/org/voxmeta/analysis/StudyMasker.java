package org.voxmeta.analysis;

import java.io.IOException;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.stats.data.Signals;

/**
 * Makes the row of a study out of its map.
 *
 * @param key all that the row depends on besides the map: the same text always means the same row
 * @param rows from a study's map to its row, NaN where the study lacks a voxel; thread-safe
 */
record StudyMasker(String key, Rows rows) {

	/** From a study's map to its row. */
	@FunctionalInterface
	interface Rows {

		/**
		 * The row of a map.
		 *
		 * @throws IOException if it cannot be read
		 */
		Signals.Row of(ImageSource map) throws IOException;
	}

	/** The signals of a masker; voxels that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final FittedMasker masker) {
		return new StudyMasker(masker.key(), masker::studyRow);
	}
}
