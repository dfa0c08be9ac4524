package org.voxmeta.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;

/** The paragraphs that a paper's methods need, made of what a fit's record says. Immutable. */
final class MethodsText {

	private final Estimator estimator;
	private final FitRecord record;

	/** The text of a fit. */
	MethodsText(final Estimator estimator, final FitRecord record) {
		this.estimator = estimator;
		this.record = record;
	}

	/**
	 * All paragraphs.
	 *
	 * @param correction what the tables are corrected by
	 * @param alpha and at which level
	 * @param permutations records of permutation tests of this fit
	 * @param looksAtStudies whether the report says how studies differ and what each does
	 */
	List<Prose> paragraphs(final Correction correction, final double alpha, final List<FitRecord> permutations,
		final boolean looksAtStudies)
	{
		final List<Prose> paragraphs = new ArrayList<>();
		paragraphs.add(studies());
		paragraphs.add(model());
		final Prose tests = corrected(correction, alpha, new Prose());
		permutations.forEach(permutation -> permutation(permutation, tests));
		paragraphs.add(tests);
		paragraphs.add(last(looksAtStudies));
		return paragraphs;
	}

	private Prose studies() {
		final Prose prose = new Prose();
		final int dropped = record.list("inputs/dropped").size();
		prose.say("The analysis included " + Words.count((long) record.number("counts/studies"), "study", "studies")
			+ (dropped == 0 ? "" : "; " + Words.count(dropped, "study was", "studies were")
				+ " left out because of missing or unusable maps") + ".");
		values(prose);
		derived(prose);
		resampling(prose);
		mask(prose);
		return prose;
	}

	private void values(final Prose prose) {
		if (estimator.needs().contains(Need.EFFECT) && record.text("inputs/effectsize").equals("g")) prose.say(
			"Effects are standardised: Hedges' g", Papers.HEDGES_1981).say(".");
	}

	private void derived(final Prose prose) {
		final Map<String, Integer> formulas = new LinkedHashMap<>();
		for (final FitRecord study : record.records("inputs/studies"))
			if (study.has("derived")) formulas.merge(study.text("derived"), 1, Integer::sum);
		formulas.forEach((formula, studies) -> prose.say("In " + Words.count(studies, "study", "studies")
			+ ", maps that the analysis needs were computed from those that there are (" + formula + ")."));
	}

	private void resampling(final Prose prose) {
		if (!record.has("inputs/resampling")) return;
		prose.say("Maps on other grids (" + record.fields("inputs/resampling/images").size() + ") were resampled by "
			+ record.text("inputs/resampling/interpolation") + " interpolation.");
	}

	private void mask(final Prose prose) {
		final boolean hasRegions = record.has("inputs/masker");
		final String mask = record.text("inputs/mask");
		if (hasRegions) prose.say("Maps were averaged within " + Words.count((long) record.number("counts/regions"),
			"region", "regions") + " of a label image, and the averages were analysed.");
		else prose.say((mask.isEmpty() || mask.equals("none") ? "All voxels that any study has were analysed"
			: "Analyses were confined to the voxels of a mask") + " (" + Words.count((long) record.number("counts/voxels"),
				"voxel", "voxels") + ").");
		final String units = hasRegions ? "regions" : "voxels";
		if (record.isTrue("parameters/aggressivemask")) prose.say("Values that are 0 or not finite were taken as missing;"
			+ " " + units + " that any study lacks were left out.");
		else prose.say("Values that are 0 or not finite were taken as missing; each " + (hasRegions ? "region" : "voxel")
			+ " was analysed with the studies that have it, at least " + record.text("parameters/minimumstudies") + ".");
	}

	private Prose model() {
		final Prose prose = new Prose();
		final boolean hasGroups = record.has("inputs/groups");
		EstimatorMethods.say(estimator, hasModerators(), hasGroups, prose);
		if (hasModerators()) moderators(prose);
		if (!(estimator instanceof EffectEstimator<?> effects)) {
			if (hasGroups) prose.say("Studies with the same group label (" + groups() + ") are not independent.");
			return prose;
		}
		if (hasGroups) robust(prose, effects);
		else adjusted(prose, effects.inference().adjustment());
		return prose;
	}

	private boolean hasModerators() {
		return !record.text("inputs/keys/moderators").isEmpty();
	}

	private void moderators(final Prose prose) {
		prose.say("Moderators were " + record.text("inputs/keys/moderators").replace(",", ", ").replace("  ", " ") + (record
			.isTrue("inputs/keys/centre") ? ", numeric ones centred at their means" : "") + (record.isTrue(
				"inputs/keys/intercept") ? "" : ", without an intercept") + ".");
		final String contrast = record.text("inputs/keys/contrast");
		if (!contrast.isEmpty()) prose.say("Contrasts of coefficients were tested as well: " + contrast + ".");
		final String predict = record.text("inputs/keys/predict");
		if (!predict.isEmpty()) prose.say("Mean effects were predicted for " + predict + ".");
	}

