package org.voxmeta.fit.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.DoubleSummaryStatistics;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.fit.diagnostic.Tau2Sensitivity.Ranges;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Hedges;
import org.voxmeta.stats.estimator.PauleMandel;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.estimator.SidikJonkman;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class Tau2SensitivityTest {

	private static final List<Estimator> ESTIMATORS = List.of(DerSimonianLaird.withDefaults(),
		Hedges.withDefaults(), PauleMandel.withDefaults(), SidikJonkman.withDefaults());

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void rangesAreThoseOfSingleDataSets(final boolean moderators) {
		final VoxelDatasets studies = VoxelDatasets.of(moderators, 40);
		final Voxels voxels = studies.voxels(ESTIMATORS.get(0));

		final Ranges ranges = Tau2Sensitivity.of(ESTIMATORS).of(voxels, Progress.NONE);

		for (int i = 0; i < voxels.size(); i++) {
			final int j = voxels.place(i);
			final List<Results> fits = ESTIMATORS.stream().map(estimator ->
				estimator.fit(studies.dataset(j))).toList();
			for (int t = 0; t < ranges.estimate().length; t++) {
				assertEquals(range(fits, MapKind.EST, t), ranges.estimate()[t][j], 1e-10);
				assertEquals(range(fits, MapKind.Z, t), ranges.z()[t][j], 1e-10);
			}
			assertEquals(range(fits, MapKind.TAU2, 0), ranges.tau2()[j], 1e-10);
		}
	}

	private static double range(final List<Results> fits, final MapKind kind, final int term) {
		final DoubleSummaryStatistics values = fits.stream().mapToDouble(fit -> fit.get(kind, term)).filter(
			value -> !Double.isNaN(value)).summaryStatistics();
		return values.getMax() - values.getMin();
	}

	@Test
	void oneEstimatorIsNoComparison() {
		assertEquals("Estimators of tau2: got 1, wanted 2 or more", assertThrows(IllegalArgumentException.class,
			() -> Tau2Sensitivity.of(ESTIMATORS.subList(0, 1))).getMessage());
	}
}
