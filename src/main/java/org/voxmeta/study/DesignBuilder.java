package org.voxmeta.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;

/** Puts the columns of moderators together to a design, with the terms wanted of it. Used once. */
final class DesignBuilder {

	private final ModeratorChoice choice;
	private final List<Moderator> moderators;
	private final List<String> columns = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();

	DesignBuilder(final ModeratorChoice choice, final List<Moderator> moderators) {
		this.choice = choice;
		this.moderators = moderators;
		if (choice.intercept()) columns.add("intercept");
		for (final Moderator moderator : moderators) {
			columns.addAll(moderator.columns());
			if (!moderator.remark().isEmpty()) remarks.add(moderator.remark());
		}
	}

	/** The design for K studies; see {@link ModeratorDesign#of(ModeratorChoice, List, Function, int)}. */
	ModeratorDesign build(final Function<String, List<String>> cells, final int studies) {
		final List<List<String>> values = moderators.stream().map(moderator -> cells.apply(moderator.name()))
			.toList();
		final double[][] x = new double[studies][];
		for (int k = 0; k < studies; k++) {
			final int study = k;
			x[k] = row(values.stream().map(column -> column.get(study)).toList());
		}
		final Map<String, Object> record = new LinkedHashMap<>();
		record.put("columns", columns);
		record.put("moderators", moderators.stream().map(Moderator::record).toList());
		record.put("rows", x);
		Design design = Design.of(columns, x);
		design = withAll(design, contrasts(), "contrasts", record);
		design = withAll(design, predictions(), "predictions", record);
		refuseSameNames(design);
		return new ModeratorDesign(design, remarks, record);
	}

	/** A row of the design for a value of each moderator. */
	private double[] row(final List<String> values) {
		final double[] intercept = choice.intercept() ? new double[] { 1 } : new double[0];
		return IntStream.rangeClosed(0, moderators.size()).mapToObj(m -> m == 0 ? intercept : moderators.get(m - 1)
			.code(values.get(m - 1))).flatMapToDouble(Arrays::stream).toArray();
	}

	private List<Term> contrasts() {
		final List<Term> contrasts = new ArrayList<>();
		for (final String text : ModeratorChoice.split(choice.contrasts(), ';')) {
			final String name = "contrast" + (contrasts.size() + 1);
			contrasts.add(new Term(name, contrast(text), false));
			remarks.add(name + ": " + text + " times " + String.join(", ", columns));
		}
		return contrasts;
	}

	private double[] contrast(final String text) {
		final List<String> parts = ModeratorChoice.split(text, ',');
		if (parts.size() != columns.size()) throw new IllegalArgumentException("Contrast: got " + Cells.shown(text)
			+ " with " + count(parts, "number") + ", wanted " + columns.size() + ", one for each coefficient: "
			+ Cells.shown(columns));
		for (final String part : parts)
			if (!Cells.isNumber(part)) throw new IllegalArgumentException("Contrast: got " + Cells.shown(part) + " in "
				+ Cells.shown(text) + ", wanted a number");
		final double[] weights = parts.stream().mapToDouble(Cells::number).toArray();
		if (Arrays.stream(weights).allMatch(weight -> weight == 0)) throw new IllegalArgumentException(
			"Contrast: got " + Cells.shown(text) + ", wanted numbers that are not all 0");
		return weights;
	}

	private List<Term> predictions() {
		final List<Term> predictions = new ArrayList<>();
		for (final String text : ModeratorChoice.split(choice.predictions(), ';')) {
			final String name = "predict" + (predictions.size() + 1);
			final List<String> values = ModeratorChoice.split(text, ',');
			predictions.add(new Term(name, prediction(text, values), true));
			remarks.add(name + ": the effect at " + IntStream.range(0, values.size()).mapToObj(m -> moderators.get(m)
				.name() + " " + values.get(m)).reduce((a, b) -> a + ", " + b).orElseThrow());
		}
		return predictions;
	}

	private double[] prediction(final String text, final List<String> values) {
		if (values.size() != moderators.size()) throw new IllegalArgumentException("Prediction: got " + Cells.shown(
			text) + " with " + count(values, "value") + ", wanted " + moderators.size()
			+ ", one for each moderator: " + Cells.shown(moderators.stream().map(Moderator::name).toList()));
		try {
			final double[] weights = row(values);
			if (Arrays.stream(weights).anyMatch(weight -> weight != 0)) return weights;
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("Prediction: " + e.getMessage(), e);
		}
		throw new IllegalArgumentException("Prediction: got " + Cells.shown(text)
			+ ", where the effect is 0 without an intercept, whatever the data");
	}

	private static Design withAll(final Design design, final List<Term> terms, final String kind,
		final Map<String, Object> record)
	{
		Design all = design;
		final Map<String, double[]> weights = new LinkedHashMap<>();
		for (final Term term : terms) {
			all = all.with(term);
			weights.put(term.name(), term.weights());
		}
		if (!weights.isEmpty()) record.put(kind, weights);
		return all;
	}

	/** Maps are files, whose names must differ in more than case. */
	private static void refuseSameNames(final Design design) {
		final Map<String, String> taken = new HashMap<>();
		for (final Term term : design.terms()) {
			final String key = new NamedMap(MapKind.EST, 0, term.name()).key();
			final String other = taken.putIfAbsent(key.toLowerCase(Locale.ROOT), term.name());
			if (other != null) throw new IllegalArgumentException("Moderators: the maps of " + Cells.shown(other)
				+ " and " + Cells.shown(term.name()) + " would have the same name, " + Cells.shown(key)
				+ "; rename one of them in the table");
		}
	}

	private static String count(final List<String> parts, final String what) {
		return parts.size() + " " + what + (parts.size() == 1 ? "" : "s");
	}
}
