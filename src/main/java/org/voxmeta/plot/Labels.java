package org.voxmeta.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts labels beside points so that they do not cover each other or other points: each tries the places
 * around its point in turn. Not thread-safe.
 */
final class Labels {

	private static final double GAP = 3;
	private static final double LINE = 1.15;
	/** Horizontal and vertical place of a label's box: -1 left or above, 0 middle, 1 right or below. */
	private static final int[][] PLACES = { { 1, 0 }, { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, -1 }, { 1, 1 },
		{ -1, -1 }, { -1, 1 } };

	private final Plane plane;
	private final List<Box> taken = new ArrayList<>();

	Labels(final Plane plane) {
		this.plane = plane;
	}

	private record Box(double left, double top, double right, double bottom) {

		private boolean overlaps(final Box other) {
			return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
		}
	}

	/** Keeps labels off a point. */
	void avoid(final double x, final double y, final double radius) {
		taken.add(new Box(x - radius, y - radius, x + radius, y + radius));
	}

	/** Labels a point where there is room, first at the wanted side, or not at all; whether it did. */
	boolean put(final Drawing drawing, final String text, final double x, final double y, final double radius,
		final TextStyle style, final boolean isLeft)
	{
		final double width = style.width(text);
		final double height = LINE * style.size();
		final int side = isLeft ? -1 : 1;
		for (final int[] place : PLACES) {
			// diagonal places touch the circle, not the square around it
			final double reach = (place[0] != 0 && place[1] != 0 ? 0.75 : 1) * radius + GAP;
			final double left = x + side * place[0] * reach + (side * place[0] - 1) * width / 2;
			final double top = y + place[1] * (place[1] == 0 ? 0 : reach) + (place[1] - 1) * height / 2;
			final Box box = new Box(left, top, left + width, top + height);
			if (box.left < plane.left() || box.right > plane.right() || box.top < plane.top()
				|| box.bottom > plane.bottom() || taken.stream().anyMatch(box::overlaps)) continue;
			taken.add(box);
			drawing.text(text, left, style.baseline(top + height / 2), style);
			return true;
		}
		return false;
	}
}
