package org.voxmeta.command;

import java.util.List;

/** The dialogs of the estimators' commands. */
final class EstimatorPages {

	/** With all keys that the commands share. */
	static final DialogPages ALL = new DialogPages(List.of("studies", "effects", "tmaps", "zmaps", "variances",
		"samplesizes", "dropinvalid", "mask", "labels", "aggressivemask", "moderators", "groups", DialogPages.OWN,
		"adjustment", "maps", "output"), List.of("studyaxis", "derive", "effectsize", "resample", "cache",
			"minimumstudies", "centre", "intercept", "contrast", "predict", "robust", "weightscheme", "rho", "level",
			"prediction"), List.of("memory"));

	/** Of an estimator that has no place for moderators. */
	static final DialogPages WITHOUT_MODERATORS = ALL.without("moderators", "centre", "intercept", "contrast",
		"predict");

	private EstimatorPages() {
	}
}
