package org.voxmeta.command;


import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.thread.ThreadService;

/**
 * What the commands of signals share: of which voxels or regions they are. SciJava lists these keys first,
 * and ImageJ's recorder would see "mask=" in a "samplemask=" before it.
 */
public abstract class MaskerCommand extends ContextCommand implements DialogPages.Owner {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "Signals of", choices = { "voxels", "labels", "maps", "spheres" }, required = false,
		persist = false,
		description = "Each voxel of the mask, each region of an image of labels, each map of weights, or spheres"
			+ " around seeds")
	private String masker = MaskerOptions.VOXELS;

	@Parameter(label = "Mask", required = false, persist = false,
		description = "Only its voxels that are not 0 count")
	private ImageInput mask = ImageInput.NONE;

	@Parameter(label = "Labels", required = false, persist = false,
		description = "labels: an image of the regions' numbers, whole numbers; 0 is no region")
	private ImageInput labels = ImageInput.NONE;

	@Parameter(label = "Maps", required = false, persist = false,
		description = "maps: a series of images of weights, such as probabilities of regions or components")
	private ImageInput maps = ImageInput.NONE;

	@Parameter(label = "Seeds", required = false, persist = false, description =
		"spheres: x, y and z in millimetres, as in 4,-52,28; 30,-60,45; or a file with a line for each")
	private String seeds = "";

	@Parameter(label = "Radius of spheres (mm)", required = false, persist = false,
		description = "spheres: empty for only the voxel nearest to each seed")
	private String radius = "";

	@Parameter(label = "Maps or spheres may overlap", choices = { "Auto", "Yes", "No" },
		required = false, persist = false, description =
		"maps, spheres: whether several may have the same voxel, else that is an error; Auto: maps may")
	private String allowoverlap = "Auto";

	/** Does the work. */
	abstract void execute() throws IOException;

	@Override
	public final void run() {
		try {
			execute();
		}
		catch (final IOException | IllegalArgumentException | CancellationException e) {
			Failures.report(e, log, this);
		}
		finally {
			CommandProgress.end(status);
		}
	}

	/** Where messages go. */
	final LogService log() {
		return log;
	}

	/** Where progress is shown, and cancellation asked for. */
	final CommandProgress progress() {
		return new CommandProgress(status, this::isCanceled);
	}

	/** The thread of the macro that called this command. */
	final Thread caller() {
		return threads.getParent(Thread.currentThread());
	}

	/** A file that is given, or null. */
	static Path path(final File file) {
		return OptionalFile.isGiven(file) ? file.toPath() : null;
	}

	/** The keys of this class as they are. */
	final MaskerOptions options() {
		return new MaskerOptions(masker, mask, labels, maps, seeds, radius, allowoverlap);
	}
}
