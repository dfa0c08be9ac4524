package org.voxmeta.command;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxmeta.view.MapScene;
import org.voxmeta.view.Plane;
import org.voxmeta.view.SlicePicture;

/** Draws a picture of slices of a map. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Slice Mosaic...") })
public final class SliceMosaicCommand extends PictureCommand {

	private static final String ALL = "all";

	@Parameter(label = "Plane", choices = { "axial", "coronal", "sagittal", ALL }, required = false,
		persist = false,
		description = "The direction of the slices; all: lines of each; without an affine XY, XZ and YZ")
	private String plane = "axial";

	@Parameter(label = "Slices", required = false, persist = false,
		description = "How many of each plane, evenly spaced where there is something to see")
	private String slices = "7";

	@Parameter(label = "Positions", required = false, persist = false,
		description = "Where the slices are instead, in mm, or by number without an affine, as in -20, 0, 20")
	private String positions = "";

	@Parameter(label = "Columns", required = false, persist = false,
		description = "How many slices side by side")
	private String columns = "7";

	@Override
	BufferedImage draw(final MapScene scene, final Layout layout) {
		return SlicePicture.withDefaults().withPlanes(planes()).withSlices(Texts.integer("slices",
			slices)).withPositions(
			places()).withColumns(Texts.integer("columns", columns)).withTitle(layout.title()).on(layout.page())
			.withRadiological(layout.radiological()).withInterpolation(layout.smooth()).withWidth(layout
				.width()).render(scene);
	}

	private List<Plane> planes() {
		return plane.strip().equalsIgnoreCase(ALL) ? List.of(Plane.values()) : List.of(Plane.parse(plane));
	}

	private double[] places() {
		return Arrays.stream(positions.strip().split("[,;\\s]+")).filter(place -> !place.isEmpty()).mapToDouble(
			place -> Texts.number("positions", place)).toArray();
	}

	@Override
	String name() {
		return "Slices";
	}

	@Override
	public DialogPages pages() {
		return new DialogPages(List.of("map", "result", "template", "threshold", "signs", "plane", "slices",
			"positions",
			"title", "page", "output"), List.of("term", "mask", "limit", "columns", "volume", "radiological", "smooth",
				"width"), List.of());
	}
}
