package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.masker.FittedMasker;
import org.voxmeta.masker.ImageSource;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;
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

	private final StudyInputs inputs;
	private final BlockwiseFitter fitter;
	private final InputImage mask;
	private final Masker masker;

	private MetaAnalysis(final StudyInputs inputs, final BlockwiseFitter fitter, final InputImage mask,
		final Masker masker)
	{
		this.inputs = inputs;
		this.fitter = fitter;
		this.mask = mask;
		this.masker = masker;
	}

	/** An analysis of studies, in the voxels valid in at least one of them. */
	public static MetaAnalysis of(final StudyInputs inputs, final BlockwiseFitter fitter) {
		return new MetaAnalysis(inputs, fitter, null, null);
	}

	/** This analysis in the non-zero voxels of a mask. */
	public MetaAnalysis withMask(final InputImage mask) {
		return new MetaAnalysis(inputs, fitter, mask, masker);
	}

	/**
	 * This analysis of a masker's signals, such as those of regions. A mask that is set here takes the place of the
	 * masker's own.
	 */
	public MetaAnalysis withMasker(final Masker wanted) {
		return new MetaAnalysis(inputs, fitter, mask, wanted);
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
		fitter.check(inputs.studies());
		requireOneGrid();
		FittedMasker fitted = fitted();
		final List<ImageSource> sources = new ArrayList<>(inputs.values().sources());
		if (inputs.hasVariances()) sources.addAll(AveragedVoxels.variances(inputs.variances(), fitted).sources());
		Signals signals = fitted.transformStudies(sources, "reading maps", Tasks.processors(), progress);
		if (mask == null && masker == null) {
			final int[] valid = validSomewhere(signals);
			fitted = FittedMasker.of(fitted.mask().at(valid), grid());
			signals = signals.at(valid);
		}
		stopwatch.lap("read");
		final List<String> warnings = new ArrayList<>(fitted.notes());
		warnings.addAll(AveragedVoxels.notes(fitter.estimator(), fitted));
		warnings.addAll(negativeVariances(signals));
		final FittedMaps maps = fitter.fit(new StudyData(inputs.studies(), values(signals), variances(signals)),
			withDegrees(wanted), progress);
		requireResult(maps, warnings);
		warnings.addAll(GroupWarnings.of(fitter.estimator(), inputs.studies(), maps));
		stopwatch.lap("fit");
		return new MetaAnalysisResult(inputs.values().header(), fitted, maps, warnings, stopwatch);
	}

	/** Groups are warned of by their degrees of freedom. */
	private Set<MapKind> withDegrees(final Set<MapKind> wanted) {
		final EnumSet<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		kinds.addAll(wanted);
		if (GroupWarnings.concern(fitter.estimator(), inputs.studies())) kinds.add(MapKind.DOF);
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

	private FittedMasker fitted() {
		if (masker == null) return mask == null ? everywhere() : inMask();
		final Masker masked = mask == null ? masker : masker.with(masker.settings().withMask(mask.gridImage()));
		final FittedMasker fitted = masked.fit(grid());
		VoxelGrid.requireSame(List.of("studies", masker.name()), List.of(grid(), fitted.grid()));
		AveragedVoxels.require(fitter.estimator(), masker, fitted);
		return fitted;
	}

	private FittedMasker everywhere() {
		return FittedMasker.of(VoxelMask.all(grid().dimensions()), grid());
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

	private int[] validSomewhere(final Signals signals) {
		final boolean[] valid = new boolean[signals.voxels()];
		final int studies = inputs.values().size();
		for (int k = 0; k < studies; k++)
			VoxelBlock.markValid(signals.row(k), inputs.hasVariances() ? signals.row(studies + k) : null, valid);
		final int[] indices = IntStream.range(0, valid.length).filter(j -> valid[j]).toArray();
		if (indices.length == 0) throw new IllegalArgumentException(explained("Studies: got no voxel of "
			+ grid().size() + " that is valid in any of " + studies
			+ (inputs.hasVariances() ? " studies, wanted effects that are finite and not 0, and variances above 0"
				: " studies, wanted values that are finite and not 0"), negativeVariances(signals)));
		return indices;
	}

	private Signals values(final Signals signals) {
		return signals.rows(0, inputs.values().size());
	}

	private Signals variances(final Signals signals) {
		return inputs.hasVariances() ? signals.rows(inputs.values().size(), signals.studies()) : null;
	}

	private List<String> negativeVariances(final Signals signals) {
		final List<String> warnings = new ArrayList<>();
		final Signals v = variances(signals);
		for (int k = 0; v != null && k < v.studies(); k++) {
			final long negative = v.row(k).countBelowZero();
			if (negative > 0) warnings.add(inputs.variances().names().get(k) + ": " + negative + " of " + v.voxels()
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
			+ inputs.values().size() + " studies: " + String.join(", ", counts), warnings));
	}

	private static String explained(final String message, final List<String> warnings) {
		return warnings.isEmpty() ? message : message + "\n" + String.join("\n", warnings);
	}
}
