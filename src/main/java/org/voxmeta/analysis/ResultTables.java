package org.voxmeta.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.diagnostic.EggerTest;
import org.voxmeta.stats.diagnostic.EggerTest.Predictor;
import org.voxmeta.stats.diagnostic.FailSafeNumber;
import org.voxmeta.stats.diagnostic.Influence;
import org.voxmeta.stats.diagnostic.PermutationTest;
import org.voxmeta.stats.diagnostic.RankTest;
import org.voxmeta.stats.diagnostic.StudyFit;
import org.voxmeta.stats.diagnostic.TrimAndFill;
import org.voxmeta.stats.estimator.EffectEstimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.Heterogeneity;
import org.voxmeta.stats.estimator.Results.LeftOut;
import org.voxmeta.stats.estimator.Results.Omnibus;
import org.voxmeta.stats.estimator.Results.RandomEffects;
import org.voxmeta.stats.estimator.TermSummary;

/** The tables of a data set's results. */
public final class ResultTables {

	private static final double ALPHA = 0.05;

	private final Results results;
	private final Dataset data;

	private ResultTables(final Results results) {
		this.results = results;
		this.data = results.data();
	}

	/** The kinds of table. */
	public enum Kind {
		/** Each term's estimate, test and intervals. */
		SUMMARY,
		/** How much the studies differ, and what moderators explain. */
		HETEROGENEITY,
		/** Permutation test of each term and of tau2. */
		PERMUTATION,
		/** The fit without each study. */
		LEAVEONEOUT,
		/** The fit to the first study, the first two, and so on. */
		CUMULATIVE,
		/** What the fit says of each study. */
		STUDIES,
		/** What each study does to the fit. */
		INFLUENCE,
		/** Egger's regression. */
		EGGER,
		/** Rank test, and numbers of studies that would make the finding vanish. */
		RANKTEST,
		/** Trim and fill. */
		TRIMANDFILL;

		/** The name in dialogs, macros and of files. */
		public String label() {
			return name().toLowerCase(Locale.ROOT);
		}

		/**
		 * Reads a list of names separated by commas; {@code all} means every kind.
		 *
		 * @throws IllegalArgumentException if a name is not that of a kind, or there is none
		 */
		public static Set<Kind> parse(final String names) {
			final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
			for (final String word : names.trim().toLowerCase(Locale.ROOT).split("[,;\\s]+")) {
				if (word.equals("all")) kinds.addAll(EnumSet.allOf(Kind.class));
				else kinds.add(Arrays.stream(values()).filter(kind -> kind.label().equals(word)).findFirst()
					.orElseThrow(() -> new IllegalArgumentException("Tables: got '" + word
					+ "', wanted any of " + Arrays.stream(values()).map(Kind::label)
					.collect(Collectors.joining(", ")) + " or all")));
			}
			return kinds;
		}
	}

	/**
	 * The tables that there can be of results: those about the weights of studies and about publication bias
	 * need variances and independent studies, and trim and fill is for means.
	 */
	public static Set<Kind> available(final Results results) {
		final Set<Kind> kinds = EnumSet.allOf(Kind.class);
		final boolean isIndependent = !results.data().studies().hasGroups();
		if (!isIndependent || !results.estimator().needs().contains(Need.VARIANCE)) kinds.removeAll(
			EnumSet.range(Kind.STUDIES, Kind.TRIMANDFILL));
		if (!results.data().studies().design().isIntercept()) kinds.remove(Kind.TRIMANDFILL);
		return kinds;
	}

	/**
	 * The tables of results, as many of those wanted as there can be.
	 *
	 * @param wanted which
	 * @param permutations how many rearrangements to try at most in the permutation test; 0 for none
	 * @param seed of the random ones
	 */
	public static List<NumberTable> of(final Results results, final Set<Kind> wanted, final int permutations,
		final long seed)
	{
		final Set<Kind> kinds = available(results);
		kinds.retainAll(wanted);
		if (permutations == 0) kinds.remove(Kind.PERMUTATION);
		final ResultTables tables = new ResultTables(results);
		return kinds.stream().map(kind -> tables.table(kind, permutations, seed)).toList();
	}

