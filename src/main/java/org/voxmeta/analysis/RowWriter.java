package org.voxmeta.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.voxmeta.masker.ValueSink;
import org.voxmeta.stats.data.Signals;

/** Makes a row of a store out of its parts: in memory if it fits, else in the file. For one thread. */
final class RowWriter implements ValueSink {

	private final RowStore store;
	private final int length;
	private Signals.Row memory;
	private RowFile.Region file;
	private int done;

	RowWriter(final RowStore store, final int length) {
		this.store = store;
		this.length = length;
	}

	@Override
	public void add(final float[] values, final int n) {
		begin(true);
		if (memory instanceof Signals.FloatRow floats) System.arraycopy(values, 0, floats.values(), done, n);
		else write(() -> file.write(values, done, n));
		done += n;
	}

	@Override
	public void add(final double[] values, final int n) {
		begin(false);
		if (memory instanceof Signals.DoubleRow doubles) System.arraycopy(values, 0, doubles.values(), done, n);
		else write(() -> file.write(values, done, n));
		done += n;
	}

	/**
	 * The row, once all its values have come.
	 *
	 * @throws IllegalStateException if they have not
	 */
	Signals.Row row() {
		if (done != length) throw new IllegalStateException("Row: got " + done + " values, wanted " + length);
		begin(true);
		return memory == null ? file.row() : memory;
	}

	private void begin(final boolean single) {
		if (memory != null || file != null) return;
		if (store.takes(length, single)) memory = single ? new Signals.FloatRow(new float[length])
			: new Signals.DoubleRow(new double[length]);
		else write(() -> file = store.region(length, single));
	}

	private void write(final Writing writing) {
		try {
			writing.write();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(store.place().refused(e));
		}
	}

	/** Writes to the file. */
	@FunctionalInterface
	private interface Writing {

		void write() throws IOException;
	}
}
