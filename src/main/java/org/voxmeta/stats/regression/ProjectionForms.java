package org.voxmeta.stats.regression;

import java.util.Arrays;

import org.voxmeta.stats.data.Buffers;

/**
 * Quadratic forms and traces of P = W - WX (X'WX)^-1 X'W with w = 1/(v + tau2), for voxels side by side, each
 * at a tau2 of its own: what scores, information and generalised Q are made of. As functions of tau2,
 * <pre>
 * d/dtau2 y'Py = -y'P²y    d/dtau2 y'P²y = -2 y'P³y    d/dtau2 tr P = -tr P²
 * </pre>
 * Not thread-safe; arrays are overwritten by the next evaluation.
 */
abstract class ProjectionForms {

	private final double[][] forms;
	private final double[][] traces;
	private final double[][] weightSums;
	private final double[] determinant;

	/**
	 * Room for the forms of so many voxels.
	 *
	 * @param order 2 for y'Py and y'P²y; 3 for y'P³y and the traces as well
	 */
	ProjectionForms(final int order, final int capacity, final Buffers buffers) {
		forms = buffers.any(order, capacity);
		traces = buffers.any(order - 1, capacity);
		weightSums = buffers.any(order - 1, capacity);
		determinant = buffers.any(capacity);
	}

	/** The forms for this design. */
	static ProjectionForms of(final ActiveVoxels voxels, final int order) {
		final int room = Math.max(voxels.size(), voxels.capacity());
		return voxels.design().isIntercept() ? new InterceptForms(order, voxels.studies(), room,
			voxels.buffers())
			: new DesignForms(voxels.design(), order, room, voxels.buffers());
	}

	/** Computes all forms of the first voxels at these values of tau2, as many as there are voxels. */
	abstract void evaluate(ActiveVoxels voxels, double[] tau2);

	/** y'Py, y'P²y or y'P³y, for the power 1, 2 or 3. */
	final double[] form(final int power) {
		return forms[power - 1];
	}

	/** The trace of P or P², for the power 1 or 2; only of order 3. */
	final double[] trace(final int power) {
		return traces[power - 1];
	}

	/** The sum of w or w², for the power 1 or 2; only of order 3. */
	final double[] weightSum(final int power) {
		return weightSums[power - 1];
	}

	/** The determinant of X'WX, in the basis. */
	final double[] determinant() {
		return determinant;
	}

	/** For how many voxels there is room. */
	final int capacity() {
		return determinant.length;
	}

	/** 2 or 3. */
	final int order() {
		return forms.length;
	}

	/** Sets sums back to 0. */
	static void clear(final double[][] sums, final int n) {
		for (final double[] sum : sums)
			Arrays.fill(sum, 0, n, 0);
	}
}
