package org.voxmeta.fit.diagnostic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.stats.data.Dataset;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/**
 * Made-up studies of which each voxel lacks some, and each voxel as a single data set of the studies it has.
 *
 * @param studies what is known of them, with sample sizes
 * @param y effects, K×V, NaN where missing
 * @param v variances, K×V
 */
record VoxelDatasets(Studies studies, double[][] y, double[][] v) {

	/** Nine studies, of which voxels have from two on; with two moderators or none. */
	static VoxelDatasets of(final boolean moderators, final int voxels) {
		final Random random = new Random(17);
		final double[][] x = new double[9][];
		final double[] n = new double[9];
		final double[][] y = new double[9][voxels];
		final double[][] v = new double[9][voxels];
		for (int k = 0; k < 9; k++) {
			x[k] = moderators ? new double[] { 1, 20 + random.nextInt(30), random.nextGaussian() }
				: new double[] { 1 };
			n[k] = 10 + random.nextInt(30);
			for (int j = 0; j < voxels; j++) {
				v[k][j] = 0.02 + 0.3 * random.nextDouble();
				y[k][j] = k > 1 + j % 8 && random.nextInt(3) > 0 ? Double.NaN : 0.4 + 0.6 * random.nextGaussian();
			}
		}
		return new VoxelDatasets(Studies.of(Design.of(moderators ? List.of("intercept", "age", "dose") : List.of(
			"intercept"), x)).withSampleSizes(n), y, v);
	}

	/** The same studies in six groups. */
	VoxelDatasets inGroups() {
		return new VoxelDatasets(studies.withGroups(new int[] { 0, 1, 2, 1, 3, 4, 4, 4, 5 }), y, v);
	}

	/** All voxels, as an estimator needs them. */
	StudyData data(final Estimator estimator) {
		return new StudyData(studies, Signals.of(y), estimator.needs().contains(Need.VARIANCE) ? Signals.of(v)
			: null);
	}

	/** The voxels that have a result. */
	Voxels voxels(final Estimator estimator) {
		final StudyData data = data(estimator);
		return Voxels.of(data, BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data,
			EnumSet.of(MapKind.Z), Progress.NONE).get(MapKind.Z));
	}

	/** The studies that a voxel has. */
	int[] present(final int j) {
		return IntStream.range(0, y.length).filter(k -> !Double.isNaN(y[k][j])).toArray();
	}

	/** A voxel's studies. */
	Dataset dataset(final int j) {
		return dataset(j, present(j));
	}

	/** Some of a voxel's studies. */
	Dataset dataset(final int j, final int... chosen) {
		Dataset data = Dataset.of(values(y, j, chosen), values(v, j, chosen)).withSampleSizes(Arrays.stream(chosen)
			.mapToDouble(k -> studies.sampleSizes()[k]).toArray());
		if (!studies.design().isIntercept()) data = data.with(studies.design().at(chosen));
		if (!studies.hasGroups()) return data;
		final List<String> labels = new ArrayList<>();
		for (final int k : chosen)
			labels.add("g" + studies.groups()[k]);
		return data.withGroups(labels);
	}

	private static double[] values(final double[][] rows, final int j, final int[] chosen) {
		return Arrays.stream(chosen).mapToDouble(k -> rows[k][j]).toArray();
	}
}
