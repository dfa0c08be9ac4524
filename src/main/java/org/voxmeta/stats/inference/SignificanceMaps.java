package org.voxmeta.stats.inference;

import java.util.Arrays;

import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/** The z, p and -log10 p maps of tests whose p values are known by logarithms, which do not underflow. */
public final class SignificanceMaps {

	private static final double NEPERS_TO_DECADES = -1 / Math.log(10);

	private SignificanceMaps() {
	}

	/**
	 * Puts the maps of a fit with one term.
	 *
	 * @param z normal deviates, B
	 * @param logs natural logarithms of p, B
	 */
	public static void put(final double[] z, final double[] logs, final MapBlock maps) {
		maps.put(MapKind.Z, z);
		final double[] p = maps.get(MapKind.P);
		if (p != null) Arrays.setAll(p, j -> Math.exp(logs[j]));
		final double[] decades = maps.get(MapKind.LOGP);
		// 0 - keeps p = 1 at 0 instead of -0
		if (decades != null) Arrays.setAll(decades, j -> 0 + logs[j] * NEPERS_TO_DECADES);
	}
}
