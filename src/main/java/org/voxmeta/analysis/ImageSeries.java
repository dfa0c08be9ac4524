package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.StudyAxis;

/**
 * An image, or several that lie along an axis of one, not yet read. Immutable.
 *
 * @param name the title or path
 * @param grid where the voxels of one image are
 * @param source opens it
 */
record ImageSeries(String name, VoxelGrid grid, Source source) {

	/** Opens the images of a series. */
	@FunctionalInterface
	interface Source {

		/**
		 * The images, in order; views of one.
		 *
		 * @throws IOException if it cannot be read; the message says which and why
		 */
		List<RandomAccessibleInterval<? extends RealType<?>>> open() throws IOException;
	}

	/**
	 * The images along an axis of an image that is read already, each by itself.
	 *
	 * @param slices whether {@link StudyAxis#AUTO} may mean slices, where there are neither frames nor channels
	 */
	static List<ImageSeries> of(final InputImage image, final StudyAxis axis, final boolean slices) {
		final Optional<StudyAxis> along = axis(image.header().dims(), axis, slices);
		final VoxelGrid grid = grid(image.header(), image.placed(), along);
		final List<ImageSeries> images = new ArrayList<>();
		for (final RandomAccessibleInterval<? extends RealType<?>> view : split(image.values(), along))
			images.add(new ImageSeries(image.name(), grid, () -> List.of(view)));
		return images;
	}

	/**
	 * The images along the frames or channels of the image in a file; none but itself if there are no several.
	 *
	 * @throws IOException if its header cannot be read
	 */
	static ImageSeries ofFile(final Path file, final StudyAxis axis) throws IOException {
		final NiftiHeader header = ImageFiles.readHeader(file);
		final Optional<StudyAxis> along = axis(header.dims(), axis, false);
		return new ImageSeries(file.toString(), grid(header, InputImage.isPlaced(file, header), along), () -> split(
			ImageFiles.read(file).img(), along));
	}

	/** The map of one study. */
	static ImageSeries of(final StudyImage study) {
		return new ImageSeries(study.name(), study.grid(), () -> List.of(study.source().open()));
	}

	/** The axis along which the images lie; empty if it is one image. */
	static Optional<StudyAxis> axis(final long[] dims, final StudyAxis wanted, final boolean slices) {
		if (wanted != StudyAxis.AUTO) return Optional.of(wanted);
		if (dims.length > 3 && dims[3] > 1) return Optional.of(StudyAxis.T);
		if (dims.length > 4 && dims[4] > 1) return Optional.of(StudyAxis.C);
		return slices ? Optional.of(StudyAxis.Z) : Optional.empty();
	}

	private static VoxelGrid grid(final NiftiHeader header, final boolean placed,
		final Optional<StudyAxis> along)
	{
		final long[] dims = header.dims();
		along.map(ImageSeries::position).filter(position -> position < dims.length).ifPresent(
			position -> dims[position] = 1);
		return VoxelGrid.of(dims, placed ? header.affine() : null);
	}

	/** The number of an axis, from 0. */
	static int position(final StudyAxis axis) {
		return switch (axis) {
			case Z -> 2;
			case T -> 3;
			case C -> 4;
			case AUTO -> throw new IllegalArgumentException("Study axis: got Auto, wanted T, C or Z");
		};
	}

	private static List<RandomAccessibleInterval<? extends RealType<?>>> split(
		final RandomAccessibleInterval<? extends RealType<?>> image, final Optional<StudyAxis> along)
	{
		return along.isPresent() ? along.get().split(image) : List.of(StudyAxis.withoutTrailingOnes(image));
	}
}
