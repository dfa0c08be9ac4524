package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumberTableTest {

	@Test
	void wholeNumbersHaveNoDecimalPoint() {
		final NumberTable table = NumberTable.of("counts", "label", "voxels", "z").row(1.0, -12.0, 3.25).row(2.0, 0.0, 4.0);

		assertEquals("label,voxels,z\n1,-12,3.25\n2,0,4.0\n", table.csv().replace("\r", ""));
	}

	@Test
	void missingNumbersDoNotTakeAColumnItsWholeNumbers() {
		final NumberTable table = NumberTable.of("counts", "k", "text").row(7.0, "a,b").row(Double.NaN, null).row(null, "c");

		assertEquals("k,text\n7,\"a,b\"\nNaN,\n,c\n", table.csv().replace("\r", ""));
	}

	@Test
	void numbersKeepAllTheirDigits() {
		final double third = 1.0 / 3;
		final NumberTable table = NumberTable.of("digits", "small", "large", "infinite").row(third, 1e18, Double.POSITIVE_INFINITY);

		assertEquals("small,large,infinite\n" + third + ",1.0E18,Infinity\n", table.csv().replace("\r", ""));
	}
}
