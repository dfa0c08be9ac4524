package org.voxmeta.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.voxmeta.stats.data.Design;

/**
 * The design of a meta-regression on columns of a table.
 * <p>
 * Its columns are {@code intercept}, then those of each moderator: a number's under its own name, a factor's
 * {@code drug-B}, {@code drug-C}, ... for every level but the reference level, which is the first in
 * alphabetical order unless another one is wanted. Without an intercept the first factor has a column for
 * each level, as in R.
 *
 * @param design with a term for each column, for each contrast ({@code contrast1}, ...) and for each
 *         prediction ({@code predict1}, ...)
 * @param remarks how the moderators are coded, and what the contrasts and predictions are, a sentence each
 * @param record the same for the run's record
 */
public record ModeratorDesign(Design design, List<String> remarks, Map<String, Object> record) {

	/** Copies the remarks. */
	public ModeratorDesign {
		remarks = List.copyOf(remarks);
	}

	/**
	 * The design for the studies that are used.
	 *
	 * @throws IllegalArgumentException see {@link #of(ModeratorChoice, List, Function, int)}
	 */
	public static ModeratorDesign of(final ModeratorChoice choice, final StudySelection selection) {
		return of(choice, selection.table().describingColumns(), selection::cells, selection.studies().size());
	}

	/**
	 * The design for studies that are described by columns of text.
	 *
	 * @param columns the columns that there are
	 * @param cells each study's cell in a column, none blank in the columns chosen
	 * @param studies K
	 * @throws IllegalArgumentException if a moderator, contrast or prediction is not what it should be, or the
	 *         studies cannot tell the coefficients apart
	 */
	public static ModeratorDesign of(final ModeratorChoice choice, final List<String> columns,
		final Function<String, List<String>> cells, final int studies)
	{
		if (choice.isNone()) return withoutModerators(choice, studies);
		final List<Moderator> moderators = new ArrayList<>();
		boolean needsFull = !choice.intercept();
		for (final ModeratorChoice.Item item : choice.items(columns)) {
			final List<String> values = cells.apply(item.column());
			final boolean isFactor = item.reference() != null || !isNumeric(item.column(), values);
			moderators.add(isFactor ? FactorModerator.of(item.column(), values, item.reference(), needsFull)
				: NumericModerator.of(item.column(), values, choice.centre()));
			if (choice.intercept() && !isFactor) refuseConstant(item.column(), values);
			needsFull &= !isFactor;
		}
		return new DesignBuilder(choice, moderators).build(cells, studies);
	}

	private static ModeratorDesign withoutModerators(final ModeratorChoice choice, final int studies) {
		if (!choice.intercept()) throw new IllegalArgumentException(
			"Intercept: got false without moderators, wanted one or the other");
		if (!choice.contrasts().isBlank()) throw new IllegalArgumentException("Contrast: got "
			+ Cells.shown(choice.contrasts()) + ", but no moderators");
		if (!choice.predictions().isBlank()) throw new IllegalArgumentException("Prediction: got "
			+ Cells.shown(choice.predictions()) + ", but no moderators");
		return new ModeratorDesign(Design.intercept(studies), List.of(), Map.of());
	}

	/** Whether a column is a number's: it has no other texts, or nothing but these makes it a factor's. */
	private static boolean isNumeric(final String column, final List<String> cells) {
		final List<String> others = cells.stream().filter(cell -> !Cells.isNumber(cell)).distinct().toList();
		if (others.isEmpty()) return true;
		if (cells.stream().noneMatch(Cells::isNumber)) return false;
		throw new IllegalArgumentException("Moderators: column " + Cells.shown(column) + " has numbers, but also "
			+ Cells.shown(others)
			+ "; wanted numbers (with a decimal point) only, or for a factor one of its levels as"
			+ " the reference, as in " + column + "(" + others.get(0) + ")");
	}

	private static void refuseConstant(final String column, final List<String> cells) {
		if (cells.stream().mapToDouble(Cells::number).distinct().count() < 2) throw new IllegalArgumentException(
			"Moderators: column " + Cells.shown(column) + " is " + Cells.shown(cells.get(0)) + " in all "
				+ cells.size() + " studies, wanted at least two values");
	}
}
