package org.voxmeta.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;

/** The head of a report: what was found, in a sentence, the numbers that matter most, and warnings. */
final class Overview {

	private final ReportData data;

	Overview(final ReportData data) {
		this.data = data;
	}

	String title() {
		return "Meta-analysis of " + Words.count(studies(), "study", "studies");
	}

	Html header() {
		final Html header = Html.of("header", Html.of("p", "VoxMeta report \u00b7 " + data.fit().estimator())
			.style("kicker"),
			Html.of("h1", title()));
		if (data.terms().size() == 1) header.add(Html.of("p", sentence(data.terms().get(0))).style("lead")
			.with("id",
			"result"));
		else {
			final Html list = Html.of("ul").style("lead").with("id", "result");
			data.terms().forEach(term -> list.add(Html.of("li", Html.of("strong", term.title()), ": ", found(term),
				".")));
			header.add(Html.of("p", "Regression of the effects of " + Words.count(studies(), "study", "studies")
				+ " in " + data
				.units(fitted()) + ", by " + data.fit().estimator() + ":").style("lead"), list);
		}
		return header.add(cards());
	}

	/** What a reader should look at before anything else. */
	Html warnings() {
		if (data.warnings().isEmpty()) return Html.of("p",
			"Nothing suspicious was found: no study was left out, and the checks of the maps raised no alarm.")
			.style("fine");
		final Html list = Html.of("ul");
		data.warnings().forEach(warning -> list.add(Html.of("li", warning)));
		return Html.of("section", Html.of("h2", "Look at this first"), list).style("warnings").with("id",
			"warnings");
	}

	private long studies() {
		return (long) data.record().number("counts/studies");
	}

	private long fitted() {
		return data.values(MapKind.REASON).map(codes -> Arrays.stream(codes).filter(code -> code == Reason.NONE
			.code()).count()).orElse((long) data.record().number("counts/fitted"));
	}

	private List<Object> sentence(final TermMaps term) {
		final List<Object> sentence = new ArrayList<>();
		sentence.add("Of " + Words.count(studies(), "study", "studies") + " combined by " + data.fit().estimator()
			+ ", ");
		sentence.addAll(found(term));
		sentence.add(".");
		return sentence;
	}

	/** What was found of a term. */
	private List<Object> found(final TermMaps term) {
		final List<Object> parts = new ArrayList<>();
		final long surviving = term.surviving(data.settings().alpha());
		if (surviving == 0) {
			parts.add("no " + (data.maps().isOfRegions() ? "region" : "voxel")
				+ " shows an effect that stands out from chance ("
				+ level() + ")");
			final int strongest = term.strongest();
			if (strongest >= 0) parts.addAll(List.of("; the largest |z| is ",
				Num.of(Math.abs(term.values()[strongest]))));
			place(term).ifPresent(place -> parts.add(", at " + place));
			return parts;
		}
		parts.addAll(List.of(Num.count(surviving), " of " + data.units(term.tests()) + " (",
			Num.percent((double) surviving
			/ term.tests()), ") show an effect that stands out from chance (" + level() + ")"));
		if (term.clusters() != null) {
			final int clusters = term.clusters().clusters().clusters().size();
			parts.addAll(List.of(", in ", Num.count(clusters), clusters == 1 ? " cluster" : " clusters"));
		}
		place(term).ifPresent(place -> parts.addAll(List.of("; the strongest, z = ", Num.of(strongestFound(term)),
			", lies "
			+ (place.startsWith("region") ? "in " : "at ") + place)));
		return parts;
	}

	private static double strongestFound(final TermMaps term) {
		if (term.clusters() != null) return term.clusters().clusters().clusters().get(0).peak().value();
		return term.values()[term.strongest()];
	}

	private Optional<String> place(final TermMaps term) {
		if (term.clusters() != null && !term.clusters().clusters().clusters()
			.isEmpty()) return Optional.of(PeakSearch.place(term
			.clusters(), term.clusters().clusters().clusters().get(0).peak().position()));
		return data.peaks().stream().filter(peak -> peak.term() == term).map(Peak::name).findFirst();
	}

	private String level() {
		final String alpha = Num.percentText(data.settings().alpha());
		return switch (data.settings().correction()) {
			case FDR_BH, FDR_BY -> "false discovery rate " + alpha;
			default -> "family-wise error rate " + alpha;
		};
	}

	private Html cards() {
		final Html cards = Html.of("dl").style("cards");
		card(cards, "studies", Num.count(studies()));
		card(cards, data.maps().isOfRegions() ? "regions fitted" : "voxels fitted", Num.count(fitted()));
		final long found = data.terms().stream().mapToLong(term -> term.surviving(data.settings().alpha())).sum();
		card(cards, data.maps().isOfRegions() ? "regions significant" : "voxels significant", Num.count(found));
		if (!data.maps().isOfRegions()) card(cards, "clusters", Num.count(data.terms().stream().mapToLong(
			term -> term.clusters().clusters().clusters().size()).sum()));
		data.values(MapKind.I2).map(Quantiles::of).ifPresent(i2 -> card(cards, "median I\u00b2", Html.of("span",
			Num.of(i2.at(
			0.5)), "\u202f%")));
		return cards;
	}

	private static void card(final Html cards, final String name, final Html value) {
		cards.add(Html.of("div", Html.of("dt", name), Html.of("dd", value)));
	}
}
