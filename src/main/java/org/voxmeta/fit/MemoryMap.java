package org.voxmeta.fit;

import org.voxmeta.stats.data.Signals;

/** A map in an array, which is not copied. */
public record MemoryMap(double[] values) implements MapRow {

	@Override
	public void write(final int from, final double[] block, final int n) {
		System.arraycopy(block, 0, values, from, n);
	}

	@Override
	public Signals.Row row() {
		return new Signals.DoubleRow(values);
	}
}
