package org.voxmeta.view;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A picture of one or more maps of the same grid: evenly spaced axial slices on a dark page, one row
 * per map, each with its colour bar, in the colours of {@link org.voxmeta.image.Luts#divergingDark()}.
 * <p>
 * Slices are taken from the part of the first map where a slice has at least half as many finite voxels
 * as the fullest one, so that none is nearly empty. Between voxel centres values are interpolated, and
 * a voxel's edge is therefore not to be read from the picture unless {@link #withInterpolation} turns
 * that off.
 * </p>
 * Immutable.
 */
public final class SliceMosaic {

	/** A slice with fewer voxels than this share of the fullest one's is not chosen. */
	private static final double ENOUGH = 0.5;
	private static final int MAX_COLUMNS = 8;
	private static final int MIN_CELL = 8;

	private final int slices;
	private final int columns;
	private final int width;
	private final String title;
	private final boolean smooth;
	private final SliceView view;

	private SliceMosaic(final int slices, final int columns, final int width, final String title,
		final boolean smooth, final SliceView view)
	{
		this.slices = slices;
		this.columns = columns;
		this.width = width;
		this.title = title;
		this.smooth = smooth;
		this.view = view;
	}

	/**
	 * Returns a picture 1600 pixels wide of up to 7 slices in a row, interpolated, without title or
	 * affine.
	 */
	public static SliceMosaic withDefaults() {
		return new SliceMosaic(7, MAX_COLUMNS, 1600, "", true, SliceView.ofGrid());
	}

	/**
	 * Returns the picture with another number of slices; fewer are shown if the map has not as many.
	 *
	 * @throws IllegalArgumentException if the count is below 1
	 */
	public SliceMosaic withSlices(final int count) {
		require(count >= 1, "number of slices", count, "at least 1");
		return new SliceMosaic(count, columns, width, title, smooth, view);
	}

	/**
	 * Returns the picture with another number of slices side by side; more slices continue on the next line.
	 *
	 * @throws IllegalArgumentException if the count is below 1
	 */
	public SliceMosaic withColumns(final int count) {
		require(count >= 1, "number of columns", count, "at least 1");
		return new SliceMosaic(slices, count, width, title, smooth, view);
	}

	/**
	 * Returns the picture in another width; the height follows from the slices.
	 *
	 * @param pixels 200 to 10,000
	 * @throws IllegalArgumentException if the width is outside that range
	 */
	public SliceMosaic withWidth(final int pixels) {
		require(pixels >= 200 && pixels <= 10_000, "width in pixels", pixels, "200 to 10000");
		return new SliceMosaic(slices, columns, pixels, title, smooth, view);
	}

	/** Returns the picture with a line of text on top, none if empty. */
	public SliceMosaic withTitle(final String line) {
		return new SliceMosaic(slices, columns, width, line, smooth, view);
	}

	/** Returns the picture with values interpolated between voxels (the default) or with square voxels. */
	public SliceMosaic withInterpolation(final boolean on) {
		return new SliceMosaic(slices, columns, width, title, on, view);
	}

	/**
	 * Returns the picture with the front of the head up, its left on the left and heights in
	 * millimetres. Without an affine, slices lie as in an ImageJ window and are numbered from 1.
	 *
	 * @param affine 3 or 4 rows of 4, voxel index (from 0) to millimetres right, front and top; copied
	 * @throws IllegalArgumentException if the shape differs, a number is not finite, or an axis has no
	 *         length
	 */
	public SliceMosaic withAffine(final double[][] affine) {
		final double[][] copy = Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
		final boolean shaped = (copy.length == 3 || copy.length == 4)
			&& Arrays.stream(copy).allMatch(row -> row.length == 4);
		final boolean finite = Arrays.stream(copy).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
		require(shaped && finite, "affine", Arrays.deepToString(copy), "3 or 4 rows of 4 finite numbers");
		for (int c = 0; c < 3; c++)
			require(copy[0][c] != 0 || copy[1][c] != 0 || copy[2][c] != 0, "affine",
				Arrays.deepToString(copy), "no voxel axis of length 0");
		return new SliceMosaic(slices, columns, width, title, smooth, SliceView.of(copy));
	}

	/** Returns the picture of a single map with default colours. */
	public BufferedImage render(final RandomAccessibleInterval<? extends RealType<?>> map) {
		return render(MapRow.of("", map));
	}

	/**
	 * Returns the picture, opaque RGB.
	 *
	 * @param rows maps of the same size, at least one, from top to bottom; the first one decides on the
	 *         slices
	 * @throws IllegalArgumentException if there is no map, their sizes differ, the first has no
	 *         finite voxel, or there are too many columns for the width
	 */
	public BufferedImage render(final MapRow... rows) {
		require(rows.length > 0, "maps", "none", "at least 1");
		final long[] dims = rows[0].dims();
		for (final MapRow row : rows)
			MapRow.requireSameSize(dims, row.dims(), "map '" + row.label() + "'");
		final int[] chosen = choose(rows[0]);
		final SlicePlane[][] planes = new SlicePlane[rows.length][];
		for (int r = 0; r < rows.length; r++) {
			final MapRow row = rows[r];
			planes[r] = Arrays.stream(chosen).mapToObj(z -> row.slice(view, z)).toArray(SlicePlane[]::new);
		}
		final String[] labels = Arrays.stream(chosen).mapToObj(z -> view.label(z, dims)).toArray(String[]::new);
		final MosaicPainter painter = new MosaicPainter(width, Math.min(columns, chosen.length), smooth, view);
		require(painter.cellWidth() >= MIN_CELL, "columns on a page of " + width + " pixels",
			Math.min(columns, chosen.length), "slices at least " + MIN_CELL + " pixels wide");
		return painter.paint(title, rows, planes, labels);
	}

	/**
	 * Writes the picture as PNG; the file is either whole or absent.
	 *
	 * @param file replaced if present; its folder must exist
	 * @param rows as for {@link #render(MapRow...)}
	 * @throws IOException if the file cannot be written
	 */
	public void write(final Path file, final MapRow... rows) throws IOException {
		PictureFile.write(render(rows), file);
	}

	/** Returns slices a whole number of slices apart, in the middle of those with enough voxels. */
	private int[] choose(final MapRow row) {
		final int[] counts = new int[view.size(row.dims())[2]];
		for (int z = 0; z < counts.length; z++)
			counts[z] = row.slice(view, z).count();
		require(Arrays.stream(counts).anyMatch(n -> n > 0), "map '" + row.label() + "'", "no finite voxel",
			"at least 1");
		final int[] range = SliceChoice.filled(counts, ENOUGH);
		return SliceChoice.evenly(range[0], range[1], slices);
	}

	private static void require(final boolean fine, final String what, final Object got, final String wanted) {
		if (!fine)
			throw new IllegalArgumentException("Slice mosaic: " + what + ": got " + got + ", expected " + wanted);
	}
}