	/** Says how independent estimates are tested. */
	static void adjusted(final Prose prose, final Adjustment adjustment) {
		switch (adjustment) {
			case WALD -> prose.say("Estimates were tested against the normal distribution (Wald tests)",
				Papers.BROCKWELL_GORDON);
			case KNAPP_HARTUNG -> prose.say("Standard errors were adjusted as Knapp and Hartung proposed, and estimates"
				+ " tested against Student's t distribution with as many degrees of freedom as there are studies less"
				+ " coefficients", Papers.KNAPP_HARTUNG);
			case KNAPP_HARTUNG_CONSERVATIVE -> prose.say("Standard errors were adjusted as Knapp and Hartung proposed, though"
				+ " never made smaller than without the adjustment, and estimates tested against Student's t distribution"
				+ " with as many degrees of freedom as there are studies less coefficients", Papers.KNAPP_HARTUNG);
		}
		prose.say(".");
	}

	private void robust(final Prose prose, final EffectEstimator<?> effects) {
		final Scheme scheme = effects.inference().dependence().scheme();
		final double rho = effects.inference().dependence().rho();
		prose.say("Studies with the same group label (" + groups() + ") are not independent");
		prose.say(switch (scheme) {
			case INDIVIDUAL -> "; they were weighted as if they were";
			case RESCALE -> "; each group was given the weight of one study, shared equally among its studies, with a"
				+ " correlation of " + Num.text(rho) + " among their effects";
			case COLLAPSE -> "; the studies of each group were averaged to one, with a correlation of " + Num.text(rho)
				+ " among their effects";
		}, Papers.HEDGES_TIPTON_JOHNSON).say(".");
		prose.say("Standard errors are cluster-robust with the small-sample adjustment CR2" + (effects.inference().dependence()
			.robust() == Robust.PYMARE ? " (with the symmetric square root that PyMARE takes)" : "") + ", and estimates were"
				+ " tested against Student's t distribution with Satterthwaite's degrees of freedom", Papers.TIPTON,
			Papers.PUSTEJOVSKY_TIPTON).say(".");
	}

	private String groups() {
		return Words.count((long) record.number("inputs/groups/count"), "group", "groups") + ", by " + record.text(
			"inputs/groups/source");
	}

	/** Says how the number of tests was allowed for. */
	static Prose corrected(final Correction correction, final double alpha, final Prose prose) {
		final String level = Num.percentText(alpha);
		switch (correction) {
			case FDR_BH -> prose.say("Voxelwise p values were corrected for multiple tests by controlling the false discovery"
				+ " rate at " + level + " with Benjamini and Hochberg's procedure", Papers.BENJAMINI_HOCHBERG);
			case FDR_BY -> prose.say("Voxelwise p values were corrected for multiple tests by controlling the false discovery"
				+ " rate at " + level + " under any dependence with Benjamini and Yekutieli's procedure",
				Papers.BENJAMINI_YEKUTIELI);
			case BONFERRONI -> prose.say("Voxelwise p values were corrected for multiple tests by controlling the family-wise"
				+ " error rate at " + level + " with Bonferroni's method", Papers.DUNN);
			case HOLM -> prose.say("Voxelwise p values were corrected for multiple tests by controlling the family-wise"
				+ " error rate at " + level + " with Holm's step-down method", Papers.HOLM);
		}
		return prose.say(".");
	}

	private static void permutation(final FitRecord test, final Prose prose) {
		final boolean flips = test.text("rearranged").startsWith("signs");
		prose.say("Family-wise error rates were also controlled by a " + (test.isTrue("parameters/twosided") ? "two-sided"
			: "one-sided") + " permutation test" + (test.text("parameters/term").isEmpty() ? "" : " of '" + test.text(
				"parameters/term") + "'") + " with " + Num.countText((long) test.number("counts/permutations")) + (test.isTrue(
					"counts/exact") ? " rearrangements, all that there are" : " random rearrangements") + ", of the largest"
			+ " statistic over all voxels", Papers.NICHOLS_HOLMES, Papers.WINKLER_2014).say(";");
		if (flips) prose.say("the signs of studies or groups were flipped.");
		else prose.say("residuals of studies changed places as Freedman and Lane proposed", Papers.FREEDMAN_LANE).say(".");
		final List<String> clusters = test.list("parameters/clusters");
		if (clusters.contains("extent") || clusters.contains("mass")) prose.say("Clusters of voxels with an uncorrected p"
			+ " below " + test.text("parameters/threshold") + " were tested by their " + String.join(" and ", clusters.stream()
				.filter(key -> !key.equals("tfce")).toList()) + ".");
		if (clusters.contains("tfce")) prose.say("Clusters were also tested by threshold-free cluster enhancement",
			Papers.SMITH_NICHOLS).say(".");
	}

	private Prose last(final boolean looksAtStudies) {
		final Prose prose = new Prose();
		if (looksAtStudies && estimator instanceof EffectEstimator<?>) prose.say(
			"Heterogeneity is described by \u03c4\u00b2, Cochran's Q and I\u00b2", Papers.HIGGINS_THOMPSON).say(
				", and the influence of single studies by leaving each out in turn", Papers.VIECHTBAUER_CHEUNG).say(".");
		final String time = record.text("time");
		final int year = time.matches("\\d{4}.*") ? Integer.parseInt(time.substring(0, 4)) : 2026;
		return prose.say("All was computed with VoxMeta " + record.text("versions/voxmeta"), Papers.software(record.text(
			"versions/voxmeta"), year)).say("for Fiji", Papers.FIJI).say("and Java " + record.text("versions/java")
				+ ".");
	}
}
