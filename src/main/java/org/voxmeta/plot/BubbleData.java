package org.voxmeta.plot;

import java.util.List;

/**
 * What a plot of effects against a moderator shows.
 *
 * @param points moderator as x and effect as y; of a factor, x is the index of the level
 * @param moderator name of the moderator
 * @param levels names of a factor's levels; none for a numeric moderator
 * @param curve what the model expects along the moderator, ascending, or of each level; may be empty
 * @param effect name of the effects and their unit
 */
public record BubbleData(List<Point> points, String moderator, List<String> levels, List<Expected> curve,
	String effect)
{

	/** Copies the lists. */
	public BubbleData {
		points = List.copyOf(points);
		levels = List.copyOf(levels);
		curve = List.copyOf(curve);
	}

	/** What a model expects at a value of the moderator. */
	public record Expected(double x, Interval interval) {
	}
}
