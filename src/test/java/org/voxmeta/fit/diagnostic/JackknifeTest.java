package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class JackknifeTest {

	@Test
	void contributionsAreAveragesOfPlainRatios() {
		final VoxelDatasets studies = VoxelDatasets.of(false, 60);
		compare(studies, DerSimonianLaird.withDefaults(), MapKind.EST);
		compare(studies, DerSimonianLaird.withDefaults(), MapKind.Z);
		compare(studies, Stouffer.withDefaults(), MapKind.Z);
	}

	private static void compare(final VoxelDatasets studies, final Estimator estimator,
		final MapKind statistic) {
		final Voxels voxels = studies.voxels(estimator);
		final int[] clusters = IntStream.range(0, voxels.size()).map(i -> 1 + i % 3).toArray();

		final double[][] got = Jackknife.of(estimator, statistic).of(voxels, clusters, 3,
			Units.studies(studies.studies()), 0, Progress.NONE);

		for (int k = 0; k < studies.y().length; k++) {
			final int left = k;
			for (int c = 0; c < 3; c++) {
				double sum = 0;
				int count = 0;
				for (int i = c; i < voxels.size(); i += 3) {
					final int[] present = studies.present(voxels.place(i));
					final int[] others = Arrays.stream(present).filter(other -> other != left).toArray();
					final double all = estimator.fit(studies.dataset(voxels.place(i))).get(statistic);
					if (others.length == 1 && statistic == MapKind.Z && estimator instanceof Stouffer) {
						sum += 1 - studies.y()[others[0]][voxels.place(i)] / all;
						count++;
					}
					if (others.length < 2) continue;
					final double without = others.length == present.length ? all
						: estimator.fit(studies.dataset(voxels.place(i), others)).get(statistic);
					sum += 1 - without / all;
					count++;
				}
				assertEquals(sum / count, got[k][c], 1e-9 * Math.max(1, Math.abs(sum / count)));
			}
		}
	}

	@Test
	void bitsDoNotDependOnBlocksAndThreads() {
		final VoxelDatasets studies = VoxelDatasets.of(true, 150);
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Voxels voxels = studies.voxels(estimator);
		final int[] clusters = new int[voxels.size()];
		Arrays.fill(clusters, 1);
		final Units units = Units.studies(studies.studies());
		final Jackknife jackknife = Jackknife.of(estimator, MapKind.EST);

		final double[][] one = jackknife.of(voxels.withThreads(1).withBlockSize(1000), clusters, 1, units, 1,
			Progress.NONE);
		final double[][] other = jackknife.of(voxels.withThreads(3).withBlockSize(7), clusters, 1, units, 1,
			Progress.NONE);

		for (int k = 0; k < one.length; k++)
			assertArrayEquals(one[k], other[k]);
	}

	@Test
	void aStatisticThatThereIsNotIsRefused() {
		assertEquals("Contributions: got 'est', wanted a map that Stouffer gives", assertThrows(
			IllegalArgumentException.class, () -> Jackknife.of(Stouffer.withDefaults(), MapKind.EST)).getMessage());
	}
}
