package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantilesTest {

	private static final Quantiles VALUES = Quantiles.of(new double[] { 4, Double.NaN, 1, 2, 10 });

	/** {@code quantile(c(4, 1, 2, 10))} and {@code sd} of R. */
	@Test
	void quantilesAreThoseOfR() {
		assertEquals(1, VALUES.at(0));
		assertEquals(1.75, VALUES.at(0.25), 1e-12);
		assertEquals(3, VALUES.at(0.5), 1e-12);
		assertEquals(5.5, VALUES.at(0.75), 1e-12);
		assertEquals(10, VALUES.at(1));
		assertEquals(4.031128874149275, VALUES.sd(), 1e-12);
	}

	@Test
	void sharesAreOfTheNumbersThatThereAre() {
		assertEquals(4, VALUES.count());
		assertEquals(0.5, VALUES.shareAbove(2));
		assertEquals(0.25, VALUES.shareBelow(2));
	}

	@Test
	void withoutNumbersThereAreNone() {
		final Quantiles none = Quantiles.of(new double[] { Double.NaN });

		assertTrue(Double.isNaN(none.at(0.5)) && Double.isNaN(none.mean()) && Double.isNaN(none.sd()));
	}
}
