package org.voxmeta.study;

import java.util.Locale;

/**
 * In what units a study table's effects are, in the words of the commands' key. One analysis has one scale.
 */
public enum EffectScale {

	/** Those of the beta maps; where no study can have its effect in these, Hedges' g of all studies. */
	AUTO,
	/** Those of the beta maps. */
	BETA,
	/** Standard deviations: Hedges' g of all studies, from t maps and numbers of subjects. */
	G;

	/**
	 * Returns the scale of that name, in any case; blank for {@link #AUTO}.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static EffectScale parse(final String name) {
		final String wanted = name.strip().toUpperCase(Locale.ROOT);
		if (wanted.isEmpty()) return AUTO;
		for (final EffectScale scale : values())
			if (scale.name().equals(wanted)) return scale;
		throw new IllegalArgumentException("Effect size: got " + Cells.shown(name.strip())
			+ ", wanted auto, beta or g");
	}

	/** Returns the name, as the key has it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
