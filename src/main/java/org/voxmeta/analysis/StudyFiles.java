package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiReader;

/** Reads the image files of studies. Thread-safe. */
public interface StudyFiles {

	/** Opens each file whenever it is asked for something. */
	StudyFiles OPENED = new StudyFiles() {

		@Override
		public NiftiHeader header(final Path path) throws IOException {
			return ImageFiles.readHeader(path);
		}

		@Override
		public NiftiImage image(final Path path) throws IOException {
			return ImageFiles.read(path);
		}

		@Override
		public boolean read(final Path path, final VoxelSink to) throws IOException {
			return ImageFiles.isNifti(path) && NiftiReader.read(path, to);
		}
	};

	/**
	 * What an image's header says.
	 *
	 * @throws IOException if the file cannot be read as an image; the message names the file and the reason
	 */
	NiftiHeader header(Path path) throws IOException;

	/**
	 * Reads an image.
	 *
	 * @throws IOException if the file cannot be read as an image; the message names the file and the reason
	 */
	NiftiImage image(Path path) throws IOException;

	/**
	 * Hands over the values of an image one after the other, if that can be done without the whole image in
	 * memory.
	 *
	 * @return whether that was done; else nothing was handed over
	 * @throws IOException if the file cannot be read as an image; the message names the file and the reason
	 */
	boolean read(Path path, VoxelSink to) throws IOException;
}
