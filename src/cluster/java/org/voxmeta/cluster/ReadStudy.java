package org.voxmeta.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.voxmeta.analysis.StudyRows;
import org.voxmeta.analysis.StudyRows.OneStudy;
import org.voxmeta.stats.data.Signals;

import scala.Tuple2;

/** The task that reads a study and cuts its row into the pieces of slabs. */
final class ReadStudy implements PairFlatMapFunction<Integer, Integer, Piece> {

	private static final long serialVersionUID = 1L;

	private final Broadcast<RunSource> source;
	private final Slabs slabs;

	ReadStudy(final Broadcast<RunSource> source, final Slabs slabs) {
		this.source = source;
		this.slabs = slabs;
	}

	@Override
	public Iterator<Tuple2<Integer, Piece>> call(final Integer study) throws IOException {
		final StudyRows rows = source.value().rows();
		if (rows.voxels() != slabs.voxels()) throw new IOException("Study " + (study + 1) + ": got " + rows.voxels()
			+ " voxels, wanted " + slabs.voxels() + " as when the run started; did the mask or the table change?");
		final OneStudy read = rows.read(study);
		final List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
		if (!read.failures().isEmpty()) pieces.add(new Tuple2<>(slabs.count(), new Piece(study, null, null, read
			.failures())));
		else for (int slab = 0; slab < slabs.count(); slab++) {
			final int[] at = slabs.at(slab);
			final Signals.Row variances = rows.hasVariances() ? read.rows().get(1).at(at) : null;
			pieces.add(new Tuple2<>(slab, new Piece(study, read.rows().get(0).at(at), variances, List.of())));
		}
		return pieces.iterator();
	}
}
