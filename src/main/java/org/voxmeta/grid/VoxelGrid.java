package org.voxmeta.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where an image's voxels are: its size along each axis, and the affine from voxel numbers to millimetres,
 * 4×4, or none where the image does not say. Axes of one voxel at the end do not count. Immutable.
 */
public final class VoxelGrid {

	/** Affines that differ by less than this share of a voxel, at the far corner, are the same. */
	private static final double TOLERANCE = 1e-3;

	/** Enough images to see the pattern, few enough for a dialog. */
	private static final int LISTED = 10;

	private final long[] dims;
	private final double[][] affine;

	private VoxelGrid(final long[] dims, final double[][] affine) {
		this.dims = dims;
		this.affine = affine;
	}

	/**
	 * A grid.
	 *
	 * @param dims size along each axis
	 * @param affine 4×4 voxel to millimetre matrix, or null if unknown
	 */
	public static VoxelGrid of(final long[] dims, final double[][] affine) {
		return new VoxelGrid(withoutTrailingOnes(dims), affine == null ? null : copy(affine));
	}

	/** The size along each axis. */
	public long[] dimensions() {
		return dims.clone();
	}

	/** Whether both have the same size, and, where both have one, the same affine. */
	public boolean matches(final VoxelGrid other) {
		return Arrays.equals(dims, other.dims) && sameAffine(other);
	}

	/** The size as people write it, such as 91x109x91. */
	public String size() {
		return Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining("x"));
	}

	/** The affine's upper three rows on one line, or "no affine". */
	public String affineText() {
		if (affine == null) return "no affine";
		return Arrays.stream(affine).limit(3)
			.map(row -> Arrays.stream(row).mapToObj(a -> String.format(Locale.ROOT, "%.4g", 0.0 + a))
				.collect(Collectors.joining(" ", "[", "]")))
			.collect(Collectors.joining(" "));
	}

	/** Size and affine to the last digit: grids of the same text are the same. */
	public String exactText() {
		return size() + " " + (affine == null ? "no affine"
			: Arrays.stream(affine).limit(3).map(Arrays::toString).collect(Collectors.joining(" ")));
	}

	/** This grid with another affine. */
	public VoxelGrid withAffine(final double[][] other) {
		return of(dims, other);
	}

	/**
	 * Checks that images lie on one grid.
	 *
	 * @param names the images' names
	 * @param grids their grids; all must have the size of the first, and the first affine that any has
	 * @throws IllegalArgumentException if any differs, with a line for each of the first ten that do
	 */
	public static void requireSame(final List<String> names, final List<VoxelGrid> grids) {
		final VoxelGrid wanted = new VoxelGrid(grids.get(0).dims, firstAffine(grids));
		final List<String> rows = new ArrayList<>();
		for (int i = 0; i < grids.size(); i++)
			if (!grids.get(i).matches(wanted)) rows.add(names.get(i) + "\t" + grids.get(i).differenceFrom(wanted));
		if (rows.isEmpty()) return;
		throw new IllegalArgumentException("Images: " + rows.size() + " of " + grids.size()
			+ " are on another grid than '" + names.get(0) + "' (" + wanted.size() + ", " + wanted.affineText()
			+ "); resample them first:\n" + rows.stream().limit(LISTED).collect(Collectors.joining("\n"))
			+ (rows.size() > LISTED ? "\n... and " + (rows.size() - LISTED) + " more" : ""));
	}

	private static double[][] firstAffine(final List<VoxelGrid> grids) {
		return grids.stream().map(grid -> grid.affine).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/** The 4×4 voxel to millimetre matrix; empty if unknown. */
	public Optional<double[][]> affine() {
		return Optional.ofNullable(affine).map(VoxelGrid::copy);
	}

	/** A copy of the sizes up to the last axis of more than one voxel, but at least two axes. */
	public static long[] withoutTrailingOnes(final long[] dims) {
		int n = dims.length;
		while (n > 2 && dims[n - 1] == 1)
			n--;
		return Arrays.copyOf(dims, n);
	}

	private String differenceFrom(final VoxelGrid wanted) {
		if (!Arrays.equals(dims, wanted.dims)) return "size " + size() + ", wanted " + wanted.size();
		return "affine " + affineText() + ", wanted " + wanted.affineText();
	}

	private boolean sameAffine(final VoxelGrid other) {
		if (affine == null || other.affine == null) return true;
		for (int row = 0; row < 3; row++) {
			double difference = Math.abs(affine[row][3] - other.affine[row][3]);
			double voxel = 0;
			for (int axis = 0; axis < 3; axis++) {
				final long steps = axis < dims.length ? dims[axis] - 1 : 0;
				difference += steps * Math.abs(affine[row][axis] - other.affine[row][axis]);
				voxel = Math.max(voxel, Math.abs(affine[row][axis]));
			}
			if (!(difference <= TOLERANCE * Math.max(voxel, Float.MIN_NORMAL))) return false;
		}
		return true;
	}

	private static double[][] copy(final double[][] matrix) {
		return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
	}
}