	private NumberTable table(final Kind kind, final int permutations, final long seed) {
		return switch (kind) {
			case SUMMARY -> summary();
			case HETEROGENEITY -> heterogeneity();
			case PERMUTATION -> permutation(results.permutationTest(permutations, seed));
			case LEAVEONEOUT -> fits(kind, results.leaveOneOut());
			case CUMULATIVE -> fits(kind, results.cumulative());
			case STUDIES -> studies();
			case INFLUENCE -> influence();
			case EGGER -> egger();
			case RANKTEST -> rankTest();
			case TRIMANDFILL -> trimAndFill();
		};
	}

	private NumberTable summary() {
		final List<TermSummary> terms = results.summary();
		NumberTable table = NumberTable.of(Kind.SUMMARY.label(), "name", "estimate", "se", statistic(terms),
			"dof", "p", "logp", "ci_l", "ci_u", "pi_l", "pi_u");
		for (final TermSummary term : terms)
			table = table.row(term.name(), term.estimate(), term.se(), term.statistic(), term.dof(), term.p(),
				term.logp(), term.ciLower(), term.ciUpper(), term.piLower(), term.piUpper());
		return table;
	}

	private static String statistic(final List<TermSummary> terms) {
		return terms.stream().allMatch(TermSummary::isNormal) ? "z" : "t";
	}

	private NumberTable heterogeneity() {
		final Heterogeneity q = results.heterogeneity();
		final RandomEffects tau2 = results.randomEffects(alpha());
		final NumberTable table = NumberTable //
			.of(Kind.HETEROGENEITY.label(), "measure", "value", "se", "lower", "upper", "dof", "p") //
			.row("Q", q.q(), null, null, null, (double) q.dof(), q.p()) //
			.row("I2 (%), from Q", q.i2(), null, null, null, null, null) //
			.row("H, from Q", q.h(), null, null, null, null, null) //
			.row("tau2", tau2.tau2(), tau2.se(), tau2.lower(), tau2.upper(), null, null) //
			.row("I2 (%), from tau2", q.i2Tau2(), null, tau2.i2Lower(), tau2.i2Upper(), null, null) //
			.row("H2, from tau2", q.h2Tau2(), null, tau2.h2Lower(), tau2.h2Upper(), null, null);
		if (data.studies().design().isIntercept()) return table;
		final Omnibus qm = results.omnibus();
		return table.row("QM, of the moderators", qm.qm(), null, null, null, null, qm.p()) //
			.row("R2 (%)", qm.r2(), null, null, null, null, null);
	}

	private double alpha() {
		if (!(results.estimator() instanceof EffectEstimator<?> effects)) return ALPHA;
		return 1 - effects.inference().intervals().level();
	}

	private NumberTable permutation(final PermutationTest test) {
		NumberTable table = NumberTable.of(Kind.PERMUTATION.label(), "name", "p", "tried", "exact");
		final List<TermSummary> terms = results.summary();
		for (int t = 0; t < terms.size(); t++)
			table = table.row(terms.get(t).name(), test.p().get(t), (double) test.count(),
				String.valueOf(test.exact()));
		return Double.isNaN(test.tau2P()) ? table : table.row("tau2", test.tau2P(), (double) test.count(),
			String.valueOf(test.exact()));
	}

	private NumberTable fits(final Kind kind, final List<LeftOut> rows) {
		final List<TermSummary> terms = results.summary();
		final List<String> columns = new ArrayList<>(List.of("study"));
		for (final TermSummary term : terms)
			for (final String column : List.of("estimate", "se", statistic(terms), "p", "ci_l", "ci_u"))
				columns.add(terms.size() == 1 ? column : column + "_" + term.name());
		columns.addAll(List.of("tau2", "q", "q_p", "i2_tau2", "h2_tau2"));
		return new NumberTable(kind.label(), columns, rows.stream().map(ResultTables::cells).toList());
	}

	private static List<Object> cells(final LeftOut row) {
		final List<Object> cells = new ArrayList<>(List.of(row.study()));
		for (final TermSummary term : row.terms())
			cells.addAll(List.of(term.estimate(), term.se(), term.statistic(), term.p(), term.ciLower(),
				term.ciUpper()));
		cells.addAll(List.of(row.tau2(), row.q(), row.qP(), row.i2(), row.h2()));
		return cells;
	}

