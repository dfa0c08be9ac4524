package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DigitsTest {

	@Test
	void theLargerNumbersOfAColumnHaveThreeDigits() {
		assertEquals(new Digits(2, 0), Digits.of(new double[] { 1.234, -2.1, 3.7, 0.001 }));
		assertEquals(new Digits(3, 0), Digits.of(new double[] { 0.1234, -0.21 }));
		assertEquals(new Digits(0, 0), Digits.of(new double[] { 123.4, 456, 789 }));
		assertEquals(new Digits(1, -9), Digits.of(new double[] { 5.23e-8, 8e-8, 7e-8 }));
	}

	@Test
	void oneHugeNumberDoesNotTakeTheDigitsOfTheOthers() {
		final Digits digits = Digits.of(new double[] { 1.234, -2.1, 3.7, 4, 1e9 });

		assertEquals("1.23", digits.text(1.234));
		assertEquals("1.0e9", digits.text(1e9));
	}

	@Test
	void signsAreRealAndZeroHasNone() {
		final Digits digits = new Digits(2, 0);

		assertEquals("−1.50", digits.text(-1.5));
		assertEquals("0.00", digits.text(-0.001));
		assertEquals("–", digits.text(Double.NaN));
	}

	@Test
	void numbersAloneHaveThreeDigits() {
		assertEquals("0.309", Digits.alone(0.30876));
		assertEquals("152", Digits.alone(152.23));
		assertEquals("−12.3", Digits.alone(-12.345));
		assertEquals("1.2e−7", Digits.alone(1.234e-7));
		assertEquals("1.2e12", Digits.alone(1.234e12));
		assertEquals("0", Digits.alone(0));
	}

	@Test
	void smallPAreBelowAThousandth() {
		assertEquals("< 0.001", Digits.p(1e-30));
		assertEquals("= 0.012", Digits.p(0.0123));
		assertEquals("= 0.57", Digits.p(0.567));
	}
}
