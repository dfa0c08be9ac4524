package org.voxmeta.stats.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.voxmeta.stats.data.Signals;

class StudyCorrelationsTest {

	private static final double NAN = Double.NaN;

	@Test
	void correlationsAreThoseOfTheVoxelsThatBothStudiesHave() {
		final Random random = new Random(3);
		final double[][] maps = new double[6][200];
		for (int k = 0; k < maps.length; k++)
			for (int j = 0; j < 200; j++)
				maps[k][j] = random.nextInt(5) == 0 ? NAN : 1e6 + random.nextGaussian() + k * (j % 7);

		final double[][] r = StudyCorrelations.of(Signals.of(maps), 1);

		for (int a = 0; a < 6; a++)
			for (int b = 0; b < 6; b++) {
				final double[] x = maps[a];
				final double[] y = maps[b];
				final int[] both = IntStream.range(0, 200).filter(j -> !Double.isNaN(x[j] + y[j])).toArray();
				assertEquals(new PearsonsCorrelation().correlation(IntStream.of(both).mapToDouble(j -> x[j]).toArray(),
					IntStream
					.of(both).mapToDouble(j -> y[j]).toArray()), r[a][b], 1e-9);
			}
	}

	@Test
	void someVoxelsAreThoseOfTheStep() {
		final double[][] maps = { { 1, 9, 2, 9, 3, 9, 5 }, { 2, 0, 4, 5, 6, 7, 10 } };

		assertEquals(1, StudyCorrelations.of(Signals.of(maps), 2)[0][1], 1e-12);
	}

	@Test
	void whatIsNotDefinedIsNaN() {
		final double[][] r = StudyCorrelations.of(Signals.of(new double[][] { { 1, 2, 3, NAN }, { 1, 1, 1, 1 },
			{ NAN, NAN, 1,
			2 } }), 1);

		assertTrue(Double.isNaN(r[0][1]), "constant");
		assertTrue(Double.isNaN(r[0][2]), "one voxel in common");
		assertEquals(1, r[1][1]);
	}
}
