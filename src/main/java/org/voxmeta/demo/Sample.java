package org.voxmeta.demo;

import java.util.List;
import java.util.Locale;

/** The ready data sets: 12 simulated studies of which the truth is known, one of them incomplete. */
public enum Sample {

	/** 3-D maps of 61 x 73 x 61 voxels of 3 mm. */
	BRAIN(SimulatedStudies.withDefaults().withGrid(61, 73, 61, 3)),
	/** 2-D maps of 192 x 160 pixels of 2 micrometres, as of a slice of tissue. */
	TISSUE(SimulatedStudies.withDefaults().withGrid(192, 160, 1, 2).withSmoothness(14));

	private static final List<String> NAMES = List.of("Adams 2009", "Bauer 2010", "Chen 2012", "Diaz 2013",
		"Evans 2014", "Fischer 2015", "Gupta 2016", "Hansen 2017", "Ito 2019", "Jansen 2020", "Kim 2022",
		"Lopez 2024");

	/** Of ten studies one lacks slices. */
	private static final double INCOMPLETE = 0.1;

	private final SimulatedStudies grid;

	Sample(final SimulatedStudies grid) {
		this.grid = grid;
	}

	/**
	 * The sample of that name, in any case.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Sample parse(final String name) {
		for (final Sample sample : values())
			if (sample.toString().equals(name.trim().toLowerCase(Locale.ROOT))) return sample;
		throw new IllegalArgumentException("Sample: got '" + name + "', wanted brain or tissue");
	}

	/** Its studies: an effect of up to 0.6, and a slope of up to 0.015 per year of age. */
	public SimulatedStudies studies() {
		return grid.withStudies(NAMES.size()).withNames(NAMES).withPeakEffect(0.6).withSlope(0.015).withIncomplete(
			INCOMPLETE).withSeed(2026);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
