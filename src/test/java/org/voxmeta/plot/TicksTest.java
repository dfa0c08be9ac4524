package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TicksTest {

	@Test
	void stepsAreRoundAndTicksInRange() {
		final Random random = new Random(1);
		for (int run = 0; run < 20_000; run++) {
			final double from = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
			final double size = random.nextDouble() * Math.max(Math.abs(from) * 1e-6, Math.pow(10, random.nextInt(40)
				- 20));
			final int most = 2 + random.nextInt(12);
			if (!(from + size > from)) continue;
			final Ticks ticks = Ticks.of(from, from + size, most);

			final List<Double> values = ticks.values();
			final String what = from + " + " + size + ", " + most + ": " + ticks;
			assertTrue(values.size() <= most, what);
			assertTrue(most < 3 || !values.isEmpty(), what);
			assertTrue(most < 6 || values.size() >= 2, what);
			for (final double value : values)
				assertTrue(value >= from - 1e-8 * size && value <= from + size + 1e-8 * size, what);
			for (int i = 1; i < values.size(); i++)
				assertTrue(isRound(values.get(i) - values.get(i - 1), Math.abs(from) + size), what);
			assertEquals(new HashSet<>(ticks.labels()).size(), values.size(), what);
		}
	}

	/** 1, 2 or 5 times a power of ten, but for the rounding of numbers of that size. */
	private static boolean isRound(final double step, final double size) {
		final double decade = Math.pow(10, Math.floor(Math.log10(step) + 1e-6));
		for (final double factor : new double[] { 1, 2, 5, 10 })
			if (Math.abs(step - factor * decade) <= 1e-9 * step + 1e-14 * size) return true;
		return false;
	}

	@Test
	void labelsTimesTheirPowerAreTheValues() {
		final Random random = new Random(2);
		for (int run = 0; run < 5000; run++) {
			final double size = Math.pow(10, random.nextInt(30) - 15);
			final Ticks ticks = Ticks.of(-size * random.nextDouble(), size * (0.1 + random.nextDouble()), 6);
			for (int i = 0; i < ticks.values().size(); i++) {
				final double label = Double.parseDouble(ticks.labels().get(i).replace('−', '-'));
				assertEquals(ticks.values().get(i), label * Math.pow(10, ticks.power()), 1e-9 * size);
				assertTrue(ticks.labels().get(i).length() <= 8, ticks::toString);
			}
		}
	}

	@Test
	void endsThatAreRoundHaveTicks() {
		assertEquals(List.of(0.0, 0.1, 0.2, 0.3), Ticks.of(0, 0.1 + 0.2, 4).values());
		assertEquals(List.of("−1.0", "−0.5", "0.0", "0.5", "1.0"), Ticks.of(-1, 1, 5).labels());
	}

	@Test
	void zeroHasNoSign() {
		assertTrue(Ticks.of(-1e-3, 1e-3, 5).labels().contains("0.0") || Ticks.of(-1e-3, 1e-3, 5).labels().contains(
			"0.0000") || Ticks.of(-1e-3, 1e-3, 5).labels().stream().noneMatch(label -> label.matches("−0\\.?0*")));
	}

	@Test
	void largeAndSmallNumbersShareAPowerOfTen() {
		assertEquals(6, Ticks.of(0, 3e6, 5).power());
		assertEquals(List.of("0", "1", "2", "3"), Ticks.of(0, 3e6, 5).labels());
		assertEquals(-6, Ticks.of(0, 2e-5, 3).power());
		assertEquals("Effect (× 10⁻⁶)", Ticks.of(0, 2e-5, 3).titled("Effect"));
		assertEquals(0, Ticks.of(0, 99_999, 5).power());
	}

	@Test
	void noRangeIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Ticks.of(1, 1, 5));
		assertThrows(IllegalArgumentException.class, () -> Ticks.of(Double.NaN, 1, 5));
		assertThrows(IllegalArgumentException.class, () -> Ticks.of(0, Double.POSITIVE_INFINITY, 5));
	}
}
