package org.voxmeta.command;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitVoxels;
import org.voxmeta.analysis.LocalFit;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.explore.ExplorerWindow;
import org.voxmeta.explore.ImagePlaces;
import org.voxmeta.explore.PlaceFiles;
import org.voxmeta.explore.Workbench;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.stats.result.MapKind;

/**
 * Shows what the studies of a fit have at a voxel or in an area: a window that follows the mouse, or files.
 */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Explore Meta-Analysis...") })
public final class ExploreCommand extends FitCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter(label = "Voxel", required = false, persist = false,
		description = "Its position, such as 45,54,40, counted from 0; empty: where z is farthest from 0")
	private String position = "";

	@Parameter(label = "or mean of", required = false, persist = false,
		description = "An image: its selection on the slice it shows, or without one its voxels that are not 0")
	private ImageInput roi = ImageInput.NONE;

	@Parameter(label = "Output folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Figures and tables of that place are written there, and no window opens; empty: the window")
	private File output = new File("");

	@Override
	public void run() {
		try {
			final Fit fit = chosenFit();
			final FitVoxels voxels = FitVoxels.of(fit, new CommandProgress(status, this::isCanceled));
			final int[] area = roi.isGiven() ? area(voxels) : null;
			if (OptionalFile.isGiven(output)) write(voxels, area);
			else if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) list(local(voxels, area));
			else EventQueue.invokeLater(() -> open(fit, voxels, area));
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	private void open(final Fit fit, final FitVoxels voxels, final int... area) {
		final ExplorerWindow window = ExplorerWindow.open(fit, voxels, new Desk());
		if (area != null) window.mean(area);
		else if (!position.isBlank()) window.pin(voxel(voxels));
	}

	private void write(final FitVoxels voxels, final int... area) throws IOException {
		final LocalFit fit = local(voxels, area);
		final List<Path> files = PlaceFiles.write(voxels, fit, output.toPath());
		tell(fit);
		log.info("VoxMeta: wrote " + files.size() + " files to " + output);
	}

	/** Without windows, macros see the system table alone. */
	private void list(final LocalFit fit) {
		tell(fit);
		final NumberTable studies = PlaceFiles.tables(fit).get(0);
		studies.rows().forEach(row -> OpenTables.addRow(ResultsTable.getResultsTable(), studies.columns(), row));
	}

	private void tell(final LocalFit fit) {
		log.info("VoxMeta: " + fit.place().text() + (fit.note().isEmpty() ? "" : "; " + fit.note()));
	}

	private LocalFit local(final FitVoxels voxels, final int... area) {
		return area != null ? voxels.mean(area) : voxels.at(position.isBlank() ? voxels.peak() : voxel(voxels));
	}

	private int[] area(final FitVoxels voxels) throws IOException {
		if (!position.isBlank()) throw new IllegalArgumentException("position, roi: got '" + position + "' and '"
			+ roi + "', wanted one of them");
		final ImagePlaces places = ImagePlaces.in(voxels.grid());
		final Optional<ImagePlus> open = roi.openImage();
		final ImagePlus image = open.isPresent() ? open.get() : image(roi.file("roi"));
		final int[] area = image.getRoi() != null ? places.selection(image) : places.inside(image);
		if (area.length == 0) throw new IllegalArgumentException("roi: got '" + roi
			+ "', which has no voxel of the fit's " + voxels.grid().size()
			+ ", wanted a selection or voxels that are not 0, on the fit's grid or with an affine");
		return area;
	}

	private long[] voxel(final FitVoxels voxels) {
		final long[] dims = voxels.grid().dimensions();
		final String[] words = position.strip().split("[,;\\s]+");
		final long[] voxel = new long[dims.length];
		boolean isInside = words.length == dims.length;
		for (int d = 0; isInside && d < dims.length; d++) {
			isInside = words[d].matches("\\d{1,9}");
			if (isInside) voxel[d] = Long.parseLong(words[d]);
			isInside &= voxel[d] < dims[d];
		}
		if (!isInside) throw new IllegalArgumentException("position: got '" + position + "', wanted " + dims.length
			+ " numbers from 0 on within " + voxels.grid().size() + ", such as " + Arrays.toString(voxels.peak())
				.replaceAll("[\\[\\] ]", ""));
		return voxel;
	}

	private static ImagePlus image(final Path file) throws IOException {
		return ImageFiles.isNifti(file) ? MapDisplay.of(ImageFiles.read(file), MapKind.Scale.SIGNED,
			file.getFileName().toString()) : ImageFiles.open(file);
	}

	/** Fiji, as the window sees it. */
	private static final class Desk implements Workbench {

		@Override
		public Optional<Fit> fitOf(final ImagePlus image) {
			return FitImages.of(image);
		}

		@Override
		public ImagePlus open(final Path map) throws IOException {
			final Optional<ImagePlus> open = FitImages.openedFrom(map);
			if (open.isPresent()) return open.get();
			final ImagePlus image = image(map);
			FitImages.setSource(image, map);
			Workspace.show(image);
			return image;
		}
	}
}
