package org.voxmeta.analysis;

import java.io.IOException;
import java.util.function.Supplier;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.stats.data.Signals;

/** Makes the row of a study out of its map. Thread-safe. */
final class StudyMasker {

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

	private final Supplier<String> keys;
	private final Rows rows;
	private String key;

	/**
	 * @param keys gives all that the row depends on besides the map: the same text always means the same row
	 * @param rows from a study's map to its row, NaN where the study lacks a voxel; thread-safe
	 */
	StudyMasker(final Supplier<String> keys, final Rows rows) {
		this.keys = keys;
		this.rows = rows;
	}

	/** The signals of a masker; voxels that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final FittedMasker masker) {
		return new StudyMasker(masker::key, masker::studyRow);
	}

	/** All that rows depend on besides the map; worked out once, and only if asked for, as it takes its time. */
	synchronized String key() {
		if (key == null) key = keys.get();
		return key;
	}

	/** The row of a map. */
	Signals.Row row(final ImageSource map) throws IOException {
		return rows.of(map);
	}
}
