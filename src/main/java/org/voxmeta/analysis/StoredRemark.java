package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.voxmeta.fit.FittedMaps;

/** Tells of maps that memory had no room for. */
final class StoredRemark {

	private StoredRemark() {
	}

	/** The sentence for a run, if files were needed. */
	static Optional<String> of(final StudyReading reading, final FittedMaps maps) {
		final RowStore store = reading.store();
		final List<String> what = new ArrayList<>();
		if (!store.isInMemory())
			what.add(String.format(Locale.ROOT, "%,d of %,d maps of studies", store.stored(),
				reading.inputs().images().size()));
		if (maps.stored() > 0)
			what.add(String.format(Locale.ROOT, "%,d of %,d results", maps.stored(), maps.size()));
		if (what.isEmpty()) return Optional.empty();
		final long bytes = store.fileSize() + (long) maps.stored() * maps.voxels() * Double.BYTES;
		return Optional.of("Memory: " + String.join(" and ", what) + " lay in temporary files of "
			+ MemoryLimit.text(bytes) + " in " + store.place().folder() + ", as at most " + store.place().limit()
			+ " are for maps in memory");
	}
}
