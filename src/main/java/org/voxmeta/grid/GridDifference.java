package org.voxmeta.grid;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the grid of an image differs from the one that is wanted: by size, size of voxels, directions of axes,
 * or place. Immutable.
 *
 * @param name the image's name
 * @param image its grid
 * @param wanted the other one
 */
public record GridDifference(String name, VoxelGrid image, VoxelGrid wanted) {

	/** Voxels are smaller or larger if they are so by more than this share. */
	private static final double SAME_SIZE = 1e-3;

	/** Axes that are turned by less, in degrees, or moved by less, in voxels, are not told. */
	private static final double SAME_PLACE = 1e-2;

	private static final int[][] ORDERS = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 },
		{ 2, 1, 0 } };

	/** The differences of those images that are not on the wanted grid. */
	public static List<GridDifference> of(final List<String> names, final List<VoxelGrid> grids,
		final VoxelGrid wanted)
	{
		return IntStream.range(0, names.size()).filter(i -> !grids.get(i).matches(wanted)).mapToObj(
			i -> new GridDifference(names.get(i), grids.get(i), wanted)).toList();
	}

	/** Whether it is known where the voxels of both are, so that the image can be resampled. */
	public boolean hasPlaces() {
		return isPlaced(image) && isPlaced(wanted);
	}

	private static boolean isPlaced(final VoxelGrid grid) {
		return grid.affine().map(Affines::worldOrigin).isPresent();
	}

	/**
	 * Whether the wanted voxels are smaller than the image's along any axis; false unless {@link #hasPlaces}.
	 */
	public boolean isUpsampling() {
		if (!hasPlaces()) return false;
		final int[] axes = axes();
		final double[] got = sizes(image);
		final double[] size = sizes(wanted);
		return IntStream.range(0, 3).anyMatch(axis -> isLong(axes[axis]) && size[axis] < got[axes[axis]] * (1
			- SAME_SIZE));
	}

	/** Whether no part of the image lies in the wanted grid; false unless {@link #hasPlaces}. */
	public boolean isApart() {
		if (!hasPlaces()) return false;
		// where the image's voxels, with half a voxel around, are among the wanted ones
		final GridMapping mapping = GridMapping.of(wanted, image);
		for (int axis = 0; axis < 3; axis++) {
			final double[] bounds = mapping.bounds(axis, 0.5);
			if (bounds[1] < -0.5 || bounds[0] > mapping.source()[axis] - 0.5) return true;
		}
		return false;
	}

	/**
	 * The difference in words, such as "size 61x73x61, wanted 91x109x91; voxels 3 x 3 x 3 mm, wanted 2 x 2
	 * x 2 mm".
	 */
	public String text() {
		final List<String> parts = new ArrayList<>();
		if (!image.size().equals(wanted.size())) parts.add("size " + image.size() + ", wanted " + wanted.size());
		if (hasPlaces()) addPlaces(parts);
		else if (image.affine().isEmpty() || wanted.affine().isEmpty())
			parts.add(image.affine().isEmpty() ? "no affine" : "an affine, wanted one without");
		if (parts.isEmpty()) parts.add("affine " + image.affineText() + ", wanted " + wanted.affineText());
		return String.join("; ", parts);
	}

	private void addPlaces(final List<String> parts) {
		final int[] axes = axes();
		final double[] got = Arrays.stream(axes).mapToDouble(axis -> sizes(image)[axis]).toArray();
		final double[] size = sizes(wanted);
		if (IntStream.range(0, 3)
			.anyMatch(axis -> isLong(axes[axis]) && Math.abs(got[axis] / size[axis] - 1) > SAME_SIZE))
			parts.add("voxels " + text(sizes(image)) + " mm, wanted " + text(size) + " mm");
		if (!Arrays.equals(axes, ORDERS[0])) parts.add("axes in another order");
		reversed(axes).ifPresent(parts::add);
		final double angle = angle(axes);
		if (angle > SAME_PLACE) parts.add("axes turned by up to " + text(angle) + " degrees");
		final double distance = distance();
		if (distance > SAME_PLACE * Arrays.stream(size).min().orElseThrow()) parts.add("centre " + text(distance)
			+ " mm away");
	}

	/** Whether the image has more than one voxel along an axis. */
	private boolean isLong(final int axis) {
		return Frames.sizeOf(image)[axis] > 1;
	}

	/** The image's axis that is most like each wanted one, forward or backward. */
	private int[] axes() {
		int[] best = ORDERS[0];
		for (final int[] order : ORDERS)
			if (likeness(order) > likeness(best) + SAME_SIZE) best = order;
		return best;
	}

	private double likeness(final int[] order) {
		return IntStream.range(0, 3).mapToDouble(axis -> Math.abs(cosine(order[axis], axis))).sum();
	}

	private Optional<String> reversed(final int[] axes) {
		final String names = IntStream.range(0, 3).filter(axis -> cosine(axes[axis], axis) < 0).mapToObj(
			axis -> "xyz".substring(axes[axis], axes[axis] + 1)).sorted().collect(Collectors.joining(", "));
		return names.isEmpty() ? Optional.empty() : Optional.of(names + " reversed");
	}

	/** The largest angle between axes that are like each other, in degrees. */
	private double angle(final int[] axes) {
		return IntStream.range(0, 3)
			.mapToDouble(axis -> Math.toDegrees(Math.acos(Math.min(1, Math.abs(cosine(axes[axis], axis))))))
			.max().orElseThrow();
	}

	private double cosine(final int imageAxis, final int wantedAxis) {
		final double[][] a = image.affine().orElseThrow();
		final double[][] b = wanted.affine().orElseThrow();
		return (a[0][imageAxis] * b[0][wantedAxis] + a[1][imageAxis] * b[1][wantedAxis] + a[2][imageAxis]
			* b[2][wantedAxis]) / (sizes(image)[imageAxis] * sizes(wanted)[wantedAxis]);
	}

	/** The distance between the middles of both. */
	private double distance() {
		final double[] from = centre(image);
		final double[] to = centre(wanted);
		return Math.sqrt(IntStream.range(0, 3)
			.mapToDouble(row -> (to[row] - from[row]) * (to[row] - from[row])).sum());
	}

	private static double[] centre(final VoxelGrid grid) {
		final double[][] a = grid.affine().orElseThrow();
		final int[] size = Frames.sizeOf(grid);
		return Arrays.stream(a).limit(3).mapToDouble(row -> row[3]
			+ (row[0] * (size[0] - 1) + row[1] * (size[1] - 1) + row[2] * (size[2] - 1)) / 2).toArray();
	}

	private static double[] sizes(final VoxelGrid grid) {
		return Affines.columnLengths(grid.affine().orElseThrow());
	}

	private static String text(final double... numbers) {
		return Arrays.stream(numbers).mapToObj(GridDifference::text).collect(Collectors.joining(" x "));
	}

	/** A number in up to four digits. */
	private static String text(final double number) {
		return new BigDecimal(number).round(new MathContext(4)).stripTrailingZeros().toPlainString();
	}
}
