package org.voxmeta.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSizeListTest {

	@Test
	void listHasANumberForEachStudyOrOneForAll() {
		assertArrayEquals(new double[] { 20, 25, 31.5 }, SampleSizeList.parse(" 20, 25,31.5", 3));
		assertArrayEquals(new double[] { 20, 20, 20 }, SampleSizeList.parse("20", 3));
		assertArrayEquals(new double[] { 20 }, SampleSizeList.parse("20", 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"''       | Sample sizes: got none, wanted a number for each of 3 studies, separated by commas, or one for all",
		"20,25    | Sample sizes: got 2, wanted 3, one for each study, or one for all",
		"20,25,30,| Sample sizes: got '', wanted numbers above 0, separated by commas",
		"20,0,30  | Sample sizes: got '0', wanted numbers above 0, separated by commas",
		"20,-3,30 | Sample sizes: got '-3', wanted numbers above 0, separated by commas",
		"many     | Sample sizes: got 'many', wanted numbers above 0, separated by commas" })
	void anythingElseIsRefused(final String text, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, () -> SampleSizeList.parse(text, 3))
			.getMessage());
	}
}
