package org.voxmeta.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.voxmeta.analysis.FitWorkers;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Signals.DoubleRow;
import org.voxmeta.stats.data.Signals.FloatRow;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.result.MapKind;

import scala.Tuple2;

/**
 * Reads and fits on a Spark cluster. A task reads a study and cuts its row into slabs of voxels; Spark's
 * shuffle brings the pieces of a slab together; a task fits the slab. The pieces stay on the disks of the
 * cluster's machines, so that fitting and collecting need not read the maps again; what a lost machine had is
 * made again by Spark.
 */
final class SparkFitWorkers implements FitWorkers {

	private final JavaSparkContext spark;
	private final RunSource source;
	private final long slabBytes;
	private final boolean keepsRows;
	private Slabs slabs;
	private boolean everywhere;
	private JavaPairRDD<Integer, Piece> pieces;

	/**
	 * Workers of a run.
	 *
	 * @param slabBytes that the values of all studies in a slab may take
	 * @param keepsRows whether all rows are brought to the driver after they were read
	 */
	SparkFitWorkers(final JavaSparkContext spark, final RunSource source, final long slabBytes,
		final boolean keepsRows) {
		this.spark = spark;
		this.source = source;
		this.slabBytes = slabBytes;
		this.keepsRows = keepsRows;
	}

	@Override
	public SortedMap<Integer, List<IOException>> read(final int studies, final int voxels,
		final boolean anywhere)
	{
		everywhere = anywhere;
		slabs = Slabs.of(studies, voxels, slabBytes, spark.defaultParallelism());
		final List<Integer> places = IntStream.range(0, studies).boxed().toList();
		pieces = spark.parallelize(places, studies)
			.flatMapToPair(new ReadStudy(spark.broadcast(source), slabs))
			.partitionBy(new SlabPartitioner(slabs.count()));
		final SortedMap<Integer, List<IOException>> failures = new TreeMap<>();
		// the last partition is small, but that it is asked for has all studies read
		final JavaRDD<Piece> all = pieces.values();
		for (final Piece failed : SparkJob.done(() -> all.collectPartitions(new int[] { slabs.count() }))[0])
			failures.put(failed.study(), failed.failures());
		return failures;
	}

	@Override
	public boolean keepsRows() {
		return keepsRows;
	}

	@Override
	public WorkerRows rows(final int[] studies) {
		final List<SlabRows> rows = ofSlabs(tuples().mapPartitionsWithIndex(new CollectSlab(slabs, studies,
			everywhere), true));
		final boolean hasVariances = !rows.get(0).variances().isEmpty();
		return new WorkerRows(valid(rows.stream().map(SlabRows::valid).toList()), //
			joined(rows.stream().map(SlabRows::values).toList()), //
			hasVariances ? joined(rows.stream().map(SlabRows::variances).toList()) : null);
	}

	@Override
	public WorkerMaps fit(final int[] places, final Studies studies, final BlockwiseFitter fitter,
		final Set<MapKind> wanted)
	{
		final EnumSet<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		kinds.addAll(wanted);
		final Broadcast<FitSlab.Work> work = spark.broadcast(new FitSlab.Work(slabs, places, studies, fitter, kinds,
			everywhere));
		final List<FitSlab.Fitted> fitted = ofSlabs(tuples().mapPartitionsWithIndex(new FitSlab(work), true));
		work.unpersist();
		return new WorkerMaps(valid(fitted.stream().map(FitSlab.Fitted::valid).toList()), //
			FittedMaps.joined(fitted.stream().map(FitSlab.Fitted::maps).toList()), //
			fitted.stream().map(FitSlab.Fitted::negative).reduce(SlabRows::sum).orElseThrow(), //
			fitted.stream().map(FitSlab.Fitted::negativeAnywhere).reduce(SlabRows::sum).orElseThrow());
	}

	private JavaRDD<Tuple2<Integer, Piece>> tuples() {
		return JavaRDD.fromRDD(pieces.rdd(), pieces.classTag());
	}

	/** What each slab gives, in their order. */
	private <T> List<T> ofSlabs(final JavaRDD<T> tasks) {
		final int[] all = IntStream.range(0, slabs.count()).toArray();
		return Arrays.stream(SparkJob.done(() -> tasks.collectPartitions(all))).map(slab -> slab.get(0)).toList();
	}

	private static int[] valid(final List<int[]> slabs) {
		return slabs.stream().anyMatch(Objects::isNull) ? null
			: slabs.stream().flatMapToInt(Arrays::stream).toArray();
	}

	private static Signals joined(final List<List<Signals.Row>> slabs) {
		final List<Signals.Row> rows = new ArrayList<>();
		for (int k = 0; k < slabs.get(0).size(); k++) {
			final int study = k;
			rows.add(joinedRow(slabs.stream().map(slab -> slab.get(study)).toList()));
		}
		return Signals.of(rows);
	}

	/** A study's row in the precision of its pieces. */
	private static Signals.Row joinedRow(final List<Signals.Row> pieces) {
		final int length = pieces.stream().mapToInt(Signals.Row::length).sum();
		final Object values = pieces.get(0) instanceof FloatRow ? new float[length] : new double[length];
		int from = 0;
		for (final Signals.Row piece : pieces) {
			System.arraycopy(piece instanceof FloatRow floats ? floats.values() : ((DoubleRow) piece).values(), 0,
				values, from, piece.length());
			from += piece.length();
		}
		return values instanceof float[] floats ? new FloatRow(floats) : new DoubleRow((double[]) values);
	}
}
