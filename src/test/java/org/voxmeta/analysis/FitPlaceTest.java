package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FitPlaceTest {

	@Test
	void isToldInTheUnitOfTheImage() {
		assertEquals("Voxel (72, 51), 144 −102.5 µm", new FitPlace(FitPlace.Kind.VOXEL, new double[] { 72, 51 },
			new double[] { 144, -102.5 }, "µm", 1, "").text());
		assertEquals("Voxel (72, 51)", new FitPlace(FitPlace.Kind.VOXEL, new double[] { 72, 51 }, new double[0], "mm", 1, "")
			.text());
		assertEquals("Mean of ROI: 9 voxels, centre 1 2 3 mm", new FitPlace(FitPlace.Kind.MEAN, new double[] { 1, 1, 1 },
			new double[] { 1, 2, 3 }, "mm", 9, "").text());
		assertEquals("Region V1: 1 voxel", new FitPlace(FitPlace.Kind.REGION, new double[] { 1, 1, 1 }, new double[] { 1, 2,
			3 }, "mm", 1, "V1").text());
	}
}
