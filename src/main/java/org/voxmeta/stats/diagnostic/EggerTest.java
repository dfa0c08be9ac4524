package org.voxmeta.stats.diagnostic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.ModelErrors;
import org.voxmeta.stats.inference.TermTests;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * Egger's regression: whether effects depend on the precision of the studies, as they do when small studies
 * without an effect are missing.
 *
 * @param statistic z, or t with {@code dof} degrees of freedom
 * @param dof degrees of freedom; infinite where the reference is normal
 * @param p two-sided p value
 * @param limit effect that an infinitely large study would have
 * @param limitSe its standard error
 * @param z normal deviate with the same p, signed like the statistic
 * @see <a href="https://doi.org/10.1136/bmj.315.7109.629">Egger M, Davey Smith G, Schneider M, Minder C
 *      (1997). Bias in meta-analysis detected by a simple, graphical test. BMJ 315, 629-634</a>
 */
public record EggerTest(double statistic, double dof, double p, double limit, double limitSe,
	double z)
	implements Serializable
{

	/** What stands for a study's precision. */
	public enum Predictor {
		/** The standard error. */
		STANDARD_ERROR,
		/** The sampling variance. */
		VARIANCE,
		/** 1 / the number of subjects. */
		INVERSE_SAMPLE_SIZE;

		/** The name in tables. */
		public String label() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}
	}

	/**
	 * Whether the regression has a solution: precision varies, does not follow from the moderators, and is
	 * known.
	 */
	public static boolean isPossible(final Dataset data, final Predictor predictor) {
		if (!data.hasVariances() || (predictor == Predictor.INVERSE_SAMPLE_SIZE && !data.studies()
			.hasSampleSizes()))
			return false;
		final int coefficients = data.studies().design().predictors() + 1;
		return data.size() >= coefficients && Design.isFullRank(rows(data, predictor));
	}

	/**
	 * The test with the studies' heterogeneity estimated by a model, which gets one more moderator.
	 *
	 * @param model fits the model
	 * @param data effects and variances
	 * @throws IllegalArgumentException if precision does not vary, or follows from the moderators
	 */
	public static EggerTest mixed(final Refit model, final Dataset data, final Predictor predictor) {
		final Dataset extended = data.with(extended(data, predictor));
		final MapBlock maps = model.fit(VoxelBlock.of(extended.data()), EnumSet.of(MapKind.EST, MapKind.SE,
			MapKind.DOF, MapKind.Z, MapKind.P));
		return of(maps, extended, Double.POSITIVE_INFINITY);
	}

	/** Egger's own test: weighted linear regression with a free residual variance, tested against t. */
	public static EggerTest linear(final Dataset data, final Predictor predictor) {
		final Dataset extended = data.with(extended(data, predictor));
		final VoxelBlock block = VoxelBlock.of(extended.data());
		final WeightedRegression fit = WeightedRegression.fixed(block);
		final Design design = extended.studies().design();
		final MapBlock maps = new MapBlock(TermTests.MAPS, design.terms().size(), 1, new StudentTails());
		TermTests.put(design, fit, new ModelErrors(block, fit, Adjustment.KNAPP_HARTUNG), maps);
		return of(maps, extended, maps.get(MapKind.DOF)[0]);
	}

	private static EggerTest of(final MapBlock maps, final Dataset extended, final double dof) {
		final int slope = extended.studies().design().predictors() - 1;
		return new EggerTest(maps.get(MapKind.EST, slope)[0] / maps.get(MapKind.SE, slope)[0], dof,
			maps.get(MapKind.P, slope)[0], maps.get(MapKind.EST)[0], maps.get(MapKind.SE)[0],
			maps.get(MapKind.Z, slope)[0]);
	}

	private static Design extended(final Dataset data, final Predictor predictor) {
		return Design.of(columns(data, predictor), rows(data, predictor));
	}

	private static List<String> columns(final Dataset data, final Predictor predictor) {
		final List<String> columns = new ArrayList<>(data.studies().design().columns());
		columns.add(predictor.label());
		return columns;
	}

	private static double[][] rows(final Dataset data, final Predictor predictor) {
		final double[][] x = new double[data.size()][];
		for (int k = 0; k < x.length; k++) {
			final double[] row = data.studies().design().row(k);
			x[k] = Arrays.copyOf(row, row.length + 1);
			x[k][row.length] = value(data, predictor, k);
		}
		return x;
	}

	private static double value(final Dataset data, final Predictor predictor, final int k) {
		final double v = 1 / data.weight(k);
		return switch (predictor) {
			case STANDARD_ERROR -> Math.sqrt(v);
			case VARIANCE -> v;
			case INVERSE_SAMPLE_SIZE -> 1 / data.studies().sampleSizes()[k];
		};
	}
}
