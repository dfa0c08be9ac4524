package org.voxmeta.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** Simulated studies in memory: effects and variances, K×V, and effects of which a share is missing. */
final class FitData {

	final float[][] y;
	final float[][] v;
	private final StudyData complete;
	private final StudyData withoutVariances;
	private final StudyData holed;

	private FitData(final int studies, final int voxels, final double holes) {
		final Random random = new Random(studies);
		y = new float[studies][voxels];
		v = new float[studies][voxels];
		final float[][] gaps = new float[studies][voxels];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < voxels; j++) {
				y[k][j] = (float) (0.3 + random.nextGaussian());
				v[k][j] = 0.2f + random.nextFloat();
				gaps[k][j] = random.nextDouble() < holes ? Float.NaN : y[k][j];
			}
		final double[] subjects = new double[studies];
		Arrays.setAll(subjects, k -> 12 + k % 40);
		final Studies known = Studies.independent(studies).withSampleSizes(subjects);
		complete = new StudyData(known, Signals.of(y), Signals.of(v));
		withoutVariances = new StudyData(known, Signals.of(y), null);
		holed = new StudyData(known, Signals.of(gaps), Signals.of(v));
	}

	/**
	 * Studies, the same at every call.
	 *
	 * @param percent how many of the values are missing in the holed ones
	 */
	static FitData of(final int studies, final int voxels, final double percent) {
		return Kept.get(FitData.class, List.of(studies, voxels, percent),
			() -> new FitData(studies, voxels, percent / 100));
	}

	FittedMaps fit(final Estimator estimator, final Set<MapKind> maps, final boolean holes, final int threads) {
		final StudyData whole = estimator.needs().contains(Need.VARIANCE) ? complete : withoutVariances;
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withThreads(threads)
			.fit(holes ? holed : whole, maps, Progress.NONE);
	}
}
