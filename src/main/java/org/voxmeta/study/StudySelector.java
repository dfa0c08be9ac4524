package org.voxmeta.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Need;

/**
 * Selects the studies of a table that an analysis can use. Immutable; the {@code with} methods return
 * changed copies.
 */
public final class StudySelector {

	private final List<Need> needs;
	private final List<String> moderators;
	private final boolean dropInvalid;
	private final int minimum;
	private final Derivation derivation;
	private final EffectScale scale;

	private StudySelector(final List<Need> needs, final List<String> moderators, final boolean dropInvalid,
		final int minimum, final Derivation derivation, final EffectScale scale)
	{
		this.needs = needs;
		this.moderators = moderators;
		this.dropInvalid = dropInvalid;
		this.minimum = minimum;
		this.derivation = derivation;
		this.scale = scale;
	}

	/**
	 * Returns a selector that asks for no moderators, drops no study, wants at least one, and derives maps that
	 * no study has.
	 *
	 * @param needs what each study must have; at least one
	 * @throws IllegalArgumentException if nothing is needed
	 */
	public static StudySelector of(final Collection<Need> needs) {
		if (needs.isEmpty())
			throw new IllegalArgumentException("StudySelector: got no needs, wanted at least one");
		return new StudySelector(List.copyOf(EnumSet.copyOf(needs)), List.of(), false, 1, Derivation.AUTO,
			EffectScale.AUTO);
	}

	/** Returns a selector that asks for nothing: for studies whose maps come from elsewhere. */
	public static StudySelector ofAll() {
		return new StudySelector(List.of(), List.of(), false, 1, Derivation.AUTO, EffectScale.AUTO);
	}

	/**
	 * Returns a selector that also asks for a value of every moderator named.
	 *
	 * @param names columns besides the studies and their images; case and surrounding spaces do not matter
	 */
	public StudySelector withModerators(final List<String> names) {
		return new StudySelector(needs, List.copyOf(names), dropInvalid, minimum, derivation, scale);
	}

	/**
	 * Returns a selector that leaves out the studies that lack something, or takes them for an error.
	 *
	 * @param drop whether to leave them out
	 */
	public StudySelector withDropInvalid(final boolean drop) {
		return new StudySelector(needs, moderators, drop, minimum, derivation, scale);
	}

	/** Returns a selector that makes other maps of those that a study has. */
	public StudySelector withDerivation(final Derivation which) {
		return new StudySelector(needs, moderators, dropInvalid, minimum, which, scale);
	}

	/** Returns a selector that wants effects in other units. */
	public StudySelector withScale(final EffectScale wanted) {
		return new StudySelector(needs, moderators, dropInvalid, minimum, derivation, wanted);
	}

	/**
	 * Returns a selector that wants at least so many studies.
	 *
	 * @param studies the smallest number, at least 1
	 * @throws IllegalArgumentException if the number is below 1
	 */
	public StudySelector withMinimum(final int studies) {
		if (studies < 1)
			throw new IllegalArgumentException("StudySelector: got a minimum of " + studies
				+ " studies, wanted at least 1");
		return new StudySelector(needs, moderators, dropInvalid, studies, derivation, scale);
	}

	/**
	 * Returns the studies of a table that have all that is needed.
	 *
	 * @param table the table
	 * @return the studies to use and those left out, both in the table's order
	 * @throws StudyTableException if the table lacks a needed column; a study lacks something and none may be
	 *             dropped; too few are left; or an image file that is needed does not exist (such a study is
	 *             never dropped)
	 * @throws IllegalArgumentException if the table has no such moderator
	 */
	public StudySelection select(final StudyTable table) throws StudyTableException {
		final List<String> columns = moderators.stream().map(table::describingColumn).toList();
		final MapRules rules = rules(table);
		final MissingMaps missing = new MissingMaps(needs, rules, MapRules.of(Derivation.ALL, table));
		missing.refuseMissingColumns(table);
		final List<Study> kept = new ArrayList<>();
		final List<DroppedStudy> dropped = new ArrayList<>();
		for (final Study study : table.studies()) {
			final String lacks = lacks(missing, study, columns);
			if (lacks.isEmpty())
				kept.add(study);
			else
				dropped.add(new DroppedStudy(study, lacks));
		}
		refuseTooFew(table, kept.size(), dropped);
		if (!dropInvalid && !dropped.isEmpty())
			throw new StudyTableException(table.path(), "what is needed is missing in " + dropped.size()
				+ " of " + table.studies().size() + " studies (dropInvalid=true would drop these)",
				DroppedStudy.listed(dropped));
		MissingFiles.refuse(table, kept, study -> filesOf(study, rules));
		return new StudySelection(table, kept, dropped, notes(table, kept, rules), rules);
	}

