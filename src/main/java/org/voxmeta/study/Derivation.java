package org.voxmeta.study;

import java.util.Locale;

/**
 * Which maps of studies in a table are made of their other maps where {@link MapRules} allow it, in the words
 * of the commands' key.
 */
public enum Derivation {

	/**
	 * Maps of a kind that no study of the table has a file of. Where some have one, the others lack it, so that
	 * those studies are used which other software would use.
	 */
	AUTO,
	/** Every map that a study has no file of. */
	ALL,
	/** None; but standard errors are always squared. */
	NONE;

	/**
	 * Returns the choice of that name, in any case; blank for {@link #AUTO}.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Derivation parse(final String name) {
		final String wanted = name.strip().toUpperCase(Locale.ROOT);
		if (wanted.isEmpty()) return AUTO;
		for (final Derivation derivation : values())
			if (derivation.name().equals(wanted)) return derivation;
		throw new IllegalArgumentException("Derive: got " + Cells.shown(name.strip())
			+ ", wanted auto, all or none");
	}

	/** Returns the name, as the key has it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
