package org.voxmeta.report;

import java.util.Map;

import org.voxmeta.stats.estimator.Estimator;

/** What a paper says of an estimator and its options. */
final class EstimatorMethods {

	private EstimatorMethods() {
	}

	/**
	 * Says how the studies were combined.
	 *
	 * @param hasModerators whether it is a regression on moderators
	 * @param hasGroups whether some studies are not independent
	 * @throws IllegalArgumentException if it is an estimator that nothing is known of
	 */
	static void say(final Estimator estimator, final boolean hasModerators, final boolean hasGroups,
		final Prose prose) {
		final Map<String, String> options = estimator.options();
		final String model = hasModerators ? "meta-regression" : "meta-analysis";
		switch (estimator.name()) {
			case "DerSimonian-Laird" -> tau2(prose, model, "DerSimonian and Laird's moment estimator",
				Papers.DERSIMONIAN_LAIRD);
			case "Hedges" -> tau2(prose, model, "Hedges' unweighted moment estimator" + (!hasModerators ? ""
				: options.get(
				"form").equals("mean") ? " (with the mean of the sampling variances)" : " (unbiased with moderators)"),
				Papers.HEDGES_1983);
			case "Hunter-Schmidt" -> hunterSchmidt(prose, model, Boolean.parseBoolean(options.get("smallsample")));
			case "Paule-Mandel" -> tau2(prose, model, "Paule and Mandel's iterative moment estimator",
				Papers.PAULE_MANDEL);
			case "Empirical Bayes" -> tau2(prose, model, "Morris's empirical Bayes estimator", Papers.MORRIS);
			case "Sidik-Jonkman" -> tau2(prose, model, "Sidik and Jonkman's two-step estimator", hasModerators
				? new Reference[] { Papers.SIDIK_JONKMAN, Papers.SIDIK_JONKMAN_REGRESSION } : new Reference[] {
					Papers.SIDIK_JONKMAN });
			case "Variance-Based Likelihood" -> tau2(prose, model, likelihood(options), Papers.VIECHTBAUER_2005);
			case "Sample-Size-Based Likelihood" -> sizes(prose, model, likelihood(options));
			case "Weighted Least Squares" -> fixed(prose, model, options.get("tau2"));
			case "Fixed-Effects Hedges" -> prose.say("Each study's t statistics were converted to Hedges' g, the mean"
				+ " in units"
				+ " of the subjects' standard deviation corrected for the bias of small samples", Papers.HEDGES_1981).say(
					", and these were combined by fixed-effect " + model + ", weighted by the inverse of their variances",
					Papers.BROCKWELL_GORDON).say(".");
			case "Permuted OLS" -> ols(prose, options, hasGroups);
			case "Stouffer" -> stouffer(prose, options, hasGroups);
			case "Fisher" -> fisher(prose, options, hasGroups);
			default -> throw new IllegalArgumentException("Methods: got the estimator '" + estimator.name()
				+ "', wanted one that there is a text of");
		}
	}

	private static void tau2(final Prose prose, final String model, final String how, final Reference... cited) {
		prose.say("At each voxel, the studies' effects were combined by random-effects " + model
			+ ": studies were weighted by the inverse of the sum of their sampling variance and the between-study"
			+ " variance"
			+ " \u03c4\u00b2, which was estimated by " + how, cited).say(".");
	}

	private static void hunterSchmidt(final Prose prose, final String model, final boolean smallSample) {
		if (smallSample) tau2(prose, model, "Hunter and Schmidt's moment estimator with the correction for few"
			+ " studies",
			Papers.SCHMIDT_HUNTER, Papers.VIECHTBAUER_2005, Papers.BRANNICK);
		else tau2(prose, model, "Hunter and Schmidt's moment estimator", Papers.SCHMIDT_HUNTER,
			Papers.VIECHTBAUER_2005);
	}

	private static String likelihood(final Map<String, String> options) {
		return options.get("method").equalsIgnoreCase("ML") ? "maximum likelihood (ML)"
			: "restricted maximum likelihood (REML)";
	}

