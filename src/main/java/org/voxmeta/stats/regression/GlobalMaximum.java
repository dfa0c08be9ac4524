package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;
import org.voxmeta.stats.regression.ScoreCurves.Verdict;

/**
 * Finds the global maximum of each voxel's log likelihood, on a bound or between. One maximum is found first;
 * what its curves and those at the bounds do not rule out to hold another is cut into smaller and smaller
 * parts, until every part is ruled out or holds one. Only then are likelihoods compared.
 */
final class GlobalMaximum {

	/** Halving a part so often leaves nothing of it. */
	private static final int MOST_ROUNDS = 200;
	/** Two or three parts in doubt at once are usual; so many are rounding noise around 0. */
	private static final int MOST_PARTS = 32;

	private final ScoreCurves curves;
	private final ActiveVoxels voxels;
	private final int n;
	private final CurvePoints left;
	private final CurvePoints right;
	/** Where there is no inner maximum, at is NaN. */
	private CurvePoints inner;
	private final boolean[] usable;
	private final double[] best;
	private final boolean[] failed;
	/** Parts that hold one maximum each. */
	private final Cells singles;
	/** Maxima of voxels that have not been told to have one alone. */
	private Maxima maxima;

	private GlobalMaximum(final ScoreCurves curves, final ActiveVoxels voxels, final boolean[] wanted) {
		this.curves = curves;
		this.voxels = voxels;
		n = voxels.size();
		left = curves.left(voxels);
		right = curves.right(voxels);
		usable = new boolean[n];
		for (int i = 0; i < n; i++)
			usable[i] = wanted[i] && !Double.isNaN(curves.height(left, i));
		best = voxels.buffers().zeros(n);
		failed = new boolean[n];
		singles = new Cells(voxels.buffers(), n);
	}

	/**
	 * The search for all voxels, done.
	 *
	 * @param wanted at which voxels to search
	 */
	static GlobalMaximum of(final ScoreCurves curves, final ActiveVoxels voxels, final boolean[] wanted) {
		final GlobalMaximum maximum = new GlobalMaximum(curves, voxels, wanted);
		maximum.find();
		return maximum;
	}

	/** Where the maxima are, n values; NaN where there is none, or none was found. */
	double[] at() {
		return best;
	}

	/** Whether the iteration of voxel i did not come to its end. */
	boolean hasFailed(final int i) {
		return failed[i];
	}

	private void find() {
		if (curves.nodes().length > 0) {
			findOthers(lookBetweenNodes());
			return;
		}
		findOne();
		findOthers(accept());
	}

	/** Goes through the parts between nodes; those that may hold more than one maximum. */
	private Cells lookBetweenNodes() {
		final Buffers buffers = voxels.buffers();
		final Cells doubtful = new Cells(buffers, n);
		maxima = new Maxima(n);
		final double[] spare = buffers.any(n);
		final CurvePoints[] between = { new CurvePoints(buffers, n), new CurvePoints(buffers, n) };
		CurvePoints from = left;
		for (int node = 1; node < curves.nodes().length; node++) {
			final boolean isLast = node == curves.nodes().length - 1;
			final CurvePoints to = isLast ? right : between[node % 2];
			if (!isLast) curves.evaluateNode(voxels, node, to);
			ScoreCurves.putSpare(from, to, curves.nodes()[node] - curves.nodes()[node - 1], spare, n);
			for (int i = 0; i < n; i++)
				if (usable[i] && !(spare[i] > 0)) sort(i, from, to, i, false, doubtful);
			from = to;
		}
		for (int i = 0; i < n; i++) {
			best[i] = Double.NaN;
			if (usable[i]) addBounds(i);
		}
		return doubtful;
	}

	private void findOne() {
		final ScoreRoots search = new ScoreRoots(curves, voxels.all(), left, right);
		final boolean[] searched = new boolean[n];
		for (int i = 0; i < n; i++) {
			searched[i] = usable[i] && !curves.fallsAfter(left, i) && curves.fallsBefore(right, i);
			if (!searched[i]) search.leaveOut(i);
		}
		inner = search.find();
		for (int i = 0; i < n; i++)
			failed[i] = searched[i] && Double.isNaN(inner.at[i]);
	}

	private CurvePoints roots(final Cells cells) {
		return new ScoreRoots(curves, voxels.at(cells.owners(), cells.size()), cells.left(), cells.right())
			.find();
	}

