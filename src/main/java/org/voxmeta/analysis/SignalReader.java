package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;

import org.voxmeta.analysis.RowStore.KeptRow;
import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.task.Progress;

/**
 * Reads the maps of an analysis into signals: the voxels of a mask, or those that any study has. Studies
 * whose maps turn out to be damaged are left out where that is allowed. Immutable.
 */
final class SignalReader {

	private final StudyInputs inputs;
	private final BlockwiseFitter fitter;
	private final InputImage mask;
	private final Masker masker;
	private final SignalCache cache;
	private final RowPlace place;

	private SignalReader(final StudyInputs inputs, final BlockwiseFitter fitter, final InputImage mask,
		final Masker masker, final SignalCache cache, final RowPlace place)
	{
		this.inputs = inputs;
		this.fitter = fitter;
		this.mask = mask;
		this.masker = masker;
		this.cache = cache;
		this.place = place;
	}

	/**
	 * A reader of the voxels that are valid in at least one study, without a cache, with the usual
	 * limit of memory.
	 *
	 * @param fitter tells which studies can be fitted
	 */
	static SignalReader of(final StudyInputs inputs, final BlockwiseFitter fitter) {
		return new SignalReader(inputs, fitter, null, null, null, RowPlace.usual());
	}

	/** This reader with the non-zero voxels of a mask; null for none. */
	SignalReader withMask(final InputImage newMask) {
		return new SignalReader(inputs, fitter, newMask, masker, cache, place);
	}

	/** This reader with a masker's signals instead of voxels; null for voxels. */
	SignalReader withMasker(final Masker newMasker) {
		return new SignalReader(inputs, fitter, mask, newMasker, cache, place);
	}

	/** This reader with a cache; null for none. */
	SignalReader withCache(final SignalCache newCache) {
		return new SignalReader(inputs, fitter, mask, masker, newCache, place);
	}

	/** This reader with another limit of memory, and another place for rows beyond it. */
	SignalReader withRows(final RowPlace newPlace) {
		return new SignalReader(inputs, fitter, mask, masker, cache, newPlace);
	}

	/**
	 * Reads the maps.
	 *
	 * @return to be closed if not all of it is in memory
	 * @throws IOException if maps cannot be read and their studies not be left out, or rows not be stored
	 * @throws IllegalArgumentException if the studies cannot be fitted, the grids differ, or there is no voxel
	 * @throws CancellationException if the progress says so
	 */
	StudyReading read(final Progress progress) throws IOException {
		final Stopwatch stopwatch = new Stopwatch();
		check();
		final RowStore store = RowStore.in(place);
		StudyReading reading = null;
		try {
			reading = isEverywhere() ? readEverywhere(store, stopwatch, progress)
				: readOnce(voxels(), store, stopwatch, progress);
			return reading;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		finally {
			if (reading == null) store.close();
		}
	}

	/**
	 * What can be checked before reading.
	 *
	 * @throws IllegalArgumentException if the studies cannot be fitted, or the grids differ
	 */
	void check() {
		check(inputs);
		requireOneGrid();
	}

	/** Whether voxels are known only when all is read. */
	boolean isEverywhere() {
		return mask == null && masker == null;
	}

	/** The voxels or regions that are read; all of the grid where nothing says which. */
	FittedMasker voxels() throws IOException {
		if (isEverywhere()) return FittedMasker.of(everywhere(), grid());
		try {
			return masker == null ? inMask() : fitted();
		}
		catch (final UncheckedIOException e) {
			// a large mask is read when it is looked at
			throw e.getCause();
		}
	}

	/** Those voxels of the grid that are valid somewhere. */
	FittedMasker at(final int[] valid) {
		return FittedMasker.of(everywhere().at(valid), grid());
	}

	private VoxelMask everywhere() {
		return VoxelMask.all(grid().dimensions());
	}

	private StudyReading readOnce(final FittedMasker fitted, final RowStore store, final Stopwatch stopwatch,
		final Progress progress) throws IOException
	{
		final Readings<Signals.Row> readings = read(fitted, store.rows(fitted.size()), progress);
		final StudyInputs read = readable(readings);
		return reading(read, fitted, readable(readings.rows(), readings), readings.kept(), store, stopwatch);
	}

	/** Keeps of the whole grid's rows only what is not missing, until it is known which voxels any study has. */
	private StudyReading readEverywhere(final RowStore store, final Stopwatch stopwatch, final Progress progress)
		throws IOException
	{
		final WholeRows whole = new WholeRows(store, grid().dimensions());
		final Readings<List<KeptRow>> readings = read(voxels(), whole, progress);
		final StudyInputs read = readable(readings);
		final List<List<KeptRow>> rows = readable(readings.rows(), readings);
		final VoxelMask valid = whole.valid(rows, read.values().size());
		if (valid.size() == 0) throw noVoxel(read, StudyReading.negativeVariances(read,
			Arrays.stream(WholeRows.belowZero(rows)).skip(read.values().size()).toArray(), valid.gridSize()));
		return reading(read, FittedMasker.of(valid, grid()), whole.at(valid, rows),
			readings.kept(), store, stopwatch);
	}

	private <T> Readings<T> read(final FittedMasker fitted, final Keeping<T> keep, final Progress progress) {
		final List<StudyImage> images = images(fitted);
		return StudyReader.of(StudyMasker.of(fitted)).withCache(cache).read(images, keep, progress);
	}

	/** The maps to read, values first; K or 2 K. */
	List<StudyImage> images(final FittedMasker fitted) {
		final List<StudyImage> images = new ArrayList<>(inputs.values().images());
		if (inputs.hasVariances()) images.addAll(AveragedVoxels.variances(inputs.variances(), fitted).images());
		return images;
	}

	/** The studies whose maps were all read. */
	private StudyInputs readable(final Readings<?> readings) throws IOException {
		return readable(readings.failures(inputs.values().size()));
	}

	/**
	 * The studies but those whose maps could not be read.
	 *
	 * @param failures why, by the place of the study
	 * @throws IOException if they cannot be left out
	 */
	StudyInputs readable(final SortedMap<Integer, List<IOException>> failures) throws IOException {
		if (failures.isEmpty()) return inputs;
		final StudyInputs left = inputs.omission().without(failures);
		check(left);
		return left;
	}

	private void check(final StudyInputs studies) {
		try {
			fitter.check(studies.studies());
		}
		catch (final IllegalArgumentException e) {
			if (studies.dropped() == 0) throw e;
			// studies left out may be why
			throw new IllegalArgumentException(StudyReading.explained(e.getMessage(), studies.notes()), e);
		}
	}

	/** The rows of these studies, moved out of the list of all, so that that one holds on to none. */
	private <T> List<T> readable(final List<T> rows, final Readings<?> readings) {
		final int studies = inputs.values().size();
		final Set<Integer> failed = readings.failures(studies).keySet();
		final List<T> left = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++)
			if (!failed.contains(i % studies)) left.add(rows.set(i, null));
		return left;
	}