	private NumberTable studies() {
		NumberTable table = NumberTable.of(Kind.STUDIES.label(), "study", "y", "v", "fitted", "rstandard",
			"weight", "blup", "blup_se");
		final List<StudyFit> rows = results.studies();
		for (int k = 0; k < rows.size(); k++) {
			final StudyFit row = rows.get(k);
			table = table.row(row.study(), data.effect(k), data.variances()[k], row.fitted(), row.rstandard(),
				row.weight(), row.blup(), row.blupSe());
		}
		return table;
	}

	private NumberTable rankTest() {
		final RankTest test = results.rankTest();
		return NumberTable.of(Kind.RANKTEST.label(), "measure", "value", "p", "exact_p") //
			.row("Kendall's tau", test.tau(), test.p(), Double.isNaN(test.exactP()) ? null : test.exactP()) //
			.row("fail-safe N, Rosenthal", (double) FailSafeNumber.rosenthal(data, ALPHA), null, null) //
			.row("fail-safe N, Orwin", (double) FailSafeNumber.orwin(data), null, null) //
			.row("fail-safe N, Rosenberg", (double) FailSafeNumber.rosenberg(data, ALPHA), null, null);
	}

	private NumberTable influence() {
		final List<String> columns = new ArrayList<>(List.of("study", "rstudent", "dffits", "cook", "cov_r",
			"tau2_del", "q_del", "hat", "weight"));
		results.data().studies().design().columns().forEach(column -> columns.add("dfbeta_" + column));
		final List<List<Object>> rows = new ArrayList<>();
		for (final Influence row : results.influence())
			rows.add(Stream.<Object>concat(Stream.of(row.study(), row.rstudent(), row.dffits(), row.cook(),
				row.covRatio(), row.tau2(), row.q(), row.hat(), row.weight()),
				row.dfbetas().stream()).toList());
		return new NumberTable(Kind.INFLUENCE.label(), columns, rows);
	}

	private NumberTable egger() {
		NumberTable table = NumberTable.of(Kind.EGGER.label(), "predictor", "model", "statistic", "dof", "p",
			"limit", "limit_se");
		final Studies studies = data.studies();
		for (final Predictor predictor : Predictor.values()) {
			if (predictor == Predictor.INVERSE_SAMPLE_SIZE && !studies.hasSampleSizes()) continue;
			if (!EggerTest.isPossible(data, predictor)) continue;
			table = row(table, predictor, "mixed", results.eggerTest(predictor));
			table = row(table, predictor, "linear", EggerTest.linear(data, predictor));
		}
		return table;
	}

	private static NumberTable row(final NumberTable table, final Predictor predictor, final String model,
		final EggerTest test)
	{
		return table.row(predictor.label(), model, test.statistic(), Double.isInfinite(test.dof()) ? null
			: test.dof(), test.p(), test.limit(), test.limitSe());
	}

	private NumberTable trimAndFill() {
		NumberTable table = NumberTable.of(Kind.TRIMANDFILL.label(), "side", "rule", "missing", "missing_se",
			"p", "estimate", "se", "z", "tau2", "q");
		for (final TrimAndFill.Side side : TrimAndFill.Side.values())
			for (final TrimAndFill.Rule rule : TrimAndFill.Rule.values())
				table = row(table, side, rule);
		return table;
	}

	private NumberTable row(final NumberTable table, final TrimAndFill.Side side, final TrimAndFill.Rule rule)
	{
		final String where = side.name().toLowerCase(Locale.ROOT);
		try {
			final TrimAndFill test = results.trimAndFill(rule, side);
			return table.row(where, rule.name(), (double) test.missing(), test.missingSe(),
				Double.isNaN(test.p()) ? null : test.p(), test.estimate(), test.se(), test.z(),
				test.tau2(), test.q());
		}
		catch (final TrimAndFill.UnsettledException e) {
			return table.row(where, rule.name(), Double.NaN, Double.NaN, null, Double.NaN, Double.NaN,
				Double.NaN, Double.NaN, Double.NaN);
		}
	}
}
