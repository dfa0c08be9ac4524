package org.voxmeta.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** Reads files that nibabel 5.4.2 wrote; nibabel-files.tsv has what NumPy finds in their bytes. */
class NiftiReferenceTest {

	@TempDir
	Path folder;

	@Test
	void smallFilesOfNibabelAreReadAsNumPySeesThem() throws IOException {
		final Path mask = Files.write(folder.resolve("mask.nii.gz"), Resources.bytes("nibabel-mask.nii.gz"));
		final Path labels = Files.write(folder.resolve("labels.nii.gz"),
			Resources.bytes("nibabel-labels.nii.gz"));

		assertAsNumPy("masker/mask.nii.gz", NiftiReader.read(mask));
		assertAsNumPy("masker/labels.nii.gz", NiftiReader.read(labels));
		assertInstanceOf(UnsignedByteType.class, NiftiReader.read(mask).img().getType());
		assertInstanceOf(ShortType.class, NiftiReader.read(labels).img().getType());
	}

	@Test
	void filesOfNibabelAreReadAsNumPySeesThem() throws IOException {
		final Path reference = Path.of("..", "shared", "reference");
		Assumptions.assumeTrue(Files.isDirectory(reference), "reference data not found");

		for (final String[] row : Resources.rows("nibabel-files.tsv")) {
			assertAsNumPy(row[0], NiftiReader.read(reference.resolve(row[0])));
		}
	}

	private static void assertAsNumPy(final String file, final NiftiImage image) throws IOException {
		final String[] row = Resources.rows("nibabel-files.tsv").stream().filter(r -> r[0].equals(file))
			.findAny().orElseThrow();
		final double[] srow = Arrays.stream(row[3].split(" ")).mapToDouble(Double::parseDouble).toArray();
		final double[] values = NiftiSamples.doubles(image.img());
		double sum = 0;
		int nan = 0;
		int zeros = 0;
		for (int i = 0; i < values.length; i++) {
			if (Double.isNaN(values[i])) nan++;
			else sum += values[i] * ((i + 1) % 97);
			if (values[i] == 0) zeros++;
		}
		assertEquals(row[1], LongStream.of(image.header().dims()).mapToObj(Long::toString)
			.collect(Collectors.joining("x")), file);
		assertEquals(Integer.parseInt(row[2]), image.header().type().code(), file);
		for (int i = 0; i < 3; i++) {
			assertArrayEquals(Arrays.copyOfRange(srow, 4 * i, 4 * i + 4), image.header().affine()[i], file);
		}
		assertEquals(Integer.parseInt(row[4]), nan, file);
		assertEquals(Double.parseDouble(row[5]), sum, 1e-9 * Math.abs(sum), file);
		assertEquals(Double.parseDouble(row[7]), values[Integer.parseInt(row[6])], file);
		assertEquals(Integer.parseInt(row[8]), zeros, file);
	}
}