	private static void sizes(final Prose prose, final String model, final String method) {
		prose.say("At each voxel, the studies' effects were combined by random-effects " + model
			+ " without sampling variances: a study of n subjects was taken to have the sampling variance"
			+ " \u03c3\u00b2/n, and"
			+ " \u03c3\u00b2 and the between-study variance \u03c4\u00b2 were estimated together by " + method,
			Papers.SANGNAWAKIJ).say(".");
	}

	private static void fixed(final Prose prose, final String model, final String tau2) {
		final boolean isFixed = Double.parseDouble(tau2) == 0;
		prose.say("At each voxel, the studies' effects were combined by " + (isFixed
			? "fixed-effect (common-effect) " : "")
			+ model + (isFixed ? ", weighted by the inverse of their sampling variances"
				: ", weighted by the inverse of the sum of their sampling variance and a given between-study variance of "
					+ tau2), Papers.BROCKWELL_GORDON).say(".");
	}

	private static void ols(final Prose prose, final Map<String, String> options, final boolean hasGroups) {
		final boolean isWeighted = Boolean.parseBoolean(options.get("weightbysize"));
		final boolean isTwoSided = Boolean.parseBoolean(options.get("twosided"));
		prose.say("At each voxel, the mean of the studies' effects was tested by a" + (isTwoSided ? " two-sided"
			: " one-sided") + " one-sample t test over studies (ordinary least squares, without sampling variances)",
			Papers.WINKLER_2014);
		if (hasGroups) prose.say(", in which the studies of a group were averaged first");
		if (isWeighted) prose.say(", weighted by sample size, with the cluster-robust standard error (CR2) and"
			+ " Satterthwaite's degrees of freedom", Papers.TIPTON);
		prose.say(".");
	}

	private static void stouffer(final Prose prose, final Map<String, String> options, final boolean hasGroups) {
		final boolean isWeighted = Boolean.parseBoolean(options.get("weightbysize"));
		prose.say("At each voxel, the studies' z values were combined by Stouffer's method", Papers.WHITLOCK)
			.say(isWeighted
			? ", weighted by the square root of sample size" : ", all with the same weight", isWeighted
			? new Reference[] {
				Papers.ZAYKIN } : new Reference[0]).say(", " + mode(options), Papers.WINKLER_2016).say(".");
		if (hasGroups) prose.say(Boolean.parseBoolean(options.get("grouplevel"))
			? "The z values of the studies of one group were combined first, so that each group counts once, "
			+ correlation(
				options) + "." : "The variance of the sum allows for the correlation of the studies of one group, "
					+ correlation(options) + ".");
	}

	private static void fisher(final Prose prose, final Map<String, String> options, final boolean hasGroups) {
		final boolean isWeighted = Boolean.parseBoolean(options.get("weightbysize"));
		prose.say("At each voxel, the p values of the studies' z values were combined by Fisher's method",
			Papers.FISHER);
		if (isWeighted || hasGroups) prose.say(isWeighted ? ", weighted by sample size, with the scaled chi-square"
			+ " distribution that has the mean and the variance of the sum"
			: ", in Brown's form for tests that are not"
				+ " independent", Papers.BROWN, Papers.KOST_MCDERMOTT);
		prose.say(", " + mode(options), Papers.WINKLER_2016).say(".");
		if (hasGroups) prose.say("A group weighs the same however many studies it has; studies of one group are"
			+ " correlated, "
			+ correlation(options) + ".");
	}

	private static String mode(final Map<String, String> options) {
		return switch (options.get("mode")) {
			case "directed" -> "as a one-sided test of effects above 0";
			case "undirected" -> "as a one-sided test of the absolute values, whose p values are too small";
			default -> "as a two-sided test of effects that agree in sign";
		};
	}

	private static String correlation(final Map<String, String> options) {
		return options.get("correlation").equals("estimated") ? "by a correlation that was estimated from the maps"
			: "by a correlation that was given";
	}
}
