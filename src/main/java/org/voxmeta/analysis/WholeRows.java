package org.voxmeta.analysis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.voxmeta.analysis.RowStore.KeptRow;
import org.voxmeta.masker.ValueSink;
import org.voxmeta.masker.VoxelMask;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.task.Tasks;

/**
 * Rows of the whole grid, until it is known which voxels any study has. Only what is not missing is kept, in
 * parts of the grid, of which each thread has two in memory at a time.
 */
final class WholeRows implements Keeping<List<KeptRow>> {

	private final RowStore store;
	private final long[] dims;
	private final int voxels;
	/** The voxels of a part, a multiple of 64; the last part may have fewer. */
	private final int part;

	/**
	 * @param dims the grid's size along each axis
	 */
	WholeRows(final RowStore store, final long[] dims) {
		this.store = store;
		this.dims = dims;
		voxels = VoxelMask.all(dims).gridSize();
		part = Math.max(Long.SIZE, store.place().part() & -Long.SIZE);
	}

	@Override
	public List<KeptRow> keep(final Signals.Row row) {
		final Compactor compactor = new Compactor();
		if (row instanceof Signals.FloatRow floats) compactor.add(floats.values(), voxels);
		else compactor.add(((Signals.DoubleRow) row).values(), voxels);
		return compactor.kept;
	}

	@Override
	public List<KeptRow> keep(final Parts parts) throws IOException {
		final Compactor compactor = new Compactor();
		parts.to(compactor);
		return compactor.kept;
	}

	@Override
	public int longest() {
		return part;
	}

	/**
	 * The voxels that any study has.
	 *
	 * @param rows of values, then of variances if there are any
	 * @param studies K
	 */
	VoxelMask valid(final List<List<KeptRow>> rows, final int studies) {
		final long[] bits = new long[(int) ((voxels + Long.SIZE - 1L) / Long.SIZE)];
		Tasks.forEach(Tasks.processors(), IntStream.range(0, parts()).boxed().toList(), p -> {
			final boolean[] valid = new boolean[size(p)];
			for (int k = 0; k < studies; k++)
				VoxelBlock.markValid(rows.get(k).get(p).row().row(),
					rows.size() == studies ? null : rows.get(studies + k).get(p).row().row(), valid);
			final int first = from(p) / Long.SIZE;
			for (int j = 0; j < valid.length; j++)
				if (valid[j]) bits[first + j / Long.SIZE] |= 1L << j;
		});
		return VoxelMask.of(bits, dims);
	}

	/** How many values of each row are below 0. */
	static long[] belowZero(final List<List<KeptRow>> rows) {
		return rows.stream().mapToLong(parts -> parts.stream()
			.mapToLong(kept -> kept.row().values().countBelowZero()).sum()).toArray();
	}

	/**
	 * The rows at some voxels, which take the place of those of the whole grid.
	 *
	 * @param rows emptied, so that there are never two of each
	 */
	List<Signals.Row> at(final VoxelMask mask, final List<List<KeptRow>> rows) throws IOException {
		final Signals.Row[] at = new Signals.Row[rows.size()];
		Tasks.forEach(Tasks.processors(), IntStream.range(0, at.length).boxed().toList(),
			i -> at[i] = one(mask, rows.set(i, null)));
		store.closeCompact();
		return Arrays.asList(at);
	}

	private Signals.Row one(final VoxelMask mask, final List<KeptRow> parts) {
		parts.forEach(store::release);
		final RowWriter writer = store.writer(mask.size());
		for (int p = 0; p < parts.size(); p++) {
			final Signals.Row row = parts.set(p, null).row().row();
			if (row instanceof Signals.FloatRow floats) add(mask, p, floats.values(), writer);
			else add(mask, p, ((Signals.DoubleRow) row).values(), writer);
		}
		return writer.row();
	}

	/** Moves the values of the mask to the front: they never overtake those that are still to be moved. */
	private void add(final VoxelMask mask, final int p, final float[] values, final ValueSink to) {
		final int[] n = { 0 };
		mask.forEachRun(from(p), from(p) + size(p), (index, length) -> {
			System.arraycopy(values, index - from(p), values, n[0], length);
			n[0] += length;
		});
		to.add(values, n[0]);
	}

	private void add(final VoxelMask mask, final int p, final double[] values, final ValueSink to) {
		final int[] n = { 0 };
		mask.forEachRun(from(p), from(p) + size(p), (index, length) -> {
			System.arraycopy(values, index - from(p), values, n[0], length);
			n[0] += length;
		});
		to.add(values, n[0]);
	}

	private int parts() {
		return (int) ((voxels + part - 1L) / part);
	}

	private int from(final int p) {
		return p * part;
	}

	private int size(final int p) {
		return Math.min(part, voxels - from(p));
	}

	/** Cuts a row into parts of the grid, and keeps them. */
	private final class Compactor implements ValueSink {

		private final List<KeptRow> kept = new ArrayList<>();
		/** The values of a part that have come in pieces. */
		private Signals.Row waiting;
		private int filled;

		@Override
		public void add(final float[] values, final int n) {
			for (int from = 0; from < n;) {
				final int size = size(kept.size());
				final int some = Math.min(n - from, size - filled);
				if (some == size) kept.add(store.keep(CompactRow.of(values, from, size)));
				else {
					if (waiting == null) waiting = new Signals.FloatRow(new float[size]);
					System.arraycopy(values, from, ((Signals.FloatRow) waiting).values(), filled, some);
					filled += some;
					if (filled == size) keepWaiting(CompactRow.of(((Signals.FloatRow) waiting).values(), 0, size));
				}
				from += some;
			}
		}

		@Override
		public void add(final double[] values, final int n) {
			for (int from = 0; from < n;) {
				final int size = size(kept.size());
				final int some = Math.min(n - from, size - filled);
				if (some == size) kept.add(store.keep(CompactRow.of(values, from, size)));
				else {
					if (waiting == null) waiting = new Signals.DoubleRow(new double[size]);
					System.arraycopy(values, from, ((Signals.DoubleRow) waiting).values(), filled, some);
					filled += some;
					if (filled == size) keepWaiting(CompactRow.of(((Signals.DoubleRow) waiting).values(), 0, size));
				}
				from += some;
			}
		}

		private void keepWaiting(final CompactRow row) {
			kept.add(store.keep(row));
			filled = 0;
		}
	}
}
