package org.voxmeta.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.analysis.DiagnosticOutcome;
import org.voxmeta.analysis.JackknifeChoice;
import org.voxmeta.analysis.LeaveOneOutAnalysis;
import org.voxmeta.analysis.LeftOutUnit;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.fit.diagnostic.LeaveOneOut;
import org.voxmeta.task.Progress;

/** Repeats a meta-analysis without each study in turn: what depends on a single one. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Leave One Out...") })
public final class LeaveOneOutCommand extends DiagnosticCommand {

	private static final DialogPages PAGES = new DialogPages(
		List.of("fit", "result", "leaveout", "alpha", "clusters", "threshold", "maps", "output"),
		List.of("where", "term", "contributions", "connectivity", "minimumsize", "stacks"), List.of());

	@Parameter(label = "Leave out", choices = { "auto", "study", "group" }, required = false, persist = false,
		description = "Each study, or each group of studies; auto: groups where there are some, else studies")
	private String leaveout = "auto";

	@Parameter(label = "alpha", required = false, persist = false,
		description = "The largest p that is significant")
	private String alpha = "0.05";

	@Parameter(label = "Contributions to clusters", required = false, persist = false,
		description = "A table of what each study contributes to each cluster of z")
	private boolean clusters = true;

	@Parameter(label = "Clusters: threshold p", required = false, persist = false,
		description = "Voxels with a p of at most this form clusters; empty: 0.001, or 0.05 of a map of p")
	private String threshold = "";

	@Parameter(label = "Clusters: where p is small", required = false, persist = false,
		description =
			"A map of p values that the threshold is for, such as corrected ones; None for the p of z itself")
	private ImageInput where = ImageInput.NONE;

	@Parameter(label = "Clusters: term", required = false, persist = false,
		description =
			"With moderators: the coefficient, contrast or prediction whose clusters are wanted; empty: each")
	private String term = "";

	@Parameter(label = "Clusters: contributions to", choices = { "auto", "est", "z" }, required = false,
		persist = false, description =
			"What studies contribute to: the estimate or z; auto: the estimate, if there is one")
	private String contributions = "auto";

	@Parameter(label = "Clusters: neighbours", choices = { "auto", "6", "18", "26", "4", "8" }, required = false,
		persist = false, description =
			"How many neighbours a voxel has; 4 and 8 in a plane; auto: those that share a face")
	private String connectivity = "auto";

	@Parameter(label = "Clusters: minimum size", required = false, persist = false,
		description = "Leave out clusters of fewer voxels")
	private String minimumsize = "1";

	@Parameter(label = "Stacks", required = false, persist = false,
		description = "Give the estimates and z without each study as well, as stacks")
	private boolean stacks = false;

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	List<String> maps(final String names) {
		return LeaveOneOutAnalysis.maps(names);
	}

	@Override
	DiagnosticOutcome look(final RecordedRun run, final File folder, final String version,
		final Progress progress) throws IOException
	{
		LeaveOneOutAnalysis analysis = LeaveOneOutAnalysis.of(run).with(LeftOutUnit.parse(leaveout))
			.withAlpha(Texts.number("alpha", alpha)).withStacks(stacks);
		if (clusters) analysis = analysis.with(choice());
		if (OptionalFile.isGiven(folder)) analysis = analysis.withOutput(folder.toPath());
		return analysis.run(version, progress);
	}

	private JackknifeChoice choice() throws IOException {
		final boolean isGiven = where.isGiven();
		final double p = threshold.isBlank() ? isGiven ? LeaveOneOut.ALPHA : JackknifeChoice.P
			: Texts.number("threshold", threshold);
		final JackknifeChoice choice = JackknifeChoice.of(p).withTerm(term).withStatistic(contributions)
			.withMinimumSize(Texts.integer("minimumsize", minimumsize)).withNeighbours(neighbours());
		return isGiven ? choice.withWhere(where.open("Where p is small")) : choice;
	}

	private int neighbours() {
		return connectivity.strip().toLowerCase(Locale.ROOT).equals("auto") ? 0 : Texts.integer("connectivity",
			connectivity);
	}
}
