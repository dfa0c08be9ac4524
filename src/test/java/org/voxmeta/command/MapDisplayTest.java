package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ij.IJ;
import ij.ImagePlus;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MetaAnalysisResult;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.task.Progress;

class MapDisplayTest {

	private static final int SLICES = 7;
	private static final int STUDIES = 3;
	private static final Set<MapKind> AVAILABLE = SmallStudies.mapsOfMean(DerSimonianLaird.withDefaults());

	@Test
	void everyMapOpensInTheMiddleOfTheResults() throws IOException {
		final MapDisplay display = MapDisplay.of(fitInSlices(4, 6));

		for (final MapKind kind : AVAILABLE)
			assertEquals(5, display.image(map(kind), kind.key()).getCurrentSlice(), kind.key());
	}

	@Test
	void mapsWithoutEmptyBorderOpenOnTheFirstSlice() throws IOException {
		final MapDisplay display = MapDisplay.of(fitInSlices(1, SLICES));

		assertEquals(1, display.image(map(MapKind.Z), "z").getCurrentSlice());
	}

	@Test
	void voxelsWithoutResultAreInNoColourOfTheResults() throws IOException {
		final MapDisplay display = MapDisplay.of(fitInSlices(2, 3));

		for (final MapKind kind : AVAILABLE) {
			final ImagePlus map = display.image(map(kind), kind.key());
			map.setSlice(1);
			final int outside = colour(map, 0);
			map.setSlice(2);
			for (int x = 0; x < 4; x++)
				assertNotEquals(outside, colour(map, x), kind.key());
		}
	}

	@Test
	void displayLeavesTheValues() throws IOException {
		final MetaAnalysisResult result = fitInSlices(3, 5);

		final ImagePlus z = MapDisplay.of(result).image(map(MapKind.Z), "z");

		assertEquals((float) result.maps().get(MapKind.Z)[0], z.getStack().getVoxel(0, 0, 2));
		assertEquals(Double.NaN, z.getStack().getVoxel(0, 0, 0));
	}

	private static int colour(final ImagePlus map, final int x) {
		return map.getProcessor().getBufferedImage().getRGB(x, 0);
	}

	/** Positive effects, so that no voxel can have the strongest negative colour, which is also that of NaN. */
	private static MetaAnalysisResult fitInSlices(final int first, final int last) throws IOException {
		final SplittableRandom random = new SplittableRandom(17);
		final ImagePlus effects = IJ.createHyperStack("effects", 4, 2, 1, SLICES, STUDIES, 32);
		final ImagePlus variances = IJ.createHyperStack("variances", 4, 2, 1, SLICES, STUDIES, 32);
		for (int study = 1; study <= STUDIES; study++)
			for (int z = first; z <= last; z++)
				for (int voxel = 0; voxel < 8; voxel++) {
					final int plane = effects.getStackIndex(1, z, study);
					effects.getStack().getProcessor(plane).setf(voxel, (float) random.nextDouble(1, 3));
					variances.getStack().getProcessor(plane).setf(voxel, (float) random.nextDouble(0.5, 1));
				}
		final StudyInputs inputs =
			StudyInputs.ofStacks(InputImage.of(effects), InputImage.of(variances), StudyAxis.T);
		return EstimatorRun.of(DerSimonianLaird.withDefaults()).withMaps(EnumSet.allOf(MapKind.class))
			.run(inputs, null, "test", Progress.NONE).result();
	}

	private static NamedMap map(final MapKind kind) {
		return new NamedMap(kind, 0, "");
	}
}
