package org.voxmeta.analysis;

import java.nio.file.Path;

/**
 * Where a run writes, and with what it reads and fits.
 *
 * @param output null for nowhere
 * @param cache null for none
 * @param memory for rows and maps; null for the usual limit, which depends on the machine
 * @param workers null for this process
 * @param files makes temporary files
 * @param part how much of a row is in memory at once
 */
record RunMeans(Path output, SignalCache cache, MemoryLimit memory, FitWorkers workers, RowPlace.Maker files,
	int part)
{

	/** Nothing is written, and this process does all. */
	static final RunMeans USUAL = new RunMeans(null, null, null, null, RowFile::in, RowPlace.PART);

	RunMeans withOutput(final Path folder) {
		return new RunMeans(folder, cache, memory, workers, files, part);
	}

	RunMeans withCache(final SignalCache newCache) {
		return new RunMeans(output, newCache, memory, workers, files, part);
	}

	RunMeans withMemory(final MemoryLimit limit) {
		return new RunMeans(output, cache, limit, workers, files, part);
	}

	RunMeans withWorkers(final FitWorkers others) {
		return new RunMeans(output, cache, memory, others, files, part);
	}

	RunMeans withRows(final RowPlace.Maker maker, final int newPart) {
		return new RunMeans(output, cache, memory, workers, maker, newPart);
	}

	/** Where rows lie that memory has no room for. */
	RowPlace place() {
		return RowPlace.of(memory == null ? MemoryLimit.usual() : memory, output).with(files, part);
	}
}
