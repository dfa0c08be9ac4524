package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

class ImageFilesTest {

	private static final double[] VALUES = { 1, -2, Double.NaN, 4, 5.5, 6, 7, 8, 9, 10, 11, 12 };
	private static final List<Reading> READINGS = List.of(ImageFiles::read, ImageFiles::readHeader);

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "map.nii", "map.nii.gz", "MAP.NII", "map.v2.Nii.GZ" })
	void niftiIsKnownByItsName(final String name) throws IOException {
		final Path path = folder.resolve(name);
		final NiftiHeader header = NiftiHeader.of(new long[] { 3, 2, 2 }, NiftiType.FLOAT64).withSform(4, //
			2, 0, 0, -4, 0, 2, 0, -5, 0, 0, 2, -6);
		NiftiWriter.write(NiftiImage.of(header, VALUES), path);

		final NiftiImage image = ImageFiles.read(path);

		assertArrayEquals(VALUES, NiftiSamples.doubles(image.img()));
		assertEquals(NiftiReader.readHeader(path), image.header());
		assertEquals(image.header(), ImageFiles.readHeader(path));
		assertEquals(-5, image.header().affine()[1][3]);
	}

	@Test
	void partsAreTheFilesThatAnImageIsIn() throws IOException {
		for (final String name : List.of("a.hdr", "a.img.gz", "b.img"))
			Files.createFile(folder.resolve(name));

		assertEquals(List.of(folder.resolve("c.nii.gz")), ImageFiles.parts(folder.resolve("c.nii.gz")));
		assertEquals(List.of(folder.resolve("a.hdr"), folder.resolve("a.img.gz")), ImageFiles.parts(folder.resolve(
			"a.hdr")));
		assertEquals(ImageFiles.parts(folder.resolve("a.hdr")), ImageFiles.parts(folder.resolve("a.img.gz")));
		assertEquals(List.of(folder.resolve("c.TIF")), ImageFiles.parts(folder.resolve("c.TIF")));
		assertEquals(List.of(), ImageFiles.parts(folder.resolve("c.dcm")), "may name other files");
		final Path alone = folder.resolve("b.img");
		assertEquals(alone + ": its header file is missing: wanted b.hdr or b.hdr.gz beside it", assertThrows(
			IOException.class, () -> ImageFiles.parts(alone)).getMessage());
	}

	@Test
	void aFileIsDamagedOrCannotBeGotAt() throws IOException {
		final Path text = Files.writeString(folder.resolve("a.nii"), "text");
		final Path tiff = Files.writeString(folder.resolve("a.tif"), "text");
		final Path large = folder.resolve("large.nii");
		NiftiWriter.write(NiftiImage.of(NiftiHeader.of(new long[] { 3, 2, 2 }, NiftiType.FLOAT64), VALUES), large);

		for (final Path damaged : List.of(text, tiff))
			assertTrue(ImageFiles.isDamage(failure(damaged)), damaged.toString());
		for (final Path other : List.of(folder.resolve("none.nii"), folder.resolve("none.tif")))
			assertFalse(ImageFiles.isDamage(failure(other)), other.toString());
		assertFalse(ImageFiles.isDamage(assertThrows(IOException.class, () -> NiftiReader.read(large, 5))));
	}

	private static IOException failure(final Path file) {
		return assertThrows(IOException.class, () -> ImageFiles.read(file));
	}

	@Test
	void tiffIsReadByImageJ() throws IOException {
		final Path path = tiff(floats());

		final NiftiImage image = ImageFiles.read(path);

		assertArrayEquals(VALUES, NiftiSamples.doubles(image.img()));
		assertArrayEquals(new long[] { 3, 2, 2 }, image.header().dims());
		assertArrayEquals(new long[] { 3, 2, 2 }, ImageFiles.readHeader(path).dims());
		assertEquals(NiftiType.FLOAT32, ImageFiles.readHeader(path).type());
	}

	@Test
	void tiffKeepsItsCalibration() throws IOException {
		final ImagePlus saved = new ImagePlus("8", new ByteProcessor(2, 1, new byte[] { 0, -1 }));
		final Calibration line = new Calibration();
		line.setFunction(Calibration.STRAIGHT_LINE, new double[] { -3, 0.5 }, "effect");
		saved.setCalibration(line);

		assertArrayEquals(new double[] { -3, 124.5 }, NiftiSamples.doubles(ImageFiles.read(tiff(saved)).img()));
	}

	@Test
	void aMissingFileIsNamed() {
		for (final String name : List.of("none.tif", "none.nii", "none"))
			for (final Reading reading : READINGS) {
				final Path path = folder.resolve(name);
				final String message = assertThrows(IOException.class, () -> reading.of(path)).getMessage();
				assertEquals(path + ": no such file", message);
			}
	}

	@ParameterizedTest
	@ValueSource(strings = { //
		"table.tsv", "noise.tif", "noise.png", "noise.jpg", "noise.zip", "noise.gz", "noise" })
	void aFileThatIsNoImageIsNamed(final String name) throws IOException {
		final Path path = Files.writeString(folder.resolve(name), "study\tbeta\n1\ta.nii\n".repeat(20));

		for (final Reading reading : READINGS)
			assertEquals(path + ": ImageJ cannot read this file, wanted a NIfTI, TIFF or other image that it opens",
				assertThrows(IOException.class, () -> reading.of(path)).getMessage());
	}

	@Test
	void aTruncatedTiffIsRefused() throws IOException {
		for (final int planes : new int[] { 1, 3 }) {
			final Path path = tiff(IJ.createImage("map", 40, 30, planes, 32));
			final byte[] bytes = Files.readAllBytes(path);
			for (final int length : new int[] { 4, 100, 1000, bytes.length / 2, bytes.length * 9 / 10 }) {
				Files.write(path, Arrays.copyOf(bytes, length));

				final String message = assertThrows(IOException.class, () -> ImageFiles.read(path), planes
					+ " planes, " + length + " of " + bytes.length + " bytes").getMessage();

				assertTrue(message.startsWith(path + ": "), message);
				if (length >= 1000) assertTrue(message.startsWith(path + ": truncated: got " + length
					+ " bytes, wanted "), message);
			}
		}
	}

	@Test
	void aFolderIsNoImage() {
		for (final Reading reading : READINGS)
			assertEquals(folder + ": is a folder, wanted an image file",
				assertThrows(IOException.class, () -> reading.of(folder)).getMessage());
	}

	@FunctionalInterface
	private interface Reading {

		void of(Path path) throws IOException;
	}

	private static ImagePlus floats() {
		final ImageStack stack = new ImageStack(3, 2);
		for (int z = 0; z < 2; z++) {
			final FloatProcessor plane = new FloatProcessor(3, 2);
			for (int i = 0; i < 6; i++)
				plane.setf(i, (float) VALUES[6 * z + i]);
			stack.addSlice(plane);
		}
		return new ImagePlus("floats", stack);
	}

	private Path tiff(final ImagePlus image) {
		final Path path = folder.resolve("map.tif");
		final FileSaver saver = new FileSaver(image);
		assertTrue(image.getStackSize() > 1 ? saver.saveAsTiffStack(path.toString()) : saver.saveAsTiff(path
			.toString()));
		return path;
	}
}
