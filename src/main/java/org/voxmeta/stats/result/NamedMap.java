package org.voxmeta.stats.result;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.voxmeta.stats.data.Term;

/**
 * One map of a fit.
 *
 * @param kind what it shows
 * @param index the term's place among the model's terms; 0 for a map of the whole fit
 * @param term the term's name; empty for a map of the whole fit, and for the mean of studies
 */
public record NamedMap(MapKind kind, int index, String term) {

	private static final Set<MapKind> PREDICTION = Set.of(MapKind.PI_LOWER, MapKind.PI_UPPER);

	/**
	 * The maps of these kinds for a model with these terms, in the order of kinds, then terms. Prediction
	 * intervals are there only for terms that are predictions.
	 */
	public static List<NamedMap> of(final Collection<MapKind> kinds, final List<Term> terms) {
		final List<NamedMap> maps = new ArrayList<>();
		final EnumSet<MapKind> ordered = EnumSet.noneOf(MapKind.class);
		ordered.addAll(kinds);
		for (final MapKind kind : ordered) {
			if (!kind.isPerTerm()) maps.add(new NamedMap(kind, 0, ""));
			else for (int t = 0; t < terms.size(); t++)
				if (terms.get(t).isPrediction() || !PREDICTION.contains(kind)) maps.add(new NamedMap(kind, t,
					terms.get(t).name()));
		}
		return maps;
	}

	/** What names the map in file names and window titles, such as {@code z} or {@code z_age}. */
	public String key() {
		return term.isEmpty() ? kind.key() : kind.key() + "_" + term.replaceAll("[^\\p{L}\\p{N}.+-]+", "-");
	}

	/** What the map shows, in words. */
	public String title() {
		return term.isEmpty() ? kind.title() : kind.title() + ", " + term;
	}
}