	/**
	 * The rules on the scale wanted: Hedges' g if no study can have its effect, and variance, in units of beta.
	 */
	private MapRules rules(final StudyTable table) {
		final MapRules beta = MapRules.of(derivation, table);
		final MapRules g = beta.standardised();
		if (!needs.contains(Need.EFFECT) || scale == EffectScale.BETA)
			return beta;
		if (scale == EffectScale.G)
			return g;
		return derivation != Derivation.NONE && !anyHasMaps(table, beta) && anyHasMaps(table, g) ? g : beta;
	}

	private boolean anyHasMaps(final StudyTable table, final MapRules rules) {
		return table.studies().stream().anyMatch(study -> needs.stream().filter(need -> need != Need.SAMPLE_SIZE)
			.allMatch(need -> rules.isMetBy(need, study)));
	}

	private static String lacks(final MissingMaps missing, final Study study, final List<String> columns) {
		final List<String> lacks = new ArrayList<>(missing.of(study));
		for (final String column : columns)
			if (StudyTable.cell(study, column).isEmpty())
				lacks.add("no value in " + Cells.shown(column));
		return String.join(", ", lacks);
	}

	private void refuseTooFew(final StudyTable table, final int kept, final List<DroppedStudy> dropped)
		throws StudyTableException
	{
		if (kept >= minimum)
			return;
		final String got = "got " + kept + " usable of " + table.studies().size()
			+ (table.studies().size() == 1 ? " study" : " studies") + ", wanted at least " + minimum;
		if (dropped.isEmpty())
			throw new StudyTableException(table.path(), got);
		throw new StudyTableException(table.path(), got, DroppedStudy.listed(dropped));
	}

	/** The kinds of file that a study's maps are made of, each once. */
	private Set<StudyMap> filesOf(final Study study, final MapRules rules) {
		final Set<StudyMap> files = EnumSet.noneOf(StudyMap.class);
		needs.forEach(need -> rules.of(need, study).ifPresent(recipe -> files.addAll(recipe.files())));
		return files;
	}

	private List<String> notes(final StudyTable table, final List<Study> kept, final MapRules rules) {
		final List<String> notes = new ArrayList<>(table.hints().notes());
		if (rules.isStandardised() && scale == EffectScale.AUTO)
			notes.add("no study has " + missingOnScale() + ", so effects are Hedges' g, in standard deviations");
		if (needs.contains(Need.VARIANCE) && !rules.isStandardised()) {
			final List<String> both = kept.stream().filter(study -> study.maps().keySet()
				.containsAll(NeededMaps.of(Need.VARIANCE))).map(Study::id).toList();
			if (!both.isEmpty())
				notes.add("both varcope and se given, varcope used: " + Cells.shown(both));
		}
		filesOfSeveral(kept, rules).forEach((file, ids) -> notes.add("the same file " + Cells.shown(file.toString())
			+ " is used by several studies: " + Cells.shown(ids)));
		return notes;
	}

	private String missingOnScale() {
		return needs.contains(Need.VARIANCE) ? "beta and varcope" : "beta";
	}

	private Map<Path, List<String>> filesOfSeveral(final List<Study> kept, final MapRules rules) {
		final Map<Path, List<String>> ids = new LinkedHashMap<>();
		for (final Study study : kept)
			for (final StudyMap map : filesOf(study, rules))
				ids.computeIfAbsent(study.maps().get(map).normalize(), file -> new ArrayList<>())
					.add(study.id());
		return ids.entrySet().stream().filter(entry -> entry.getValue().size() > 1).collect(
			Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
	}
}
