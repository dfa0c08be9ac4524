package org.voxmeta.stats.combination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns correlations of residuals from the mean of K studies back into correlations of the studies.
 * <p>
 * Let the studies of group g (b of them) correlate by rho_g and others not at all, and S = sum of b (b - 1)
 * rho_g over groups. Then two residuals of group g have
 * <pre>
 * covariance rho (1 - 2 (b - 1) / K) + c,   variance 1 - 2 rho (b - 1) / K + c,   c = -2 / K + (K + S) / K²
 * </pre>
 * so that their correlation r gives rho if S is known; S follows from all rho by iteration, in which a
 * group's own part of S is solved for directly. r is the mean over the pairs of a group, and each pair keeps
 * its deviation from it. Studies of different groups are left with what takes independent ones to 0.
 */
final class CentringShrinkage {

	/** The iteration ends when no group's part of S moves more; a few steps are usual. */
	private static final double TOLERANCE = 1e-12;
	private static final int MOST_STEPS = 50;

	private final double[][] r;
	private final double studies;
	private final List<Group> groups;

	private CentringShrinkage(final double[][] r, final List<Group> groups) {
		this.r = r;
		this.studies = r.length;
		this.groups = groups;
	}

	/**
	 * The correlations of the studies.
	 *
	 * @param r correlations of the residuals, K×K, symmetric
	 * @param groups the group of each study, K
	 * @return K×K, with 1 on the diagonal; perhaps not positive definite
	 */
	static double[][] undo(final double[][] r, final int[] groups) {
		final Map<Integer, List<Integer>> members = new LinkedHashMap<>();
		for (int k = 0; k < groups.length; k++)
			members.computeIfAbsent(groups[k], group -> new ArrayList<>()).add(k);
		final List<Group> pooled = members.values().stream().filter(group -> group.size() > 1)
			.map(group -> Group.of(group.stream().mapToInt(k -> k).toArray(), r)).toList();
		return new CentringShrinkage(r, pooled).undo();
	}

	private double[][] undo() {
		final double[] parts = parts();
		final double all = Arrays.stream(parts).sum();
		final double[][] undone = betweenGroups();
		for (int g = 0; g < parts.length; g++)
			restore(groups.get(g), rho(groups.get(g), all - parts[g]), undone);
		for (int k = 0; k < undone.length; k++)
			undone[k][k] = 1;
		return undone;
	}

	/** b (b - 1) rho of each group. */
	private double[] parts() {
		double[] parts = new double[groups.size()];
		for (int step = 0; step < MOST_STEPS; step++) {
			final double all = Arrays.stream(parts).sum();
			final double[] next = new double[parts.length];
			double change = 0;
			for (int g = 0; g < next.length; g++) {
				next[g] = groups.get(g).pairs() * rho(groups.get(g), all - parts[g]);
				change = Math.max(change, Math.abs(next[g] - parts[g]));
			}
			if (change <= TOLERANCE) return parts;
			parts = next;
		}
		return parts;
	}

	/** The correlation within a group, when the other groups' part of S is known. */
	private double rho(final Group group, final double others) {
		final double outside = studies - group.size();
		// the slope of r over rho: 0 for a group of all studies, whose residuals correlate the same whatever
		// rho is
		if (outside * (outside + 1) + others <= 0) return clamp(group.mean, -1);
		final double own = group.pairs() / (studies * studies);
		final double below = own - 2 * (group.size() - 1) / studies;
		final double above = 1 + below;
		final double c = -2 / studies + (studies + others) / (studies * studies);
		// b variables cannot all correlate by less
		final double least = -1 / (group.size() - 1);
		final double r = clamp(group.mean, (least * above + c) / (least * below + 1 + c));
		return clamp((r * (1 + c) - c) / (above - r * below), least);
	}

	private double[][] betweenGroups() {
		final double shift = 1 / (studies - 1);
		final double[][] undone = new double[r.length][r.length];
		for (int i = 0; i < r.length; i++)
			for (int j = 0; j < r.length; j++)
				undone[i][j] = clamp((r[i][j] + shift) / (1 + shift), -1);
		return undone;
	}

	/** Writes rho and each pair's deviation, made smaller for all alike where one would pass 1 or -1. */
	private void restore(final Group group, final double rho, final double[][] undone) {
		double scale = 1;
		for (final int i : group.members)
			for (final int j : group.members) {
				final double deviation = r[i][j] - group.mean;
				if (i != j && deviation != 0) scale = Math.min(scale, (Math.signum(deviation) - rho)
					/ deviation);
			}
		scale = Math.max(scale, 0);
		for (final int i : group.members)
			for (final int j : group.members)
				undone[i][j] = clamp(rho + scale * (r[i][j] - group.mean), -1);
	}

	private static double clamp(final double value, final double least) {
		return Math.max(least, Math.min(1, value));
	}

	/**
	 * Two or more studies.
	 *
	 * @param members their indices
	 * @param mean of the correlations of their residuals
	 */
	private record Group(int[] members, double mean) {

		static Group of(final int[] members, final double[][] r) {
			double sum = 0;
			for (final int i : members)
				for (final int j : members)
					if (i != j) sum += r[i][j];
			return new Group(members, sum / (members.length * (members.length - 1.0)));
		}

		double size() {
			return members.length;
		}

		/** Ordered pairs. */
		double pairs() {
			return size() * (size() - 1);
		}
	}
}
