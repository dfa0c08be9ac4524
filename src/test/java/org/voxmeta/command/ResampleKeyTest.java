package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.image.NiftiReader;

/** The estimators' key for studies on other grids. */
class ResampleKeyTest {

	private static final SmallStudies STUDIES = SmallStudies.of(3, 6, 5, 4);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	/** The other grid begins a voxel later along x, so that every way to resample is exact. */
	@ParameterizedTest
	@ValueSource(strings = { "", "resample=linear", "resample=Nearest", "resample=continuous" })
	void studiesAreBroughtOntoTheMasksGrid(final String key) throws IOException {
		final SmallStudies later = later();
		final Path mask = later.writeMap(folder.resolve("mask.nii"), ones(120));

		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + STUDIES.write(folder) + "] maps=est,k " + key + " mask=["
			+ mask + "]');").clean();
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + STUDIES.write(folder) + "] maps=est');").clean();

		final double[] there = MapAssertions.values(fiji.image("est"));
		final double[] here = MapAssertions.values(fiji.image("est-1"));
		for (int i = 0; i < 120; i++)
			assertEquals(i % 6 < 5 ? here[i + 1] : Double.NaN, there[i], "voxel " + i);
		assertTrue(Arrays.deepEquals(later.header().affine(), NiftiImages.headerOf(fiji.image("est")).affine()));
	}

	@Test
	void whichImagesDifferIsLogged() throws IOException {
		final Path table = STUDIES.write(folder);
		later().writeMap(folder.resolve("varcope-2.nii.gz"), STUDIES.variances()[1]);

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=est');").clean();

		assertTrue(run.log(LogLevel.INFO).get(0).startsWith(
			"Resampling: 1 of 6 images, linear, onto the grid of 'study 1 (beta-1.nii.gz)' (6x5x4, "), run.console());
		assertTrue(run.log(LogLevel.INFO).get(0).endsWith("\nstudy 2 (varcope-2.nii.gz)\tcentre 2 mm away"), run.console());
		assertEquals(1, run.log(LogLevel.INFO).stream().filter(line -> line.startsWith("Resampling")).count());
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void openStacksAreResampledAndTheMapsHaveTheMasksVoxels() throws IOException {
		stack("effects", STUDIES.effects());
		stack("variances", STUDIES.variances());
		final double[][] affine = STUDIES.header().affine();
		for (int row = 0; row < 3; row++)
			affine[row][0] *= 2;
		final SmallStudies wide = SmallStudies.of(1, 3, 5, 4).withAffine(affine);
		final Path mask = wide.writeMap(folder.resolve("mask.nii"), ones(60));

		fiji.runMacro("run('DerSimonian-Laird...', 'effects=effects variances=variances maps=est mask=[" + mask + "]');")
			.clean();

		final ImagePlus est = fiji.image("est");
		assertEquals(List.of(3, 5), List.of(est.getWidth(), est.getHeight()));
		assertEquals(4, est.getCalibration().pixelWidth);
		assertEquals(2, est.getCalibration().pixelHeight);
	}

	@Test
	void neverRefusesThem() throws IOException {
		final Path table = STUDIES.write(folder);
		later().writeMap(folder.resolve("beta-3.nii.gz"), STUDIES.effects()[2]);

		final FijiRun run = fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] resample=never');");

		assertTrue(run.cancellations().get(0).startsWith("Images: 1 of 6 are on another grid than 'study 1"), run.console());
	}

	private void stack(final String title, final float[][] maps) throws IOException {
		final NiftiImage image = NiftiReader.read(STUDIES.writeFourD(Files.createTempFile(folder, "stack", ".nii"), maps));
		NiftiImages.toImagePlus(image, title).show();
	}

	private static SmallStudies later() {
		final double[][] affine = STUDIES.header().affine();
		for (int row = 0; row < 3; row++)
			affine[row][3] += affine[row][0];
		return STUDIES.withAffine(affine);
	}

	private static float[] ones(final int n) {
		final float[] ones = new float[n];
		IntStream.range(0, n).forEach(i -> ones[i] = 1);
		return ones;
	}
}
