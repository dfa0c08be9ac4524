package org.voxmeta.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of slices of a map, over a template if there is one: in one or several planes, at chosen places
 * or evenly spaced where the map has something to show, each with its place below, with a colour bar. With
 * an affine, left is on the left unless wanted otherwise, and the letters L and R say so. Immutable;
 * options are set by {@code with} methods that return a copy.
 */
public final class SlicePicture {

	/** The share of what there is to see that may lie beyond the outermost slices, on either side. */
	private static final double STRAY = 0.02;

	private final List<Plane> planes;
	private final int slices;
	private final double[] positions;
	private final int columns;
	private final boolean smooth;
	private final boolean radiological;
	private final int width;
	private final String title;
	private final Page page;

	private SlicePicture(final List<Plane> planes, final int slices, final double[] positions, final int columns,
		final boolean smooth, final boolean radiological, final int width, final String title, final Page page)
	{
		this.planes = planes;
		this.slices = slices;
		this.positions = positions;
		this.columns = columns;
		this.smooth = smooth;
		this.radiological = radiological;
		this.width = width;
		this.title = title;
		this.page = page;
	}

	/** Seven axial slices, interpolated, left on the left, 1600 pixels wide on a dark page. */
	public static SlicePicture withDefaults() {
		return new SlicePicture(List.of(Plane.AXIAL), 7, new double[0], 7, true, false, 1600, "", Page.DARK);
	}

	/** The planes, each in lines of its own. */
	public SlicePicture withPlanes(final List<Plane> wanted) {
		require(!wanted.isEmpty(), "planes", "none", "at least 1");
		return new SlicePicture(List.copyOf(wanted), slices, positions, columns, smooth, radiological, width,
			title, page);
	}

	/** How many slices of each plane, at most. */
	public SlicePicture withSlices(final int count) {
		require(count >= 1 && count <= 1000, "slices", count, "1 to 1000");
		return new SlicePicture(planes, count, positions, columns, smooth, radiological, width, title, page);
	}

	/**
	 * Where the slices are, instead of evenly spaced: in mm if the place of the map is known, else their
	 * numbers; none for evenly spaced.
	 */
	public SlicePicture withPositions(final double... places) {
		return new SlicePicture(planes, slices, places.clone(), columns, smooth, radiological, width, title, page);
	}

	/** How many slices stand side by side. */
	public SlicePicture withColumns(final int count) {
		require(count >= 1, "columns", count, "1 or more");
		return new SlicePicture(planes, slices, positions, count, smooth, radiological, width, title, page);
	}

	/** Whether values between voxels are interpolated; else voxels are seen as squares. */
	public SlicePicture withInterpolation(final boolean on) {
		return new SlicePicture(planes, slices, positions, columns, on, radiological, width, title, page);
	}

	/** Whether left is on the right. */
	public SlicePicture withRadiological(final boolean on) {
		return new SlicePicture(planes, slices, positions, columns, smooth, on, width, title, page);
	}

	/** The width in pixels, 200 to 10,000; less is used where tall pictures would not fit. */
	public SlicePicture withWidth(final int pixels) {
		require(pixels >= 200 && pixels <= 10_000, "width", pixels, "200 to 10000 pixels");
		return new SlicePicture(planes, slices, positions, columns, smooth, radiological, pixels, title, page);
	}

	/** A line above; none if empty. */
	public SlicePicture withTitle(final String line) {
		return new SlicePicture(planes, slices, positions, columns, smooth, radiological, width, line, page);
	}

	/** The page's colours. */
	public SlicePicture on(final Page paper) {
		return new SlicePicture(planes, slices, positions, columns, smooth, radiological, width, title, paper);
	}

	/**
	 * Draws the picture, opaque RGB.
	 *
	 * @throws IllegalArgumentException if there is nothing to see, a place is outside, a plane of a 2-D image
	 *            is not its
	 *           own, or there are too many slices side by side
	 */
	public BufferedImage render(final MapScene scene) {
		final Background background = scene.background(page);
		final MapColours colours = scene.colours(page, scene.hasTemplate());
		final List<List<Cell>> lines = new ArrayList<>();
		for (final Plane plane : planes) {
			final SliceView view = scene.view(plane, radiological);
			final int[] size = view.size(scene.dims());
			require(size[0] > 1 && size[1] > 1 || plane == Plane.AXIAL, "plane", plane.key(),
				"axial, as the image is 2-D");
			final Painter painter = new Painter(scene, view, background, colours);
			final List<Cell> cells = new ArrayList<>();
			for (final int slice : painter.choose())
				cells.add(painter.cell(slice, cells.size() % columns == 0));
			for (int i = 0; i < cells.size(); i += columns)
				lines.add(cells.subList(i, Math.min(cells.size(), i + columns)));
		}
		return new Sheet(width, title, page).paint(lines, colours, scene.unit());
	}

