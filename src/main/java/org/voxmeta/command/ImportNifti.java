package org.voxmeta.command;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.image.OpeningSlice;

import ij.ImagePlus;

/** Opens a NIfTI file as an ImageJ image that carries its header. */
@Plugin(type = Command.class, menuPath = "File > Import > NIfTI (VoxMeta)...")
public final class ImportNifti extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private ThreadService threads;

	@Parameter(label = "NIfTI file", description = ".nii, .nii.gz, or either file of a .hdr/.img pair",
		persist = false)
	private File file = new File("");

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus image;

	@Override
	public void run() {
		try {
			if (!OptionalFile.isGiven(file)) throw new IOException("No NIfTI file was chosen");
			final NiftiImage nifti = NiftiReader.read(file.toPath());
			image = NiftiImages.toImagePlus(nifti, file.getName());
			FitImages.setSource(image, file.toPath());
			OpeningSlice.show(image);
			warnOfLoss(nifti);
			Workspace.show(image, threads.getParent(Thread.currentThread()));
		}
		catch (final IOException | IllegalArgumentException e) {
			Failures.report(e, log, this);
		}
	}

	private void warnOfLoss(final NiftiImage nifti) {
		final long lost = NiftiImages.countLost(nifti);
		if (lost > 0) {
			log.warn(file + ": " + lost + " of " + nifti.header().size() + " values of type " + nifti.header()
				.type() + " do not fit ImageJ's 32-bit float and were rounded");
		}
	}
}
