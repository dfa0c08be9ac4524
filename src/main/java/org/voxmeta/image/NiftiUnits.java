package org.voxmeta.image;

import java.util.List;

/** The units in the byte xyzt_units of a NIfTI header. */
final class NiftiUnits {

	private static final List<String> SPACE = List.of("", "m", "mm", "um");
	private static final List<String> TIME = List.of("", "sec", "msec", "usec", "Hz", "ppm", "rad/s");

	private NiftiUnits() {
	}

	/** The unit of the space axes, or "". */
	static String space(final int units) {
		return unit(SPACE, units & 7);
	}

	/** The unit of the fourth axis, or "". */
	static String time(final int units) {
		return unit(TIME, (units & 0x38) >> 3);
	}

	/**
	 * The byte.
	 *
	 * @throws IllegalArgumentException if NIfTI has no such unit
	 */
	static int code(final String space, final String time) {
		return code(SPACE, space) | code(TIME, time) << 3;
	}

	private static String unit(final List<String> units, final int code) {
		return code < units.size() ? units.get(code) : "";
	}

	private static int code(final List<String> units, final String unit) {
		final int code = units.indexOf(unit);
		if (code < 0) throw new IllegalArgumentException("NIfTI unit: got '" + unit + "', wanted one of " + units);
		return code;
	}
}
