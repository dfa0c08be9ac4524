package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.log.LogLevel;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.ClusterChoice;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.PermutationAnalysis.Outcome;
import org.voxmeta.analysis.PermutationMap;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.image.NiftiImages;
import org.voxmeta.task.Progress;

class PermutationTestCommandTest {

	private static final String LABEL = "Permutation Test...";
	private static final SmallStudies STUDIES = SmallStudies.of(12, 5, 4, 3).withHoles();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroTestsAResultInAFolder() throws IOException {
		fit("DerSimonian-Laird...", "");

		final FijiRun run = fiji.runMacro(macro("result=[" + result() + "]")).clean();

		final Outcome wanted = PermutationAnalysis.of(RecordedRun.read(result())).run("test", Progress.NONE);
		assertMaps(wanted);
		assertEquals(fiji.image("p_fwe"), run.output("p"));
		assertEquals(wanted.notes(), run.log(LogLevel.WARN));
		assertEquals(2048, fiji.results().getValue("permutations", 1));
	}

	@Test
	void everyOptionReachesTheTest() throws IOException {
		fit("DerSimonian-Laird...", "moderators=age,dose");

		fiji.runMacro(macro("result=[" + result().resolve("result.json") + "] permutations=40 seed=5 twosided=false term=dose"
			+ " blocks=site clusters=all threshold=0.2 connectivity=18 uncorrected=true output=[" + folder.resolve("test")
			+ "]")).clean();

		final Outcome wanted = PermutationAnalysis.of(RecordedRun.read(result())).with(PermutationPlan.DEFAULT.withCount(40)
			.withSeed(5).withTwoSided(false).withPerVoxel(true)).withTerm("dose").withBlocks("site").withClusters(EnumSet.allOf(
				ClusterChoice.class), 0.2).withNeighbours(18).run("test", Progress.NONE);
		assertMaps(wanted);
		assertTrue(Files.exists(folder.resolve("test").resolve("p_fwe_tfce_dose.nii.gz")));
		assertTrue(Files.exists(folder.resolve("test").resolve("permutation_dose.json")));
	}

	@Test
	void theTestMayStopEarly() throws IOException {
		fit("Permuted OLS...", "");

		fiji.runMacro(macro("result=[" + result() + "] stopafter=3")).clean();

		assertEquals(256, fiji.results().getValue("permutations", 1));
	}

	@Test
	void stacksAreFoundByTheirTitles() throws IOException {
		STUDIES.frames("y", STUDIES.effects(), 32).show();
		STUDIES.frames("v", STUDIES.variances(), 32).show();
		fiji.runMacro("run('DerSimonian-Laird...', 'effects=y variances=v output=[" + result() + "]');").clean();

		fiji.runMacro(macro("result=[" + result() + "]")).clean();
		assertEquals(2048, fiji.results().getValue("permutations", 1));

		fiji.image("v").close();
		assertError("variances: got 'v', wanted the title of an open image or the path of a file", "result=[" + result()
			+ "]");
	}

	@Test
	void wrongInputEndsInOneMessage() throws IOException {
		assertError("fit, result: got none, wanted an open map of a meta-analysis, or its output folder or the result.json in it",
			"permutations=20");
		assertError("nowhere: no such file, wanted the record of an estimator's run", "result=[" + folder.resolve("nowhere")
			+ "]");
		fit("DerSimonian-Laird...", "");
		assertError("Term: got 'age', wanted none, as there are no moderators", "result=[" + result() + "] term=age");
		assertError("Permutations: got 1, wanted 2 or more", "result=[" + result() + "] permutations=1");
	}

	private void fit(final String label, final String keys) throws IOException {
		final Path table = STUDIES.writeWith(folder, Map.of("age", column(20, 7), "dose", column(1, 5), "site",
			List.of("a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b")));
		fiji.runMacro("run('" + label + "', 'studies=[" + table + "] " + keys + " output=[" + result() + "]');");
	}

	private static List<String> column(final int first, final int step) {
		return IntStream.range(0, STUDIES.studies()).mapToObj(k -> String.valueOf(first + k * step % 17))
			.toList();
	}

	private static void assertMaps(final Outcome wanted) {
		for (final PermutationMap map : wanted.maps()) {
			final ImagePlus got = fiji.image(map.key());
			final ImagePlus expected = NiftiImages.toImagePlus(map.image(), map.key());
			for (int slice = 1; slice <= expected.getStackSize(); slice++)
				assertArrayEquals((float[]) expected.getStack().getPixels(slice), (float[]) got.getStack().getPixels(slice), map
					.key());
		}
	}

	private void assertError(final String wanted, final String keys) {
		final FijiRun run = fiji.runMacro(macro(keys));
		final List<String> errors = run.log(LogLevel.ERROR);
		assertEquals(run.cancellations(), errors);
		assertEquals(1, errors.size(), errors::toString);
		assertTrue(errors.get(0).contains(wanted), errors.get(0));
	}

	private Path result() {
		return folder.resolve("out");
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}
}
