package org.voxmeta.stats.estimator;

import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * A row of the summary table. What the estimator does not give is NaN.
 *
 * @param name the term's name
 * @param estimate in units of the effects
 * @param se standard error
 * @param statistic the test statistic, z or t: estimate / standard error; where there is no estimate, z
 * @param dof degrees of freedom
 * @param z normal deviate with the test's p
 * @param p two-sided p value
 * @param logp -log10 p
 * @param ciLower confidence interval
 * @param ciUpper confidence interval
 * @param piLower prediction interval
 * @param piUpper prediction interval
 */
public record TermSummary(String name, double estimate, double se, double statistic, double dof, double z,
	double p, double logp, double ciLower, double ciUpper, double piLower, double piUpper)
{

	/** Whether the statistic is a z, tested against the normal distribution; else it is a t. */
	public boolean isNormal() {
		return statistic == z || Double.isNaN(statistic);
	}

	/** The row of a term at voxel {@code j} of a block of maps. */
	static TermSummary of(final MapBlock maps, final int term, final int j, final String name) {
		final double estimate = value(maps, MapKind.EST, term, j);
		final double se = value(maps, MapKind.SE, term, j);
		final double z = value(maps, MapKind.Z, term, j);
		return new TermSummary(name, estimate, se, statistic(maps, term, j), value(maps, MapKind.DOF, term,
			j), z, value(maps, MapKind.P, term, j), value(maps, MapKind.LOGP, term, j),
			value(maps, MapKind.CI_LOWER, term, j), value(maps, MapKind.CI_UPPER, term, j),
			value(maps, MapKind.PI_LOWER, term, j), value(maps, MapKind.PI_UPPER, term, j));
	}

	private static double statistic(final MapBlock maps, final int term, final int j) {
		if (maps.wants(MapKind.T)) return value(maps, MapKind.T, term, j);
		if (!maps.wants(MapKind.SE)) return value(maps, MapKind.Z, term, j);
		return value(maps, MapKind.EST, term, j) / value(maps, MapKind.SE, term, j);
	}

	/** A value of a block of maps; NaN if there is no such map. */
	static double value(final MapBlock maps, final MapKind kind, final int term, final int j) {
		return maps.wants(kind) ? maps.get(kind, term)[j] : Double.NaN;
	}
}
