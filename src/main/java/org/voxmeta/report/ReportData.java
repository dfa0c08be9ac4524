package org.voxmeta.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitReading;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.stats.check.MapCheck;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;

/**
 * What a report shows. Immutable as long as nobody writes to the arrays.
 *
 * @param fit the fit
 * @param record what its record says
 * @param estimator with its options
 * @param settings what was asked for
 * @param maps where its maps come from
 * @param reading its studies; empty if they cannot be read any more
 * @param check what the maps of effects or statistics are like; empty without studies
 * @param correlations of each two studies, K×K; empty without studies
 * @param step only every so many-th voxel counts in the correlations
 * @param warnings what a reader should look at first
 * @param remarks what else there is to tell
 * @param terms what was tested
 * @param peaks where it was looked closely, the strongest first
 * @param permutations records of permutation tests
 */
record ReportData(Fit fit, FitRecord record, Estimator estimator, Settings settings, MapSource maps,
	Optional<FitReading> reading, Optional<MapCheck> check, Optional<double[][]> correlations, int step,
	List<String> warnings, List<String> remarks, List<TermMaps> terms, List<Peak> peaks, List<FitRecord> permutations)
{

	/** The names of the studies; none if they are not known. */
	List<String> names() {
		if (reading.isPresent()) return reading.get().names();
		final List<String> names = new ArrayList<>();
		record.records("inputs/studies").forEach(study -> names.add(study.text("study")));
		return names.isEmpty() ? record.list("inputs/studies") : names;
	}

	/** What values are of: voxels or regions, as a word for so many. */
	String units(final long number) {
		final boolean isRegions = maps.isOfRegions();
		return Words.count(number, isRegions ? "region" : "voxel", isRegions ? "regions" : "voxels");
	}

	/** A map of the whole fit. */
	Optional<InputImage> image(final MapKind kind) {
		try {
			return maps.image(kind, "");
		}
		catch (final IOException e) {
			// a file that was removed: the report does without
			return Optional.empty();
		}
	}

	/** The values of a map of the whole fit. */
	Optional<double[]> values(final MapKind kind) {
		try {
			return maps.values(kind, "");
		}
		catch (final IOException e) {
			// a file that was removed: the report does without
			return Optional.empty();
		}
	}
}
