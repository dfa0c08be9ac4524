package org.voxmeta.command;

import ij.ImagePlus;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;
import org.voxmeta.analysis.PreparedMap;
import org.voxmeta.view.MapScene;
import org.voxmeta.view.Page;
import org.voxmeta.view.PictureFile;

/** What commands that draw a page with a map have in common. */
abstract class PictureCommand extends ThresholdedMapCommand implements DialogPages.Owner {

	@Parameter(label = "Volume", required = false, persist = false,
		description = "Which map of a stack of maps, from 1")
	private String volume = "1";

	@Parameter(label = "Title", required = false, persist = false,
		description = "A line above; empty: none")
	private String title = "";

	@Parameter(label = "Page", choices = { "dark", "light" }, required = false, persist = false,
		description = "dark for screens and slides, light for print")
	private String page = "dark";

	@Parameter(label = "Left on the right", required = false, persist = false,
		description = "As radiologists have it; the letters L and R tell in any case")
	private boolean radiological = false;

	@Parameter(label = "Smooth", required = false, persist = false,
		description = "Interpolate between voxels; else they are seen as squares")
	private boolean smooth = true;

	@Parameter(label = "Width", required = false, persist = false,
		description = "Of the picture in pixels, 200 to 10000")
	private String width = "1600";

	@Parameter(label = "Output file", style = FileWidget.SAVE_STYLE, required = false, persist = false,
		description = "A name that ends in .png; empty: nothing is written")
	private File output = new File("");

	@Parameter(type = ItemIO.OUTPUT, label = "Picture")
	private ImagePlus picture;

	/** How the picture is laid out. */
	record Layout(String title, Page page, boolean radiological, boolean smooth, int width) {
	}

	/** Draws the picture. */
	abstract BufferedImage draw(MapScene scene, Layout layout);

	/** What the window's title begins with. */
	abstract String name();

	@Override
	public final void run() {
		try {
			if (OptionalFile.isGiven(output)) PictureFile.check(output.toPath());
			final PreparedMap prepared = prepare(false);
			final BufferedImage drawn = draw(scene(prepared), new Layout(title.strip(), Page.parse(page),
				radiological, smooth,
				Texts.integer("width", width)));
			if (OptionalFile.isGiven(output)) {
				PictureFile.write(drawn, output.toPath());
				log().info("VoxMeta: wrote " + output);
			}
			picture = image(drawn, Workspace.freeTitle(name() + " of " + title(prepared)));
			Workspace.show(picture, caller());
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			report(e);
		}
		finally {
			finish();
		}
	}

	private MapScene scene(final PreparedMap prepared) {
		final MapScene scene = MapScene.of(prepared, Texts.integer("volume", volume) - 1).withThreshold(threshold(
			prepared),
			signs());
		return Double.isNaN(limit()) ? scene : scene.withLimit(limit());
	}
}
