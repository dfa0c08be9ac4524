package org.voxmeta.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a study table that have a meaning; all others are moderators. */
enum KnownColumn {
	STUDY(List.of("study", "id", "study_id"), List.of("studies", "ids", "label", "name", "author", "paper",
		"dataset")),
	BETA(List.of("beta"), List.of("effect", "effectsize", "estimate", "contrast", "con", "cope", "yi")),
	VARCOPE(List.of("varcope"), List.of("variance", "var", "effectvariance", "samplingvariance", "vi")),
	SE(List.of("se"), List.of("ses", "sem", "stderr", "stderror", "standarderror", "sei")),
	T(List.of("t"), List.of("tstat", "tstats", "tstatistic", "tvalue", "tvalues", "tscore", "spmt")),
	Z(List.of("z"), List.of("zstat", "zstats", "zstatistic", "zvalue", "zvalues", "zscore", "zscores")),
	SAMPLE_SIZE(List.of("n", "sample_size"),
		List.of("ns", "nsub", "nsubj", "nsubjects", "numsubjects", "subjects", "participants", "size")),
	DOF(List.of("dof"), List.of("df", "dofs", "degreesoffreedom")),
	GROUP(List.of("group"), List.of("grp", "grouping", "cluster"));

	// "beta_map" and "beta image files" are still about beta
	private static final String IMAGE_WORDS = "(nii|maps?|images?|imgs?|files?|filenames?|paths?)+$";

	// shorter names are one slip away from too many others
	private static final int SHORTEST_MISTYPED = 4;
	private static final int LENGTH_FOR_TWO_SLIPS = 6;

	private final List<String> names;
	private final List<String> lookalikes;

	KnownColumn(final List<String> names, final List<String> lookalikes) {
		this.names = names;
		this.lookalikes = lookalikes;
	}

	/** Returns the column with a name, in any case. */
	static Optional<KnownColumn> named(final String name) {
		return Stream.of(values()).filter(column -> column.names.contains(Cells.key(name))).findFirst();
	}

	/** Returns the column of a kind of image. */
	static KnownColumn of(final StudyMap map) {
		return valueOf(map.name());
	}

	/** Returns the name to use in messages. */
	String title() {
		return names.get(0);
	}

	/** Returns all names in single quotes, such as "'n' or 'sample_size'". */
	String titles() {
		return String.join(" or ", names.stream().map(Cells::shown).toList());
	}

	/** Returns whether the column names image files. */
	boolean isMap() {
		return Stream.of(StudyMap.values()).anyMatch(map -> of(map) == this);
	}

	/** Returns whether a name that is not this column's may have been meant to be it. */
	boolean resembles(final String name) {
		final String letters = lettersOf(name);
		final String core = letters.replaceFirst(IMAGE_WORDS, "");
		return Stream.concat(names.stream(), lookalikes.stream()).map(KnownColumn::lettersOf)
			.anyMatch(known -> known.equals(letters) || known.equals(core) || isMistyped(core, known));
	}

	private static boolean isMistyped(final String name, final String known) {
		if (known.length() < SHORTEST_MISTYPED || name.length() < SHORTEST_MISTYPED - 1)
			return false;
		return slips(name, known) <= (known.length() < LENGTH_FOR_TWO_SLIPS ? 1 : 2);
	}

	private static String lettersOf(final String name) {
		return Cells.key(name).replaceAll("[^\\p{L}\\p{N}]", "");
	}

	/** Returns the Levenshtein distance: the fewest letters to insert, remove or replace. */
	private static int slips(final String a, final String b) {
		int[] previous = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++)
			previous[j] = j;
		for (int i = 1; i <= a.length(); i++) {
			final int[] row = new int[b.length() + 1];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
				row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
			}
			previous = row;
		}
		return previous[b.length()];
	}
}
