package org.voxmeta.stats.combination;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which voxels the correlation between studies is estimated from. */
public enum CorrelationVoxels {

	/** Those that all studies have. */
	COMPLETE,
	/** All, missing values counting as 0, as in NiMARE; this draws correlations away from the truth. */
	ALL;

	/** The name in dialogs and macros. */
	public String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The choice of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static CorrelationVoxels parse(final String label) {
		for (final CorrelationVoxels voxels : values())
			if (voxels.name().equalsIgnoreCase(label.trim())) return voxels;
		throw new IllegalArgumentException("Correlation voxels: got '" + label + "', wanted "
			+ Arrays.stream(values()).map(CorrelationVoxels::label).collect(Collectors.joining(", ")));
	}
}
