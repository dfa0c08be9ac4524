package org.voxmeta.report;

import java.util.List;
import java.util.Optional;

import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.LeftOut;

/**
 * A voxel or region that is looked at closely.
 *
 * @param name where it is
 * @param term what is strong there
 * @param signal its number among the voxels or regions
 * @param isSignificant whether the corrected p is small
 * @param results its fit; empty if it cannot be fitted alone
 * @param present the studies that have it
 * @param without the fit without each of these
 * @param influence what each of these does to the fit; none where that is not defined
 */
record Peak(String name, TermMaps term, int signal, boolean isSignificant, Optional<Results> results,
	int[] present,
	List<LeftOut> without, List<Influence> influence)
{

	/** The estimates of the term without each study; where there is no estimate, z. */
	double[] leaveOneOut() {
		return without.stream().map(fit -> fit.terms().get(term.index())).mapToDouble(fit ->
			Double.isNaN(fit.estimate())
			? fit.z() : fit.estimate()).toArray();
	}
}
