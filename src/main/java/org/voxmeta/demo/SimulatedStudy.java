package org.voxmeta.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one simulated study reports.
 *
 * @param name unique among the studies, "study-01" and so on
 * @param sampleSize number of participants
 * @param age mean age of the participants in years, 25 to 65
 * @param drug what they got, "placebo" or "active"
 * @param bottomCut slices (in 2-D rows) without data at the bottom of the grid, 0 if the field of view
 *         reaches below the mask
 * @param topCut slices without data at the top of the grid, likewise
 * @param effect effect estimates, x fastest, in standard deviations of a participant; 0 outside the
 *         mask and in the cut slices
 * @param variance sampling variances of the estimates, x fastest, above 0 where there are data and 0
 *         elsewhere
 */
public record SimulatedStudy(String name, int sampleSize, int age, String drug, int bottomCut, int topCut,
	float[] effect, float[] variance)
{

	/** Age and drug as a study table has them. */
	Map<String, String> moderators() {
		final Map<String, String> cells = new LinkedHashMap<>();
		cells.put("age", String.valueOf(age));
		cells.put("drug", drug);
		return cells;
	}
}
