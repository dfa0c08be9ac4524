package org.voxmeta.analysis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;

import org.voxmeta.analysis.FitWorkers.WorkerMaps;
import org.voxmeta.analysis.FitWorkers.WorkerRows;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** A {@link MetaAnalysis} whose maps are read and fitted by workers; it checks, warns and refuses alike. */
final class RemoteAnalysis {

	private static final String STAGE = "working on the cluster";

	/** What is done: reading, fitting. */
	private static final int STAGES = 2;

	private final SignalReader reader;
	private final BlockwiseFitter fitter;
	private final FitWorkers workers;

	RemoteAnalysis(final SignalReader reader, final BlockwiseFitter fitter, final FitWorkers workers) {
		this.reader = reader;
		this.fitter = fitter;
		this.workers = workers;
	}

	/**
	 * Reads and fits.
	 *
	 * @param wanted the maps to compute, of the studies that could be read
	 * @throws IOException if maps cannot be read and their studies not be left out
	 * @throws IllegalArgumentException as {@link MetaAnalysis#run}
	 */
	EstimatorRun.Fitted run(final StudyInputs inputs, final Wanted wanted, final Progress progress)
		throws IOException
	{
		final Stopwatch stopwatch = new Stopwatch();
		reader.check();
		// says what is wrong with a mask before the long reading
		final FittedMasker voxels = reader.voxels();
		progress.step(STAGE, 0, STAGES);
		final SortedMap<Integer, List<IOException>> failures = workers.read(inputs.values().size(), voxels.size(),
			reader.isEverywhere());
		final StudyInputs read = reader.readable(failures);
		stopwatch.lap("read");
		progress.step(STAGE, 1, STAGES);
		final int[] places = IntStream.range(0, inputs.values().size())
			.filter(k -> !failures.containsKey(k)).toArray();
		final Set<MapKind> kinds = MetaAnalysis.withDegrees(fitter.estimator(), wanted.of(read), read);

		final WorkerRows rows = workers.keepsRows() || fitter.estimator().needsAllVoxels(read.studies())
			? workers.rows(places) : null;
		final BlockwiseFitter prepared = rows == null ? fitter
			: fitter.prepared(reading(read, voxels, rows, stopwatch).data());
		final WorkerMaps fitted = workers.fit(places, read.studies(), prepared, kinds);
		progress.step(STAGE, STAGES, STAGES);
		if (fitted.valid() != null && fitted.valid().length == 0) throw SignalReader.noVoxel(read,
			StudyReading.negativeVariances(read, fitted.negativeAnywhere(), voxels.size()));
		final StudyReading reading =
			reading(read, fitted.valid() == null ? voxels : reader.at(fitted.valid()), rows, stopwatch);
		return new EstimatorRun.Fitted(reading, MetaAnalysis.result(fitter.estimator(), reading,
			StudyReading.negativeVariances(read, fitted.negative(), reading.masker().size()), fitted.maps()));
	}

	private static StudyReading reading(final StudyInputs read, final FittedMasker voxels, final WorkerRows rows,
		final Stopwatch stopwatch)
	{
		return new StudyReading(read, voxels, rows == null ? null : rows.values(),
			rows == null ? null : rows.variances(), 0, RowStore.in(RowPlace.usual()), stopwatch);
	}

	/** The maps that are wanted of studies. */
	@FunctionalInterface
	interface Wanted {

		Set<MapKind> of(StudyInputs read);
	}
}
