package org.voxmeta.stats.effectsize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.stats.kernel.StudentTail;

class StudentInverseTest {

	private static final double TOLERANCE = 1e-10;

	@Test
	void tAndZMatchMpmath() {
		for (final String[] row : EffectSizeFixtures.rows("student_pairs.csv", ",")) {
			final double dof = Double.parseDouble(row[1]);
			final double t = Double.parseDouble(row[2]);
			final double z = Double.parseDouble(row[3]);
			final String what = " with " + dof + " degrees of freedom";

			assertClose(z, StudentTail.zOf(t, dof), TOLERANCE, "z of t = " + t + what);
			assertClose(t, StudentInverse.of(dof).tOf(z), TOLERANCE, "t of z = " + z + what);
			assertEquals(-StudentInverse.of(dof).tOf(z), StudentInverse.of(dof).tOf(-z));
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.1, 0.5, 1, 2, 4.5, 15.9, 16, 30, 1000, 1e6, 1e10, 1e15, 1e19, 1e20, 1e101 })
	void zComesBack(final double dof) {
		final StudentInverse inverse = StudentInverse.of(dof);
		final StudentTail tail = StudentTail.of(dof);
		final Random random = new Random(3);
		int finite = 0;
		for (int i = 0; i < 2000; i++) {
			final double z = i < 1000 ? random.nextGaussian() * Math.pow(10, -random.nextInt(15))
				: 100 * random.nextDouble();
			final double t = inverse.tOf(z);
			if (Double.isInfinite(t)) assertTrue(tail.zOf(Double.MAX_VALUE) <= z, "t of z = " + z);
			else {
				finite++;
				assertClose(z, tail.zOf(t), 1e-13, "z of t of z");
			}
		}
		assertTrue(finite > 1000, "finite " + finite);
	}

	@Test
	void largerZGiveLargerT() {
		final StudentInverse inverse = StudentInverse.of(7);
		double before = 0;
		for (double z = 0.01; z < 70; z += 0.01) {
			final double t = inverse.tOf(z);
			assertTrue(t > before && t >= z, "z = " + z);
			before = t;
		}
	}

	@Test
	void edges() {
		final StudentInverse inverse = StudentInverse.of(5);

		assertEquals(0.0, inverse.tOf(0));
		assertEquals(0.0, inverse.tOf(-0.0));
		assertEquals(Double.POSITIVE_INFINITY, inverse.tOf(Double.POSITIVE_INFINITY));
		assertEquals(Double.NEGATIVE_INFINITY, inverse.tOf(Double.NEGATIVE_INFINITY));
		assertEquals(Double.NEGATIVE_INFINITY, StudentInverse.of(1).tOf(-50));
		assertTrue(Double.isNaN(inverse.tOf(Double.NaN)));
		assertEquals(Double.MIN_VALUE, inverse.tOf(Double.MIN_VALUE), 2 * Double.MIN_VALUE);
		for (final double dof : new double[] { 0, -1, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> StudentInverse.of(dof));
	}
}
