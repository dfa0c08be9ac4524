package org.voxmeta.analysis;

import java.io.IOException;
import java.util.function.Supplier;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.ValueSink;
import org.voxmeta.stats.data.Signals;

/** Makes the row of a study out of its map, NaN where the study lacks a voxel. Thread-safe. */
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

	/** From a study's map to its row in parts. */
	@FunctionalInterface
	private interface Parts {

		void of(ImageSource map, ValueSink to) throws IOException;
	}

	private final Supplier<String> keys;
	private final int size;
	private final Rows rows;
	private final Parts parts;
	private String key;

	private StudyMasker(final Supplier<String> keys, final int size, final Rows rows, final Parts parts) {
		this.keys = keys;
		this.size = size;
		this.rows = rows;
		this.parts = parts;
	}

	/**
	 * Rows that never come in parts.
	 *
	 * @param key all that a row depends on besides the map: the same text always means the same row
	 * @param rows thread-safe
	 */
	static StudyMasker of(final String key, final Rows rows) {
		return new StudyMasker(() -> key, 0, rows, null);
	}

	/** The signals of a masker; voxels that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final FittedMasker masker) {
		return new StudyMasker(masker::key, masker.size(), masker::studyRow, masker::studyRow);
	}

	/** All that rows depend on besides the map; worked out once, and only if asked for, as it takes its time. */
	synchronized String key() {
		if (key == null) key = keys.get();
		return key;
	}

	/** How long a row is; 0 if it never comes in parts. */
	int size() {
		return size;
	}

	/**
	 * The row of a map.
	 *
	 * @throws IOException if it cannot be read
	 */
	Signals.Row row(final ImageSource map) throws IOException {
		return rows.of(map);
	}

	/**
	 * Hands over the same row in parts.
	 *
	 * @throws IOException if it cannot be read
	 */
	void row(final ImageSource map, final ValueSink to) throws IOException {
		parts.of(map, to);
	}
}
