package org.voxmeta.cluster;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

import scala.Tuple2;

/** The task that fits a slab. */
final class FitSlab implements Function2<Integer, Iterator<Tuple2<Integer, Piece>>,
	Iterator<FitSlab.Fitted>> {

	private static final long serialVersionUID = 1L;

	private final Broadcast<Work> work;

	FitSlab(final Broadcast<Work> work) {
		this.work = work;
	}

	@Override
	public Iterator<Fitted> call(final Integer slab, final Iterator<Tuple2<Integer, Piece>> pieces) {
		final Work todo = work.value();
		final SlabRows rows = SlabRows.of(pieces, todo.places, todo.slabs.from(slab), todo.everywhere);
		final FittedMaps maps = todo.fitter.withThreads(1).fit(new StudyData(todo.studies, rows.signals(), rows
			.signalsOfVariances()), todo.wanted, Progress.NONE);
		return List.of(new Fitted(rows.valid(), maps, rows.negative(), rows.negativeAnywhere())).iterator();
	}

	/**
	 * What is done with each slab.
	 *
	 * @param places the studies that are fitted, by their place among those that were read
	 * @param studies what is known of these
	 * @param everywhere whether only voxels count that any of them has
	 */
	record Work(Slabs slabs, int[] places, Studies studies, BlockwiseFitter fitter, EnumSet<MapKind> wanted,
		boolean everywhere) implements Serializable
	{
	}

	/**
	 * What a slab gave.
	 *
	 * @param valid the voxels that were fitted, by their place in the grid; null if all
	 * @param negative how many of these have a negative variance, of each study
	 * @param negativeAnywhere the same of all voxels of the slab
	 */
	record Fitted(int[] valid, FittedMaps maps, long[] negative,
		long[] negativeAnywhere) implements Serializable {
	}
}
