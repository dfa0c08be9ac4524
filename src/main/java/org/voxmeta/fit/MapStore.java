package org.voxmeta.fit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the maps of a fit lie. */
public interface MapStore extends Closeable {

	/** In memory. */
	MapStore MEMORY = new MapStore() {

		@Override
		public MapRow map(final int voxels) {
			return new MemoryMap(new double[voxels]);
		}

		@Override
		public void close() {
			// memory needs no closing
		}
	};

	/**
	 * Room for a map.
	 *
	 * @param voxels V
	 * @throws UncheckedIOException if there is none
	 */
	MapRow map(int voxels);

	/** Gives the room back before nobody refers to the maps any more; they must not be read then. */
	@Override
	void close() throws IOException;
}
