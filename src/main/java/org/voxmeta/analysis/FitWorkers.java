package org.voxmeta.analysis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.result.MapKind;

/**
 * Those who read the maps of studies and fit their voxels instead of this process, such as the machines of a
 * cluster. Studies go by their place among those that are read, from 0.
 */
public interface FitWorkers {

	/**
	 * Reads all maps, so that they need not be read again.
	 *
	 * @param studies how many
	 * @param voxels how long a row is
	 * @param everywhere whether these are all voxels of the grid, of which only those count that any study has
	 * @return why the maps of studies could not be read, by the place of the study
	 */
	SortedMap<Integer, List<IOException>> read(int studies, int voxels, boolean everywhere);

	/** Whether the rows of all studies are wanted in this process, for what comes after the fit. */
	boolean keepsRows();

	/**
	 * The rows of some studies, as they were read.
	 *
	 * @param studies their places, ascending, K
	 */
	WorkerRows rows(int[] studies);

	/**
	 * Fits some studies.
	 *
	 * @param places the studies' places, ascending, K
	 * @param studies what is known of these besides their maps
	 * @param fitter fits them, and knows what all voxels together tell
	 */
	WorkerMaps fit(int[] places, Studies studies, BlockwiseFitter fitter, Set<MapKind> wanted);

	/**
	 * Rows of K studies.
	 *
	 * @param valid the voxels of the grid that any of these studies has, V, ascending; null if a mask says which
	 * @param values effects or statistics, K×V
	 * @param variances the effects' variances, K×V; null where none are needed
	 */
	record WorkerRows(int[] valid, Signals values, Signals variances) {
	}

	/**
	 * The fit of K studies.
	 *
	 * @param valid the voxels of the grid that any of these studies has, V, ascending; null if a mask says which
	 * @param maps at the V voxels
	 * @param negative how many of the V voxels have a negative variance in each study, K; empty where none are
	 *          needed
	 * @param negativeAnywhere the same of all voxels that were read
	 */
	record WorkerMaps(int[] valid, FittedMaps maps, long[] negative, long[] negativeAnywhere) {
	}
}
