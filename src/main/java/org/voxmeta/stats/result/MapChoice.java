package org.voxmeta.stats.result;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Term;

/**
 * Which maps of a fit somebody wants, chosen before it is known which maps there are. Immutable.
 * <p>
 * A kind, such as {@code z}, stands for the maps of all terms; {@code z_age} for that of one term.
 */
public final class MapChoice {

	private static final String ALL = "all";

	private final List<String> keys;
	/** Whether a map that there is not is an error; else it is left out. */
	private final boolean strict;

	private MapChoice(final List<String> keys, final boolean strict) {
		this.keys = List.copyOf(keys);
		this.strict = strict;
	}

	/** All maps of these kinds, as far as there are any. */
	public static MapChoice of(final Collection<MapKind> kinds) {
		return new MapChoice(kinds.stream().map(MapKind::key).toList(), false);
	}

	/**
	 * The maps in a list of keys separated by commas, in any case and order; {@code all} means every map
	 * there is.
	 */
	public static MapChoice parse(final String keys) {
		final Set<String> words = new LinkedHashSet<>(List.of(keys.trim().split("[,;\\s]+")));
		words.remove("");
		return new MapChoice(List.copyOf(words), true);
	}

	/**
	 * The maps chosen, in their usual order.
	 *
	 * @param available the kinds of map that there are
	 * @param terms the model's terms
	 * @throws IllegalArgumentException if no map is chosen, or one that there is not
	 */
	public List<NamedMap> among(final Set<MapKind> available, final List<Term> terms) {
		final List<NamedMap> maps = NamedMap.of(available, terms);
		final Set<NamedMap> chosen = new LinkedHashSet<>();
		for (final String key : keys) {
			final List<NamedMap> named = maps.stream().filter(map -> isMeant(key, map)).toList();
			if (named.isEmpty() && strict) throw new IllegalArgumentException("Maps: got '"
				+ key.toLowerCase(Locale.ROOT) + "', wanted any of " + listed(maps));
			chosen.addAll(named);
		}
		if (chosen.isEmpty() && strict) throw new IllegalArgumentException("Maps: got none, wanted any of "
			+ listed(maps));
		return maps.stream().filter(chosen::contains).toList();
	}

	/** The keys, separated by commas. */
	@Override
	public String toString() {
		return String.join(",", keys);
	}

	private static boolean isMeant(final String key, final NamedMap map) {
		return key.equalsIgnoreCase(ALL) || key.equalsIgnoreCase(map.kind().key())
			|| key.equalsIgnoreCase(map.key());
	}

	/** The kinds that there are, and the maps of the terms of one of them. */
	private static String listed(final List<NamedMap> maps) {
		final EnumSet<MapKind> kinds = EnumSet.noneOf(MapKind.class);
		maps.forEach(map -> kinds.add(map.kind()));
		final String list = kinds.stream().map(MapKind::key).collect(Collectors.joining(", ")) + " or " + ALL;
		final List<String> single = maps.stream().filter(map -> map.kind() == maps.get(0).kind())
			.filter(map -> !map.term().isEmpty()).map(NamedMap::key).toList();
		return single.isEmpty() ? list : list + "; of one term: " + String.join(", ", single) + ", and so on";
	}
}