	private static StudyReading reading(final StudyInputs read, final FittedMasker masker,
		final List<Signals.Row> rows, final int kept, final RowStore store, final Stopwatch stopwatch)
	{
		final int studies = read.values().size();
		stopwatch.lap("read");
		return new StudyReading(read, masker, Signals.of(rows.subList(0, studies)),
			read.hasVariances() ? Signals.of(rows.subList(studies, rows.size())) : null, kept, store, stopwatch);
	}

	private void requireOneGrid() {
		final List<String> names = new ArrayList<>();
		final List<VoxelGrid> grids = new ArrayList<>();
		for (final StudyMaps maps : inputs.maps()) {
			names.addAll(maps.names());
			grids.addAll(maps.grids());
		}
		if (mask != null) {
			names.add(mask.name() + " (mask)");
			grids.add(StudyMaps.grid(mask));
		}
		VoxelGrid.requireSame(names, grids);
	}

	private FittedMasker fitted() {
		final Masker masked = mask == null ? masker : masker.with(masker.settings().withMask(mask.gridImage()));
		final FittedMasker fitted = masked.fit(grid());
		VoxelGrid.requireSame(List.of("studies", masker.name()), List.of(grid(), fitted.grid()));
		AveragedVoxels.require(fitter.estimator(), masker, fitted);
		return fitted;
	}

	private VoxelGrid grid() {
		return inputs.values().grids().get(0);
	}

	private FittedMasker inMask() {
		final VoxelMask voxels = VoxelMask.of(StudyAxis.withoutTrailingOnes(mask.values()));
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask '" + mask.name() + "': got 0 of "
			+ voxels.gridSize() + " voxels, wanted at least 1 that is not 0");
		return FittedMasker.of(voxels, grid());
	}

	/** Why there is nothing to fit. */
	static IllegalArgumentException noVoxel(final StudyInputs read, final List<String> warnings) {
		return new IllegalArgumentException(StudyReading.explained("Studies: got no voxel of "
			+ read.values().grids().get(0)
			.size() + " that is valid in any of " + read.values().size() + (read.hasVariances()
				? " studies, wanted effects that are finite and not 0, and variances above 0"
				: " studies, wanted values that are finite and not 0"), warnings));
	}
}
