package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.task.Progress;

/**
 * Reads the maps of an analysis into signals: the voxels of a mask, or those that any study has. Studies whose maps
 * turn out to be damaged are left out where that is allowed. Immutable.
 */
final class SignalReader {

	private final StudyInputs inputs;
	private final Consumer<Studies> check;
	private final InputImage mask;
	private final SignalCache cache;

	private SignalReader(final StudyInputs inputs, final Consumer<Studies> check, final InputImage mask,
		final SignalCache cache)
	{
		this.inputs = inputs;
		this.check = check;
		this.mask = mask;
		this.cache = cache;
	}

	/**
	 * A reader of the voxels that are valid in at least one study, without a cache.
	 *
	 * @param check throws an IllegalArgumentException if such studies cannot be fitted
	 */
	static SignalReader of(final StudyInputs inputs, final Consumer<Studies> check) {
		return new SignalReader(inputs, check, null, null);
	}

	/** This reader with the non-zero voxels of a mask; null for none. */
	SignalReader withMask(final InputImage newMask) {
		return new SignalReader(inputs, check, newMask, cache);
	}

	/** This reader with a cache; null for none. */
	SignalReader withCache(final SignalCache newCache) {
		return new SignalReader(inputs, check, mask, newCache);
	}

	/**
	 * Reads the maps.
	 *
	 * @throws IOException if maps cannot be read and their studies not be left out
	 * @throws IllegalArgumentException if the studies cannot be fitted, the grids differ, or there is no voxel
	 * @throws CancellationException if the progress says so
	 */
	StudyReading read(final Progress progress) throws IOException {
		final Stopwatch stopwatch = new Stopwatch();
		check(inputs);
		requireOneGrid();
		return mask == null ? readEverywhere(stopwatch, progress) : readInMask(stopwatch, progress);
	}

	private StudyReading readInMask(final Stopwatch stopwatch, final Progress progress) throws IOException {
		final Masker masker = inMask();
		final Readings<Signals.Row> readings = read(masker, row -> row, progress);
		final StudyInputs read = readable(readings);
		return reading(read, masker, readable(readings.rows(), readings), readings.kept(), stopwatch);
	}

	/** Keeps of the whole grid's rows only what is not missing, until it is known which voxels any study has. */
	private StudyReading readEverywhere(final Stopwatch stopwatch, final Progress progress) throws IOException {
		final VoxelMask everywhere = VoxelMask.all(inputs.values().grids().get(0).dimensions());
		final Readings<CompactRow> readings = read(Masker.of(everywhere), CompactRow::of, progress);
		final StudyInputs read = readable(readings);
		final List<CompactRow> compact = readable(readings.rows(), readings);
		final int[] valid = validSomewhere(read, compact);
		final List<Signals.Row> rows = new ArrayList<>();
		for (int i = 0; i < compact.size(); i++)
			// the compact row goes as the other comes, so that there are never two of each
			rows.add(compact.set(i, null).row().at(valid));
		return reading(read, Masker.of(everywhere.at(valid)), rows, readings.kept(), stopwatch);
	}

	private <T> Readings<T> read(final Masker masker, final Function<Signals.Row, T> keep,
		final Progress progress)
	{
		return StudyReader.of(StudyMasker.of(masker)).withCache(cache).read(inputs.images(), keep, progress);
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
			check.accept(studies.studies());
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

	private static StudyReading reading(final StudyInputs read, final Masker masker, final List<Signals.Row> rows,
		final int kept, final Stopwatch stopwatch)
	{
		final int studies = read.values().size();
		stopwatch.lap("read");
		return new StudyReading(read, masker, Signals.of(rows.subList(0, studies)), read.hasVariances() ? Signals.of(
			rows.subList(studies, rows.size())) : null, kept, stopwatch);
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

	private Masker inMask() {
		final VoxelMask voxels = VoxelMask.of(StudyAxis.withoutTrailingOnes(mask.values()));
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask '" + mask.name() + "': got 0 of "
			+ voxels.gridSize() + " voxels, wanted at least 1 that is not 0");
		return Masker.of(voxels);
	}

	private static int[] validSomewhere(final StudyInputs read, final List<CompactRow> rows) {
		final boolean[] valid = new boolean[rows.get(0).voxels()];
		final int studies = read.values().size();
		for (int k = 0; k < studies; k++)
			VoxelBlock.markValid(rows.get(k).row(), read.hasVariances() ? rows.get(studies + k).row() : null, valid);
		final int[] indices = IntStream.range(0, valid.length).filter(j -> valid[j]).toArray();
		if (indices.length == 0) throw new IllegalArgumentException(StudyReading.explained("Studies: got no voxel of "
			+ read.values().grids().get(0).size() + " that is valid in any of " + studies
			+ (read.hasVariances() ? " studies, wanted effects that are finite and not 0, and variances above 0"
				: " studies, wanted values that are finite and not 0"),
				StudyReading.negativeVariances(read, rows.stream().map(CompactRow::values).toList(), valid.length)));
		return indices;
	}
}
