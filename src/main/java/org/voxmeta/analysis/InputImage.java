package org.voxmeta.analysis;

import ij.ImagePlus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiPlanes;
import org.voxmeta.image.StackStudies;
import org.voxmeta.image.StackViews;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.GridImage;

/**
 * An image that an analysis reads: an open one or a file.
 *
 * @param name its title or path
 * @param header how its voxels are to be written
 * @param placed whether the header's affine is known; ImageJ's calibration tells the size of voxels, but not
 *          the directions of the axes, so images without a NIfTI header can lie anywhere
 * @param values its values; an open image's are seen in place
 * @param studies the studies whose maps a stack holds; null if they are not known
 */
public record InputImage(String name, NiftiHeader header, boolean placed,
	RandomAccessibleInterval<? extends RealType<?>> values, StackStudies studies)
{

	/** So many images of doubles, at least, must fit in Java's memory for one to be taken into it as a whole. */
	private static final int LEAST = 8;
	private static final int SPACE = 3;

	/** An image that is not known to hold studies. */
	public InputImage(final String name, final NiftiHeader header, final boolean placed,
		final RandomAccessibleInterval<? extends RealType<?>> values)
	{
		this(name, header, placed, values, null);
	}

	/** An open image; its planes are not copied. */
	public static InputImage of(final ImagePlus image) {
		final NiftiHeader header = NiftiImages.headerOf(image);
		final boolean nifti = image.getProperty(NiftiImages.HEADER_PROPERTY) instanceof NiftiHeader;
		return new InputImage(image.getTitle(), header, nifti && isPlaced(header), StackViews.of(image),
			StackStudies.of(image).orElse(null));
	}

	/**
	 * An image in a file; a very large one is read plane by plane whenever it is looked at.
	 *
	 * @throws IOException if it cannot be read
	 */
	public static InputImage read(final Path path) throws IOException {
		if (!ImageFiles.isNifti(path)) {
			final InputImage open = of(ImageFiles.open(path));
			return new InputImage(path.toString(), open.header(), false, open.values(), open.studies());
		}
		final NiftiImage image = isLarge(path) ? NiftiPlanes.of(path).image() : ImageFiles.read(path);
		return new InputImage(path.toString(), image.header(), isPlaced(path, image.header()), image.img());
	}

	/** A series is never too large, as its images are read side by side. */
	private static boolean isLarge(final Path path) throws IOException {
		final NiftiHeader header = ImageFiles.readHeader(path);
		return header.dims().length <= SPACE && (double) header.size() * Double.BYTES * LEAST > Runtime.getRuntime()
			.maxMemory();
	}

	/** What it is found by again: a file's whole path, or an open image's title. */
	String place() {
		try {
			final Path path = Path.of(name);
			return Files.isRegularFile(path) ? path.toAbsolutePath().toString() : name;
		}
		catch (final InvalidPathException e) {
			// a title with signs that no path has
			return name;
		}
	}

	/** Its values and where they are, as one image, however many axes it has. */
	public GridImage gridImage() {
		return new GridImage(StudyAxis.withoutTrailingOnes(values), StudyMaps.grid(this));
	}

	/**
	 * Its images along an axis, as a series; {@link StudyAxis#AUTO} is frames, else channels, and without
	 * several of these it is one image.
	 *
	 * @throws IllegalArgumentException if an image would have more than the three axes of space
	 */
	public GridImage series(final StudyAxis axis) {
		final List<ImageSeries> images = ImageSeries.of(this, axis, false);
		final VoxelGrid grid = images.get(0).grid();
		if (grid.dimensions().length > 3) throw new IllegalArgumentException("Image '" + name
			+ "': got several frames and several channels, wanted one of them besides x, y and z");
		return GridImage.stack(images.stream()
			.map(image -> new GridImage(StudyAxis.withoutTrailingOnes(view(image)), grid)).toList());
	}

	/** What is in memory already. */
	private static RandomAccessibleInterval<? extends RealType<?>> view(final ImageSeries image) {
		try {
			return image.source().open().get(0);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/**
	 * Images that are used together. Where none of them has an affine, as stacks of a microscope, ImageJ's
	 * calibration places those that have one, if these are all in one unit.
	 */
	public static List<InputImage> placedTogether(final List<InputImage> images) {
		final List<String> units = images.stream().map(image -> image.header.spaceUnit())
			.filter(unit -> !unit.isEmpty()).distinct().toList();
		if (images.stream().anyMatch(InputImage::placed) || units.size() > 1) return images;
		return images.stream().map(image ->
			new InputImage(image.name, image.header, !image.header.spaceUnit().isEmpty(), image.values)).toList();
	}

	/** Whether the affine of a file's header is known. */
	static boolean isPlaced(final Path path, final NiftiHeader header) {
		return ImageFiles.isNifti(path) && isPlaced(header);
	}

	private static boolean isPlaced(final NiftiHeader header) {
		return header.sformCode() > 0 || header.qformCode() > 0;
	}
}
