package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.masker.GridImage;

/** Open images and files as series for maskers. */
class InputSeriesTest {

	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 2);

	@TempDir
	Path folder;

	@Test
	void framesChannelsAndTheFourthAxisOfAFileAreSamples() throws IOException {
		final GridImage frames = InputImage.of(STUDIES.frames("frames", STUDIES.effects(), 32)).series(
			StudyAxis.AUTO);
		final GridImage channels = InputImage.of(STUDIES.channels("channels", STUDIES.effects())).series(
			StudyAxis.AUTO);
		final GridImage file = InputImage.read(STUDIES.writeFourD(folder.resolve("all.nii"), STUDIES.effects()))
			.series(StudyAxis.AUTO);

		for (final GridImage series : new GridImage[] { frames, channels, file }) {
			assertEquals(5, series.samples());
			assertArrayEquals(new long[] { 4, 3, 2 }, series.grid().dimensions());
			final Cursor<? extends RealType<?>> cursor = Views.flatIterable(series.sample(3)).cursor();
			for (final float value : STUDIES.effects()[3])
				assertEquals(value, cursor.next().getRealDouble());
		}
		assertTrue(file.grid().affine().isPresent());
		assertTrue(frames.grid().affine().isEmpty(), "ImageJ does not know the directions of axes");
	}

	@Test
	void anImageIsNoSeriesAndSlicesAreOneOnlyIfAskedFor() throws IOException {
		final ImagePlus image = STUDIES.image("image", STUDIES.effects()[0]);

		assertEquals(1, InputImage.of(image).series(StudyAxis.AUTO).samples());
		assertEquals(1, InputImage.of(image).series(StudyAxis.T).samples());
		assertEquals("4x3x2", InputImage.of(image).series(StudyAxis.AUTO).grid().size());
		assertEquals(2, InputImage.of(image).series(StudyAxis.Z).samples());
		assertEquals("4x3", InputImage.of(image).series(StudyAxis.Z).grid().size());
		assertEquals(1, InputImage.read(STUDIES.writeMap(folder.resolve("map.nii"), STUDIES.effects()[0])).series(
			StudyAxis.AUTO).samples());
	}
}
