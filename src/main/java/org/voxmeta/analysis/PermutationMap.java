package org.voxmeta.analysis;

import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.stats.result.MapKind.Scale;

/**
 * A map of a permutation test.
 *
 * @param key names it in file names and window titles
 * @param title what it holds, in words
 * @param scale what its values are like
 * @param intent the NIfTI intent of its file
 * @param values at the voxels or regions of the fit, V, NaN where there is no test
 * @param fit whose grid and voxels it has
 */
public record PermutationMap(String key, String title, Scale scale, NiftiIntent intent, double[] values,
	MetaAnalysisResult fit) implements ResultMap
{

	/** The map as an image in single precision, NaN where there is no test. */
	@Override
	public NiftiImage image() {
		return new NiftiImage(fit.header().withDims(fit.masker().grid().dimensions()).asMap(intent, title),
			fit.masker().map(values, Float.NaN));
	}
}
