package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiPlanes;
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

		@Override
		public <T> T read(final Path path, final Function<NiftiImage, T> use) throws IOException {
			return ImageFiles.isNifti(path) ? NiftiPlanes.read(path, use) : use.apply(image(path));
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
	 * @throws IOException as {@link #image}
	 */
	boolean read(Path path, VoxelSink to) throws IOException;

	/**
	 * Reads an image for as long as it is used; it may come plane by plane then.
	 *
	 * @throws IOException as {@link #image}
	 */
	default <T> T read(final Path path, final Function<NiftiImage, T> use) throws IOException {
		return use.apply(image(path));
	}
}
