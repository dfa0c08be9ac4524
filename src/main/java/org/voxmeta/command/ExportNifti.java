package org.voxmeta.command;

import java.io.File;
import java.io.IOException;

import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiWriter;

/**
 * Writes an open image as NIfTI, with the header it came with where it has one. The label says "Export"
 * because ImageJ's labels are the macro's command names and must differ from the import's.
 */
@Plugin(type = Command.class, menuPath = "File > Export > Export NIfTI (VoxMeta)...")
public final class ExportNifti extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter(label = "Image", description = "Title or id of an open image; None for the active one",
		initializer = "proposeActive", persist = false, required = false)
	private ImageInput image = ImageInput.NONE;

	@Parameter(label = "NIfTI file", description = "Name that ends in .nii or .nii.gz",
		style = FileWidget.SAVE_STYLE, persist = false)
	private File file = new File("");

	@Override
	public void run() {
		try {
			if (!OptionalFile.isGiven(file)) throw new IOException("No NIfTI file was chosen");
			NiftiWriter.write(NiftiImages.fromImagePlus(image.imagePlus()), file.toPath());
		}
		catch (final IOException | IllegalArgumentException e) {
			Failures.report(e, log, this);
		}
	}

	/** Also when no dialog follows: a macro that names no image means the active one. */
	@SuppressWarnings("unused")
	private void proposeActive() {
		if (!image.isGiven()) image = Workspace.activeInput();
	}
}
