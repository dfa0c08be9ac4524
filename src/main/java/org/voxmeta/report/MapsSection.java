package org.voxmeta.report;

import java.util.Arrays;

import org.voxmeta.analysis.InputImage;
import org.voxmeta.image.Luts;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.view.TileColours;

/** The maps of a fit as slices. */
final class MapsSection {

	private static final double SHOWN = 0.995;

	private final ReportData data;
	private final Pictures pictures;

	MapsSection(final ReportData data, final Pictures pictures) {
		this.data = data;
		this.pictures = pictures;
	}

	Html html() {
		final Html section = Html.of("section", Html.of("h2", "Maps")).with("id", "maps");
		for (final TermMaps term : data.terms()) {
			if (data.terms().size() > 1) section.add(Html.of("h3", term.title()));
			section.add(z(term));
			term.estimate().ifPresent(estimate -> section.add(estimate(term, estimate)));
		}
		if (data.terms().size() > 1) section.add(Html.of("h3", "Differences between studies"));
		positive(section, MapKind.TAU2, "Between-study variance \u03c4\u00b2",
			"in squared units of the effects. 0 means no more difference than sampling explains.", "\u03c4\u00b2");
		positive(section, MapKind.I2, "I\u00b2 from Q", "share of the variation that is between studies, in"
			+ " percent.",
			"I\u00b2 (%)");
		return section;
	}

	private Html z(final TermMaps term) {
		final boolean isFound = term.surviving(data.settings().alpha()) > 0;
		final double least = least(data, term);
		final TileColours colours = colours(data, term);
		final Html text = Html.of("span");
		if (isFound) text.add("in full colour where p \u2264 ", Num.level(data.settings().alpha()),
			" after correction (" + data
			.settings().correction().label() + "), |z| \u2265 ", Num.of(least), "; the rest is grey.");
		else text.add("without a threshold, as nothing is significant after correction (" + data.settings()
			.correction()
			.label() + ").");
		return pictures.slices(term.z(), colours, "z" + of(term), text, Pictures.bar(colours, "z"));
	}

	/** The colours of z: full ones where it is significant, if it is anywhere. */
	static TileColours colours(final ReportData data, final TermMaps term) {
		final double limit = limit(term.values());
		if (term.surviving(data.settings().alpha()) == 0) return TileColours.signed(limit, 0, data.fit()
			.oneSided());
		final double least = least(data, term);
		return TileColours.signed(Math.max(limit, 1.1 * least), least, data.fit().oneSided());
	}

	private Html estimate(final TermMaps term, final InputImage estimate) {
		final double limit = limit(term.estimates());
		final TileColours colours = TileColours.signed(limit, 0, false);
		return pictures.slices(estimate, colours, "Estimate" + of(term),
			"in the units of the effects, without a threshold.", Pictures.bar(colours, "estimate"));
	}

	private void positive(final Html section, final MapKind kind, final String title, final String text,
		final String unit)
	{
		data.values(kind).ifPresent(values -> {
			final double high = Quantiles.of(values).at(SHOWN);
			if (!(high > 0)) {
				section.add(Html.of("p", Html.of("strong", title), " is 0 nearly everywhere."));
				return;
			}
			final TileColours colours = TileColours.sequential(0, high);
			section.add(pictures.slices(data.image(kind).orElseThrow(), colours, title, text, Pictures.bar(colours,
				unit)));
		});
	}

	private String of(final TermMaps term) {
		return data.terms().size() > 1 ? " of " + term.title() : "";
	}

	/** The value from which on all look alike: 1 in 200 are beyond it, and not less than what stands out. */
	private static double limit(final double[] values) {
		return Math.max(Luts.symmetricLimit(values), Quantiles.of(Arrays.stream(values).map(Math::abs).toArray())
			.at(SHOWN));
	}

	/** The smallest size of z that is significant. */
	private static double least(final ReportData data, final TermMaps term) {
		double least = Double.POSITIVE_INFINITY;
		for (int j = 0; j < term.p().length; j++)
			if (term.p()[j] <= data.settings().alpha()) least = Math.min(least, Math.abs(term.values()[j]));
		return least;
	}
}
