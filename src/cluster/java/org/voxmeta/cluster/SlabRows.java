package org.voxmeta.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.VoxelBlock;

import scala.Tuple2;

/**
 * The rows of K studies in the voxels of a slab.
 *
 * @param valid the voxels that count, by their place in the grid; null if all do
 * @param values effects or statistics, K rows
 * @param variances the effects' variances, K rows; none where there are none
 * @param negativeAnywhere how many voxels of the slab have a negative variance, K; those that do not count as
 *          well
 */
record SlabRows(int[] valid, List<Signals.Row> values, List<Signals.Row> variances, long[] negativeAnywhere)
	implements Serializable
{

	/**
	 * Puts pieces together.
	 *
	 * @param pieces of all studies, in any order
	 * @param places the studies that are wanted, ascending, K
	 * @param from the slab's first voxel
	 * @param everywhere whether only voxels count that any of the studies has
	 */
	static SlabRows of(final Iterator<Tuple2<Integer, Piece>> pieces, final int[] places, final int from,
		final boolean everywhere)
	{
		final Piece[] studies = new Piece[places[places.length - 1] + 1];
		while (pieces.hasNext()) {
			final Piece piece = pieces.next()._2();
			if (piece.study() < studies.length) studies[piece.study()] = piece;
		}
		final List<Signals.Row> values = new ArrayList<>();
		final List<Signals.Row> variances = new ArrayList<>();
		for (final int k : places) {
			if (studies[k] == null) throw new IllegalStateException("Study " + (k + 1)
				+ ": was read before, but could not be read again after a machine was lost");
			values.add(studies[k].values());
			if (studies[k].variances() != null) variances.add(studies[k].variances());
		}
		final long[] negative = negative(variances);
		if (!everywhere) return new SlabRows(null, values, variances, negative);
		final int[] valid = valid(values, variances);
		return new SlabRows(IntStream.of(valid).map(j -> from + j).toArray(), at(values, valid), at(variances,
			valid), negative);
	}

	private static int[] valid(final List<Signals.Row> values, final List<Signals.Row> variances) {
		final boolean[] valid = new boolean[values.get(0).length()];
		for (int k = 0; k < values.size(); k++)
			VoxelBlock.markValid(values.get(k), variances.isEmpty() ? null : variances.get(k), valid);
		return IntStream.range(0, valid.length).filter(j -> valid[j]).toArray();
	}

	private static List<Signals.Row> at(final List<Signals.Row> rows, final int[] voxels) {
		return new ArrayList<>(rows.stream().map(row -> row.at(voxels)).toList());
	}

	private static long[] negative(final List<Signals.Row> variances) {
		return variances.stream().mapToLong(Signals.Row::countBelowZero).toArray();
	}

	/** How many voxels that count have a negative variance, K. */
	long[] negative() {
		return negative(variances);
	}

	/** Effects or statistics. */
	Signals signals() {
		return Signals.of(values);
	}

	/** The effects' variances; null where there are none. */
	Signals signalsOfVariances() {
		return variances.isEmpty() ? null : Signals.of(variances);
	}

	/** Adds numbers of each study. */
	static long[] sum(final long[] a, final long[] b) {
		return LongStream.iterate(0, k -> k + 1).limit(a.length).map(k -> a[(int) k] + b[(int) k]).toArray();
	}
}
