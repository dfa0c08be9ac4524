package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumTest {

	@ParameterizedTest
	@CsvSource({ "0,0", "21,21", "-3,\u22123", "12345,'12,345'", "0.0123456,0.0123", "-1.005,\u22121.00",
		"99.96,100", "9.999,10.0",
		"123.4,123", "0.00012345,0.000123", "0.000012345,1.23 \u00d7 10\u207b\u2075",
		"-2345678.9,\u22122.35 \u00d7 10\u2076", "NaN,\u2013",
		"Infinity,\u221e" })
	void numbersHaveThreeDigits(final double value, final String text) {
		assertEquals(text, Num.text(value));
	}

	@ParameterizedTest
	@CsvSource({ "0.00001,<\u202f0.0001", "0.00012,0.000120", "0.01234,0.0123", "0.5,0.50", "1,1.00" })
	void smallPValuesAreOnlySaidToBeSo(final double value, final String text) {
		assertEquals(text, Num.pText(value));
	}

	@ParameterizedTest
	@CsvSource({ "0,0\u202f%", "0.05,5\u202f%", "0.0331,3.3\u202f%", "0.453,45\u202f%",
		"0.00001,<\u202f0.01\u202f%", "1,100\u202f%" })
	void sharesAreInPercent(final double value, final String text) {
		assertEquals(text, Num.percentText(value));
	}

	@Test
	void allDigitsStandBesideTheNumber() {
		assertEquals("<data value=\"0.12345678901234568\">0.123</data>", Num.of(0.12345678901234568).toString());
		assertEquals("<data value=\"1234\">1,234</data>", Num.count(1234).toString());
	}
}