	/** Takes the maxima that are surely the only ones; the parts of the others that may hold more. */
	private Cells accept() {
		final Cells doubtful = new Cells(voxels.buffers(), n);
		maxima = new Maxima(n);
		for (int i = 0; i < n; i++) {
			best[i] = Double.NaN;
			if (!usable[i] || failed[i]) continue;
			final int before = doubtful.size();
			if (Double.isNaN(inner.at[i])) {
				if (curves.judge(left, right, i) != Verdict.NONE) doubtful.add(i, left, i, right, i);
				else best[i] = curves.fallsAfter(left, i) ? left.at[i] : right.at[i];
			}
			else {
				if (curves.judge(left, inner, i) != Verdict.NONE) doubtful.add(i, left, i, inner, i);
				if (curves.judge(inner, right, i) != Verdict.NONE) doubtful.add(i, inner, i, right, i);
				if (doubtful.size() == before) best[i] = inner.at[i];
			}
			if (doubtful.size() == before) continue;
			if (!Double.isNaN(inner.at[i])) maxima.add(i, inner.at[i]);
			addBounds(i);
		}
		return doubtful;
	}

	/** Takes the bounds that are maxima. */
	private void addBounds(final int i) {
		if (curves.fallsAfter(left, i)) maxima.add(i, left.at[i]);
		if (!curves.fallsBefore(right, i)) maxima.add(i, right.at[i]);
	}

	private void findOthers(final Cells doubtful) {
		separate(doubtful);
		final CurvePoints roots = singles.size() > 0 ? roots(singles) : null;
		for (int c = 0; c < singles.size(); c++) {
			if (Double.isNaN(roots.at[c])) failed[singles.owners()[c]] = true;
			else maxima.add(singles.owners()[c], roots.at[c]);
		}
		compare();
	}

	/** Cuts parts until each is ruled out or holds one maximum, and is kept if it does. */
	private void separate(final Cells doubtful) {
		final int[] parts = new int[n];
		Cells cells = doubtful;
		Cells next = new Cells(voxels.buffers(), n);
		ActiveVoxels part = null;
		CurvePoints middle = new CurvePoints(voxels.buffers(), n);
		for (int round = 0; cells.size() > 0; round++) {
			final int size = cells.size();
			if (middle.capacity() < size) middle = new CurvePoints(Buffers.fresh(), size);
			final double[] x = middle.at;
			for (int c = 0; c < size; c++)
				x[c] = curves.between(cells.left(), cells.right(), c);
			part = voxels.at(cells.owners(), size, part);
			curves.evaluate(part, x, middle);
			next.clear();
			for (int c = 0; c < size; c++) {
				final int i = cells.owners()[c];
				final boolean last = round == MOST_ROUNDS || parts[i] > MOST_PARTS;
				sort(i, cells.left(), middle, c, last, next);
				sort(i, middle, cells.right(), c, last, next);
			}
			Arrays.fill(parts, 0);
			for (int c = 0; c < next.size(); c++)
				parts[next.owners()[c]]++;
			final Cells worked = cells;
			cells = next;
			next = worked;
		}
	}

	private void sort(final int owner, final CurvePoints from, final CurvePoints to, final int c,
		final boolean last, final Cells next)
	{
		final Verdict verdict = curves.judge(from, to, c);
		if (verdict == Verdict.NONE) return;
		final boolean close = last || curves.areClose(from, to, c);
		if (verdict == Verdict.ONE || close && !curves.fallsAfter(from, c) && curves.fallsBefore(to, c))
			singles.add(owner, from, c, to, c);
		else if (!close) next.add(owner, from, c, to, c);
	}

	/** Takes the only maximum of a voxel, or the highest of several. */
	private void compare() {
		final int[] counts = new int[n];
		for (int c = 0; c < maxima.size(); c++)
			counts[maxima.owners()[c]]++;
		final Maxima rivals = new Maxima(4);
		for (int c = 0; c < maxima.size(); c++) {
			final int i = maxima.owners()[c];
			if (failed[i]) best[i] = Double.NaN;
			else if (counts[i] == 1) best[i] = maxima.at()[c];
			else rivals.add(i, maxima.at()[c]);
		}
		if (rivals.size() > 0) takeHighest(rivals);
	}

	private void takeHighest(final Maxima rivals) {
		final double[] x = Arrays.copyOf(rivals.at(), rivals.size());
		final double[] likelihood = curves.logLikelihood(voxels.at(rivals.owners(), x.length), x);
		final double[] highest = new double[n];
		Arrays.fill(highest, Double.NEGATIVE_INFINITY);
		for (int c = 0; c < x.length; c++) {
			final int i = rivals.owners()[c];
			if (!(likelihood[c] > highest[i])) continue;
			highest[i] = likelihood[c];
			best[i] = x[c];
		}
	}
}
