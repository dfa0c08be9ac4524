package org.voxmeta.report;

import java.util.ArrayList;
import java.util.List;

import org.voxmeta.plot.ForestData;
import org.voxmeta.plot.ForestPlot;
import org.voxmeta.plot.PlotData;
import org.voxmeta.stats.estimator.FixedEffectsHedges;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.Results.Heterogeneity;
import org.voxmeta.stats.estimator.TermSummary;
import org.voxmeta.stats.estimator.WeightedLeastSquares;
import org.voxmeta.stats.result.MapKind;

/** What the studies have at the strongest voxels or regions, and whether single studies decide it. */
final class PeaksSection {

	private final ReportData data;
	private final Pictures pictures;

	PeaksSection(final ReportData data, final Pictures pictures) {
		this.data = data;
		this.pictures = pictures;
	}

	Html html() {
		final Html section = Html.of("section", Html.of("h2", "The studies at the peaks")).with("id", "peaks");
		if (data.peaks().isEmpty()) return section.add(Html.of("p", data.reading().isEmpty()
			? "The studies cannot be read any more." : "No peaks were asked for."));
		section.add(Html.of("p", "Peaks were chosen because they are strong: their estimates are larger than those"
			+ " that a new"
			+ " sample would give. What counts here is whether the studies agree, and whether one of them decides."));
		int number = 0;
		for (final Peak peak : data.peaks())
			section.add(peak(peak, ++number));
		return section;
	}

	private Html peak(final Peak peak, final int number) {
		final Html article = Html.of("article", Html.of("h3", (number) + ". " + peak.name() + (data.terms()
			.size() > 1 ? ", "
			+ peak.term().title() : ""))).style("peak").with("id", "peak-" + number);
		if (!peak.isSignificant()) article.add(Html.of("p", "Not significant after correction; shown as it has the"
			+ " largest"
			+ " |z|.").style("note"));
		if (peak.results().isEmpty()) return article.add(Html.of("p", "The studies that have this place cannot be"
			+ " fitted"
			+ " alone."));
		final Results results = peak.results().get();
		article.add(numbers(peak, results));
		final Html figures = Html.of("div", Pictures.plot(ForestPlot.of(forest(peak, results)))).style("plots");
		if (!data.maps().isOfRegions()) figures.add(pictures.spot(peak.term().z(), MapsSection.colours(data,
			peak.term()),
			"z at peak " + number, data.maps().voxel(peak.signal(), peak.term().z())));
		article.add(figures);
		final Html without = leaveOneOut(peak);
		if (without != null) article.add(without);
		return article;
	}

	private ForestData forest(final Peak peak, final Results results) {
		final PlotData plot = PlotData.of(inOneUnit(results)).withStudies(data.names(), peak.present());
		final ForestData forest = plot.forest().withCaptions(PlotData.of(results).forest().captions());
		final boolean isHedges = results.estimator() instanceof FixedEffectsHedges || data.record()
			.text("inputs/effectsize")
			.equals("g");
		return isHedges ? forest.withEffect("Hedges' g") : forest;
	}

	/** The same fit of what the estimate is a mean of, where the studies' maps are in another unit. */
	private static Results inOneUnit(final Results results) {
		if (!(results.estimator() instanceof FixedEffectsHedges hedges)) return results;
		return WeightedLeastSquares.withDefaults().with(hedges.inference()).fit(hedges.effects(results.data()));
	}

	private static Html numbers(final Peak peak, final Results results) {
		final TermSummary term = results.summary().get(peak.term().index());
		final Html list = Html.of("dl").style("numbers");
		number(list, "z", Num.fixed(term.z(), 2));
		number(list, "p", Num.p(term.p()));
		if (!Double.isNaN(term.estimate())) {
			number(list, "estimate", Html.of("span", Num.of(term.estimate()), " [", Num.of(term.ciLower()), ", ",
				Num.of(term
				.ciUpper()), "]"));
			number(list, "standard error", Num.of(term.se()));
		}
		number(list, "studies", Num.count(results.data().size()));
		final Heterogeneity q = results.heterogeneity();
		if (!Double.isNaN(results.get(MapKind.TAU2))) number(list, "\u03c4\u00b2",
			Num.of(results.get(MapKind.TAU2)));
		if (!Double.isNaN(q.i2())) number(list, "I\u00b2", Html.of("span", Num.of(q.i2()), "\u202f%"));
		if (!Double.isNaN(q.p())) number(list, "p of Q", Num.p(q.p()));
		return list;
	}

	private static void number(final Html list, final String name, final Html value) {
		list.add(Html.of("div", Html.of("dt", name), Html.of("dd", value)));
	}

	/** From where to where the estimate goes without single studies; null if that is not known. */
	private static Html leaveOneOut(final Peak peak) {
		final double[] estimates = peak.leaveOneOut();
		int least = -1;
		int most = -1;
		int failed = 0;
		for (int k = 0; k < estimates.length; k++) {
			if (Double.isNaN(estimates[k])) failed++;
			else {
				if (least < 0 || estimates[k] < estimates[least]) least = k;
				if (most < 0 || estimates[k] > estimates[most]) most = k;
			}
		}
		if (least < 0) return null;
		final TermSummary term = peak.results().orElseThrow().summary().get(peak.term().index());
		final String what = Double.isNaN(term.estimate()) ? "z" : "the estimate";
		final List<Object> text = new ArrayList<>(List.of("With each study left out in turn, " + what
			+ " stays between ", Num
			.of(estimates[least]), " (without ", InputsSection.name(peak.without().get(least).study()), ") and ",
			Num.of(
				estimates[most]), " (without ", InputsSection.name(peak.without().get(most).study()), ")"));
		text.add(Math.signum(estimates[least]) == Math.signum(estimates[most]) ? "; its sign stays the same."
			: "; it changes its sign.");
		if (failed > 0) text.add(" Without " + Words.count(failed, "study", "studies") + " there is no fit.");
		return Html.of("p", text).style("without");
	}
}
