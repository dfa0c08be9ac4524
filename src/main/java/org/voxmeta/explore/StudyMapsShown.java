package org.voxmeta.explore;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.voxmeta.analysis.FitVoxels;

/** Shows the map of a study at a voxel: its file, or its frame of the stack that the fit was made of. */
final class StudyMapsShown {

	private final Workbench workbench;
	private final Executor aside;

	StudyMapsShown(final Workbench workbench, final Executor aside) {
		this.workbench = workbench;
		this.aside = aside;
	}

	/**
	 * Shows a study.
	 *
	 * @param target the place to show; a voxel or an area
	 * @param teller is told, on the event thread, what was done or why not
	 */
	void show(final FitVoxels voxels, final int study, final Target target, final Consumer<String> teller) {
		if (voxels == null) return;
		final long[] voxel = target == null || target.isArea() ? voxels.peak() : target.voxel();
		final List<Path> files = voxels.files(study);
		if (files.isEmpty()) {
			final Optional<ImagePlus> stack = stack(voxels, study);
			stack.ifPresent(image -> showFrame(image, place(image, voxels, study), voxels, voxel));
			teller.accept(stack.map(image -> voxels.names().get(study) + " is in " + image.getTitle()).orElse(
				"The stack that " + voxels.names().get(study) + " is in is not open any more"));
			return;
		}
		teller.accept("Opening " + files.get(0).getFileName() + "...");
		aside.execute(() -> open(files.get(0), voxels, voxel, teller));
	}

	private void open(final Path file, final FitVoxels voxels, final long[] voxel,
		final Consumer<String> teller)
	{
		try {
			final ImagePlus image = workbench.open(file);
			EventQueue.invokeLater(() -> {
				final int[] at = ImagePlaces.shown(voxels.grid(), voxel);
				if (at[1] <= image.getNSlices()) image.setPosition(Math.min(at[0], image.getNChannels()), at[1],
					Math.min(at[2], image.getNFrames()));
				if (image.getWindow() != null) image.getWindow().toFront();
				teller.accept("Opened " + file.getFileName());
			});
		}
		catch (final IOException | IllegalArgumentException e) {
			EventQueue.invokeLater(() -> teller.accept("Cannot open " + file + ": " + e.getMessage()));
		}
	}

	/** The open stack of the studies' effects or statistics, if it has a study's. */
	private static Optional<ImagePlus> stack(final FitVoxels voxels, final int study) {
		return voxels.stack().map(WindowManager::getImage).filter(image -> place(image, voxels, study) > 0);
	}

	/** The frame, or without frames the channel, of a study, from 1: by its label, as studies may be left out; else 0. */
	private static int place(final ImagePlus image, final FitVoxels voxels, final int study) {
		final int places = Math.max(image.getNFrames(), image.getNChannels());
		for (int i = 1; i <= places; i++) {
			final int plane = image.getNFrames() > 1 ? image.getStackIndex(1, 1, i) : image.getStackIndex(i, 1, 1);
			if (voxels.names().get(study).equals(image.getStack().getSliceLabel(plane))) return i;
		}
		return places == voxels.names().size() ? study + 1 : 0;
	}

	private static void showFrame(final ImagePlus image, final int place, final FitVoxels voxels,
		final long... voxel)
	{
		final int slice = Math.min(ImagePlaces.shown(voxels.grid(), voxel)[1], image.getNSlices());
		if (image.getNFrames() > 1) image.setPosition(image.getC(), slice, place);
		else image.setPosition(place, slice, image.getT());
		if (image.getWindow() != null) IJ.selectWindow(image.getID());
	}
}
