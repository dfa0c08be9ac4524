package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.cache.Sha256;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;

/**
 * Makes the row of a study out of its map.
 *
 * @param key all that the row depends on besides the map: the same text always means the same row
 * @param rows from a study's map to its row, NaN where the study lacks a voxel; thread-safe
 */
record StudyMasker(String key, Function<RandomAccessibleInterval<? extends RealType<?>>, Signals.Row> rows) {

	/** The voxels of a mask; those that are not finite or exactly 0 in the map are missing. */
	static StudyMasker of(final Masker masker) {
		final VoxelMask mask = masker.mask();
		final int[] indices = new int[mask.size()];
		Arrays.setAll(indices, mask::index);
		return new StudyMasker(Sha256.of(List.of("voxels", Arrays.toString(mask.dimensions()), Sha256.of(indices))),
			masker::studyRow);
	}
}
