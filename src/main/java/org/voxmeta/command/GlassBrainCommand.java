package org.voxmeta.command;

import java.awt.image.BufferedImage;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;
import org.voxmeta.view.GlassBrain;
import org.voxmeta.view.MapScene;

/** Draws a map seen through from three sides. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Meta-Analysis"),
	@Menu(label = "Glass Brain...") })
public final class GlassBrainCommand extends PictureCommand {

	@Override
	BufferedImage draw(final MapScene scene, final Layout layout) {
		return GlassBrain.withDefaults().withTitle(layout.title()).on(layout.page()).withRadiological(
			layout.radiological())
			.withInterpolation(layout.smooth()).withWidth(layout.width()).render(scene);
	}

	@Override
	String name() {
		return "Glass brain";
	}

	@Override
	public DialogPages pages() {
		return new DialogPages(List.of("map", "result", "template", "threshold", "signs", "title", "page",
			"output"), List
			.of("term", "mask", "limit", "volume", "radiological", "smooth", "width"), List.of());
	}
}
