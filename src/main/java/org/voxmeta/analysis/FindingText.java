package org.voxmeta.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

import org.voxmeta.stats.check.Alarm;
import org.voxmeta.stats.check.Finding;
import org.voxmeta.study.Study;

/** What may be wrong with studies' maps, in sentences. */
final class FindingText {

	/** Enough for a message. */
	private static final int DIGITS = 3;

	private final List<Study> studies;

	FindingText(final List<Study> studies) {
		this.studies = studies;
	}

	/**
	 * A sentence.
	 *
	 * @param maps what it is about, such as "beta" or "beta and t"
	 * @param finding with the studies' numbers in the table
	 */
	String of(final String maps, final Finding finding) {
		final String who = finding.study() < 0 ? "All studies"
			: TableMap.study(finding.study(), studies.get(finding.study()));
		return who + ", " + maps + ": " + what(finding.alarm(), finding);
	}

	private String what(final Alarm alarm, final Finding finding) {
		final String value = number(finding.value());
		final String usual = number(finding.usual());
		return switch (alarm) {
			case NO_VALUES -> "no voxel has a value that is finite and not 0";
			case CONSTANT -> "all voxels have the same value, " + value;
			case NEGATIVE -> value
				+ " voxels are below 0, which no variance or standard error is; they count as missing";
			case FEW_VOXELS -> "only " + value + " voxels have a value, in the other studies typically " + usual;
			case OPPOSITE -> "correlates negatively with the median map of the other studies (r = " + value
				+ "), which agree (typically r = " + usual + "); is the sign reversed?";
			case OTHER_SCALE -> "values are " + times(finding) + " than those of the other studies (median size "
				+ value + ", typically " + usual + "); are the units others, or is this another kind of map?";
			case NO_COMMON_SCALE -> "the studies have no common scale (median sizes from " + value + " to " + usual
				+ "); a mean over them has no unit, and large ones decide it";
			case UNSIGNED ->
				"no value is below 0, unlike in the other studies; is the sign lost, or the map thresholded?";
			case LIKE_P -> "all values lie between 0 and 1; is this a p map?";
			case SAME -> "is the same map as that of " + other(finding);
			case PROPORTIONAL -> "is the map of " + other(finding) + " times " + value;
			case ODD_RATIO -> ratio(value, usual) + "; do effects and variances belong together?";
			case RATIO_OF_ERRORS -> ratio(value, usual) + "; are the variances standard errors?";
			case RATIO_OF_VARIANCES -> ratio(value, usual) + "; are the standard errors variances?";
			case RATIO_OF_STATISTICS -> ratio(value, usual)
				+ ", which the effects alone are about; are these t or z values?";
			case SAME_KIND -> "both are the same map";
			case SIGNS_DIFFER -> "differ in sign in " + number(100 * finding.value()) + " % of the voxels";
			case NOT_THE_RATIO -> "t is typically " + value
				+ " times effect / √variance; do the maps belong together?";
			case RATIO_TO_ERRORS -> "t is effect / variance, so the variances are standard errors";
			case RATIO_TO_VARIANCES -> "t is effect / √error, so the standard errors are variances";
		};
	}

	private String other(final Finding finding) {
		return TableMap.study(finding.other(), studies.get(finding.other())).replaceFirst("S", "s");
	}

	private static String ratio(final String value, final String usual) {
		return "effect / √variance is typically " + value + (usual.equals("NaN") ? ", where noise alone gives 0.7"
			: ", in the other studies " + usual);
	}

	private static String times(final Finding finding) {
		final double ratio = finding.value() / finding.usual();
		return number(ratio > 1 ? ratio : 1 / ratio) + " times " + (ratio > 1 ? "larger" : "smaller");
	}

	private static String number(final double value) {
		if (value == Math.rint(value) && Math.abs(value) < 1e9) return String.valueOf((long) value);
		if (Math.abs(value) >= 100 && Math.abs(value) < 1e9) return String.valueOf(Math.round(value));
		if (Double.isNaN(value)) return "NaN";
		return new BigDecimal(value).round(new MathContext(DIGITS)).toString().toLowerCase(Locale.ROOT);
	}
}
