package org.voxmeta.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiType;

/**
 * A map that tells how a fit depends on its studies, or a stack of such maps.
 *
 * @param key names it in file names and window titles
 * @param title what it holds, in words
 * @param look what its values are like
 * @param values a row for each image, at the V voxels or regions of the fit, NaN where there is none
 * @param names of the images of a stack; empty for a single map
 * @param fit whose grid and voxels it has
 */
public record DiagnosticMap(String key, String title, Look look, List<float[]> values, List<String> names,
	MetaAnalysisResult fit) implements ResultMap
{

	private static final int SPACE = 3;

	/** What the values of a map are like, which decides its colours. */
	public enum Look {
		/** Values of both signs mean opposite things. */
		SIGNED,
		/** z, whose values of both signs mean opposite things. */
		Z,
		/** Zero and more. */
		POSITIVE,
		/** p values. */
		PROBABILITY,
		/** -log10 of p values. */
		LOGP,
		/** Numbers of studies. */
		COUNT,
		/** The numbers of studies, 0 for none. */
		LABEL;

		private NiftiIntent intent() {
			return switch (this) {
				case Z -> NiftiIntent.ZSCORE;
				case PROBABILITY -> NiftiIntent.PVAL;
				case LOGP -> NiftiIntent.LOG10PVAL;
				case LABEL -> NiftiIntent.LABEL;
				default -> NiftiIntent.NONE;
			};
		}
	}

	/** A single map. */
	static DiagnosticMap of(final String key, final String title, final Look look, final double[] values,
		final MetaAnalysisResult fit)
	{
		final float[] single = new float[values.length];
		for (int j = 0; j < single.length; j++)
			single[j] = (float) values[j];
		return new DiagnosticMap(key, title, look, List.of(single), List.of(), fit);
	}

	/** A stack of maps, U×V. */
	static DiagnosticMap stack(final String key, final String title, final Look look, final float[][] values,
		final List<String> names, final MetaAnalysisResult fit)
	{
		return new DiagnosticMap(key, title, look, Arrays.asList(values), names, fit);
	}

	/** Whether it has an image for each study. */
	public boolean isStack() {
		return !names.isEmpty();
	}

	/** The values of the voxels of the fit's mask, in an image of it. */
	public double[] voxelValues(final int image) {
		return fit.masker().voxelValues(doubles(values.get(image)));
	}

	/**
	 * The map as an image: numbers of studies in 16 bits, 0 for none; else in single precision, NaN where there
	 * is no value; the images of a stack along the fourth axis.
	 */
	@Override
	public NiftiImage image() {
		final NiftiHeader header = fit.header().withDims(fit.masker().grid().dimensions()).asMap(look.intent(),
			title);
		if (look == Look.LABEL) return labels(header);
		if (!isStack()) return new NiftiImage(header, fit.masker().map(doubles(values.get(0)), Float.NaN));
		final long[] dims = Arrays.copyOf(header.dims(), SPACE + 1);
		for (int d = header.dims().length; d < SPACE; d++)
			dims[d] = 1;
		dims[SPACE] = values.size();
		return new NiftiImage(header.withDims(dims), Views.stack(IntStream.range(0, values.size()).mapToObj(
			this::volume).toList()));
	}

	/** An image of three axes. */
	private RandomAccessibleInterval<FloatType> volume(final int image) {
		RandomAccessibleInterval<FloatType> volume = fit.masker().map(doubles(
			values.get(image)), Float.NaN);
		while (volume.numDimensions() < SPACE)
			volume = Views.addDimension(volume, 0, 0);
		return volume;
	}

	private NiftiImage labels(final NiftiHeader header) {
		final short[] grid = new short[fit.masker().mask().gridSize()];
		final double[] numbers = voxelValues(0);
		fit.masker().mask().forEach((j, i) -> grid[i] = (short) (Double.isNaN(numbers[j]) ? 0 : numbers[j]));
		return new NiftiImage(header.withType(NiftiType.UINT16), ArrayImgs.unsignedShorts(grid, header.dims()));
	}

	private static double[] doubles(final float[] values) {
		final double[] wide = new double[values.length];
		for (int j = 0; j < wide.length; j++)
			wide[j] = values[j];
		return wide;
	}
}
