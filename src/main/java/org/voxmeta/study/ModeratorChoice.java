package org.voxmeta.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The meta-regression that somebody wants, in the words of the commands' keys. Immutable.
 * <p>
 * Moderators are names of columns, separated by commas. A column of numbers is a number's slope, one of other
 * texts is a factor. {@code drug(placebo)} takes the column {@code drug} for a factor whose reference level
 * is {@code placebo}, also where its levels are numbers, as in {@code dose(0)}.
 *
 * @param moderators the columns; blank for the mean of the studies
 * @param centre whether numeric moderators are centred at their mean
 * @param intercept whether the design has a column of ones
 * @param contrasts weights of the coefficients, such as "0,1,-1"; several separated by semicolons; blank for
 *         none
 * @param predictions values of the moderators, such as "40,placebo"; several separated by semicolons; blank
 *         for none
 */
public record ModeratorChoice(String moderators, boolean centre, boolean intercept, String contrasts,
	String predictions)
{

	/** The mean of the studies. */
	public static final ModeratorChoice NONE = new ModeratorChoice("", false, true, "", "");

	/** These moderators, not centred, with an intercept. */
	public static ModeratorChoice of(final String moderators) {
		return new ModeratorChoice(moderators, false, true, "", "");
	}

	/** This with numeric moderators centred at their mean, or not. */
	public ModeratorChoice withCentre(final boolean centred) {
		return new ModeratorChoice(moderators, centred, intercept, contrasts, predictions);
	}

	/** This with an intercept, or without. */
	public ModeratorChoice withIntercept(final boolean wanted) {
		return new ModeratorChoice(moderators, centre, wanted, contrasts, predictions);
	}

	/** This with other contrasts of the coefficients. */
	public ModeratorChoice withContrasts(final String weights) {
		return new ModeratorChoice(moderators, centre, intercept, weights, predictions);
	}

	/** This with other predictions. */
	public ModeratorChoice withPredictions(final String values) {
		return new ModeratorChoice(moderators, centre, intercept, contrasts, values);
	}

	/** Whether nothing but the mean of the studies is wanted. */
	public boolean isNone() {
		return moderators.isBlank();
	}

	/**
	 * The moderators' columns.
	 *
	 * @param available the columns that there are
	 * @return their names as they are there
	 * @throws IllegalArgumentException if there is no such column, or one is named twice
	 */
	public List<String> columns(final List<String> available) {
		return items(available).stream().map(Item::column).toList();
	}

	/** A moderator: a column and, for a factor that names it, the reference level, else null. */
	record Item(String column, String reference) {
	}

	List<Item> items(final List<String> available) {
		final List<Item> items = new ArrayList<>();
		final Set<String> columns = new HashSet<>();
		for (final String text : split(moderators, ',')) {
			final Item item = item(text, available);
			if (!columns.add(item.column())) throw new IllegalArgumentException("Moderators: got "
				+ Cells.shown(item.column()) + " twice, wanted it once");
			items.add(item);
		}
		return items;
	}

	private static Item item(final String text, final List<String> available) {
		final String whole = find(text, available);
		if (whole != null) return new Item(whole, null);
		final int bracket = text.lastIndexOf('(');
		final boolean hasReference = bracket > 0 && text.endsWith(")");
		final String name = hasReference ? text.substring(0, bracket) : text;
		final String column = find(name, available);
		if (column == null) throw new IllegalArgumentException("Moderators: got " + Cells.shown(name.strip())
			+ ", wanted any of the table's columns " + (available.isEmpty()
				? "besides the studies and their images, but there are none" : Cells.shown(available)));
		return new Item(column, hasReference ? text.substring(bracket + 1, text.length() - 1).strip() : null);
	}

	private static String find(final String name, final List<String> available) {
		return available.stream().filter(column -> Cells.key(column).equals(Cells.key(name))).findFirst()
			.orElse(null);
	}

	/**
	 * The parts of a text between separators outside round brackets, without surrounding blanks; blank ones left
	 * out.
	 */
	static List<String> split(final String text, final char separator) {
		final List<String> parts = new ArrayList<>();
		int depth = 0;
		int start = 0;
		for (int i = 0; i <= text.length(); i++) {
			final char c = i < text.length() ? text.charAt(i) : separator;
			if (c == '(') depth++;
			if (c == ')') depth--;
			if (i < text.length() && (c != separator || depth > 0)) continue;
			final String part = text.substring(start, i).strip();
			if (!part.isEmpty()) parts.add(part);
			start = i + 1;
		}
		return parts;
	}
}
