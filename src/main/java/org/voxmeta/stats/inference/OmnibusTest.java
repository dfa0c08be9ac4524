package org.voxmeta.stats.inference;

import java.util.Set;
import java.util.stream.IntStream;

import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.kernel.ChiSquareTail;
import org.voxmeta.stats.kernel.FTail;
import org.voxmeta.stats.regression.RandomEffectsModel;
import org.voxmeta.stats.regression.WeightedRegression;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;

/**
 * The test of all moderators together: that every coefficient but the intercept's is 0, or every one where
 * there is no intercept. For these coefficients b, m of them, and their covariance C,
 * <pre>
 * QM = b' C^-1 b
 * </pre>
 * For Wald tests it is chi-square with m degrees of freedom; after Knapp and Hartung's adjustment QM / (s m),
 * with s as in {@link Adjustment}, is F with m and k - p degrees of freedom. With cluster-robust errors a
 * single moderator's QM is the square of its t, F with 1 and its Satterthwaite degrees of freedom; that of
 * several is scaled to F as {@link HotellingTest} says. These are metafor's numbers; clubSandwich's too with
 * its form of the adjustment. The maps are NaN for a design that has nothing but an intercept, for which
 * metafor tests the intercept.
 */
public final class OmnibusTest {

	/** The maps that come of it. */
	public static final Set<MapKind> MAPS = Set.of(MapKind.QM, MapKind.QM_P);

	private OmnibusTest() {
	}

	/**
	 * Puts the wanted maps of a block's voxels.
	 *
	 * @param model what was fitted
	 * @param fit how
	 * @param errors how sure it is
	 */
	public static void put(final RandomEffectsModel model, final WeightedRegression fit,
		final TermErrors errors, final MapBlock maps)
	{
		if (!maps.wantsAny(MAPS)) return;
		final Design design = model.block().studies().design();
		final double[][] tested = IntStream.range(0, design.predictors())
			.filter(c -> c != design.interceptColumn())
			.mapToObj(c -> design.inBasis(column(c, design.predictors()))).toArray(double[][]::new);
		if (tested.length == 0) return;
		final JointTest test = errors.jointTest(fit, tested);
		maps.put(MapKind.QM, test.statistic());
		if (maps.wants(MapKind.QM_P)) putP(test, tested.length, maps.get(MapKind.QM_P));
	}

	private static double[] column(final int column, final int predictors) {
		final double[] weights = new double[predictors];
		weights[column] = 1;
		return weights;
	}

	private static void putP(final JointTest test, final int tested, final double[] p) {
		final ChiSquareTail chiSquare = ChiSquareTail.of(tested);
		for (int j = 0; j < p.length; j++) {
			final double qm = test.statistic()[j];
			final double dof = test.dof()[j];
			p[j] = dof == Double.POSITIVE_INFINITY ? Math.exp(chiSquare.logUpper(qm)) : upperTail(qm,
				tested, dof);
		}
	}

	/** P(F >= f) for F with m and d degrees of freedom. */
	private static double upperTail(final double f, final double m, final double d) {
		if (!(f > 0)) return f == 0 ? 1 : Double.NaN;
		return Math.exp(FTail.logUpper(f, m, d));
	}
}
