package org.voxmeta.command;

import ij.measure.ResultsTable;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.DatasetRun;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.analysis.ResultTables.Kind;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.study.DatasetChoice;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.study.TableDataset;

/** Meta-analysis of a single data set, in an open table or a file. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Meta-Analysis of a Table...") })
public final class MetaAnalysisOfATableCommand extends ContextCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(List.of("table", "y", "v", "se", "n", "names",
		"moderators", "groups", "estimator", "options", "tables", "output"), List.of("dropinvalid", "centre",
			"intercept", "contrast", "predict", "level", "permutations", "seed"), List.of());

	private static final String LEVEL = "level";

	@Parameter
	private LogService log;

	@Parameter(label = "Table", required = false, persist = false,
		description = "The title of an open table, or a .tsv, .csv or .txt file, with a row for each study")
	private File table = new File("");

	@Parameter(label = "Column of effects", required = false, persist = false,
		description = "Effects, or for tests of t or z values these; empty: the column y")
	private String y = "";

	@Parameter(label = "Column of variances", required = false, persist = false,
		description = "The effects' sampling variances; empty: the column v")
	private String v = "";

	@Parameter(label = "or of standard errors", required = false, persist = false,
		description = "The effects' standard errors, instead of variances")
	private String se = "";

	@Parameter(label = "Column of sample sizes", required = false, persist = false,
		description = "Numbers of subjects; empty: the column n, if there is one")
	private String n = "";

	@Parameter(label = "Column of names", required = false, persist = false,
		description = "The studies' names; empty: the column study, if there is one")
	private String names = "";

	@Parameter(label = "Groups", required = false, persist = false,
		description = "The column whose labels tell which studies belong together; auto: the column group, if"
			+ " there is one; none: all are independent")
	private String groups = GroupChoice.AUTO.toString();

	@Parameter(label = "Moderators", required = false, persist = false,
		description = "Columns, separated by commas; texts are factors, and drug(placebo) one whose reference"
			+ " level is placebo")
	private String moderators = "";

	@Parameter(label = "Moderators: centre", required = false, persist = false,
		description = "Subtract the mean over studies from moderators that are numbers")
	private boolean centre = false;

	@Parameter(label = "Moderators: intercept", required = false, persist = false,
		description = "Without an intercept, the first factor has a coefficient for each level")
	private boolean intercept = true;

	@Parameter(label = "Moderators: contrasts", columns = 20, required = false, persist = false,
		description = "A weight for each coefficient, in their order, as in 0,1,-1; several separated by ;")
	private String contrast = "";

	@Parameter(label = "Moderators: predict at", columns = 20, required = false, persist = false,
		description = "A value for each moderator, in their order, as in 40,placebo; several separated by ;")
	private String predict = "";

	@Parameter(label = "Drop incomplete rows", required = false, persist = false,
		description = "Leave out rows that lack a value; otherwise that is an error")
	private boolean dropinvalid = true;

	@Parameter(label = "Estimator", required = false, persist = false,
		choices = { "DerSimonian-Laird", "Empirical Bayes", "Fisher", "Fixed-Effects Hedges", "Hedges",
			"Hunter-Schmidt", "Paule-Mandel", "Permuted OLS", "Sample-Size-Based Likelihood", "Sidik-Jonkman",
			"Stouffer", "Variance-Based Likelihood", "Weighted Least Squares" },
		description = "How the studies are put together; each has a page in the documentation")
	private String estimator = "DerSimonian-Laird";

	@Parameter(label = "Its options", required = false, persist = false,
		description = "Other values than the defaults, as in adjustment:Knapp-Hartung; several separated by"
			+ " ;")
	private String options = "";

	@Parameter(label = "Intervals: level", required = false, persist = false,
		description = "The share of confidence intervals that hold the truth, between 0 and 1")
	private String level = "0.95";

	@Parameter(label = "Permutations", required = false, persist = false,
		description = "How many rearrangements of the data the permutation test tries at most; 0: no test")
	private String permutations = String.valueOf(DatasetRun.PERMUTATIONS);

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Start of the random numbers where the permutations are a sample of all there are")
	private String seed = "1";

	@Parameter(label = "Tables to show", required = false, persist = false,
		description = "Any of summary, heterogeneity, permutation, leaveoneout, cumulative, studies,"
			+ " influence, egger, ranktest, trimandfill; or all")
	private String tables = "all";

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		attrs = @Attr(name = HeadlessRunner.UNNEEDED_WITH, value = "table"),
		description = "Every table is written there as .csv, with result.json; empty: nothing is written")
	private File output = new File("");

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			analyse();
		}
		catch (final IOException | IllegalArgumentException e) {
			Failures.report(e, log, this);
		}
	}

	private void analyse() throws IOException {
		final Estimator chosen = estimator();
		DatasetRun run = DatasetRun.of(chosen).withTables(Kind.parse(tables))
			.withPermutations(Texts.integer("Permutations", permutations), Texts.integer("Seed", seed));
		if (OptionalFile.isGiven(output)) run = run.withOutput(output.toPath());
		final TableDataset found = new DatasetChoice(y, v, se, n, names, GroupChoice.parse(groups),
			new ModeratorChoice(moderators, centre, intercept, contrast, predict),
			dropinvalid).of(OpenTables.find(table), chosen.needs());
		final DatasetRun.Outcome outcome = run.run(found.data());
		found.notes().forEach(log::warn);
		outcome.notes().forEach(log::warn);
		found.remarks().forEach(log::info);
		outcome.remarks().forEach(log::info);
		outcome.tables().forEach(this::log);
		show(outcome.tables());
		if (!outcome.files().isEmpty())
			log.info("VoxMeta: wrote " + outcome.files().size() + " files to " + output);
	}

	private Estimator estimator() {
		final Estimator defaults = Estimators.named(estimator);
		final Map<String, String> wanted = options(options);
		if (wanted.containsKey(LEVEL)) throw new IllegalArgumentException(
			"Options: got level, wanted it as a key of its own");
		final boolean hasLevel = defaults.options().containsKey(LEVEL);
		return (hasLevel ? defaults.with(LEVEL, level) : defaults).with(wanted);
	}

	/** Options as in "adjustment:Knapp-Hartung; rho:0.5"; an equals sign would be a key for ImageJ. */
	private static Map<String, String> options(final String text) {
		final Map<String, String> options = new LinkedHashMap<>();
		for (final String part : List.of(text.split(";"))) {
			if (part.isBlank()) continue;
			final int colon = part.indexOf(':');
			if (colon < 1) throw new IllegalArgumentException("Options: got '" + part.strip()
				+ "', wanted name:value, several separated by ;");
			options.put(part.substring(0, colon).strip(), part.substring(colon + 1).strip());
		}
		return options;
	}

	private void log(final NumberTable numbers) {
		log.info("VoxMeta: " + numbers.name() + "\n" + numbers.text());
	}

	private void show(final List<NumberTable> tables) {
		if (!GraphicsEnvironment.isHeadless()) showWindows(tables);
		// without windows, macros see the system table alone; the one that was read is not to be spoilt
		else if (!table.getName().equals(OpenTables.SYSTEM))
			tables.stream().filter(numbers -> numbers.name().equals(Kind.SUMMARY.label())).forEach(summary -> summary
				.rows().forEach(row -> OpenTables.addRow(ResultsTable.getResultsTable(), summary.columns(), row)));
	}

	private static void showWindows(final List<NumberTable> tables) {
		final List<String> titles = tables.stream().map(MetaAnalysisOfATableCommand::title).toList();
		// what an earlier run has left would be taken for a table of this one
		for (final Kind kind : Kind.values())
			if (!titles.contains(title(kind))) TableWindows.close(title(kind));
		TableWindows.showCards(tables.stream()
			.map(numbers -> new TableWindows.Titled(title(numbers), OpenTables.of(numbers))).toList());
	}

	private static String title(final NumberTable numbers) {
		return title(Kind.valueOf(numbers.name().toUpperCase(Locale.ROOT)));
	}

	/** Macros find the windows by these. */
	private static String title(final Kind kind) {
		return "Meta-Analysis " + switch (kind) {
			case PERMUTATION -> "permutation test";
			case LEAVEONEOUT -> "leave-one-out";
			case EGGER -> "Egger test";
			case RANKTEST -> "rank test";
			case TRIMANDFILL -> "trim and fill";
			default -> kind.label();
		};
	}
}
