package org.voxmeta.fit;

import java.io.Serializable;
import java.io.UncheckedIOException;

import org.voxmeta.stats.data.Signals;

/**
 * The values of one map at V voxels, NaN where there is none. Several threads may write to different voxels
 * at once; it is read when all are written. It is serialized with its values.
 */
public interface MapRow extends Serializable {

	/**
	 * Takes the values of voxels {@code from} to {@code from + n - 1}.
	 *
	 * @throws UncheckedIOException if they cannot be written, such as to a full disk
	 */
	void write(int from, double[] values, int n);

	/** All values; not copied. */
	Signals.Row row();

	/** All values: the map's own array if it is in memory, else a new one. */
	default double[] values() {
		if (row() instanceof Signals.DoubleRow memory) return memory.values();
		final double[] values = new double[row().length()];
		row().read(0, values.length, values);
		return values;
	}

	/** Whether the values are in memory. */
	default boolean isInMemory() {
		return row() instanceof Signals.DoubleRow;
	}
}
