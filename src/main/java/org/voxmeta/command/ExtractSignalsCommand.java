package org.voxmeta.command;

import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.ExtractedSignals;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.SignalExtraction;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.Masker;
import org.voxmeta.masker.RegionStatistic;
import org.voxmeta.masker.signal.Cleaning;

/** Extracts the signals of voxels or regions of an image or a series into a table. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Extract Signals...") })
public final class ExtractSignalsCommand extends MaskerCommand {

	private static final DialogPages PAGES = new DialogPages(
		List.of("input", "masker", "mask", "labels", "strategy", "maps", "seeds", "radius", "fwhm", "detrend",
			"standardize", "confounds", "output"),
		List.of("sampleaxis", "allowoverlap", "lowpass", "highpass", "tr", "filter", "confoundcolumns",
			"standardizeconfounds", "highvarianceconfounds", "samplemask", "runs"), List.of());

	private static final String MEAN = "mean";

	/** A table window of more columns is of no use, and slow. */
	private static final int MOST_COLUMNS = 1000;

	private static final String TITLE = "Signals";

	@Parameter(label = "Image or series", initializer = "proposeActive", required = false, persist = false,
		description = "An open image or a file; None for the active image")
	private ImageInput input = ImageInput.NONE;

	@Parameter(label = "Samples along", choices = { "Auto", "T", "C", "Z" }, required = false, persist = false,
		description = "The axis of the series; Auto: T if there are several frames, else C, else it is one image")
	private String sampleaxis = "Auto";

	@Parameter(label = "Strategy for labels", choices = { MEAN, "median", "sum", "minimum",
		"maximum", "variance", "standard_deviation" }, required = false, persist = false,
		description = "labels: what a signal says of the values of a region's voxels")
	private String strategy = MEAN;

	@Parameter(label = "Smoothing (FWHM in mm)", required = false, persist = false,
		description = "A Gaussian's full width at half maximum, one or three numbers, or fast; empty: none")
	private String fwhm = "";

	@Parameter(label = "Detrend", required = false, persist = false,
		description = "Take linear trends out of the signals, and their means with them")
	private boolean detrend = false;

	@Parameter(label = "Standardize", choices = { "none", "zscore_sample", "zscore", "psc" },
		required = false, persist = false, description =
		"z scores by the standard deviation of a sample or of a population, or percent change from the mean")
	private String standardize = "none";

	@Parameter(label = "Low pass (Hz)", required = false, persist = false,
		description = "The highest frequency that is kept; empty: all")
	private String lowpass = "";

	@Parameter(label = "High pass (Hz)", required = false, persist = false,
		description = "The lowest frequency that is kept; empty: all")
	private String highpass = "";

	@Parameter(label = "Repetition time (s)", required = false, persist = false,
		description = "The time from sample to sample, which filters need")
	private String tr = "";

	@Parameter(label = "Filter", choices = { "butterworth", "cosine", "none" }, required = false,
		persist = false, description = "How frequencies are taken out, if a limit is given; cosine: high pass only")
	private String filter = "butterworth";

	@Parameter(label = "Confounds", required = false, persist = false,
		description = "Table files with a line for each sample, to be regressed out; several with ; between")
	private String confounds = "";

	@Parameter(label = "Columns of confounds", required = false, persist = false,
		description = "Names of the confounds that count, separated by commas; empty: all columns")
	private String confoundcolumns = "";

	@Parameter(label = "Standardize confounds", required = false, persist = false,
		description = "Give confounds mean 0 and standard deviation 1 first, so that the signals' means stay")
	private boolean standardizeconfounds = true;

	@Parameter(label = "High-variance confounds", required = false, persist = false,
		description = "Regress out the series that vary most in the image, too")
	private boolean highvarianceconfounds = false;

	@Parameter(label = "Samples to keep", required = false, persist = false, description =
		"Their numbers from 0, as in 0-4,6,9-39; or true or false for each; or a file of these; empty: all")
	private String samplemask = "";

	@Parameter(label = "Runs", required = false, persist = false,
		description = "The number of each sample's run, as in 1,1,1,2,2,2, or a file of these: runs are cleaned by"
			+ " themselves; empty: one run")
	private String runs = "";

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .csv or .tsv; empty: nothing is written")
	private File output = new File("");

	@Override
	public DialogPages pages() {
		return PAGES;
	}

	@Override
	void execute() throws IOException {
		if (!input.isGiven()) input = ImageInput.of(input.imagePlus());
		final MaskerOptions.Opened opened = open(input.open("Image"));
		SignalExtraction extraction = SignalExtraction.of(cleaned(opened.masker())).withAxis(axis())
			.withMostShown(MOST_COLUMNS).withConfounds(SampleTexts.confounds(confounds, confoundcolumns))
			.withSampleMask(SampleTexts.sampleMask(samplemask));
		if (path(output) != null) extraction = extraction.withOutput(path(output));
		final InputImage image = opened.other();
		final ExtractedSignals signals =
			extraction.run(image, SliceLabels.of(input, axis()), log()::warn, progress());
		if (signals.names().size() <= MOST_COLUMNS) show(signals);
		log().info("VoxMeta: " + signals.summary() + " of " + image.name()
			+ (path(output) == null ? "" : ", written to " + output));
	}

	private MaskerOptions.Opened open(final InputImage image) throws IOException {
		final MaskerOptions options = options();
		if (!options.kind().equals("labels") && !strategy.equalsIgnoreCase(MEAN))
			throw new IllegalArgumentException("strategy: got '" + strategy + "', wanted none, as the masker "
				+ options.kind() + " does not use it");
		return options.open(RegionStatistic.parse(strategy), image);
	}

	private Masker cleaned(final Masker masker) throws IOException {
		final List<String> widths = List.of(fwhm.split(","));
		return masker.with(masker.settings().with(cleaning()))
			.with("smoothing_fwhm", fwhm.isBlank() ? null : widths.size() == 1 ? fwhm : widths);
	}

	private Cleaning cleaning() throws IOException {
		return Cleaning.withDefaults().withDetrend(detrend).with("standardize", standardize)
			.with("low_pass", lowpass).with("high_pass", highpass).with("t_r", tr).with("filter", filter)
			.withStandardizedConfounds(standardizeconfounds).withHighVarianceConfounds(highvarianceconfounds)
			.withRuns(SampleTexts.runs(runs));
	}

	private StudyAxis axis() {
		try {
			return StudyAxis.parse(sampleaxis);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("sampleaxis: got '" + sampleaxis + "', wanted Auto, T, C or Z", e);
		}
	}

	private static void show(final ExtractedSignals signals) {
		final ResultsTable table = OpenTables.of(signals.table());
		if (!GraphicsEnvironment.isHeadless()) {
			String title = TITLE;
			for (int i = 1; WindowManager.getWindow(title) != null; i++)
				title = TITLE + "-" + i;
			TableWindows.showAtBottom(new TableWindows.Titled(title, table));
			return;
		}
		// without windows, macros see the system table alone, whose rows would mean something else
		final ResultsTable system = ResultsTable.getResultsTable();
		system.reset();
		signals.table().rows().forEach(row -> OpenTables.addRow(system, signals.table().columns(), row));
	}

	/** Also when no dialog follows: a macro that names no image means the active one. */
	@SuppressWarnings("unused")
	private void proposeActive() {
		if (!input.isGiven()) input = Workspace.activeInput();
	}
}
