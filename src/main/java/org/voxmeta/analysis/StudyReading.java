package org.voxmeta.analysis;

import org.voxmeta.masker.Masker;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;

/**
 * The studies of an analysis with their maps read.
 *
 * @param inputs those that could be read
 * @param masker the voxels
 * @param values effects or statistics, K×V, NaN where a study lacks a voxel
 * @param variances the effects' sampling variances, K×V; null where none are needed
 * @param kept how many maps came from the cache
 * @param stopwatch how long it took
 */
record StudyReading(StudyInputs inputs, Masker masker, Signals values, Signals variances, int kept,
	Stopwatch stopwatch)
{

	/** What is fitted. */
	StudyData data() {
		return new StudyData(inputs.studies(), values, variances);
	}
}
