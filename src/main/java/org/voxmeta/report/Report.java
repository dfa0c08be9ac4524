package org.voxmeta.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.voxmeta.analysis.Fit;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.task.AtomicFiles;
import org.voxmeta.task.Progress;

/**
 * A fit as one page: what went in, what was found, how it was done, and whom to cite. The page is HTML and
 * well-formed XML at once, and needs no other file; beside it is what it cites, as BibTeX. Immutable; options
 * are set by
 * {@code with} methods that return a copy.
 */
public final class Report {

	/** The name of a page in a fit's folder. */
	public static final String FILE = "report.html";

	private static final String ENDING = "\\.x?html?$";
	private static final String STYLE = "report.css";

	private final Fit fit;
	private final Settings settings;

	private Report(final Fit fit, final Settings settings) {
		this.fit = fit;
		this.settings = settings;
	}

	/** A report of a fit with a false discovery rate of 0.05 and up to 5 peaks. */
	public static Report of(final Fit fit) {
		return new Report(fit, Settings.DEFAULT);
	}

	/** How p is corrected for the number of voxels or regions. */
	public Report with(final Correction correction) {
		return new Report(fit, new Settings(correction, settings.alpha(), settings.peaks()));
	}

	/**
	 * The level at which voxels, regions and clusters count as found.
	 *
	 * @throws IllegalArgumentException if it is not between 0 and 1
	 */
	public Report withAlpha(final double alpha) {
		return new Report(fit, new Settings(settings.correction(), alpha, settings.peaks()));
	}

	/**
	 * At how many peaks the studies are shown, at most.
	 *
	 * @throws IllegalArgumentException if it is below 0
	 */
	public Report withPeaks(final int peaks) {
		return new Report(fit, new Settings(settings.correction(), settings.alpha(), peaks));
	}

	/** Where the page is written unless another place is wanted: beside the fit, if that is in a folder. */
	public static Optional<Path> usualFile(final Fit fit) {
		return fit.folder().map(folder -> folder.resolve(FILE));
	}

	/**
	 * Writes the page and, beside it, {@code <name>.bib}; files of these names are replaced. If the studies
	 * cannot be read
	 * any more, the page is made of the maps alone and says so.
	 *
	 * @param file the page's, which ends in .html or .htm
	 * @param version VoxMeta's version
	 * @throws IOException if the fit cannot be read, or a file cannot be written; nothing is left then
	 * @throws IllegalArgumentException if the name has another ending, or this is the record of no fit with z
	 *           maps
	 * @throws CancellationException if the progress says so; nothing is left then
	 */
	public Outcome write(final Path file, final String version, final Progress progress) throws IOException {
		final String name = String.valueOf(file.getFileName());
		if (!name.matches("(?i).+" + ENDING)) throw new IllegalArgumentException("Output: got '" + file
			+ "', wanted a file that ends in .html");
		final Path references = file.resolveSibling(name.replaceFirst("(?i)" + ENDING, ".bib"));
		final ReportData data = new ReportReader(fit, settings, progress).read();
		final Bibliography bibliography = new Bibliography();
		final String page = new ReportPage(data, bibliography, version).text(style(), String.valueOf(references
			.getFileName()));
		progress.step("writing the report", 0, 1);
		if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
		try (AtomicFiles files = new AtomicFiles()) {
			files.add(file, path -> Files.writeString(path, page));
			files.add(references, path -> Files.writeString(path, bibliography.bibtex()));
			files.commit();
		}
		return new Outcome(file, references, data.warnings());
	}

	private static String style() throws IOException {
		try (InputStream in = Report.class.getResourceAsStream(STYLE)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * What was written.
	 *
	 * @param page the page
	 * @param references what it cites, as BibTeX
	 * @param warnings what a reader should look at first
	 */
	public record Outcome(Path page, Path references, List<String> warnings) {

		/** Copies the list. */
		public Outcome {
			warnings = List.copyOf(warnings);
		}
	}
}
