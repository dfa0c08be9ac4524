package org.voxmeta.stats.regression;

/**
 * What a random-effects model's weights tell about its tau2, with w = 1/(v + tau2) and
 * P = W - WX (X'WX)^-1 X'W: sums and traces that the standard errors of tau2 are made of. B values each.
 *
 * @param sumOfWeights sum w
 * @param sumOfSquares sum w²
 * @param trace tr P
 * @param traceOfSquare tr P²
 */
public record ModelTraces(double[] sumOfWeights, double[] sumOfSquares, double[] trace, double[] traceOfSquare) {

	/** Those of every voxel of a model. */
	public static ModelTraces of(final RandomEffectsModel model) {
		final ActiveVoxels voxels = ActiveVoxels.of(model.block());
		final ProjectionForms forms = ProjectionForms.of(voxels, 3);
		forms.evaluate(voxels, model.tau2());
		return new ModelTraces(forms.weightSum(1), forms.weightSum(2), forms.trace(1), forms.trace(2));
	}
}
