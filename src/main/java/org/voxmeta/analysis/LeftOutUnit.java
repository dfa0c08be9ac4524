package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.voxmeta.fit.diagnostic.Units;
import org.voxmeta.stats.data.Studies;

/** What is left out of a fit, one after the other. */
public enum LeftOutUnit {

	/** What is independent of the rest: groups where studies are in groups, else studies. */
	AUTO,
	/** Each study, also where others of its group stay. */
	STUDY,
	/** Each group. */
	GROUP;

	/**
	 * The choice of a name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static LeftOutUnit parse(final String name) {
		return Arrays.stream(values()).filter(choice -> choice.key().equals(name.strip().toLowerCase(Locale.ROOT)))
			.findFirst().orElseThrow(() -> new IllegalArgumentException("Leave out: got '" + name + "', wanted "
			+ Arrays.stream(values()).map(LeftOutUnit::key).collect(Collectors.joining(", "))));
	}

	/** The name in dialogs and macros. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What is left out of such studies.
	 *
	 * @throws IllegalArgumentException if groups are wanted and there are none
	 */
	Units of(final Studies studies) {
		if (this == GROUP && !studies.hasGroups()) throw new IllegalArgumentException(
			"Leave out: got 'group', wanted 'study', as the studies of this fit are not in groups");
		return this == STUDY ? Units.studies(studies) : Units.groups(studies);
	}
}
