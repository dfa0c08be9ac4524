package org.voxmeta.analysis;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.voxmeta.masker.FittedMasker;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.StudyData;

/**
 * The studies of an analysis with their maps read: in memory, or partly in a file, which goes when this is
 * closed, or not referred to any more.
 *
 * @param inputs those that could be read
 * @param masker the voxels
 * @param values effects or statistics, K×V, NaN where a study lacks a voxel
 * @param variances the effects' sampling variances, K×V; null where none are needed
 * @param kept how many maps came from the cache
 * @param store keeps the rows
 * @param stopwatch how long it took
 */
record StudyReading(StudyInputs inputs, FittedMasker masker, Signals values, Signals variances, int kept,
	RowStore store, Stopwatch stopwatch) implements Closeable
{

	/** Enough lines of a message to see the pattern, few enough for a dialog. */
	private static final int LISTED = 10;

	/** Whether all rows are here and in memory, so that this may be kept for later. */
	boolean isInMemory() {
		return values != null && store.isInMemory();
	}

	/** Lets go what is not in memory; the maps must not be looked at any more then. */
	@Override
	public void close() throws IOException {
		store.close();
	}

	/** A warning for each study with variances below 0. */
	List<String> negativeVariances() {
		final List<Signals.Row> rows = new ArrayList<>();
		for (final Signals signals : variances == null ? List.of(values) : List.of(values, variances))
			for (int k = 0; k < signals.studies(); k++)
				rows.add(signals.row(k));
		return negativeVariances(inputs, rows, values.voxels());
	}

	/** What is fitted. */
	StudyData data() {
		return new StudyData(inputs.studies(), values, variances);
	}

	/**
	 * A warning for each study with variances below 0.
	 *
	 * @param rows of the values, then of the variances if there are any; missing voxels may be left out
	 * @param voxels how many there are with the missing ones
	 */
	static List<String> negativeVariances(final StudyInputs inputs, final List<Signals.Row> rows,
		final int voxels)
	{
		return negativeVariances(inputs,
			rows.stream().skip(inputs.values().size()).mapToLong(Signals.Row::countBelowZero).toArray(), voxels);
	}

	/**
	 * A warning for each study with variances below 0.
	 *
	 * @param negative how many voxels each study has whose variance is below 0; none of an
	 *          analysis without variances
	 * @param voxels how many there are
	 */
	static List<String> negativeVariances(final StudyInputs inputs, final long[] negative, final int voxels) {
		final List<String> warnings = new ArrayList<>();
		for (int k = 0; k < negative.length; k++)
			if (negative[k] > 0) warnings.add(inputs.variances().names().get(k) + ": " + negative[k] + " of " + voxels
				+ " voxels have a negative variance; they are treated as missing");
		return warnings;
	}

	/** A message with sentences that may explain it below. */
	static String explained(final String message, final List<String> warnings) {
		if (warnings.isEmpty()) return message;
		final int more = warnings.size() - LISTED;
		return message + "\n" + warnings.stream().limit(LISTED).collect(Collectors.joining("\n"))
			+ (more > 0 ? "\n... and " + more + " more" : "");
	}
}
