package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.image.VoxelGrid;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;
import org.voxmeta.task.Tasks;

/**
 * A voxelwise meta-analysis from maps to maps: checks that the studies lie on one grid, reads their in-mask
 * voxels, and fits. Immutable; {@link #run} may be called again.
 */
public final class MetaAnalysis {

	private final StudyMaps effects;
	private final StudyMaps variances;
	private final BlockwiseFitter fitter;
	private final InputImage mask;

	private MetaAnalysis(final StudyMaps effects, final StudyMaps variances, final BlockwiseFitter fitter,
		final InputImage mask)
	{
		this.effects = effects;
		this.variances = variances;
		this.fitter = fitter;
		this.mask = mask;
	}

	/**
	 * An analysis of effect maps and their sampling variances, in the voxels valid in at least one study.
	 *
	 * @throws IllegalArgumentException if there are not as many variance maps as effect maps
	 */
	public static MetaAnalysis of(final StudyMaps effects, final StudyMaps variances, final BlockwiseFitter fitter) {
		if (effects.size() != variances.size()) throw new IllegalArgumentException("Variances: got "
			+ variances.size() + " maps, wanted " + effects.size() + ", one for each effect map");
		return new MetaAnalysis(effects, variances, fitter, null);
	}

	/** This analysis in the non-zero voxels of a mask. */
	public MetaAnalysis withMask(final InputImage mask) {
		return new MetaAnalysis(effects, variances, fitter, mask);
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
		final Stopwatch stopwatch = new Stopwatch();
		fitter.requireStudies(effects.size());
		requireOneGrid();
		final List<ImageSource> sources = new ArrayList<>(effects.sources());
		sources.addAll(variances.sources());
		Masker masker = mask == null ? everywhere() : inMask();
		Signals signals = masker.transformStudies(sources, "reading maps", Tasks.processors(), progress);
		if (mask == null) {
			final int[] valid = validSomewhere(signals);
			masker = Masker.of(masker.mask().at(valid));
			signals = signals.at(valid);
		}
		stopwatch.lap("read");
		final Signals y = signals.rows(0, effects.size());
		final Signals v = signals.rows(effects.size(), sources.size());
		final List<String> warnings = negativeVariances(v);
		final FittedMaps maps = fitter.fit(y, v, wanted, progress);
		requireResult(maps, warnings);
		stopwatch.lap("fit");
		return new MetaAnalysisResult(effects.header(), masker, maps, warnings, stopwatch);
	}

	private void requireOneGrid() {
		final List<String> names = new ArrayList<>(effects.names());
		names.addAll(variances.names());
		final List<VoxelGrid> grids = new ArrayList<>(effects.grids());
		grids.addAll(variances.grids());
		if (mask != null) {
			names.add(mask.name() + " (mask)");
			grids.add(StudyMaps.grid(mask));
		}
		VoxelGrid.requireSame(names, grids);
	}

	private Masker everywhere() {
		return Masker.of(VoxelMask.all(effects.grids().get(0).dimensions()));
	}

	private Masker inMask() {
		final VoxelMask voxels = VoxelMask.of(StudyAxis.withoutTrailingOnes(mask.values()));
		if (voxels.size() == 0) throw new IllegalArgumentException("Mask '" + mask.name() + "': got 0 of "
			+ voxels.gridSize() + " voxels, wanted at least 1 that is not 0");
		return Masker.of(voxels);
	}

	private int[] validSomewhere(final Signals signals) {
		final boolean[] valid = new boolean[signals.voxels()];
		final int studies = effects.size();
		for (int k = 0; k < studies; k++)
			VoxelBlock.markValid(signals.row(k), signals.row(studies + k), valid);
		final int[] indices = IntStream.range(0, valid.length).filter(j -> valid[j]).toArray();
		if (indices.length == 0) throw new IllegalArgumentException(explained("Studies: got no voxel of "
			+ effects.grids().get(0).size() + " that is valid in any of " + studies
			+ " studies, wanted effects that are finite and not 0, and variances above 0", negativeVariances(
				signals.rows(studies, 2 * studies))));
		return indices;
	}

	private List<String> negativeVariances(final Signals v) {
		final List<String> warnings = new ArrayList<>();
		for (int k = 0; k < v.studies(); k++) {
			final long negative = v.row(k).countBelowZero();
			if (negative > 0) warnings.add(variances.names().get(k) + ": " + negative + " of " + v.voxels()
				+ " voxels have a negative variance; they are treated as missing");
		}
		return warnings;
	}

	private void requireResult(final FittedMaps maps, final List<String> warnings) {
		if (maps.count(Reason.NONE) > 0) return;
		final List<String> counts = new ArrayList<>();
		for (final Reason reason : Reason.values())
			if (maps.count(reason) > 0) counts.add(maps.count(reason) + " " + reason.text());
		throw new IllegalArgumentException(explained("Fit: got a result in none of " + maps.voxels() + " voxels of "
			+ effects.size() + " studies: " + String.join(", ", counts), warnings));
	}

	private static String explained(final String message, final List<String> warnings) {
		return warnings.isEmpty() ? message : message + "\n" + String.join("\n", warnings);
	}
}
