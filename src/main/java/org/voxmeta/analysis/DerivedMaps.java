package org.voxmeta.analysis;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;

import org.voxmeta.grid.VoxelSink;
import org.voxmeta.stats.effectsize.BiasCorrection;
import org.voxmeta.stats.effectsize.Conversion;
import org.voxmeta.stats.effectsize.Conversions;
import org.voxmeta.stats.effectsize.StudyDesign;
import org.voxmeta.stats.effectsize.VarianceFormula;
import org.voxmeta.study.MapRecipe;
import org.voxmeta.study.StudyMap;

/**
 * The arithmetic of maps that are made of a study's files, voxel by voxel, in double precision. A voxel that
 * a file lacks, being 0 or not finite there, comes out as 0 or not finite, and so is missing.
 * <p>
 * g and its variance are those of one group with NiMARE's bias correction and variance, as in Fixed-Effects
 * Hedges.
 */
final class DerivedMaps {

	private DerivedMaps() {
	}

	/**
	 * Views of files' values as what a recipe makes of them.
	 *
	 * @param files the values of the recipe's files, in its order, on one grid
	 */
	static RandomAccessibleInterval<? extends RealType<?>> of(final MapRecipe recipe,
		final List<RandomAccessibleInterval<? extends RealType<?>>> files)
	{
		final DoubleBinaryOperator formula = formula(recipe);
		if (files.size() == 1) return Converters.convert2(files.get(0), (in, out) ->
			out.set(formula.applyAsDouble(in.getRealDouble(), Double.NaN)), DoubleType::new);
		return of(formula, files.get(0), files.get(1));
	}

	/**
	 * Takes a file's values and hands over what a recipe makes of them.
	 *
	 * @param recipe of one file
	 */
	static VoxelSink of(final MapRecipe recipe, final VoxelSink to) {
		final DoubleBinaryOperator formula = formula(recipe);
		return new VoxelSink() {

			@Override
			public boolean begin(final long[] dims) {
				return to.begin(dims);
			}

			@Override
			public void take(final FloatBuffer values) throws IOException {
				final double[] made = new double[values.remaining()];
				for (int i = 0; i < made.length; i++)
					made[i] = formula.applyAsDouble(values.get(values.position() + i), Double.NaN);
				to.take(DoubleBuffer.wrap(made));
			}

			@Override
			public void take(final DoubleBuffer values) throws IOException {
				final double[] made = new double[values.remaining()];
				for (int i = 0; i < made.length; i++)
					made[i] = formula.applyAsDouble(values.get(values.position() + i), Double.NaN);
				to.take(DoubleBuffer.wrap(made));
			}
		};
	}

	private static <A extends RealType<?>, B extends RealType<?>> RandomAccessibleInterval<DoubleType> of(
		final DoubleBinaryOperator formula, final RandomAccessibleInterval<A> first,
		final RandomAccessibleInterval<B> second)
	{
		return Converters.convert(first, second, (a, b, out) -> out.set(formula.applyAsDouble(a.getRealDouble(), b
			.getRealDouble())), new DoubleType());
	}

	/** What becomes of a value of the first file and one of the second, NaN where there is none. */
	static DoubleBinaryOperator formula(final MapRecipe recipe) {
		final List<StudyMap> files = recipe.files();
		return switch (recipe.gives()) {
			case BETA -> {
				final DoubleUnaryOperator t = statistic(files.get(0), recipe);
				final DoubleUnaryOperator variance = variance(files.get(1));
				yield (a, b) -> Conversions.beta(t.applyAsDouble(a), variance.applyAsDouble(b));
			}
			case VARCOPE -> files.get(0) == StudyMap.SE ? (se, none) -> squared(se) : varcope(recipe);
			case T -> t(recipe);
			case Z -> then(t(recipe), Conversion.T_TO_Z.of(design(recipe)));
			case G -> {
				final StudyDesign design = nimare(recipe);
				yield then(t(recipe), (t, none) -> design.gOfD(design.dOfT(t)));
			}
			case VARIANCE_OF_G -> {
				final StudyDesign design = nimare(recipe);
				yield then(t(recipe), (t, none) -> design.hedgesG(design.dOfT(t)).variance());
			}
			default -> throw new IllegalArgumentException("Derived map: got " + recipe.gives()
				+ ", wanted beta, varcope, t, z, g or its variance");
		};
	}

	/** A negative standard error is none, and stays negative to be counted as a negative variance is. */
	private static double squared(final double se) {
		return se * Math.abs(se);
	}

	private static DoubleBinaryOperator varcope(final MapRecipe recipe) {
		final DoubleUnaryOperator t = statistic(recipe.files().get(1), recipe);
		return (beta, statistic) -> Conversions.varcope(t.applyAsDouble(statistic), beta);
	}

	/** The t statistic that a recipe's files have, or that they make. */
	private static DoubleBinaryOperator t(final MapRecipe recipe) {
		final StudyMap first = recipe.files().get(0);
		if (first == StudyMap.BETA) {
			final DoubleUnaryOperator variance = variance(recipe.files().get(1));
			return (beta, b) -> beta / Math.sqrt(variance.applyAsDouble(b));
		}
		final DoubleUnaryOperator t = statistic(first, recipe);
		return (a, none) -> t.applyAsDouble(a);
	}

	/** From the values of a t or z map to t. */
	private static DoubleUnaryOperator statistic(final StudyMap file, final MapRecipe recipe) {
		if (file == StudyMap.T) return t -> t;
		final DoubleBinaryOperator tOfZ = Conversion.Z_TO_T.of(design(recipe));
		return z -> tOfZ.applyAsDouble(z, 1);
	}

	private static DoubleUnaryOperator variance(final StudyMap file) {
		return file == StudyMap.SE ? Conversions::varcopeOfSe : variance -> variance;
	}

	private static DoubleBinaryOperator then(final DoubleBinaryOperator first,
		final DoubleBinaryOperator second)
	{
		return (a, b) -> second.applyAsDouble(first.applyAsDouble(a, b), 1);
	}

	private static StudyDesign design(final MapRecipe recipe) {
		return StudyDesign.oneSample(Double.isNaN(recipe.n()) ? recipe.dof() + 1
			: recipe.n()).withDof(recipe.dof());
	}

	private static StudyDesign nimare(final MapRecipe recipe) {
		return design(recipe).with(BiasCorrection.APPROXIMATE).with(VarianceFormula.NONCENTRAL_T);
	}
}
