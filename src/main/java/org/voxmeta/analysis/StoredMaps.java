package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.voxmeta.fit.MapRow;
import org.voxmeta.fit.MapStore;
import org.voxmeta.fit.MemoryMap;
import org.voxmeta.stats.data.Signals;

/**
 * The maps of one fit: in memory as long as there is room beside the rows, then in a temporary file, which
 * goes with the last reference to a map in it.
 */
final class StoredMaps implements MapStore {

	private final RowPlace place;
	private long room;
	private RowFile file;

	/**
	 * @param room how many bytes of maps may be in memory
	 */
	StoredMaps(final RowPlace place, final long room) {
		this.place = place;
		this.room = room;
	}

	@Override
	public synchronized MapRow map(final int voxels) {
		final long bytes = RowStore.bytes(voxels, false);
		if (bytes <= room) {
			room -= bytes;
			return new MemoryMap(new double[voxels]);
		}
		try {
			if (file == null) file = place.file();
			return new StoredMap(place, file.region(voxels, false));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(place.refused(e));
		}
	}

	@Override
	public synchronized void close() throws IOException {
		if (file != null) file.close();
	}

	/** A map in the file. */
	private record StoredMap(RowPlace place, RowFile.Region region) implements MapRow {

		@Override
		public void write(final int from, final double[] values, final int n) {
			try {
				region.write(values, from, n);
			}
			catch (final IOException e) {
				throw new UncheckedIOException(place.refused(e));
			}
		}

		@Override
		public Signals.Row row() {
			return region.row();
		}

		private Object writeReplace() {
			return new MemoryMap(values());
		}
	}
}
