package org.voxmeta.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.voxmeta.stats.data.Need;

/** Tells what studies lack for an analysis, and what would help. Immutable. */
final class MissingMaps {

	private final List<Need> needs;
	private final MapRules rules;
	private final MapRules all;

	/**
	 * What studies lack.
	 *
	 * @param rules how maps may come about
	 * @param all how they come about where everything is derived that can be
	 */
	MissingMaps(final List<Need> needs, final MapRules rules, final MapRules all) {
		this.needs = needs;
		this.rules = rules;
		this.all = all;
	}

	/**
	 * Refuses a table that has no column for a need, unless a study has what it can be derived from.
	 *
	 * @throws StudyTableException if there is such a need; the message names the column
	 */
	void refuseMissingColumns(final StudyTable table) throws StudyTableException {
		for (final Need need : needs) {
			final Need column = rules.isStandardised() && need != Need.SAMPLE_SIZE ? Need.T : need;
			if (!table.has(column) && table.studies().stream().noneMatch(study -> rules.isMetBy(need, study)
				|| rules.withSize(need, study).isPresent()))
				throw new StudyTableException(table.path(), table.hints().missing(NeededMaps.known(column).toArray(
					KnownColumn[]::new)));
		}
	}

	/** Returns what a study lacks, such as "no varcope or se"; nothing if it has all. */
	Set<String> of(final Study study) {
		return needs.stream().filter(need -> !rules.isMetBy(need, study)).map(need -> lack(need, study)).collect(
			Collectors.toCollection(LinkedHashSet::new));
	}

	private String lack(final Need need, final Study study) {
		final Optional<MapRecipe> recipe = rules.withSize(need, study);
		if (rules.isStandardised() && need != Need.SAMPLE_SIZE)
			return recipe.isEmpty() ? "no " + NeededMaps.columns(Need.T) : isMissing(study) ? "no "
				+ KnownColumn.SAMPLE_SIZE.title() : size(study) + " for Hedges' g";
		return "no " + NeededMaps.columns(need) + recipe.map(made -> " (" + size(study) + " for " + made.label()
			+ ")").orElseGet(() -> hint(need, study));
	}

	private static boolean isMissing(final Study study) {
		return Double.isNaN(study.sampleSize());
	}

	private static String size(final Study study) {
		final KnownColumn column = study.hasDof() ? KnownColumn.DOF : KnownColumn.SAMPLE_SIZE;
		if (isMissing(study) && !study.hasDof())
			return column.title() + " is missing";
		return column.title() + " = " + StudyTableWriter.number(study.hasDof() ? study.ownDof()
			: study.sampleSize()) + " is too small";
	}

	private String hint(final Need need, final Study study) {
		if (all.isMetBy(need, study))
			return all.of(need, study).map(recipe -> " (derive=all would make " + recipe.label() + ")").orElse("");
		if (need == Need.EFFECT && all.standardised().isMetBy(need, study))
			return " (effectsize=g would take Hedges' g of all studies)";
		return "";
	}
}
