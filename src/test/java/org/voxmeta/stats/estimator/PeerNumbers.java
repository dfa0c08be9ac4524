package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.voxmeta.Numbers;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.result.MapKind;

/**
 * Compares the results at a voxel with those of other software: to 10 digits for closed forms. Where the
 * truth is 0 both have rounding errors in its place, so a difference of the effects' last digit is none; p
 * values are compared in logs, and one close to 1 to its last digit.
 */
final class PeerNumbers {

	/** Closed forms agree to rounding. */
	static final double CLOSED_FORM = 1e-10;

	private static final double LAST_DIGIT = 1e-15;

	private final FittedMaps maps;
	private final int voxel;
	private final double tolerance;
	private final double noise;

	/**
	 * Of one voxel.
	 *
	 * @param effects of the studies there
	 * @param tolerance relative
	 */
	PeerNumbers(final FittedMaps maps, final int voxel, final double[] effects, final double tolerance) {
		this.maps = maps;
		this.voxel = voxel;
		this.tolerance = tolerance;
		noise = LAST_DIGIT * Arrays.stream(effects).map(Math::abs).max().orElseThrow();
	}

	void tau2(final double wanted) {
		Numbers.assertClose(wanted, maps.get(MapKind.TAU2)[voxel], tolerance, "tau2");
	}

	void est(final int term, final double wanted) {
		close(wanted, get(MapKind.EST, term), noise, "est");
	}

	void se(final int term, final double wanted) {
		close(wanted, get(MapKind.SE, term), 0, "se");
	}

	/** The estimate over its standard error; infinite or NaN where that is 0. */
	void stat(final int term, final double wanted) {
		final double se = get(MapKind.SE, term);
		if (se > 0) close(wanted, get(MapKind.EST, term) / se, noise / se, "est/se");
		else assertTrue(!Double.isFinite(wanted), "est/se: wanted " + wanted + ", got a standard error of 0");
	}

	void z(final int term, final double wanted) {
		close(wanted, get(MapKind.Z, term), noise / get(MapKind.SE, term), "z");
	}

	/** Where p is too small for a number, only its logarithm can be compared. */
	void p(final int term, final double wanted) {
		final double got = get(MapKind.P, term);
		if (wanted < Double.MIN_NORMAL) assertTrue(got < 2 * Double.MIN_NORMAL, "p: wanted " + wanted + ", got "
			+ got);
		else close(Math.log(wanted), Math.log(got), LAST_DIGIT, "log p");
	}

	/** The natural logarithm of p. */
	void logP(final int term, final double wanted) {
		close(-wanted / Math.log(10), get(MapKind.LOGP, term), LAST_DIGIT, "logp");
	}

	private double get(final MapKind kind, final int term) {
		return maps.get(kind, term)[voxel];
	}

	private void close(final double wanted, final double got, final double most, final String what) {
		if (Math.abs(wanted - got) <= most) return;
		Numbers.assertClose(wanted, got, tolerance, what);
	}
}
