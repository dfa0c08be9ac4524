package org.voxmeta.stats.combination;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PainVoxels;
import org.voxmeta.stats.estimator.Estimator;

/** Combines some voxels of real studies, sound and damaged, and compares with NiMARE. */
class NimareVoxelsTest {

	private static final double TOLERANCE = 1e-10;

	@ParameterizedTest
	@ValueSource(strings = { "stouffer_liberal", "stouffer_one_sided_liberal", "stouffer_n_liberal",
		"fisher_liberal",
		"fisher_one_sided_liberal", "fisher_n_liberal" })
	void voxelsEqualNimares(final String name) throws IOException {
		final CombinationMode mode = name.contains("one_sided") ? CombinationMode.DIRECTED
			: CombinationMode.CONCORDANT;
		final boolean bySize = name.contains("_n_");
		final Estimator test = name.startsWith("stouffer") ? Stouffer.withDefaults().with(mode)
			.withWeightBySize(bySize)
			: Fisher.withDefaults().with(mode).withWeightBySize(bySize);

		final int compared = PainVoxels.compare(NimareVoxelsTest.class, name, test, TOLERANCE);

		assertTrue(compared >= 30, "values compared: " + compared);
	}
}
