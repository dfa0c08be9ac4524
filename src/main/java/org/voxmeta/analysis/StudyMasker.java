package org.voxmeta.analysis;

import java.util.function.BiConsumer;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.masker.FittedMasker;
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
record StudyMasker(String key, int size, Function<RandomAccessibleInterval<? extends RealType<?>>, Signals.Row> rows,
	BiConsumer<RandomAccessibleInterval<? extends RealType<?>>, ValueSink> parts)
{

	/** Rows that never come in parts. */
	static StudyMasker of(final String key,
		final Function<RandomAccessibleInterval<? extends RealType<?>>, Signals.Row> rows)
	{
		return new StudyMasker(key, 0, rows, null);
	}

	/** The signals of a masker; voxels that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final FittedMasker masker) {
		return new StudyMasker(masker.key(), masker.size(), masker::studyRow, masker::studyRow);
	}
}
