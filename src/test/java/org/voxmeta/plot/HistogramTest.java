package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class HistogramTest {

	@Test
	void everyFiniteValueIsCountedOnceInItsRange() {
		final Random random = new Random(1);
		final double[] values = random.doubles(5000, -3, 9).toArray();
		values[7] = Double.NaN;
		values[8] = Double.POSITIVE_INFINITY;

		final HistogramData data = HistogramData.of(values, "z");

		assertEquals(4998, data.total());
		for (int i = 0; i < data.counts().size(); i++) {
			final double from = data.from() + i * data.width();
			long wanted = 0;
			for (final double value : values)
				if (value >= from && value < from + data.width()) wanted++;
			assertEquals(wanted, data.counts().get(i), 1); // a value at an edge may be in either
		}
		assertEquals(0, Math.abs(Math.rint(data.from() / data.width()) - data.from() / data.width()), 1e-9);
	}

	@Test
	void barsAreAsHighAsTheirCounts() {
		final Histogram histogram = Histogram.of(new HistogramData(-1, 1, List.of(10L, 40L, 0L, 20L), "z"));

		final List<Element> bars = Svg.of(histogram).filled("rect", Theme.light().study()).stream().filter(bar ->
			Svg.number(bar, "width") > 12).toList();

		assertEquals(3, bars.size());
		final double unit = Svg.number(bars.get(0), "height") / 10;
		assertEquals(40 * unit, Svg.number(bars.get(1), "height"), 0.02);
		assertEquals(20 * unit, Svg.number(bars.get(2), "height"), 0.02);
		assertEquals(3 * (Svg.number(bars.get(1), "x") - Svg.number(bars.get(0), "x")), Svg.number(bars.get(2), "x")
			- Svg.number(bars.get(0), "x"), 0.02);
	}

	@Test
	void theCurveIsTheNormalDensityOfAsManyValues() {
		final Histogram histogram = Histogram.of(new HistogramData(-2, 0.5, List.of(5L, 10L, 40L, 80L, 70L, 30L,
			10L, 5L), "z"));

		final Svg svg = Svg.of(histogram);
		final double[][] curve = Svg.points(svg.all("polyline").stream().filter(line -> line.getAttribute("stroke")
			.equals(Theme.light().summary().hex())).findFirst().orElseThrow());
		final Element bar = svg.filled("rect", Theme.light().study()).get(3);

		final double bottom = Svg.number(bar, "y") + Svg.number(bar, "height");
		final double unit = Svg.number(bar, "height") / 80;
		double highest = Double.POSITIVE_INFINITY;
		for (final double[] point : curve)
			highest = Math.min(highest, point[1]);
		assertEquals(250 * 0.5 / Math.sqrt(2 * Math.PI), (bottom - highest) / unit, 0.05);
	}

	@Test
	void equalValuesHaveABar() {
		final HistogramData data = HistogramData.of(new double[] { 2, 2, 2 }, "z");

		assertEquals(3, data.total());
		assertTrue(data.from() <= 2 && data.to() > 2);
	}

	@Test
	void rangesWithoutWidthAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new HistogramData(0, 0, List.of(1L), "z"));
		assertThrows(IllegalArgumentException.class, () -> new HistogramData(Double.NaN, 1, List.of(1L), "z"));
	}
}
