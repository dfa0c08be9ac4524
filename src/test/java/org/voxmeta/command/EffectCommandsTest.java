package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.command.MapAssertions.assertMap;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.study.Study;
import org.voxmeta.study.StudyMap;
import org.voxmeta.study.StudyTableWriter;

/** What is particular to the commands of single estimators of effects, in macros. */
class EffectCommandsTest {

	private static final double FLOAT = 1e-6;
	private static final SmallStudies STUDIES = SmallStudies.of(5, 4, 3, 2);

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void tau2OfWeightedLeastSquaresIsGiven() throws IOException {
		final Path table = STUDIES.write(folder);

		final FijiRun run = run("Weighted Least Squares...", table, "tau2=0.25").clean();

		final double[] est = new double[STUDIES.voxels()];
		for (int j = 0; j < est.length; j++) {
			double w = 0;
			for (int k = 0; k < STUDIES.studies(); k++) {
				final double weight = 1 / (STUDIES.variances()[k][j] + 0.25);
				w += weight;
				est[j] += weight * STUDIES.effects()[k][j];
			}
			est[j] /= w;
		}
		assertMap(est, (ImagePlus) run.output("est"), FLOAT);
		final double[] given = new double[est.length];
		Arrays.fill(given, 0.25);
		assertMap(given, fiji.image("tau2"), 0);
	}

	@Test
	void negativeTau2IsRefused() throws IOException {
		final Path table = STUDIES.write(folder);

		final FijiRun run = run("Weighted Least Squares...", table, "tau2=-0.5");

		assertTrue(run.log(LogLevel.ERROR).stream().anyMatch(line -> line.contains(
			"Tau2: got -0.5, wanted a number that is 0 or more")), run.log(LogLevel.ERROR).toString());
		assertEquals(List.of(), fiji.images());
	}

	@Test
	void fixedEffectsHedgesTakesTMapsAndSampleSizes() throws IOException {
		final Path table = tMaps(4, 9, 16, 25, 36);

		final FijiRun run = run("Fixed-Effects Hedges...", table, "").clean();

		final double[] est = new double[STUDIES.voxels()];
		for (int j = 0; j < est.length; j++) {
			double sum = 0;
			for (int k = 0; k < 5; k++) {
				final double n = (k + 2) * (k + 2);
				final double d = STUDIES.effects()[k][j] / (k + 2);
				final double c = 1 - 3 / (4 * n - 5);
				final double w = 1 / (c * c * (n - 1) / (n - 3) * (1 / n + d * d) - d * d);
				sum += w;
				est[j] += w * c * d;
			}
			est[j] /= sum;
		}
		assertMap(est, (ImagePlus) run.output("est"), FLOAT);
	}

	@Test
	void threeSubjectsAreTooFewForHedges() throws IOException {
		final Path table = tMaps(20, 3, 20, 20, 20);

		final FijiRun run = run("Fixed-Effects Hedges...", table, "");

		assertTrue(run.log(LogLevel.ERROR).stream().anyMatch(line -> line.contains(
			"Sample sizes: study 2 has 3.0, wanted more than 3")), run.log(LogLevel.ERROR).toString());
	}

	private static FijiRun run(final String label, final Path table, final String keys) {
		return fiji.runMacro("run('" + label + "', 'studies=[" + table + "] " + keys + "');");
	}

	/** Writes a table of t maps, the effects taken for such, of so many subjects. */
	private Path tMaps(final int... subjects) throws IOException {
		final List<Study> studies = new ArrayList<>();
		for (int k = 0; k < subjects.length; k++)
			studies.add(new Study("study " + (k + 1), Map.of(StudyMap.T, STUDIES.writeMap(folder.resolve("t-" + k
				+ ".nii.gz"), STUDIES.effects()[k])), subjects[k], "", Map.of(), 0));
		final Path table = folder.resolve("studies.tsv");
		StudyTableWriter.write(table, studies);
		return table;
	}
}
