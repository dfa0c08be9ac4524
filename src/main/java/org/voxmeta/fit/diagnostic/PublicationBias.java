package org.voxmeta.fit.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.diagnostic.EggerTest;
import org.voxmeta.stats.diagnostic.EggerTest.Predictor;
import org.voxmeta.stats.diagnostic.FailSafeNumber;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.CoefficientTest;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Whether studies seem to be missing, at every voxel: Egger's regression of effects on standard errors, and
 * Rosenthal's fail-safe N. A voxel's numbers are those of {@link EggerTest} and {@link FailSafeNumber} of a
 * data set with its studies. Immutable, thread-safe.
 */
public final class PublicationBias {

	private static final String STAGE = "Egger's regression";
	private static final Set<MapKind> TESTS = EnumSet.of(MapKind.Z, MapKind.P, MapKind.LOGP);

	/** How the residual variance of Egger's regression is found. */
	public enum Model {
		/** Egger's own: free, tested against t. */
		LINEAR,
		/** The variance between studies, estimated by the fit's estimator with one more moderator. */
		MIXED
	}

	private final Estimator estimator;
	private final Model model;
	private final double alpha;

	private PublicationBias(final Estimator estimator, final Model model, final double alpha) {
		this.estimator = estimator;
		this.model = model;
		this.alpha = alpha;
	}

	/** Egger's own regression, and how many studies would take p, one-sided, to 0.05. */
	public static PublicationBias of(final Estimator estimator) {
		return new PublicationBias(estimator, Model.LINEAR, LeaveOneOut.ALPHA);
	}

	/** With another model of Egger's regression; the mixed one fits each voxel by itself, which is slow. */
	public PublicationBias with(final Model newModel) {
		return new PublicationBias(estimator, newModel, alpha);
	}

	/**
	 * The one-sided p of the fail-safe N.
	 *
	 * @throws IllegalArgumentException if it is not above 0 and below 1/2
	 */
	public PublicationBias withAlpha(final double level) {
		if (!(level > 0 && level < 0.5)) throw new IllegalArgumentException("Alpha: got " + level
			+ ", wanted a number above 0 and below 0.5");
		return new PublicationBias(estimator, model, level);
	}

	/** Whether there can be Egger's regression: of independent studies whose variances are known. */
	public boolean hasRegression(final Studies studies) {
		return estimator.needs().contains(Need.VARIANCE) && !studies.hasGroups();
	}

	/** Whether there can be a fail-safe N: of independent studies, with variances or of z. */
	public boolean hasFailSafeNumber(final Studies studies) {
		return !studies.hasGroups() && (estimator.needs().contains(Need.VARIANCE) || estimator.needs().contains(
			Need.Z));
	}

	/**
	 * Tests every voxel.
	 *
	 * @throws CancellationException if the progress says so
	 */
	public Maps of(final Voxels voxels, final Progress progress) {
		return of(voxels, true, progress);
	}

	/**
	 * Tests every voxel.
	 *
	 * @param regression whether Egger's regression is wanted, if there can be one
	 * @throws CancellationException if the progress says so
	 */
	public Maps of(final Voxels voxels, final boolean regression, final Progress progress) {
		final Studies studies = voxels.data().studies();
		final boolean isTested = regression && hasRegression(studies);
		final Maps maps = new Maps(isTested ? voxels.map() : null, isTested ? voxels.map() : null, isTested
			? voxels.map() : null, hasFailSafeNumber(studies) ? voxels.map() : null);
		final Estimator prepared = estimator.prepare(voxels.data());
		final StudentTails tails = new StudentTails();
		voxels.forEach(STAGE, progress, (from, block, pulse) -> {
			final int n = block.size();
			if (maps.z != null) {
				final MapBlock tests = model == Model.LINEAR ? linear(block, tails) : mixed(block, prepared, pulse);
				voxels.put(from, tests.get(MapKind.Z), n, maps.z);
				voxels.put(from, tests.get(MapKind.P), n, maps.p);
				voxels.put(from, tests.get(MapKind.LOGP), n, maps.logp);
			}
			if (maps.failSafe != null) voxels.put(from, failSafe(block), n, maps.failSafe);
		});
		return maps;
	}

	private static MapBlock linear(final VoxelBlock block, final StudentTails tails) {
		final MapBlock maps = new MapBlock(TESTS, 1, block.size(), tails);
		final EggerSlopes slopes = new EggerSlopes(block);
		CoefficientTest.student(slopes.slope(), slopes.se(), slopes.dof(), 0, maps);
		return maps;
	}

	/** One voxel after the other, as each has a design of its own. */
	private static MapBlock mixed(final VoxelBlock block, final Estimator prepared, final Runnable pulse) {
		final MapBlock maps = new MapBlock(TESTS, 1, block.size(), new StudentTails());
		for (int j = 0; j < block.size(); j++) {
			pulse.run();
			final Dataset data = dataset(block, j);
			if (data == null || !EggerTest.isPossible(data, Predictor.STANDARD_ERROR)) continue;
			final EggerTest test = EggerTest.mixed(prepared::fit, data, Predictor.STANDARD_ERROR);
			maps.get(MapKind.Z)[j] = test.z();
			maps.get(MapKind.P)[j] = test.p();
			maps.get(MapKind.LOGP)[j] = 0 - NormalTail.logTwoSided(test.z()) / Math.log(10);
		}
		return maps;
	}

	/** The studies of a voxel; null where they cannot tell the moderators apart. */
	private static Dataset dataset(final VoxelBlock block, final int j) {
		final List<Integer> present = new ArrayList<>();
		for (int k = 0; k < block.count(); k++)
			if (block.weights()[k][j] > 0) present.add(k);
		final int[] studies = present.stream().mapToInt(Integer::intValue).toArray();
		final Studies all = block.studies();
		if (!all.design().hasFullRank(k -> block.weights()[k][j] > 0)) return null;
		Dataset data = Dataset.of(Arrays.stream(studies).mapToDouble(k -> block.effects()[k][j]).toArray(), Arrays
			.stream(studies).mapToDouble(k -> 1 / block.weights()[k][j]).toArray());
		if (all.hasSampleSizes()) data = data.withSampleSizes(Arrays.stream(studies).mapToDouble(k -> all
			.sampleSizes()[k]).toArray());
		return all.design().isIntercept() ? data : data.with(all.design().at(studies));
	}

	private double[] failSafe(final VoxelBlock block) {
		final double[] sum = new double[block.size()];
		for (int k = 0; k < block.count(); k++)
			for (int j = 0; j < sum.length; j++)
				sum[j] += block.effects()[k][j] * Math.sqrt(block.weights()[k][j]);
		final double[] numbers = new double[sum.length];
		Arrays.setAll(numbers, j -> FailSafeNumber.rosenthal(sum[j], block.counts()[j], alpha));
		return numbers;
	}

	/**
	 * The maps, V values each; null where there can be none; not to be changed.
	 *
	 * @param z normal deviate with the same p as Egger's test, above 0 where effects grow with standard errors;
	 *            NaN where standard errors do not vary, or studies are too few
	 * @param p its two-sided p
	 * @param logp -log10 of it
	 * @param failSafe Rosenthal's number of studies
	 */
	public record Maps(double[] z, double[] p, double[] logp, double[] failSafe) {
	}
}
