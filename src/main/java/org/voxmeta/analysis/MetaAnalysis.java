package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.voxmeta.analysis.StudyReader.Readings;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/**
 * A voxelwise meta-analysis from maps to maps: checks that the studies lie on one grid, reads their in-mask
 * voxels, and fits. Immutable; {@link #run} may be called again.
 */
public final class MetaAnalysis {

	/** Enough lines of a message to see the pattern, few enough for a dialog. */
	private static final int LISTED = 10;

	private final StudyInputs inputs;
	private final BlockwiseFitter fitter;
	private final InputImage mask;
	private final SignalCache cache;

	private MetaAnalysis(final StudyInputs inputs, final BlockwiseFitter fitter, final InputImage mask,
		final SignalCache cache)
	{
		this.inputs = inputs;
		this.fitter = fitter;
		this.mask = mask;
		this.cache = cache;
	}

	/** An analysis of studies, in the voxels valid in at least one of them. */
	public static MetaAnalysis of(final StudyInputs inputs, final BlockwiseFitter fitter) {
		return new MetaAnalysis(inputs, fitter, null, null);
	}

	/** This analysis in the non-zero voxels of a mask; null for none. */
	public MetaAnalysis withMask(final InputImage newMask) {
		return new MetaAnalysis(inputs, fitter, newMask, cache);
	}

	/** This analysis with rows from a cache, which keeps those that are not there yet; null for none. */
	public MetaAnalysis withCache(final SignalCache newCache) {
		return new MetaAnalysis(inputs, fitter, mask, newCache);
	}

	/**
	 * Reads the studies' maps and fits them.
	 *
	 * @param wanted the maps to compute
	 * @throws IOException if a map cannot be read
	 * @throws IllegalArgumentException if the grids differ, the mask is empty, there are too few studies, or no
	 *           voxel can be fitted
	 * @throws CancellationException if the progress says so
	 */
	public MetaAnalysisResult run(final Set<MapKind> wanted, final Progress progress) throws IOException {
		return fit(read(progress), wanted, progress);
	}

	/** The first half of {@link #run}: afterwards it is known which studies there are. */
	StudyReading read(final Progress progress) throws IOException {
		final Stopwatch stopwatch = new Stopwatch();
		check(inputs);
		requireOneGrid();
		return mask == null ? readEverywhere(stopwatch, progress) : readInMask(stopwatch, progress);
	}

	/** The second half of {@link #run}. */
	MetaAnalysisResult fit(final StudyReading reading, final Set<MapKind> wanted, final Progress progress) {
		final StudyInputs read = reading.inputs();
		final List<String> warnings = negativeVariances(read, reading.variances());
		final FittedMaps maps = fitter.fit(reading.data(), withDegrees(wanted, read), progress);
		requireResult(maps, read, warnings);
		warnings.addAll(GroupWarnings.of(fitter.estimator(), read.studies(), maps));
		reading.stopwatch().lap("fit");
		return new MetaAnalysisResult(read.values().header(), reading.masker(), maps, warnings, reading.stopwatch());
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

	private <T> Readings<T> read(final Masker masker, final Function<Signals.Row, T> keep, final Progress progress) {
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
			fitter.check(studies.studies());
		}
		catch (final IllegalArgumentException e) {
			if (studies.dropped() == 0) throw e;
			// studies left out may be why
			throw new IllegalArgumentException(explained(e.getMessage(), studies.notes()), e);
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

	/** Groups are warned of by their degrees of freedom. */
	private Set<MapKind> withDegrees(final Set<MapKind> wanted, final StudyInputs read) {
		final EnumSet<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		kinds.addAll(wanted);
		if (GroupWarnings.concern(fitter.estimator(), read.studies())) kinds.add(MapKind.DOF);
		return kinds;
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
		if (indices.length == 0) throw new IllegalArgumentException(explained("Studies: got no voxel of "
			+ read.values().grids().get(0).size() + " that is valid in any of " + studies
			+ (read.hasVariances() ? " studies, wanted effects that are finite and not 0, and variances above 0"
				: " studies, wanted values that are finite and not 0"), negativeVariances(read, read.hasVariances()
					? Signals.of(rows.subList(studies, rows.size()).stream().map(CompactRow::row).toList()) : null)));
		return indices;
	}

	private static List<String> negativeVariances(final StudyInputs read, final Signals variances) {
		final List<String> warnings = new ArrayList<>();
		for (int k = 0; variances != null && k < variances.studies(); k++) {
			final long negative = variances.row(k).countBelowZero();
			if (negative > 0) warnings.add(read.variances().names().get(k) + ": " + negative + " of " + variances
				.voxels() + " voxels have a negative variance; they are treated as missing");
		}
		return warnings;
	}

	private static void requireResult(final FittedMaps maps, final StudyInputs read, final List<String> warnings) {
		if (maps.count(Reason.NONE) > 0) return;
		final List<String> counts = new ArrayList<>();
		for (final Reason reason : Reason.values())
			if (maps.count(reason) > 0) counts.add(maps.count(reason) + " " + reason.text());
		throw new IllegalArgumentException(explained("Fit: got a result in none of " + maps.voxels() + " voxels of "
			+ read.values().size() + " studies: " + String.join(", ", counts), warnings));
	}

	private static String explained(final String message, final List<String> warnings) {
		if (warnings.isEmpty()) return message;
		final int more = warnings.size() - LISTED;
		return message + "\n" + warnings.stream().limit(LISTED).collect(Collectors.joining("\n"))
			+ (more > 0 ? "\n... and " + more + " more" : "");
	}
}
