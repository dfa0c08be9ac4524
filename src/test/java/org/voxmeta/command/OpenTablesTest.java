package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.voxmeta.analysis.NumberTable;

import ij.measure.ResultsTable;

/** How a table of results looks as one of ImageJ's. */
class OpenTablesTest {

	@Test
	void aColumnHasTheDecimalsThatItsSmallestNumberNeeds() {
		assertEquals(List.of("3", "0"), shown(3.0, 0.0));
		assertEquals(List.of("-0.7141", "12.0000"), shown(-0.714084, 12.0));
		assertEquals(List.of("0.000064", "0.500000"), shown(6.41581e-5, 0.5));
		assertEquals(List.of("2.428E-26", "5.000E-1"), shown(2.42786e-26, 0.5));
	}

	@Test
	void nothingToSayIsEmptyAndNoNumberIsNaN() {
		assertEquals(Arrays.asList("", "NaN", "0.2500"), shown(null, Double.NaN, 0.25));
	}

	@Test
	void roundingIsOnlyForTheEye() {
		final double exact = 2.4278600000000017e-26;

		assertEquals(exact, table(exact).getValue("p", 0));
	}

	private static List<String> shown(final Double... values) {
		final ResultsTable table = table(values);
		return IntStream.range(0, values.length).mapToObj(row -> table.getStringValue("p", row)).toList();
	}

	private static ResultsTable table(final Double... values) {
		return OpenTables.of(new NumberTable("test", List.of("name", "p"), Arrays.stream(values).map(value -> Arrays
			.<Object>asList("a", value)).toList()));
	}
}
