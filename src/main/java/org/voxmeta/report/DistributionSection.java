package org.voxmeta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.voxmeta.plot.Histogram;
import org.voxmeta.plot.HistogramData;
import org.voxmeta.stats.result.MapKind;

/**
 * How z is distributed, against what chance alone would give, and how much the studies differ over the
 * voxels.
 */
final class DistributionSection {

	private static final double[] SHARES = { 0, 0.25, 0.5, 0.75, 1 };
	private static final double SHOWN = 0.99;
	private static final double ALPHA = 0.05;
	/** |z| whose two-sided p is 0.05. */
	private static final double USUAL = 1.959963984540054;

	private final ReportData data;
	private final boolean isRegions;

	DistributionSection(final ReportData data) {
		this.data = data;
		isRegions = data.maps().isOfRegions();
	}

	Html html() {
		final Html section = Html.of("section", Html.of("h2", "Distributions")).with("id", "distributions");
		section.add(Html.of("p", "If there were no effect anywhere, z would follow the curve. Bars that are wider"
			+ " to one side"
			+ " or in the tails speak for effects; bars that are narrower or wider throughout, for tests that are too"
			+ " strict or"
			+ " too lenient."));
		final Html plots = Html.of("div").style("plots");
		for (final TermMaps term : data.terms())
			plots.add(Pictures.plot(Histogram.of(HistogramData.of(term.values(), data.terms().size() > 1 ? "z of "
			+ term
				.title() : "z"))));
		section.add(plots, z());
		heterogeneity(section);
		return section;
	}

	private Html z() {
		final List<List<?>> rows = new ArrayList<>();
		for (final TermMaps term : data.terms()) {
			final Quantiles z = Quantiles.of(term.values());
			rows.add(List.of(term.title(), Num.count(z.count()), Num.fixed(z.mean(), 2), Num.fixed(z.sd(), 2),
				Num.of(z.at(0)),
				Num.of(z.at(1)), Num.percent(z.shareBelow(-USUAL)), Num.percent(z.shareAbove(USUAL))));
		}
		return Tables.of("z over the " + (isRegions ? "regions" : "voxels")
			+ ". Without any effect the mean is 0, the standard"
			+ " deviation 1, and 2.5\u202f% are beyond 1.96 on either side.", List.of("", "number", "mean", "sd",
			"smallest",
				"largest", "below \u22121.96", "above 1.96"), rows);
	}

	private void heterogeneity(final Html section) {
		final Optional<double[]> tau2 = data.values(MapKind.TAU2);
		if (tau2.isEmpty()) return;
		section.add(Html.of("h3", "Differences between studies"));
		final Html plots = Html.of("div").style("plots");
		final List<List<?>> rows = new ArrayList<>();
		bars(plots, tau2.get(), Quantiles.of(tau2.get()).at(SHOWN), "\u03c4\u00b2");
		rows.add(row("\u03c4\u00b2", Quantiles.of(tau2.get())));
		final Optional<double[]> i2 = data.values(MapKind.I2);
		i2.ifPresent(values -> {
			bars(plots, values, 100, "I\u00b2 from Q (%)");
			rows.add(row("I\u00b2 from Q (%)", Quantiles.of(values)));
		});
		if (!plots.isEmpty()) section.add(plots);
		section.add(Tables.of("Quantiles over the " + (isRegions ? "regions" : "voxels") + ".", List.of("", "least",
			"25\u202f%",
			"median", "75\u202f%", "largest", "share that is 0"), rows));
		data.values(MapKind.Q_P).ifPresent(p -> section.add(Html.of("p", "In ", Num.percent(Quantiles.of(p)
			.shareBelow(
			ALPHA)).with("id", "q-share"), " of the " + (isRegions ? "regions" : "voxels")
			+ " Cochran's Q has p < 0.05; "
				+ "without differences between studies it would be 5\u202f%.")));
	}

	private static void bars(final Html plots, final double[] values, final double high, final String name) {
		if (high > 0) plots.add(Pictures.plot(BarFigure.of(values, high, name)));
	}

	private static List<Object> row(final String name, final Quantiles values) {
		final List<Object> row = new ArrayList<>(List.of(name));
		for (final double share : SHARES)
			row.add(Num.of(values.at(share)));
		row.add(Num.percent(1 - values.shareAbove(0)));
		return row;
	}
}
