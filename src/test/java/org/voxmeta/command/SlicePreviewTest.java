package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

class SlicePreviewTest {

	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3).withHoles();
	private static final EstimatorRun RUN = EstimatorRun.of(DerSimonianLaird.withDefaults()).withAggressiveMask(false)
		.withMaps(EnumSet.of(MapKind.EST, MapKind.Z));

	private final ImagePlus effects = STUDIES.frames("y", STUDIES.effects(), 32);
	private final StudyInputs inputs = StudyInputs.ofStacks(InputImage.of(effects), InputImage.of(STUDIES.frames("v",
		STUDIES.variances(), 32)), StudyAxis.T);

	@Test
	void isTheSliceOfTheWholeRun() throws IOException {
		final ImagePlus whole = NiftiImages.toImagePlus(RUN.run(inputs, null, "test", Progress.NONE).result().image(
			MapKind.Z), "z");

		for (int slice = 1; slice <= 3; slice++) {
			effects.setPosition(1, slice, 2);
			final ImagePlus preview = SlicePreview.fit(RUN, inputs, null, effects);

			assertEquals("Preview: z, slice " + slice, preview.getTitle());
			assertEquals(1, preview.getStackSize());
			assertArrayEquals((float[]) whole.getStack().getPixels(slice), (float[]) preview.getProcessor().getPixels());
		}
	}

	@Test
	void isOfTheMaskAlone() throws IOException {
		final float[] voxels = new float[60];
		Arrays.fill(voxels, 0, 5, 1);
		final InputImage mask = InputImage.of(STUDIES.frames("mask", new float[][] { voxels }, 32));
		effects.setPosition(1, 1, 1);

		final float[] preview = (float[]) SlicePreview.fit(RUN, inputs, mask, effects).getProcessor().getPixels();

		for (int i = 0; i < preview.length; i++)
			if (i >= 5) assertEquals(Float.NaN, preview[i]);
		effects.setPosition(1, 2, 1);
		assertEquals("Mask 'slice 2': got", assertThrows(IllegalArgumentException.class, () -> SlicePreview.fit(RUN, inputs,
			mask, effects)).getMessage().substring(0, 19));
	}
}
