package org.voxmeta.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The directions in which a volume is sliced or looked through. */
public enum Plane {

	/** Seen from above, front at the top; in images of unknown place XY, as ImageJ shows them. */
	AXIAL("z", 0, 1, 2),

	/** Seen from behind, top at the top; else XZ. */
	CORONAL("y", 0, 2, 1),

	/** Seen from the side, front on the right, top at the top; else YZ. */
	SAGITTAL("x", 1, 2, 0);

	private final String axis;
	private final int across;
	private final int down;
	private final int through;

	Plane(final String axis, final int across, final int down, final int through) {
		this.axis = axis;
		this.across = across;
		this.down = down;
		this.through = through;
	}

	/** The name in keys of macros. */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The plane of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Plane parse(final String name) {
		return Arrays.stream(values()).filter(plane -> plane.key().equals(name.strip().toLowerCase(Locale.ROOT)))
			.findFirst().orElseThrow(() -> new IllegalArgumentException("Plane: got '" + name.strip() + "', wanted "
				+ Arrays.stream(values()).map(Plane::key).collect(Collectors.joining(", "))));
	}

	/** The letter of the axis through the slices. */
	String axis() {
		return axis;
	}

	/** Which direction runs across the page, which down, which through the slices: 0 x, 1 y, 2 z. */
	int[] directions() {
		return new int[] { across, down, through };
	}
}
