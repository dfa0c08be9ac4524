package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.voxmeta.analysis.RowStore.KeptRow;
import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.task.Progress;

/**
 * Reads the maps of an analysis into signals: the voxels of a mask, or those that any study has. Studies whose maps
 * turn out to be damaged are left out where that is allowed. Immutable.
 */
final class SignalReader {

	private final StudyInputs inputs;
	private final BlockwiseFitter fitter;
	private final InputImage mask;
	private final Masker masker;
	private final SignalCache cache;
	private final MemoryLimit memory;
	private final Path folder;

	private SignalReader(final StudyInputs inputs, final BlockwiseFitter fitter, final InputImage mask,
		final Masker masker, final SignalCache cache, final MemoryLimit memory, final Path folder)
	{
		this.inputs = inputs;
		this.fitter = fitter;
		this.mask = mask;
		this.masker = masker;
		this.cache = cache;
		this.memory = memory;
		this.folder = folder;
	}

	/**
	 * A reader of the voxels that are valid in at least one study, without a cache, with the usual limit of memory.
	 *
	 * @param fitter tells which studies can be fitted
	 */
	static SignalReader of(final StudyInputs inputs, final BlockwiseFitter fitter) {
		return new SignalReader(inputs, fitter, null, null, null, MemoryLimit.usual(), null);
	}

	/** This reader with the non-zero voxels of a mask; null for none. */
	SignalReader withMask(final InputImage newMask) {
		return new SignalReader(inputs, fitter, newMask, masker, cache, memory, folder);
	}

	/** This reader with a masker's signals instead of voxels; null for voxels. */
	SignalReader withMasker(final Masker newMasker) {
		return new SignalReader(inputs, fitter, mask, newMasker, cache, memory, folder);
	}

	/** This reader with a cache; null for none. */
	SignalReader withCache(final SignalCache newCache) {
		return new SignalReader(inputs, fitter, mask, masker, newCache, memory, folder);
	}

	/**
	 * This reader with another limit of memory.
	 *
	 * @param newFolder where rows beyond it lie meanwhile, see {@link RowStore#of}
	 */
	SignalReader withMemory(final MemoryLimit limit, final Path newFolder) {
		return new SignalReader(inputs, fitter, mask, masker, cache, limit, newFolder);
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
		check(inputs);
		requireOneGrid();
		final RowStore store = RowStore.of(memory, folder);
		StudyReading reading = null;
		try {
			reading = mask == null && masker == null ? readEverywhere(store, stopwatch, progress) : readOnce(masker == null
				? inMask() : fitted(), store, stopwatch, progress);
			return reading;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		finally {
			if (reading == null) store.close();
		}
	}

	private StudyReading readOnce(final FittedMasker fitted, final RowStore store, final Stopwatch stopwatch,
		final Progress progress) throws IOException
	{
		final Readings<Signals.Row> readings = read(fitted, store::keep, progress);
		final StudyInputs read = readable(readings);
		return reading(read, fitted, readable(readings.rows(), readings), readings.kept(), store, stopwatch);
	}

	/** Keeps of the whole grid's rows only what is not missing, until it is known which voxels any study has. */
	private StudyReading readEverywhere(final RowStore store, final Stopwatch stopwatch, final Progress progress)
		throws IOException
	{
		final VoxelMask everywhere = VoxelMask.all(inputs.values().grids().get(0).dimensions());
		final Readings<KeptRow> readings = read(FittedMasker.of(everywhere, grid()), row -> store.keep(CompactRow.of(row)),
			progress);
		final StudyInputs read = readable(readings);
		final List<KeptRow> compact = readable(readings.rows(), readings);
		final int[] valid = validSomewhere(read, compact, everywhere.size());
		final List<Signals.Row> rows = new ArrayList<>();
		for (int i = 0; i < compact.size(); i++)
			// the compact row goes as the other comes, so that there are never two of each
			rows.add(store.keep(store.release(compact.set(i, null)).row().at(valid)));
		return reading(read, FittedMasker.of(everywhere.at(valid), grid()), rows, readings.kept(), store, stopwatch);
	}

	private <T> Readings<T> read(final FittedMasker fitted, final Function<Signals.Row, T> keep, final Progress progress) {
		final List<StudyImage> images = new ArrayList<>(inputs.values().images());
		if (inputs.hasVariances()) images.addAll(AveragedVoxels.variances(inputs.variances(), fitted).images());
		return StudyReader.of(StudyMasker.of(fitted)).withCache(cache).read(images, keep, progress);
	}

	/** The studies whose maps were all read. */
	private StudyInputs readable(final Readings<?> readings) throws IOException {
		if (readings.failures().isEmpty()) return inputs;
		final StudyInputs left = inputs.omission().without(readings.failures(inputs.values().size()));
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

	private static StudyReading reading(final StudyInputs read, final FittedMasker masker, final List<Signals.Row> rows,
		final int kept, final RowStore store, final Stopwatch stopwatch)
	{
		final int studies = read.values().size();
		stopwatch.lap("read");
		return new StudyReading(read, masker, Signals.of(rows.subList(0, studies)), read.hasVariances() ? Signals.of(
			rows.subList(studies, rows.size())) : null, kept, store, stopwatch);
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

	private static int[] validSomewhere(final StudyInputs read, final List<KeptRow> rows,
		final int voxels)
	{
		final int studies = read.values().size();
		final boolean[] valid = new boolean[voxels];
		for (int k = 0; k < studies; k++)
			VoxelBlock.markValid(rows.get(k).row().row(), read.hasVariances() ? rows.get(studies + k).row().row() : null,
				valid);
		final int[] indices = IntStream.range(0, valid.length).filter(j -> valid[j]).toArray();
		if (indices.length == 0) throw new IllegalArgumentException(StudyReading.explained("Studies: got no voxel of "
			+ read.values().grids().get(0).size() + " that is valid in any of " + studies + (read.hasVariances()
				? " studies, wanted effects that are finite and not 0, and variances above 0"
				: " studies, wanted values that are finite and not 0"), StudyReading.negativeVariances(read, rows.stream()
					.map(kept -> kept.row().values()).toList(), voxels)));
		return indices;
	}
}
