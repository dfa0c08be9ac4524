package org.voxmeta.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.StudyInputs;
import org.voxmeta.cli.CommandFailure;
import org.voxmeta.cli.HeadlessRunner;
import org.voxmeta.cli.HeadlessRunner.ProgressListener;
import org.voxmeta.image.NiftiReader;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.study.StudyTable;
import org.voxmeta.task.Progress;

class DemoTest {

	private static final ProgressListener QUIET = (fraction, message) -> {
	};

	private static final SimulatedStudies TINY = SimulatedStudies.withDefaults().withStudies(11)
		.withGrid(18, 22, 18, 10).withSmoothness(12);

	@TempDir
	Path folder;

	@Test
	void writesStudiesMapsAPictureAndASummary() throws IOException, CommandFailure {
		final List<String> lines = runDemo();

		assertEquals(11, StudyTable.read(folder.resolve("studies/studies.tsv")).studies().size());
		for (final String map : List.of("mask.nii.gz", "truth.nii.gz", "maps/z.nii.gz", "maps/reason.nii.gz"))
			assertArrayEquals(new long[] { 18, 22, 18 }, NiftiReader.readHeader(folder.resolve(map)).dims(), map);
		assertTrue(Files.size(folder.resolve("maps/result.json")) > 0);
		final BufferedImage picture = ImageIO.read(folder.resolve("z.png").toFile());
		assertNotNull(picture);
		assertTrue(picture.getWidth() > 300 && picture.getHeight() > 100, picture.toString());
		final List<String> summary = Files.readAllLines(folder.resolve("summary.txt"));
		assertEquals(summary, lines.subList(0, summary.size()));
		assertEquals(List.of("", "Studies  " + folder.resolve("studies/studies.tsv"), "Maps     "
			+ folder.resolve("maps"), "Picture  " + folder.resolve("z.png")), lines.subList(summary.size(),
			lines.size()));
	}

	@Test
	void countsWhatWasFoundInTheTruth() throws IOException, CommandFailure {
		final List<String> lines = runDemo();

		final double[] p = EstimatorRun.of(DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG))
			.withAggressiveMask(false).run(StudyInputs.ofTable(folder.resolve("studies/studies.tsv"), DerSimonianLaird.withDefaults()
			.needs(), true),
			InputImage.read(
				folder.resolve("mask.nii.gz")), "test", Progress.NONE).result().maps().get(MapKind.P);
		final boolean[] mask = TINY.mask();
		final float[] truth = TINY.truth();
		int signal = 0;
		int falsePositives = 0;
		int j = 0;
		for (int i = 0; i < mask.length; i++) {
			if (!mask[i]) continue;
			if (truth[i] != 0) signal++;
			else if (p[j] < 0.001) falsePositives++;
			j++;
		}
		final String fitted = String.format(Locale.ROOT, "%,d", TINY.maskCount());
		final String without = String.format(Locale.ROOT, "%,d", TINY.maskCount() - signal);
		assertTrue(signal > 0);
		assertTrue(lines.contains("  voxels in the mask    " + fitted + ", fitted " + fitted), lines.toString());
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("  true signal found ")), lines.toString());
		assertTrue(lines.contains(String.format(Locale.ROOT,
			"  false positives       %.2f %% of %s voxels, 0.10 %% expected",
			100.0 * falsePositives / (TINY.maskCount() - signal), without)), lines.toString());
		assertEquals(TINY.maskCount(), j);
	}

	@Test
	void voxelsOutsideTheMaskHaveNoResult() throws IOException, CommandFailure {
		runDemo();

		final boolean[] mask = TINY.mask();
		final int[] i = { 0 };
		NiftiReader.read(folder.resolve("maps/reason.nii.gz")).img().forEach(value -> {
			assertEquals(!mask[i[0]], value.getRealDouble() == Reason.OUTSIDE_MASK.code(), "voxel " + i[0]);
			i[0]++;
		});
	}

	@Test
	void runsAgainInTheSameFolder() throws IOException, CommandFailure {
		runDemo();
		final byte[] first = Files.readAllBytes(folder.resolve("maps/z.nii.gz"));
		runDemo();

		assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(folder.resolve("maps/z.nii.gz"))));
	}

	@Test
	void folderThatCannotBeMadeIsNamed() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "keep me");

		final String message = assertThrows(IOException.class, () -> runDemo(file.resolve("demo"))).getMessage();

		assertTrue(message.contains(file.toString()), message);
	}

	private List<String> runDemo() throws IOException, CommandFailure {
		return runDemo(folder);
	}

	private static List<String> runDemo(final Path into) throws IOException, CommandFailure {
		try (HeadlessRunner runner = new HeadlessRunner(QUIET)) {
			return new Demo(into, runner, QUIET, TINY).run();
		}
	}
}
