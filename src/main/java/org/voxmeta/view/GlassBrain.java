package org.voxmeta.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A map seen through from three sides: along each line the value furthest from 0 in its colour, in the
 * outline of the template, or of the voxels that have a number. A 2-D image is seen from one side.
 * Immutable; options are set by {@code with} methods that return a copy.
 */
public final class GlassBrain {

	/** The outline's width as a share of the page's, in pixels at least 1.2. */
	private static final double LINE = 0.0013;
	/** How much colour the glass has where it is thick, and how much more at its rim. */
	private static final double BODY = 0.10;
	private static final double RIM = 0.30;
	/** The share of the largest depth over which the rim fades. */
	private static final double FADE = 0.22;

	private final boolean smooth;
	private final boolean radiological;
	private final int width;
	private final String title;
	private final Page page;

	private GlassBrain(final boolean smooth, final boolean radiological, final int width, final String title,
		final Page page)
	{
		this.smooth = smooth;
		this.radiological = radiological;
		this.width = width;
		this.title = title;
		this.page = page;
	}

	/** Interpolated, left on the left, 1600 pixels wide on a dark page. */
	public static GlassBrain withDefaults() {
		return new GlassBrain(true, false, 1600, "", Page.DARK);
	}

	/** Whether values between voxels are interpolated; else voxels are seen as squares. */
	public GlassBrain withInterpolation(final boolean on) {
		return new GlassBrain(on, radiological, width, title, page);
	}

	/** Whether left is on the right. */
	public GlassBrain withRadiological(final boolean on) {
		return new GlassBrain(smooth, on, width, title, page);
	}

	/** The width in pixels, 200 to 10,000; less is used where tall pictures would not fit. */
	public GlassBrain withWidth(final int pixels) {
		if (pixels < 200 || pixels > 10_000) throw new IllegalArgumentException("Glass brain: width: got " + pixels
			+ ", wanted 200 to 10000 pixels");
		return new GlassBrain(smooth, radiological, pixels, title, page);
	}

	/** A line above; none if empty. */
	public GlassBrain withTitle(final String line) {
		return new GlassBrain(smooth, radiological, width, line, page);
	}

	/** The page's colours. */
	public GlassBrain on(final Page paper) {
		return new GlassBrain(smooth, radiological, width, title, paper);
	}

	/**
	 * Draws the picture, opaque RGB.
	 *
	 * @throws IllegalArgumentException if there is nothing to see
	 */
	public BufferedImage render(final MapScene scene) {
		final MapColours colours = scene.colours(page, false);
		final Background shape = scene.background(page);
		final boolean flat = isFlat(scene);
		final List<Cell> cells = new ArrayList<>();
		for (final Plane plane : flat ? List.of(Plane.AXIAL) : List.of(Plane.SAGITTAL, Plane.CORONAL, Plane.AXIAL))
			cells.add(cell(scene, shape, colours, scene.view(plane, radiological)));
		return new Sheet(width, title, page).paint(List.of(cells), colours, scene.unit());
	}

	private static boolean isFlat(final MapScene scene) {
		return Arrays.stream(scene.dims()).anyMatch(length -> length == 1);
	}

	private Cell cell(final MapScene scene, final Background shape, final MapColours colours,
		final SliceView view) {
		// by themselves, as between them interpolation would go through 0
		final SlicePlane above = Projection.strongest(scene.map(), view, value -> value >= 0);
		final SlicePlane below = Projection.strongest(scene.map(), view, value -> value < 0);
		final SlicePlane depth = Projection.withoutSpecks(Projection.depth(scene.volume(shape), view,
			Background::isInside));
		final double deepest = Arrays.stream(depth.values()).filter(Double::isFinite).max().orElseThrow(
			() -> new IllegalArgumentException(
				"Glass brain: got no voxel to see, wanted at least 1 that is neither 0 nor NaN"));
		final Outline outline = Outline.of(depth);
		final double[] voxel = view.voxelSize();
		final int[] box = box(depth);
		final double line = Math.max(1.2, LINE * width) / 2;
		final Cell.Shade shade = (x, y, pixel) -> {
			final double u = box[0] + x / voxel[0];
			final double v = box[1] + y / voxel[1];
			// above the map, which may reach the edge
			if (outline.distance(u, v) < line * pixel / Math.min(voxel[0], voxel[1])) return page.glass();
			final int base = glass(outline, depth, deepest, u, v);
			final double value = stronger(colours.showsSign(true) ? above.at(u, v, smooth) : Double.NaN,
				colours.showsSign(
				false) ? below.at(u, v, smooth) : Double.NaN);
			return colours.shows(value) ? MapColours.mix(base, colours.rgb(value), scene.opacity()) : base;
		};
		final boolean sides = view.showsSides();
		return new Cell(shade, box[2] * voxel[0], box[3] * voxel[1], isFlat(scene) ? "" : name(view), sides
			? radiological ? "R" : "L" : "", sides ? radiological ? "L" : "R" : "");
	}

	private static double stronger(final double above, final double below) {
		return Double.isNaN(above) || -below > above ? below : above;
	}

	/** Brighter towards the rim, as glass is. */
	private int glass(final Outline outline, final SlicePlane depth, final double deepest, final double x,
		final double y)
	{
		if (!outline.isInside(x, y)) return page.paper();
		final double found = depth.at(x, y, true);
		final double thickness = Double.isNaN(found) ? 0 : found / deepest;
		return MapColours.mix(page.paper(), page.glass(), BODY + RIM * Math.exp(-thickness / FADE));
	}

	private static String name(final SliceView view) {
		if (view.isAnatomical()) return view.plane().key();
		return switch (view.plane()) {
			case AXIAL -> "XY";
			case CORONAL -> "XZ";
			case SAGITTAL -> "YZ";
		};
	}

	/** Left, top, width and height of the shape, with two voxels around it for the line. */
	private static int[] box(final SlicePlane shape) {
		int left = Integer.MAX_VALUE;
		int top = Integer.MAX_VALUE;
		int right = -1;
		int bottom = -1;
		for (int i = 0; i < shape.values().length; i++) {
			if (!Double.isFinite(shape.values()[i])) continue;
			left = Math.min(left, i % shape.width());
			right = Math.max(right, i % shape.width());
			top = Math.min(top, i / shape.width());
			bottom = Math.max(bottom, i / shape.width());
		}
		return new int[] { left - 2, top - 2, right - left + 5, bottom - top + 5 };
	}
}
