package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.masker.Masker;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/**
 * A voxelwise meta-analysis from maps to maps: reads the studies' voxels and fits them. Immutable;
 * {@link #run} may be called again.
 */
public final class MetaAnalysis {

	private final StudyInputs inputs;
	private final BlockwiseFitter fitter;
	private final InputImage mask;
	private final Masker masker;
	private final SignalCache cache;
	private final RowPlace place;

	private MetaAnalysis(final StudyInputs inputs, final BlockwiseFitter fitter, final InputImage mask,
		final Masker masker, final SignalCache cache, final RowPlace place)
	{
		this.inputs = inputs;
		this.fitter = fitter;
		this.mask = mask;
		this.masker = masker;
		this.cache = cache;
		this.place = place;
	}

	/** An analysis of studies, in the voxels valid in at least one of them, with the usual limit of memory. */
	public static MetaAnalysis of(final StudyInputs inputs, final BlockwiseFitter fitter) {
		return new MetaAnalysis(inputs, fitter, null, null, null, RowPlace.usual());
	}

	/** This analysis in the non-zero voxels of a mask; null for none. */
	public MetaAnalysis withMask(final InputImage newMask) {
		return new MetaAnalysis(inputs, fitter, newMask, masker, cache, place);
	}

	/**
	 * This analysis of a masker's signals, such as those of regions; null for voxels. A mask that is set here
	 * takes the place of the masker's own.
	 */
	public MetaAnalysis withMasker(final Masker newMasker) {
		return new MetaAnalysis(inputs, fitter, mask, newMasker, cache, place);
	}

	/** This analysis with rows from a cache, which keeps those that are not there yet; null for none. */
	public MetaAnalysis withCache(final SignalCache newCache) {
		return new MetaAnalysis(inputs, fitter, mask, masker, newCache, place);
	}

	/**
	 * This analysis with another limit of memory for what is read and for the maps that are made of it; what is
	 * beyond lies in temporary files, which changes no result.
	 *
	 * @param newFolder where the files are: this folder, or the one that it will be made in; null for that of
	 *          the system's temporary files
	 */
	public MetaAnalysis withMemory(final MemoryLimit limit, final Path newFolder) {
		return withRows(RowPlace.of(limit, newFolder));
	}

	/** This analysis with another limit of memory, and another place for rows beyond it. */
	MetaAnalysis withRows(final RowPlace newPlace) {
		return new MetaAnalysis(inputs, fitter, mask, masker, cache, newPlace);
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
		try (StudyReading reading = read(progress)) {
			return fit(reading, wanted, progress);
		}
	}

	/** The maps that are to be read. */
	List<StudyImage> images() {
		return inputs.images();
	}

	/** The first half of {@link #run}: afterwards it is known which studies there are. */
	StudyReading read(final Progress progress) throws IOException {
		return SignalReader.of(inputs, fitter).withMask(mask).withMasker(masker).withCache(cache)
			.withRows(place).read(progress);
	}

	/**
	 * The second half of {@link #run}.
	 *
	 * @throws IOException if maps beyond the limit of memory cannot be stored
	 */
	MetaAnalysisResult fit(final StudyReading reading, final Set<MapKind> wanted, final Progress progress)
		throws IOException
	{
		final StoredMaps store = reading.store().maps();
		MetaAnalysisResult result = null;
		try {
			final FittedMaps maps =
				fitter.fit(reading.data(), withDegrees(fitter.estimator(), wanted, reading.inputs()), store, progress);
			result = result(fitter.estimator(), reading, reading.negativeVariances(), maps);
			return result;
		}
		catch (final UncheckedIOException e) {
			throw e.getCause();
		}
		finally {
			if (result == null) store.close();
		}
	}

	/**
	 * What a fit gave.
	 *
	 * @param negative what there is to warn of negative variances
	 * @throws IllegalArgumentException if no voxel could be fitted
	 */
	static MetaAnalysisResult result(final Estimator estimator, final StudyReading reading,
		final List<String> negative, final FittedMaps maps)
	{
		final StudyInputs read = reading.inputs();
		final List<String> warnings = new ArrayList<>(reading.masker().notes());
		warnings.addAll(AveragedVoxels.notes(estimator, reading.masker()));
		warnings.addAll(negative);
		requireResult(maps, read, warnings);
		warnings.addAll(GroupWarnings.of(estimator, read.studies(), maps));
		reading.stopwatch().lap("fit");
		return new MetaAnalysisResult(read.values().header(), reading.masker(), maps,
			warnings, reading.stopwatch());
	}

	/** Groups are warned of by their degrees of freedom. */
	static Set<MapKind> withDegrees(final Estimator estimator, final Set<MapKind> wanted,
		final StudyInputs read)
	{
		final EnumSet<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		kinds.addAll(wanted);
		if (GroupWarnings.concern(estimator, read.studies())) kinds.add(MapKind.DOF);
		return kinds;
	}

	private static void requireResult(final FittedMaps maps, final StudyInputs read,
		final List<String> warnings)
	{
		if (maps.count(Reason.NONE) > 0) return;
		final List<String> counts = new ArrayList<>();
		for (final Reason reason : Reason.values())
			if (maps.count(reason) > 0) counts.add(maps.count(reason) + " " + reason.text());
		throw new IllegalArgumentException(StudyReading.explained("Fit: got a result in none of " + maps.voxels()
			+ " voxels of " + read.values().size() + " studies: " + String.join(", ", counts), warnings));
	}
}
