package org.voxmeta.study;

import java.util.List;

import org.voxmeta.stats.effectsize.Quantity;

/**
 * How a map that an analysis needs comes from a study: from one file as it is, or by a formula from one or
 * two files and perhaps the study's size. The same files and numbers give the same values. Immutable.
 *
 * @param gives what the map's values are
 * @param files the kinds of file it is made of, one or two, in the order of the formula
 * @param columns the names of all the columns of the study table that it uses, those of the files first
 * @param n the number of subjects; NaN where the formula does not use it
 * @param dof the degrees of freedom; NaN where the formula does not use them
 */
public record MapRecipe(Quantity gives, List<StudyMap> files, List<String> columns, double n, double dof) {

	/** Copies the lists. */
	public MapRecipe {
		files = List.copyOf(files);
		columns = List.copyOf(columns);
	}

	/** Returns whether a file has the values already. */
	public boolean isGiven() {
		return files.size() == 1 && files.get(0).name().equals(gives.name());
	}

	/** Returns what is made of what, such as "varcope from beta and t" or "z from t and n". */
	public String label() {
		return name() + " from " + words(columns);
	}

	/** Returns all that the values depend on besides the files, such as "z from t, dof 24.0". */
	public String formula() {
		final String from = words(files.stream().map(StudyMap::column).toList());
		return name() + " from " + from + (Double.isNaN(n) ? "" : ", n " + n) + (Double.isNaN(dof) ? "" : ", dof "
			+ dof);
	}

	private String name() {
		return gives == Quantity.VARIANCE_OF_G ? "variance of g" : gives.key();
	}

	/** Returns words as in "beta, varcope and n". */
	private static String words(final List<String> words) {
		final int last = words.size() - 1;
		return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
	}
}
