package org.voxmeta.image;

/** How units of length are written for people. */
public final class LengthUnit {

	private LengthUnit() {
	}

	/**
	 * A unit of a NIfTI header, of which micrometres are {@code um}, as it is written: {@code mm} where the
	 * header does not say.
	 */
	public static String written(final String unit) {
		return unit.isEmpty() ? "mm" : unit.equals("um") ? "\u00b5m" : unit;
	}
}
