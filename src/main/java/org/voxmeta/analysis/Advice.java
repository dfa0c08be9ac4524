package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;

/** What a user should know of the tests that an estimator makes of some studies. */
final class Advice {

	/** With fewer studies than this, Wald tests reject clearly too often. */
	private static final int FEW_STUDIES = 20;

	/** With so few groups, or fewer, cluster-robust variances are rough (the peers' rule). */
	private static final int FEW_GROUPS = 10;

	/** Below this, Satterthwaite's approximation does not hold (Tipton 2015, doi:10.1037/met0000011). */
	private static final double LEAST_DOF = 4;

	private final boolean isTested;
	private final Adjustment adjustment;
	private final Studies studies;

	Advice(final Estimator estimator, final Studies studies) {
		isTested = estimator instanceof EffectEstimator<?>;
		adjustment = estimator instanceof EffectEstimator<?> effects ? effects.inference().adjustment() : null;
		this.studies = studies;
	}

	/** What makes results doubtful. */
	List<String> notes(final FittedMaps maps) {
		final List<String> notes = new ArrayList<>();
		if (!isTested || !studies.hasGroups()) return notes;
		if (studies.groupCount() <= FEW_GROUPS) notes.add("Groups: got " + studies.groupCount() + "; with "
			+ FEW_GROUPS + " or fewer, cluster-robust standard errors are rough");
		if (!maps.kinds().contains(MapKind.DOF)) return notes;
		long few = 0;
		for (int j = 0; j < maps.voxels(); j++)
			if (hasFewDegrees(maps, j)) few++;
		if (few > 0) notes.add("Degrees of freedom: below " + (int) LEAST_DOF + " in " + few + " of "
			+ maps.voxels() + " voxels; p values there are not to be trusted");
		return notes;
	}

	/** What would be better, or is different from what the options say. */
	List<String> remarks() {
		if (!isTested) return List.of();
		final boolean isWald = adjustment == Adjustment.WALD;
		if (studies.hasGroups()) return isWald ? List.of() : List.of(
			"With groups, cluster-robust standard errors take the place of adjustment=" + adjustment.label());
		if (!isWald || studies.count() >= FEW_STUDIES) return List.of();
		return List.of("With fewer than " + FEW_STUDIES + " studies, here " + studies.count()
			+ ", Wald tests reject too often; adjustment=Knapp-Hartung is advised");
	}

	private boolean hasFewDegrees(final FittedMaps maps, final int j) {
		for (int t = 0; t < maps.terms().size(); t++)
			if (maps.get(MapKind.DOF, t)[j] < LEAST_DOF) return true;
		return false;
	}
}
