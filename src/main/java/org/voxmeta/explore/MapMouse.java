package org.voxmeta.explore;

import ij.ImagePlus;

import java.util.Optional;
import java.util.function.Consumer;

/** What the mouse does on the maps of a fit, told to the explorer. To be used on the event thread. */
final class MapMouse implements FollowedImages.Listener {

	private final ImagePlaces places;
	private final Explorer explorer;
	private final Consumer<ImagePlus> selection;
	private final Runnable state;
	private final Consumer<String> teller;
	private ImagePlus current;
	private int x;
	private int y;

	/**
	 * A mouse that was nowhere yet.
	 *
	 * @param selection takes an image whose selection is to be looked at
	 * @param state called when what the explorer does may have changed
	 * @param teller says something to the user
	 */
	MapMouse(final ImagePlaces places, final Explorer explorer, final Consumer<ImagePlus> selection,
		final Runnable state, final Consumer<String> teller)
	{
		this.places = places;
		this.explorer = explorer;
		this.selection = selection;
		this.state = state;
		this.teller = teller;
	}

	/** The image where it was last; null if that was closed or it was on none. */
	ImagePlus image() {
		return current;
	}

	/** Lets go of that image. */
	void forget() {
		current = null;
	}

	@Override
	public void moved(final ImagePlus image, final int atX, final int atY) {
		current = image;
		x = atX;
		y = atY;
		target().ifPresent(explorer::hover);
	}

	@Override
	public void clicked(final ImagePlus image, final int atX, final int atY) {
		current = image;
		x = atX;
		y = atY;
		target().ifPresent(explorer::pin);
		state.run();
	}

	@Override
	public void updated(final ImagePlus image) {
		if (image != current) return;
		if (explorer.isArea()) selection.accept(image);
		else target().ifPresent(explorer::hover);
	}

	@Override
	public void selected(final ImagePlus image) {
		if (explorer.isArea()) selection.accept(image);
	}

	@Override
	public void counted(final int open) {
		if (open > 0) state.run();
		else {
			current = null;
			teller.accept("All maps of this fit are closed; open one again to go on");
		}
	}

	private Optional<Target> target() {
		return places.voxel(current, x, y).map(voxel -> Target.of(voxel, current.getTitle(), value()));
	}

	/** Of the slice that is shown, which is in memory. */
	private double value() {
		return current.getBitDepth() == 24 ? Double.NaN : current.getProcessor().getPixelValue(x, y);
	}
}
