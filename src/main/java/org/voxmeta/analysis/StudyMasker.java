package org.voxmeta.analysis;

import java.io.IOException;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.ValueSink;
import org.voxmeta.stats.data.Signals;

/**
 * Makes the row of a study out of its map.
 *
 * @param key all that the row depends on besides the map: the same text always means the same row
 * @param size how long a row is
 * @param rows from a study's map to its row, NaN where the study lacks a voxel; thread-safe
 * @param parts from a study's map to the same row in parts; thread-safe
 */
record StudyMasker(String key, int size, Rows rows, Parts parts) {

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

	/** From a study's map to its row in parts. */
	@FunctionalInterface
	interface Parts {

		/**
		 * Hands over the row of a map.
		 *
		 * @throws IOException if it cannot be read
		 */
		void of(ImageSource map, ValueSink to) throws IOException;
	}

	/** Rows that never come in parts. */
	static StudyMasker of(final String key, final Rows rows) {
		return new StudyMasker(key, 0, rows, null);
	}

	/** The signals of a masker; voxels that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final FittedMasker masker) {
		return new StudyMasker(masker.key(), masker.size(), masker::studyRow, masker::studyRow);
	}
}
