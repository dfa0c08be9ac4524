package org.voxmeta.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.effectsize.Quantity;

/**
 * The studies of a table that have certain kinds of map, in files or made of them. Immutable; the lists are
 * copied.
 *
 * @param table the table they are from
 * @param kinds the kinds of map
 * @param studies the studies that have them all, in the table's order; at least one
 * @param dropped the others, each with its reason
 * @param rules how the maps come about
 */
public record MapSelection(StudyTable table, List<Quantity> kinds, List<Study> studies,
	List<DroppedStudy> dropped, MapRules rules)
{

	/** The kinds that a table's studies may all have, in the order in which they are offered. */
	private static final List<Quantity> USUAL = List.of(Quantity.BETA, Quantity.VARCOPE, Quantity.T, Quantity.Z);

	/** Copies the lists. */
	public MapSelection {
		kinds = List.copyOf(kinds);
		studies = List.copyOf(studies);
		dropped = List.copyOf(dropped);
	}

	/**
	 * Returns the studies of a table that have certain kinds of map.
	 *
	 * @param wanted kinds of map by their keys, separated by commas: any of beta, varcope, t, z, g, varg; {@code
	 *           auto} for those of beta, varcope, t and z that the table names and all studies have
	 * @param dropInvalid whether studies that lack one are left out; otherwise they are an error
	 * @throws StudyTableException if no study has them all, a study lacks one and none may be dropped, or a file
	 *           does not exist
	 * @throws IllegalArgumentException if a kind is not known, or with {@code auto}, there is none that all have
	 */
	public static MapSelection of(final StudyTable table, final String wanted, final Derivation derivation,
		final boolean dropInvalid) throws StudyTableException
	{
		final MapRules rules = MapRules.of(derivation, table);
		final List<Quantity> kinds = wanted.isBlank() || wanted.strip().equalsIgnoreCase("auto") ? ofAll(table,
			rules) : parse(wanted);
		final List<Study> kept = new ArrayList<>();
		final List<DroppedStudy> dropped = new ArrayList<>();
		for (final Study study : table.studies()) {
			final List<String> lacks = kinds.stream().filter(kind -> rules.of(kind, study).isEmpty()).map(kind ->
				"no " + kind.key()).toList();
			if (lacks.isEmpty()) kept.add(study);
			else dropped.add(new DroppedStudy(study, String.join(", ", lacks)));
		}
		if (kept.isEmpty() || !dropInvalid && !dropped.isEmpty()) throw new StudyTableException(table.path(),
			"maps of " + keys(kinds) + " are there for " + kept.size() + " of " + table.studies().size()
			+ " studies, wanted " + (dropInvalid ? "at least 1"
			: "all (dropinvalid=true would leave out the others)"), dropped.stream().map(drop -> "line "
			+ drop.study().line() + ", " + drop).toList());
		MissingFiles.refuse(table, kept, study -> files(kinds, study, rules));
		return new MapSelection(table, kinds, kept, dropped, rules);
	}

	private static List<Quantity> parse(final String wanted) {
		final Set<Quantity> kinds = new LinkedHashSet<>();
		for (final String word : wanted.split(",", -1))
			kinds.add(offered().stream().filter(kind -> kind.key().equals(Cells.key(word))).findFirst().orElseThrow(
				() -> new IllegalArgumentException("Maps: got " + Cells.shown(word.strip()) + ", wanted auto, or any of "
				+ keys(offered()))));
		return List.copyOf(kinds);
	}

	private static List<Quantity> offered() {
		final List<Quantity> kinds = new ArrayList<>(USUAL);
		kinds.addAll(List.of(Quantity.G, Quantity.VARIANCE_OF_G));
		return kinds;
	}

	private static List<Quantity> ofAll(final StudyTable table, final MapRules rules) {
		final List<Quantity> named = USUAL.stream().filter(kind -> table.studies().stream().anyMatch(study ->
			MapRules.isPlain(kind, study))).toList();
		final List<Quantity> ofAll = named.stream().filter(kind -> count(kind, table, rules)
			== table.studies().size()).toList();
		if (ofAll.isEmpty()) throw new IllegalArgumentException("Maps: got auto, but no kind is there for all "
			+ table.studies().size() + " studies (" + named.stream().map(kind -> kind.key() + " for " + count(kind,
			table, rules)).collect(Collectors.joining(", "))
			+ "); wanted the kinds, as in beta,varcope; studies without them are left out");
		return ofAll;
	}

	private static long count(final Quantity kind, final StudyTable table, final MapRules rules) {
		return table.studies().stream().filter(study -> rules.of(kind, study).isPresent()).count();
	}

	private static String keys(final Collection<Quantity> kinds) {
		return kinds.stream().map(Quantity::key).collect(Collectors.joining(", "));
	}

	private static Set<StudyMap> files(final List<Quantity> kinds, final Study study, final MapRules rules) {
		final Set<StudyMap> files = new LinkedHashSet<>();
		kinds.forEach(kind -> rules.of(kind, study).ifPresent(recipe -> files.addAll(recipe.files())));
		return files;
	}

	/** Returns how a map of one of the studies comes about. */
	public MapRecipe recipe(final Quantity kind, final Study study) {
		return rules.of(kind, study).orElseThrow();
	}

	/** Returns what maps are made of others, as {@link StudySelection#derivations} does. */
	public List<String> derivations() {
		return Derivations.of(studies, studies.stream().mapToInt(table.studies()::indexOf).toArray(), study ->
			kinds.stream().map(kind -> recipe(kind, study)).toList());
	}
}
