package org.voxmeta.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.platform.PlatformService;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.util.VersionUtils;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.Fit;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.report.Report;
import org.voxmeta.stats.correction.Correction;

/** Writes a meta-analysis as a page that explains itself, and opens it in the browser. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"), @Menu(
	label = "Report...") })
public final class ReportCommand extends FitCommand implements DialogPages.Owner {

	private static final DialogPages PAGES = new DialogPages(List.of("fit", "result", "correction", "alpha",
		"peaks",
		"output", "open"), List.of(), List.of());

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter(required = false)
	private PlatformService platform;

	@Parameter(required = false)
	private UIService ui;

	@Parameter(label = "Correction", choices = { "fdr_bh", "fdr_by", "bonferroni", "holm" }, required = false,
		persist = false, description = "How the p values of thresholds and tables are corrected for the number of"
			+ " voxels")
	private String correction = Correction.FDR_BH.key();

	@Parameter(label = "alpha", required = false, persist = false,
		description = "The largest corrected p of what counts as found")
	private String alpha = "0.05";

	@Parameter(label = "Peaks", required = false, persist = false,
		description = "At how many peaks the studies are shown, at most")
	private String peaks = "5";

	@Parameter(label = "Page", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		attrs = @Attr(name = HeadlessRunner.UNNEEDED_WITH, value = "fit,result"),
		description = "The .html file to write; empty: report.html in the folder of the fit, or a file that is"
			+ " asked for")
	private File output = new File("");

	@Parameter(label = "Open in the browser", required = false, persist = false,
		description = "Show the page when it is written; without windows it never is")
	private boolean open = true;

	@Parameter(type = ItemIO.OUTPUT, label = "Report")
	private String report;

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	public void run() {
		try {
			final Fit fit = chosenFit();
			final Path file = file(fit);
			final Report.Outcome outcome = Report.of(fit).with(Correction.parse(correction))
				.withAlpha(Texts.number("alpha",
				alpha)).withPeaks(Texts.integer("peaks", peaks)).write(file, VersionUtils.getVersion(getClass()),
					new CommandProgress(status, this::isCanceled));
			report = outcome.page().toAbsolutePath().toString();
			outcome.warnings().forEach(log::warn);
			log.info("VoxMeta: wrote " + outcome.page() + " and " + outcome.references().getFileName());
			if (open && platform != null && !GraphicsEnvironment.isHeadless()) show(outcome.page());
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private Path file(final Fit fit) {
		if (OptionalFile.isGiven(output)) return output.toPath();
		if (Report.usualFile(fit).isPresent()) return Report.usualFile(fit).get();
		final File chosen = ui == null || GraphicsEnvironment.isHeadless() ? null
			: ui.chooseFile(new File(Report.FILE),
			FileWidget.SAVE_STYLE);
		if (chosen == null) throw new IllegalArgumentException("output: got none, wanted a file that ends in .html,"
			+ " as "
			+ fit.name() + " is in no folder");
		return chosen.toPath();
	}

	/** The page is written whether or not there is a browser. */
	private void show(final Path page) {
		try {
			platform.open(page.toUri().toURL());
		}
		catch (final IOException e) {
			log.warn("Report: cannot open a browser; the page is " + page.toAbsolutePath());
		}
	}
}
