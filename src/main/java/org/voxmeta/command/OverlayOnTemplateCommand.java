package org.voxmeta.command;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.PreparedMap;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.OpeningSlice;
import org.voxmeta.view.LiveOverlay;
import org.voxmeta.view.OverlayStack;
import org.voxmeta.view.OverlayStyle;
import org.voxmeta.view.OverlayWindow;
import org.voxmeta.view.PictureFile;

/** Shows a map from a threshold on, in colour over a grey template. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Overlay on Template...") })
public final class OverlayOnTemplateCommand extends ThresholdedMapCommand implements DialogPages.Owner {

	/** How large the window's image may become by itself. */
	private static final int SEEN_WIDTH = 700;
	private static final int SEEN_HEIGHT = 600;

	@Parameter(label = "Opacity", required = false, persist = false,
		description = "0, the template alone, to 1, the map hides it")
	private String opacity = "0.85";

	@Parameter(label = "Grid", choices = { "map", "template" }, required = false, persist = false,
		description = "Whose voxels the result has; the other image is resampled where they differ")
	private String grid = "map";

	@Parameter(label = "Colour bar", required = false, persist = false,
		description = "A strip with a colour bar at the right of the image")
	private boolean bar = true;

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .png, for the slice that is shown; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Overlay")
	private ImagePlus overlay;

	@Override
	public void run() {
		try {
			if (OptionalFile.isGiven(output)) PictureFile.check(output.toPath());
			final PreparedMap prepared = prepare(onTemplate());
			final ImagePlus values = NiftiImages.toImagePlus(prepared.image(), "values");
			final OverlayStack stack = OverlayStack.of(values, prepared.template().orElse(null), new OverlayStyle(
				threshold(
				prepared), signs(), Texts.number("opacity", opacity)), limit(), bar);
			final ImagePlus image = image(values, stack, prepared);
			if (isThresholdOpen() && isInteractive()) adjust(image, stack, prepared);
			else {
				finish(image, stack, prepared);
				show(image);
			}
			overlay = image;
			record(stack.style().threshold(), stack.style().signs());
			opacity = Double.toString(stack.style().opacity());
			if (OptionalFile.isGiven(output)) write(image);
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			report(e);
		}
		finally {
			finish();
		}
	}

	private boolean onTemplate() {
		return switch (grid.strip().toLowerCase(java.util.Locale.ROOT)) {
			case "map" -> false;
			case "template" -> true;
			default -> throw new IllegalArgumentException("grid: got '" + grid + "', wanted map or template");
		};
	}

	private ImagePlus image(final ImagePlus values, final OverlayStack stack, final PreparedMap prepared) {
		final ImagePlus image = new ImagePlus(Workspace.freeTitle("Overlay of " + title(prepared)), stack);
		image.setDimensions(values.getNChannels(), values.getNSlices(), values.getNFrames());
		image.setOpenAsHyperStack(values.getNChannels() > 1 || values.getNFrames() > 1);
		image.setCalibration(values.getCalibration());
		final int[] voxels = stack.voxelsPerSlice();
		if (java.util.Arrays.stream(voxels).anyMatch(n -> n > 0)) image.setPosition(1, OpeningSlice.of(voxels), 1);
		image.setOverlay(stack.numbers(prepared.thresholds().unit()));
		return image;
	}

	/** Small images are shown large enough to read the numbers. */
	private void show(final ImagePlus image) {
		Workspace.show(image, caller());
		Workspace.magnify(image, Math.min(SEEN_WIDTH / image.getWidth(), SEEN_HEIGHT / image.getHeight()));
	}

	/** Has the user choose while the image shows it. */
	private void adjust(final ImagePlus image, final OverlayStack stack, final PreparedMap prepared) {
		show(image);
		try (LiveOverlay live = new LiveOverlay(image, stack, prepared.thresholds().unit())) {
			final Optional<OverlayStyle> chosen = OverlayWindow.choose(prepared, stack, live::show, image
				.getWindow()).get();
			if (chosen.isEmpty()) {
				image.changes = false;
				image.close();
				throw new CancellationException("Overlay: cancelled");
			}
			stack.setStyle(chosen.get());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Overlay: stopped");
		}
		catch (final ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		}
		finish(image, stack, prepared);
	}

	/** Replaces the slices that are drawn when asked for by plain ones, which can be edited and saved. */
	private static void finish(final ImagePlus image, final OverlayStack stack, final PreparedMap prepared) {
		final int[] position = { image.getC(), image.getZ(), image.getT() };
		image.setStack(stack.drawn(), image.getNChannels(), image.getNSlices(), image.getNFrames());
		image.setPosition(position[0], position[1], position[2]);
		image.setOverlay(stack.numbers(prepared.thresholds().unit()));
		image.updateAndDraw();
	}

	/** The slice that is shown, its numbers drawn into it, four times as large so that they can be read. */
	private void write(final ImagePlus image) throws IOException {
		PictureFile.write(OverlayPicture.of(image), output.toPath());
		log().info("VoxMeta: wrote " + output);
	}

	@Override
	public DialogPages pages() {
		return new DialogPages(List.of("map", "result", "template", "threshold", "signs"), List.of("term", "mask",
			"grid",
			"limit", "opacity", "bar", "output"), List.of());
	}
}
