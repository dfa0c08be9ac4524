package org.voxmeta.grid;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a value between voxels is found. */
public enum Interpolation {

	/** The value of the nearest voxel; of two at the same distance, the one with the larger number. */
	NEAREST,
	/** Linear along each axis. */
	LINEAR,
	/** The cubic spline through all voxels. */
	CONTINUOUS;

	/**
	 * The interpolation of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Interpolation parse(final String name) {
		for (final Interpolation interpolation : values())
			if (interpolation.key().equals(name.trim().toLowerCase(Locale.ROOT))) return interpolation;
		throw new IllegalArgumentException("Interpolation: got '" + name + "', wanted "
			+ Arrays.stream(values()).map(Interpolation::key).collect(Collectors.joining(", ")));
	}

	/** The name in commands and records: nearest, linear or continuous. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}
}