	private static void require(final boolean fine, final String what, final Object got, final String wanted) {
		if (!fine) throw new IllegalArgumentException("Slices: " + what + ": got " + got + ", wanted " + wanted);
	}

	/** Draws the slices of one plane. */
	private final class Painter {

		private final MapScene scene;
		private final SliceView view;
		private final Background background;
		private final MapColours colours;
		private final SlicePlane[] maps;
		private final SlicePlane[] below;
		private final Bounds box;

		private Painter(final MapScene scene, final SliceView view, final Background background,
			final MapColours colours)
		{
			this.scene = scene;
			this.view = view;
			this.background = background;
			this.colours = colours;
			final int count = view.size(scene.dims())[2];
			maps = new SlicePlane[count];
			below = new SlicePlane[count];
			for (int slice = 0; slice < count; slice++) {
				maps[slice] = view.slice(scene.map(), slice);
				below[slice] = view.slice(scene.volume(background), slice).withoutZeros();
			}
			box = box();
		}

		/** The slices, from 0. */
		private int[] choose() {
			if (positions.length > 0) return Arrays.stream(positions).mapToInt(this::at).toArray();
			final long[] voxels = new long[maps.length];
			for (int slice = 0; slice < maps.length; slice++)
				voxels[slice] = Arrays.stream(maps[slice].values()).filter(colours::shows).count();
			if (Arrays.stream(voxels).sum() == 0) for (int slice = 0; slice < maps.length; slice++)
				voxels[slice] = below[slice].count();
			return evenly(voxels);
		}

		private int at(final double place) {
			final int slice = view.nearest(place, scene.dims());
			if (slice >= 0) return slice;
			final String first = view.label(0, scene.dims(), scene.space());
			final String last = view.label(maps.length - 1, scene.dims(), scene.space());
			throw new IllegalArgumentException("Positions: got " + place + ", wanted places from " + first + " to "
				+ last);
		}

		/** A whole number of slices apart, in the middle of where there is something to see. */
		private int[] evenly(final long[] voxels) {
			final long total = Arrays.stream(voxels).sum();
			require(total > 0, "map", "no voxel to see", "at least 1 that is neither 0 nor NaN");
			int first = 0;
			for (long seen = voxels[0]; seen <= STRAY * total; seen += voxels[first])
				first++;
			int last = voxels.length - 1;
			for (long seen = voxels[last]; seen <= STRAY * total; seen += voxels[last])
				last--;
			return SliceChoice.evenly(first, Math.max(first, last), slices);
		}

		/** What there is to see in all slices, with a voxel around it. */
		private Bounds box() {
			final Bounds seen = Bounds.around(Arrays.stream(below));
			require(!seen.isEmpty(), "image", "no voxel to see", "at least 1 that is neither 0 nor NaN");
			return seen.grown(maps.length == 1 && seen.width() == below[0].width() ? 0 : 1);
		}

		private Cell cell(final int slice, final boolean isFirst) {
			final double[] voxel = view.voxelSize();
			final SlicePlane map = maps[slice];
			final SlicePlane under = below[slice];
			final boolean lettered = isFirst && view.showsSides();
			final Cell.Shade shade = (x, y, pixel) -> rgb(map, under, box.left() + x / voxel[0],
				box.top() + y / voxel[1]);
			return new Cell(shade, box.width() * voxel[0], box.height() * voxel[1],
				view.label(slice, scene.dims(), scene.space()), lettered ? radiological ? "R" : "L" : "",
				lettered ? radiological ? "L" : "R" : "");
		}

		private int rgb(final SlicePlane map, final SlicePlane under, final double x, final double y) {
			final double grey = under.at(x, y, smooth);
			final int base = Double.isNaN(grey) ? page.paper() : background.rgb(grey);
			final double value = map.at(x, y, smooth);
			return colours.shows(value) ? MapColours.mix(base, colours.rgb(value), scene.opacity()) : base;
		}
	}
}
