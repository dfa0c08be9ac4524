package org.voxmeta.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.voxmeta.analysis.LocalFit;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.plot.ForestData;
import org.voxmeta.plot.StudyRow;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.diagnostic.StudyFit;
import org.voxmeta.stats.result.MapKind;

/** The numbers of a fit at a place. */
final class PlaceTables {

	private PlaceTables() {
	}

	/**
	 * A row for each study: what it has, what the fit makes of it, and what it lacks. The residual is the
	 * standardised one.
	 */
	static NumberTable studies(final LocalFit fit) {
		final double[] y = fit.effects();
		final double[] v = fit.variances();
		final List<StudyRow> forest = fit.results().map(results -> PlaceFigures.data(fit).forest())
			.map(ForestData::studies).orElse(null);
		final Map<Integer, StudyFit> fits = fits(fit);
		final List<List<Object>> rows = new ArrayList<>();
		for (int k = 0; k < y.length; k++) {
			final StudyRow row = forest == null ? StudyRow.missing("") : forest.get(k);
			final StudyFit own = fits.get(k);
			final List<Object> cells = new ArrayList<>();
			cells.add(fit.names().get(k));
			cells.add(known(y[k]));
			if (fit.hasVariances()) {
				cells.add(known(v[k]));
				cells.add(known(Math.sqrt(v[k])));
			}
			cells.addAll(nullable(known(row.lower()), known(row.upper()), known(row.weight()), own == null ? null
				: known(own.fitted()), own == null ? null : known(own.rstandard()), fit.lack(k)));
			rows.add(cells);
		}
		final List<String> columns = new ArrayList<>(List.of("study", fit.quantity().equals("Hedges' g") ? "g" : fit
			.quantity().toLowerCase(Locale.ROOT)));
		if (fit.hasVariances()) columns.addAll(List.of("variance", "se"));
		columns.addAll(List.of("ci_l", "ci_u", "weight", "fitted", "rstandard", "lacks"));
		return new NumberTable("studies", columns, rows);
	}

	/** The values of all maps at the place: map, term, value. */
	static NumberTable maps(final LocalFit fit) {
		final List<List<Object>> rows = new ArrayList<>();
		final List<Term> terms = fit.terms();
		for (final MapKind kind : terms.isEmpty() ? new MapKind[0] : MapKind.values())
			for (int t = 0; t < (kind.isPerTerm() ? terms.size() : 1); t++)
				if (fit.has(kind)) rows.add(nullable(kind.key(), kind.isPerTerm() ? terms.get(t).name() : "",
					fit.get(kind, t)));
		return new NumberTable("maps", List.of("map", "term", "value"), rows);
	}

	/** What the fit says of single studies, where these are weighed by their own variances. */
	private static Map<Integer, StudyFit> fits(final LocalFit fit) {
		final Map<Integer, StudyFit> fits = new TreeMap<>();
		if (fit.results().isEmpty() || !fit.hasVariances() || fit.results().get().data().studies().hasGroups())
			return fits;
		final int[] present = fit.present();
		final List<StudyFit> all = fit.results().get().studies();
		for (int i = 0; i < present.length; i++)
			fits.put(present[i], all.get(i));
		return fits;
	}

	private static List<Object> nullable(final Object... cells) {
		final List<Object> list = new ArrayList<>();
		for (final Object cell : cells)
			list.add(cell);
		return list;
	}

	private static Double known(final double value) {
		return Double.isNaN(value) ? null : Double.valueOf(value);
	}
}
