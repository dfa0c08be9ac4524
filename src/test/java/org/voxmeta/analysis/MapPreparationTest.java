package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.voxmeta.grid.Affines;
import org.voxmeta.image.NiftiHeader;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiType;
import org.voxmeta.task.Progress;

class MapPreparationTest {

	private static final float NAN = Float.NaN;

	@Test
	void theTemplateIsBroughtOntoTheGridOfTheMap() throws IOException {
		final InputImage map = image("map", 3, new long[] { 3, 1 }, 1, 2, 3);
		final InputImage template = image("template", 2, new long[] { 4, 1 }, 0.5f, 1, 1.5f, 3);

		final PreparedMap prepared = MapPreparation.withDefaults().withTemplate(template).run(map, Progress.NONE);

		assertArrayEquals(new float[] { 0.5f, 1.25f, 3 }, prepared.template().orElseThrow());
		assertArrayEquals(new int[] { 3, 1, 1 }, prepared.size());
	}

	@Test
	void theMapIsBroughtOntoTheGridOfTheTemplateIfWanted() throws IOException {
		final InputImage map = image("map", 2, new long[] { 4, 1 }, 0.5f, 1, 1.5f, 3);
		final InputImage template = image("template", 3, new long[] { 3, 1 }, 7, 8, 9);

		final PreparedMap prepared = MapPreparation.withDefaults().withTemplate(template).onTemplate(true).run(map,
			Progress.NONE);

		assertArrayEquals(new float[] { 7, 8, 9 }, prepared.template().orElseThrow());
		assertEquals(1.25, prepared.image().img().getAt(1, 0).getRealDouble(), 1e-6);
		assertEquals(4, prepared.thresholds().values().length);
	}

	@Test
	void ofATemplateWithFramesTheFirstIsTaken() throws IOException {
		final InputImage map = image("map", 2, new long[] { 2, 1, 1, 2 }, 1, NAN, 3, 4);
		final InputImage template = image("template", 2, new long[] { 2, 1, 1, 3 }, 5, 6, 7, 8, 9, 10);

		final PreparedMap prepared = MapPreparation.withDefaults().withTemplate(template).run(map, Progress.NONE);

		assertArrayEquals(new float[] { 5, 6 }, prepared.template().orElseThrow());
		assertEquals(2, prepared.volumes());
		assertTrue(prepared.thresholds().marks().isEmpty());
	}

	@Test
	void mistakesAreExplained() {
		final InputImage map = image("map", 2, new long[] { 2, 1 }, NAN, NAN);

		assertEquals("Map 'map': got no number in 2 voxels, wanted at least 1", message(MapPreparation
			.withDefaults(), map));
		assertEquals("Mask 'mask': got 3 voxels, wanted the 2 of 'map'", message(MapPreparation
			.withDefaults().withMask(image(
			"mask", 2, new long[] { 3, 1 }, 1, 1, 1)), map));
		assertEquals("Map 'p': got a p of 1.5, wanted 0 to 1", message(MapPreparation.withDefaults(), image("p", 2,
			new long[] { 2, 1 }, 0.5f, 1.5f)));
	}

	private static String message(final MapPreparation preparation, final InputImage map) {
		return assertThrows(IllegalArgumentException.class, () -> preparation.run(map, Progress.NONE)).getMessage();
	}

	private static InputImage image(final String name, final double step, final long[] dims,
		final float... values) {
		final NiftiHeader header = NiftiHeader.of(dims, NiftiType.FLOAT32).withAffine(Affines.diagonal(
			new double[] { step,
			step, step })).withUnits("mm", "");
		return new InputImage(name, header, true, NiftiImage.of(header, values).img());
	}
}
