package org.voxmeta.command;

import java.io.File;
import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiWriter;

/** Writes an open image as NIfTI, with the header it came with where it has one. */
@Plugin(type = Command.class, menuPath = "File > Export > Export NIfTI (VoxMeta)...")
public final class ExportNifti extends DynamicCommand {

	@Parameter
	private LogService log;

	@Parameter(label = "Image", description = "Title or id of an open image; empty for the active one",
		initializer = "listImages", persist = false, required = false)
	private String image = "";

	@Parameter(label = "NIfTI file", description = "Name that ends in .nii or .nii.gz",
		style = FileWidget.SAVE_STYLE, persist = false)
	private File file = new File("");

	@Override
	public void run() {
		try {
			if (file == null || file.getPath().isEmpty()) throw new IOException("No NIfTI file was chosen");
			NiftiWriter.write(NiftiImages.fromImagePlus(Workspace.find(image)), file.toPath());
		}
		catch (final IOException | IllegalArgumentException e) {
			log.error(e.getMessage());
			cancel(e.getMessage());
		}
	}

	void listImages() {
		getInfo().getMutableInput("image", String.class).setChoices(Workspace.titles());
	}
}
