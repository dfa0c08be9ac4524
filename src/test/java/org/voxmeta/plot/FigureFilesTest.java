package org.voxmeta.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFilesTest {

	@TempDir
	private Path folder;

	@Test
	void aPngHasThePixelsOfItsScale() throws IOException {
		final Figure figure = Bcg.mean().forestPlot();
		final Path file = folder.resolve("forest.png");

		FigureFiles.writePng(figure, file, 2);

		final BufferedImage image = ImageIO.read(file.toFile());
		assertEquals(2 * figure.preferredWidth(), image.getWidth());
		assertEquals(2 * figure.preferredHeight(), image.getHeight());
		assertEquals(0xffffffff, image.getRGB(0, 0));
	}

	@Test
	void anSvgFileIsADocumentOfItsOwn() throws IOException {
		final Path file = folder.resolve("forest.svg");

		FigureFiles.writeSvg(Bcg.mean().forestPlot(), file);

		final String xml = Files.readString(file);
		assertTrue(xml.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
		assertTrue(Svg.of(xml).texts().contains("Ferguson & Simes 1949"));
	}

	@Test
	void aFailureLeavesNothingBehind() throws IOException {
		final Path taken = Files.createDirectory(folder.resolve("taken.svg"));

		assertThrows(IOException.class, () -> FigureFiles.writeSvg(Bcg.mean().forestPlot(), taken));

		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(1, files.count());
		}
	}

	@Test
	void imagesWithoutPixelsAreRefused() throws IOException {
		final Figure figure = Bcg.mean().forestPlot();

		assertThrows(IllegalArgumentException.class, () -> FigureFiles.image(figure, 0));
		assertThrows(IllegalArgumentException.class, () -> FigureFiles.image(figure, 1e9, 1e9, 1));
		assertThrows(IllegalArgumentException.class, () -> FigureFiles.image(figure, Double.NaN));
	}
}
