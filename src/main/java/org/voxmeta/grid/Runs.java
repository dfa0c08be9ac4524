package org.voxmeta.grid;

import java.util.Arrays;

/** The runs of equal values, other than 0, along an image's first axis; joined to sets by union-find. */
final class Runs {

	private final int[] values;
	private final int length;
	/** The number of the first run of each line; one more for the end. */
	private final int[] first;
	private int[] start;
	private int[] end;
	/** A run of the same set before this one, or the run itself. */
	private int[] parent;

	/** Takes the values, line after line of the given length, as they are. */
	Runs(final int[] values, final int length) {
		this.values = values;
		this.length = length;
		first = new int[values.length == 0 ? 1 : values.length / length + 1];
		final int some = Math.max(16, values.length / 32);
		start = new int[some];
		end = new int[some];
	}

	/** Finds the runs, each a set of its own. */
	void find() {
		int n = 0;
		for (int line = 0; line < first.length - 1; line++) {
			first[line] = n;
			final int stop = (line + 1) * length;
			for (int i = line * length; i < stop;) {
				final int value = values[i];
				final int from = i;
				while (i < stop && values[i] == value)
					i++;
				if (value != 0) add(n++, from, i);
			}
		}
		first[first.length - 1] = n;
		parent = new int[n];
		Arrays.setAll(parent, run -> run);
	}

	private void add(final int run, final int from, final int to) {
		if (run == start.length) {
			start = Arrays.copyOf(start, longer(run));
			end = Arrays.copyOf(end, longer(run));
		}
		start[run] = from;
		end[run] = to;
	}

	private int longer(final int n) {
		return (int) Math.min(values.length, 2L * n);
	}

	/** Joins the runs of a line with those of another; with a reach of 1, also those that touch at a corner. */
	void join(final int line, final int other, final int reach) {
		final int shift = (line - other) * length;
		int a = first[line];
		int b = first[other];
		while (a < first[line + 1] && b < first[other + 1]) {
			joinIfNear(a, b, shift, reach);
			if (end[b] + shift < end[a]) {
				b++;
			}
			else {
				// where both end, each may touch the next run of the other, of another value than the run before it
				if (end[b] + shift == end[a] && b + 1 < first[other + 1]) joinIfNear(a, b + 1, shift, reach);
				a++;
			}
		}
	}

	private void joinIfNear(final int a, final int b, final int shift, final int reach) {
		if (start[b] + shift < end[a] + reach && start[a] < end[b] + shift + reach && values[start[a]] == values[
			start[b]]) union(a, b);
	}

	private void union(final int a, final int b) {
		final int rootA = root(a);
		final int rootB = root(b);
		// the first run of a set is its root, so that sets are in the order of their first voxels
		if (rootA < rootB) parent[rootB] = rootA;
		else parent[rootA] = rootB;
	}

	private int root(final int run) {
		int i = run;
		while (parent[i] != i) {
			parent[i] = parent[parent[i]];
			i = parent[i];
		}
		return i;
	}

	/** Writes the sets' numbers into the voxels; returns the number of voxels of each, the outside first. */
	int[] writeLabels() {
		int count = 0;
		final int[] sizes = new int[parent.length + 1];
		sizes[0] = values.length;
		for (int run = 0; run < parent.length; run++) {
			// parents come first: theirs hold the negative label already
			final int label = parent[run] == run ? ++count : -parent[parent[run]];
			parent[run] = -label;
			Arrays.fill(values, start[run], end[run], label);
			sizes[label] += end[run] - start[run];
			sizes[0] -= end[run] - start[run];
		}
		return Arrays.copyOf(sizes, count + 1);
	}
}
