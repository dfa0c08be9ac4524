package org.voxmeta.study;

import java.util.Set;

import org.voxmeta.stats.data.Need;

/**
 * Which columns of a table are a data set, in the words of the commands' keys. A blank name is the column's
 * usual one, where the table has it. Immutable.
 *
 * @param y effects or test statistics; usually {@code y}
 * @param v sampling variances; usually {@code v}
 * @param se standard errors, instead of variances; blank for none
 * @param n numbers of subjects; usually {@code n}
 * @param names the studies' names; usually {@code study}
 * @param groups which studies belong together
 * @param moderators the meta-regression
 * @param dropInvalid whether rows that lack a value are left out instead of refused
 */
public record DatasetChoice(String y, String v, String se, String n, String names, GroupChoice groups,
	ModeratorChoice moderators, boolean dropInvalid)
{

	/** The usual columns, the mean of the studies, rows that lack a value left out. */
	public static final DatasetChoice USUAL = new DatasetChoice("", "", "", "", "", GroupChoice.AUTO,
		ModeratorChoice.NONE, true);

	/** This with other moderators. */
	public DatasetChoice with(final ModeratorChoice other) {
		return new DatasetChoice(y, v, se, n, names, groups, other, dropInvalid);
	}

	/** This with other groups. */
	public DatasetChoice with(final GroupChoice other) {
		return new DatasetChoice(y, v, se, n, names, other, moderators, dropInvalid);
	}

	/**
	 * The data set in a table.
	 *
	 * @param needs what the estimator needs of each study
	 * @throws IllegalArgumentException if the table does not have it; the message names column and line
	 */
	public TableDataset of(final TextTable table, final Set<Need> needs) {
		return new DatasetReader(table, this, needs).read();
	}
}
