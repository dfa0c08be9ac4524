package org.voxmeta.analysis;

import java.util.List;

import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;

/** What a user should know of the tests that an estimator makes of some studies. */
final class Advice {

	/** With fewer studies than this, Wald tests reject clearly too often. */
	private static final int FEW_STUDIES = 20;

	private final boolean isTested;
	private final Adjustment adjustment;
	private final Studies studies;
	private final String assignment;

	/** On what a command's keys say. */
	Advice(final Estimator estimator, final Studies studies) {
		this(estimator, studies, "adjustment=");
	}

	/** @param assignment how the option of that name is written, up to its value */
	Advice(final Estimator estimator, final Studies studies, final String assignment) {
		this.assignment = assignment;
		isTested = estimator instanceof EffectEstimator<?>;
		adjustment = estimator instanceof EffectEstimator<?> effects ? effects.inference().adjustment()
			: null;
		this.studies = studies;
	}

	/** What would be better, or is different from what the options say. */
	List<String> remarks() {
		if (!isTested) return List.of();
		final boolean isWald = adjustment == Adjustment.WALD;
		if (studies.hasGroups()) return isWald ? List.of()
			: List.of("With groups, cluster-robust standard errors take the place of " + assignment
			+ adjustment.label());
		if (!isWald || studies.count() >= FEW_STUDIES) return List.of();
		return List.of("With fewer than " + FEW_STUDIES + " studies, here " + studies.count()
			+ ", Wald tests reject too often; " + assignment + Adjustment.KNAPP_HARTUNG.label()
			+ " is advised");
	}
}
