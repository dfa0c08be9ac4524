package org.voxmeta.analysis;

import java.io.IOException;
import java.util.function.Function;

import org.voxmeta.masker.ValueSink;
import org.voxmeta.stats.data.Signals;

/** What is kept of rows. Thread-safe; what it throws ends the reading. */
interface Keeping<T> {

	/** What is kept of a row in memory. */
	T keep(Signals.Row row);

	/**
	 * What is kept of a row that comes in parts.
	 *
	 * @param parts hands over all of them
	 * @throws IOException if they cannot be read
	 */
	T keep(Parts parts) throws IOException;

	/** A row in parts. */
	@FunctionalInterface
	interface Parts {

		/**
		 * Hands over all parts.
		 *
		 * @throws IOException if they cannot be read
		 */
		void to(ValueSink sink) throws IOException;
	}

	/** How long a row may be that comes as one; longer ones come in parts. */
	int longest();

	/** Keeps what a function makes of rows in memory. */
	static <T> Keeping<T> of(final Function<Signals.Row, T> keep) {
		return new Keeping<>() {

			@Override
			public T keep(final Signals.Row row) {
				return keep.apply(row);
			}

			@Override
			public T keep(final Parts parts) {
				throw new IllegalStateException("Rows are wanted as one");
			}

			@Override
			public int longest() {
				return Integer.MAX_VALUE;
			}
		};
	}
}
