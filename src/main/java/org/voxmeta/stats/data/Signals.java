package org.voxmeta.stats.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * One kind of value (effects, variances, ...) of K studies at V voxels, K×V, each study a row in the
 * precision of its source. NaN stands for a missing value; an infinite one is treated alike.
 * <p>
 * Immutable as long as nobody writes to the arrays it was made of, which are not copied. Thread-safe.
 */
public final class Signals implements Serializable {

	private static final long serialVersionUID = 1L;

	private final Row[] rows;
	private final int voxels;

	private Signals(final Row[] rows) {
		if (rows.length == 0) throw new IllegalArgumentException("Signals: got no study, wanted at least 1");
		this.rows = rows;
		this.voxels = rows[0].length();
		for (int k = 1; k < rows.length; k++)
			if (rows[k].length() != voxels) throw new IllegalArgumentException("Signals: study " + (k + 1)
				+ " has " + rows[k].length() + " voxels, study 1 has " + voxels);
	}

	/** Signals on the given rows, one per study, all of the same length. */
	public static Signals of(final List<Row> rows) {
		return new Signals(rows.toArray(new Row[0]));
	}

	/** Signals on a K×V array. */
	public static Signals of(final float[][] values) {
		final Row[] rows = new Row[values.length];
		for (int k = 0; k < rows.length; k++)
			rows[k] = new FloatRow(values[k]);
		return new Signals(rows);
	}

	/** Signals on a K×V array. */
	public static Signals of(final double[][] values) {
		final Row[] rows = new Row[values.length];
		for (int k = 0; k < rows.length; k++)
			rows[k] = new DoubleRow(values[k]);
		return new Signals(rows);
	}

	/** K. */
	public int studies() {
		return rows.length;
	}

	/** V. */
	public int voxels() {
		return voxels;
	}

	/** The values of one study. */
	public Row row(final int study) {
		return rows[study];
	}

	/** All values in double precision, K×V; a new array. */
	public double[][] toArrays() {
		final double[][] values = new double[rows.length][voxels];
		for (int k = 0; k < rows.length; k++)
			rows[k].read(0, voxels, values[k]);
		return values;
	}

	/** The studies {@code from} to {@code to - 1}. */
	public Signals rows(final int from, final int to) {
		return new Signals(Arrays.copyOfRange(rows, from, to));
	}

	/** The same studies at the voxels whose indices (into this object's voxels) are given. */
	public Signals at(final int[] indices) {
		final Row[] selected = new Row[rows.length];
		for (int k = 0; k < rows.length; k++)
			selected[k] = rows[k].at(indices);
		return new Signals(selected);
	}

	/** One study's values at V voxels. */
	public sealed interface Row extends Serializable permits FloatRow, DoubleRow, StoredRow {

		/** V. */
		int length();

		/** Copies the values of voxels {@code from} to {@code from + n - 1} into {@code to[0..n-1]}. */
		void read(int from, int n, double[] to);

		/** Copies the values of the voxels {@code at[from]} to {@code at[from + n - 1]} into {@code to[0..n-1]}. */
		void read(int[] at, int from, int n, double[] to);

		/** A row of the values at the given voxels. */
		Row at(int[] indices);

		/** The number of values below 0. */
		long countBelowZero();

		/** Looks at all values in their order, of which some are in memory at a time. */
		default void forEach(final Visitor visitor) {
			final double[] some = new double[Math.min(length(), StoredRow.PART)];
			for (int from = 0; from < length(); from += some.length) {
				final int n = Math.min(some.length, length() - from);
				read(from, n, some);
				for (int j = 0; j < n; j++)
					visitor.visit(from + j, some[j]);
			}
		}
	}

	/** Looks at a value. */
	@FunctionalInterface
	public interface Visitor {

		/** Looks at the value of voxel j. */
		void visit(int j, double value);
	}

	/** A row in single precision; the array is not copied. */
	public record FloatRow(float[] values) implements Row {

		@Override
		public int length() {
			return values.length;
		}

		@Override
		public void read(final int from, final int n, final double[] to) {
			final float[] source = values;
			for (int j = 0; j < n; j++)
				to[j] = source[from + j];
		}

		@Override
		public void read(final int[] at, final int from, final int n, final double[] to) {
			for (int j = 0; j < n; j++)
				to[j] = values[at[from + j]];
		}

		@Override
		public Row at(final int[] indices) {
			final float[] selected = new float[indices.length];
			for (int j = 0; j < selected.length; j++)
				selected[j] = values[indices[j]];
			return new FloatRow(selected);
		}

		@Override
		public long countBelowZero() {
			long count = 0;
			for (final float value : values)
				if (value < 0) count++;
			return count;
		}
	}

	/** A row in double precision; the array is not copied. */
	public record DoubleRow(double[] values) implements Row {

		@Override
		public int length() {
			return values.length;
		}

		@Override
		public void read(final int from, final int n, final double[] to) {
			System.arraycopy(values, from, to, 0, n);
		}

		@Override
		public void read(final int[] at, final int from, final int n, final double[] to) {
			for (int j = 0; j < n; j++)
				to[j] = values[at[from + j]];
		}

		@Override
		public Row at(final int[] indices) {
			final double[] selected = new double[indices.length];
			for (int j = 0; j < selected.length; j++)
				selected[j] = values[indices[j]];
			return new DoubleRow(selected);
		}

		@Override
		public long countBelowZero() {
			long count = 0;
			for (final double value : values)
				if (value < 0) count++;
			return count;
		}
	}

	/** Where the values of a {@link StoredRow} lie. Thread-safe. */
	public interface Store {

		/** Copies the values of voxels {@code from} to {@code from + n - 1} into {@code to[0..n-1]}. */
		void read(int from, int n, double[] to);

		/** Copies the values of the voxels {@code at[from]} to {@code at[from + n - 1]} into {@code to[0..n-1]}. */
		void read(int[] at, int from, int n, double[] to);
	}

	/**
	 * A row whose values lie elsewhere, such as in a file. It is serialized with its values.
	 *
	 * @param length V
	 * @param single whether they are in single precision
	 * @param countBelowZero the number of values below 0
	 * @param store where they lie
	 */
	public record StoredRow(int length, boolean single, long countBelowZero, Store store) implements Row {

		private static final int PART = 1024;

		@Override
		public void read(final int from, final int n, final double[] to) {
			store.read(from, n, to);
		}

		@Override
		public void read(final int[] at, final int from, final int n, final double[] to) {
			store.read(at, from, n, to);
		}

		@Override
		public Row at(final int[] indices) {
			return copy(indices.length, (from, n, to) -> store.read(indices, from, n, to));
		}

		/** The row in memory. */
		public Row inMemory() {
			return copy(length, store::read);
		}

		private Object writeReplace() {
			return inMemory();
		}

		private Row copy(final int values, final Part part) {
			final float[] floats = single ? new float[values] : null;
			final double[] doubles = single ? null : new double[values];
			final double[] buffer = new double[Math.min(PART, values)];
			for (int from = 0; from < values; from += buffer.length) {
				final int n = Math.min(buffer.length, values - from);
				part.read(from, n, buffer);
				if (!single) System.arraycopy(buffer, 0, doubles, from, n);
				else for (int j = 0; j < n; j++)
					floats[from + j] = (float) buffer[j];
			}
			return single ? new FloatRow(floats) : new DoubleRow(doubles);
		}

		/** Reads values {@code from} to {@code from + n - 1}. */
		@FunctionalInterface
		private interface Part {

			void read(int from, int n, double[] to);
		}
	}
}
