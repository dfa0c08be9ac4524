package org.voxmeta.image;

/** A smooth run of colours between a few anchors, in steps that look equally large. */
final class ColourCurve {

	/** Points on which the length of the curve is measured; far more than the entries of a LUT. */
	private static final int FINE_STEPS = 2048;

	private final OkLab[] anchors;

	private ColourCurve(final OkLab[] anchors) {
		this.anchors = anchors;
	}

	/**
	 * Returns the Catmull-Rom spline through the anchors: smooth, so that no anchor shows as an edge in
	 * a map.
	 *
	 * @param rgb at least two colours, 0xRRGGBB; neighbours about equally different, or the spline swings
	 */
	static ColourCurve through(final int... rgb) {
		final OkLab[] anchors = new OkLab[rgb.length];
		for (int i = 0; i < rgb.length; i++)
			anchors[i] = OkLab.ofRgb(rgb[i]);
		return new ColourCurve(anchors);
	}

	/**
	 * Returns {@code count} (at least 2) colours 0xRRGGBB from the first anchor to the last, evenly
	 * apart.
	 */
	int[] sample(final int count) {
		final double[] length = new double[FINE_STEPS + 1];
		for (int i = 1; i <= FINE_STEPS; i++)
			length[i] = length[i - 1] + fine(i - 1).distance(fine(i));
		final int[] rgb = new int[count];
		int step = 0;
		for (int i = 0; i < count; i++) {
			final double wanted = length[FINE_STEPS] * i / (count - 1);
			while (step < FINE_STEPS && length[step] < wanted)
				step++;
			rgb[i] = fine(step).toRgb();
		}
		return rgb;
	}

	private OkLab fine(final int step) {
		final int pieces = anchors.length - 1;
		final double position = (double) pieces * step / FINE_STEPS;
		final int piece = Math.min((int) position, pieces - 1);
		final double t = position - piece;
		final OkLab before = anchors[Math.max(piece - 1, 0)];
		final OkLab from = anchors[piece];
		final OkLab to = anchors[piece + 1];
		final OkLab after = anchors[Math.min(piece + 2, pieces)];
		return new OkLab(
			spline(before.l(), from.l(), to.l(), after.l(), t),
			spline(before.a(), from.a(), to.a(), after.a(), t),
			spline(before.b(), from.b(), to.b(), after.b(), t));
	}

	/**
	 * Returns the cubic from p1 (t = 0) to p2 (t = 1) whose end slopes are those of the chords p0-p2
	 * and p1-p3.
	 */
	private static double spline(final double p0, final double p1, final double p2, final double p3,
		final double t)
	{
		final double slope1 = (p2 - p0) / 2;
		final double slope2 = (p3 - p1) / 2;
		final double rise = p2 - p1;
		return p1 + t * (slope1 + t * (3 * rise - 2 * slope1 - slope2 + t * (slope1 + slope2 - 2 * rise)));
	}
}
