package org.voxmeta.explore;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.voxmeta.grid.Affines;
import org.voxmeta.grid.VoxelGrid;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImages;

/**
 * Which voxels of a fit's grid the pixels of its images are. An image of the grid's size has its voxels: X,
 * Y, Z, T and C are the first five axes, and T goes on with the sixth and seventh. One of another size, such
 * as a template under a map, has those at the same millimetres, if both say where they are.
 */
public final class ImagePlaces {

	private final VoxelGrid grid;

	private ImagePlaces(final VoxelGrid grid) {
		this.grid = grid;
	}

	/** Places of a grid. */
	public static ImagePlaces in(final VoxelGrid grid) {
		return new ImagePlaces(grid);
	}

	/**
	 * The voxel of a pixel.
	 *
	 * @param x from 0
	 * @param y from 0
	 * @param channel from 1, as ImageJ counts
	 * @param slice from 1
	 * @param frame from 1
	 * @return its position along the grid's axes; nothing if it is outside or the image is on no such grid
	 */
	public Optional<long[]> voxel(final ImagePlus image, final int x, final int y, final int channel,
		final int slice, final int frame)
	{
		if (x < 0 || y < 0 || x >= image.getWidth() || y >= image.getHeight()) return Optional.empty();
		final long[] dims = grid.dimensions();
		final double[][] affine = affine(image);
		if (hasSize(image, dims) && (affine == null || grid.matches(grid.withAffine(affine)))) return Optional
			.of(Arrays.copyOf(position(dims, x, y, channel, slice, frame), dims.length));
		final double[][] own = grid.affine().orElse(null);
		if (own == null || affine == null || dims.length > 3) return Optional.empty();
		final double[][] toGrid = Affines.relative(own, affine);
		final double[] at = { x, y, slice - 1.0, 1 };
		final long[] voxel = IntStream.range(0, 3).mapToLong(row -> Math.round(IntStream.range(0, 4).mapToDouble(
			column -> toGrid[row][column] * at[column]).sum())).toArray();
		return IntStream.range(0, 3).allMatch(d -> voxel[d] >= 0 && voxel[d] < (d < dims.length ? dims[d] : 1))
			? Optional.of(Arrays.copyOf(voxel, dims.length)) : Optional.empty();
	}

	/** The voxel of a pixel of what an image shows now. */
	public Optional<long[]> voxel(final ImagePlus image, final int x, final int y) {
		return voxel(image, x, y, image.getC(), image.getZ(), image.getT());
	}

	/**
	 * The voxels of an image's selection, on the slice that it shows, or the selection stands on: their numbers
	 * in the grid, each once; empty if there is no selection.
	 */
	public int[] selection(final ImagePlus image) {
		final Roi roi = image.getRoi();
		if (roi == null) return new int[0];
		final int channel = or(roi.getCPosition(), image.getC());
		final int slice = or(roi.getZPosition(), image.getZ());
		final int frame = or(roi.getTPosition(), image.getT());
		return Arrays.stream(roi.getContainedPoints()).map(point -> voxel(image, point.x, point.y, channel, slice,
			frame)).flatMap(Optional::stream).mapToInt(this::index).sorted().distinct().toArray();
	}

	/**
	 * The voxels of an image that are neither 0 nor NaN, in all its slices: their numbers in the grid, each
	 * once.
	 */
	public int[] inside(final ImagePlus image) {
		final IntStream.Builder voxels = IntStream.builder();
		for (int i = 1; i <= image.getStackSize(); i++) {
			final int[] at = image.convertIndexToPosition(i);
			final ImageProcessor plane = image.getStack().getProcessor(i);
			for (int y = 0; y < image.getHeight(); y++)
				for (int x = 0; x < image.getWidth(); x++) {
					final float value = plane.getf(x, y);
					if (value != 0 && !Float.isNaN(value)) voxel(image, x, y, at[0], at[1], at[2]).ifPresent(voxel -> voxels
						.add(index(voxel)));
				}
		}
		return voxels.build().sorted().distinct().toArray();
	}

	/** Where an image of the grid's size shows a voxel: channel, slice and frame, from 1. */
	public static int[] shown(final VoxelGrid grid, final long... voxel) {
		final long[] dims = grid.dimensions();
		final long t = at(voxel, 3) + at(dims, 3, 1) * (at(voxel, 5) + at(dims, 5, 1) * at(voxel, 6));
		return new int[] { (int) at(voxel, 4) + 1, (int) at(voxel, 2) + 1, (int) t + 1 };
	}

	/** Whether the voxels of an image's pixels can be known. */
	boolean canFollow(final ImagePlus image) {
		return hasSize(image, grid.dimensions()) || grid.affine().isPresent() && affine(image) != null;
	}

	/** Whether an image has a pixel for each voxel of the grid. */
	boolean hasGridSize(final ImagePlus image) {
		return hasSize(image, grid.dimensions());
	}

	private static long[] position(final long[] dims, final int x, final int y, final int channel,
		final int slice, final int frame)
	{
		final long times = at(dims, 3, 1);
		final long folded = (frame - 1) / times;
		final long sixth = at(dims, 5, 1);
		return new long[] { x, y, slice - 1L, (frame - 1) % times, channel - 1L, folded % sixth, folded / sixth };
	}

	private static boolean hasSize(final ImagePlus image, final long[] dims) {
		return image.getWidth() == at(dims, 0, 1) && image.getHeight() == at(dims, 1, 1) && image.getNSlices()
			== at(dims, 2, 1) && image.getNChannels() == at(dims, 4, 1) && image.getNFrames() == at(dims, 3,
				1) * at(dims, 5, 1) * at(dims, 6, 1);
	}

	/** The affine that came with an image; null if none is known. */
	private static double[][] affine(final ImagePlus image) {
		return image.getProperty(NiftiImages.HEADER_PROPERTY) instanceof NiftiHeader header && (header
			.sformCode() > 0 || header.qformCode() > 0) ? header.affine() : null;
	}

	private int index(final long[] voxel) {
		final long[] dims = grid.dimensions();
		long index = 0;
		for (int d = dims.length - 1; d >= 0; d--)
			index = index * dims[d] + voxel[d];
		return (int) index;
	}

	private static int or(final int position, final int shown) {
		return position > 0 ? position : shown;
	}

	private static long at(final long[] values, final int axis) {
		return at(values, axis, 0);
	}

	private static long at(final long[] values, final int axis, final long otherwise) {
		return axis < values.length ? values[axis] : otherwise;
	}
}
