package org.voxmeta.command;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.analysis.DiagnosticOutcome;
import org.voxmeta.analysis.InfluenceAnalysis;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.fit.diagnostic.Measure;
import org.voxmeta.fit.diagnostic.PublicationBias.Model;
import org.voxmeta.task.Progress;

/** What each study does to a meta-analysis, voxel by voxel, and whether studies seem to be missing. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Influence...") })
public final class InfluenceCommand extends DiagnosticCommand {

	private static final DialogPages PAGES = new DialogPages(
		List.of("fit", "result", "measures", "by", "sensitivity", "egger", "maps", "output"), List.of("alpha"),
		List.of());

	@Parameter(label = "Measures", required = false, persist = false,
		description =
			"Stacks with an image for each study: cook, dffits, rstudent, hat, weight, tau2_change, q_change,"
			+ " separated by commas; all or none")
	private String measures = "cook,dffits,tau2_change,q_change";

	@Parameter(label = "Most influential study by", choices = { "auto", "cook", "dffits", "rstudent", "hat",
		"weight", "tau2_change", "q_change" }, required = false, persist = false,
		description =
		"The measure whose largest absolute value makes a study the most influential one; auto: cook, or"
			+ " the first that there is")
	private String by = "auto";

	@Parameter(label = "Compare estimators of tau2", required = false, persist = false,
		description = "How far estimate and z go over all estimators of tau2")
	private boolean sensitivity = true;

	@Parameter(label = "Egger's regression", choices = { "linear", "mixed", "none" }, required = false,
		persist = false, description =
			"linear: Egger's own; mixed: with the variance between studies by the result's"
			+ " estimator, which is slow; or none")
	private String egger = "linear";

	@Parameter(label = "Fail-safe N: alpha", required = false, persist = false,
		description = "The one-sided p that studies without an effect are to lead to")
	private String alpha = "0.05";

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	List<String> maps(final String names) {
		return InfluenceAnalysis.maps(names);
	}

	@Override
	DiagnosticOutcome look(final RecordedRun run, final File folder, final String version,
		final Progress progress) throws IOException
	{
		InfluenceAnalysis analysis = InfluenceAnalysis.of(run).with(Measure.parse(measures)).withMost(most())
			.withSensitivity(sensitivity).withEgger(model()).withAlpha(Texts.number("alpha", alpha));
		if (OptionalFile.isGiven(folder)) analysis = analysis.withOutput(folder.toPath());
		return analysis.run(version, progress);
	}

	/** Null for the first that there is. */
	private Measure most() {
		if (by.strip().equalsIgnoreCase("auto")) return null;
		final Set<Measure> named = Measure.parse(by);
		if (named.size() != 1) throw new IllegalArgumentException("Most influential study by: got '" + by
			+ "', wanted one measure");
		return named.iterator().next();
	}

	private Optional<Model> model() {
		final String name = egger.strip().toUpperCase(Locale.ROOT);
		if (name.equals("NONE")) return Optional.empty();
		return Optional.of(Arrays.stream(Model.values()).filter(model -> model.name().equals(name)).findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Egger's regression: got '" + egger
				+ "', wanted linear, mixed or none")));
	}
}
