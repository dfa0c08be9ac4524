package org.voxmeta.explore;

import java.util.Locale;

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
		final String value = target.valueText().isEmpty() && fit.isFitted() ? Target.valueText(zName(),
			fit.get(MapKind.Z)) : target.valueText();
		return fit.place().text() + (value.isEmpty() ? "" : "  ·  " + value);
	}

	/** What is missing and why; and the estimate, which may be out of view where there are many studies. */
	public String note() {
		if (!fit.isFitted()) return fit.note();
		final StringBuilder note = new StringBuilder(fit.note().isEmpty() ? fit.names().size() + " studies"
			: fit.note());
		if (fit.terms().size() == 1 && fit.has(MapKind.EST)) note.append("  ·  ").append(number("estimate %.3g",
			MapKind.EST));
		if (fit.terms().size() == 1 && fit.has(MapKind.SE)) note.append(number(" (SE %.2g)", MapKind.SE));
		if (Double.isFinite(fit.get(MapKind.TAU2))) note.append("  ·  ").append(number("τ² = %.3g", MapKind.TAU2));
		// that of tau2 where there is one, as in the forest plot
		final MapKind i2 = Double.isFinite(fit.get(MapKind.I2_TAU2)) ? MapKind.I2_TAU2 : MapKind.I2;
		if (Double.isFinite(fit.get(i2))) note.append(number(", I² = %.1f%%", i2));
		return note.toString();
	}

	/** As the map of the first term is called. */
	private String zName() {
		final String term = fit.terms().get(0).name();
		return MapKind.Z.key() + (term.isEmpty() ? "" : "_" + term);
	}

	private String number(final String format, final MapKind kind) {
		final double value = fit.get(kind);
		return String.format(Locale.ROOT, value == 0 ? format.replaceAll("%\\.\\d[gf]", "0") : format,
			value).replace('-', '−');
	}
}
