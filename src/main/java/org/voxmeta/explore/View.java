package org.voxmeta.explore;

import org.voxmeta.analysis.LocalFit;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.plot.Figure;
import org.voxmeta.stats.result.MapKind;

/**
 * What there is to show of a place.
 *
 * @param target what is looked at
 * @param fit the fit there
 * @param tab the page
 * @param figure of that page; null on the page of numbers
 * @param table of that page; null on the pages of figures
 */
public record View(Target target, LocalFit fit, Tab tab, Figure figure, NumberTable table) {

	/** Where it is and what the map has there, in a line. */
	public String heading() {
		final String value = target.valueText().isEmpty() && fit.isFitted() ? Target.valueText(MapKind.Z.key(), fit.get(
			MapKind.Z)) : target.valueText();
		return fit.place().text() + (value.isEmpty() ? "" : "  ·  " + value);
	}

	/** What is missing and why, or how many studies there are. */
	public String note() {
		if (!fit.note().isEmpty()) return fit.note();
		return fit.names().size() + " studies, " + fit.estimator().name();
	}
}
