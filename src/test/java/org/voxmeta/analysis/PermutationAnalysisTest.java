package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.PermutationAnalysis.Outcome;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.grid.cluster.ClusterExtent;
import org.voxmeta.grid.cluster.Tfce;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

class PermutationAnalysisTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 4, 3, 3).withHoles();
	private static final Estimator ESTIMATOR = DerSimonianLaird.withDefaults();
	private static final Map<String, List<String>> COLUMNS = Map.of("age", List.of("20", "31", "44", "25", "38", "52",
		"61", "29"), "site", List.of("a", "a", "b", "b", "b", "a", "b", "a"));

	@TempDir
	Path folder;

	@Test
	void mapsAreThoseOfTheTester() throws IOException {
		final RecordedRun run = meanOfStudies();
		final PermutationPlan plan = PermutationPlan.DEFAULT.withPerVoxel(true);

		final Outcome outcome = PermutationAnalysis.of(run).with(plan).withClusters(EnumSet.of(ClusterChoice.EXTENT,
			ClusterChoice.TFCE), 0.05).run("test", Progress.NONE);

		final double threshold = NormalTail.quantileTwoSided(0.05);
		final PermutationResult wanted = test(run, plan.with(v -> new ClusterExtent(threshold, v)).with(Tfce::of));
		assertEquals(List.of("p_fwe", "logp_fwe", "z_fwe", "extent", "p_fwe_extent", "logp_fwe_extent", "tfce",
			"p_fwe_tfce", "logp_fwe_tfce", "p_permutation"), outcome.maps().stream().map(PermutationMap::key).toList());
		assertArrayEquals(wanted.corrected().get(0).p(), values(outcome, "p_fwe"));
		assertArrayEquals(wanted.corrected().get(1).p(), values(outcome, "p_fwe_extent"));
		assertArrayEquals(wanted.corrected().get(2).p(), values(outcome, "p_fwe_tfce"));
		assertArrayEquals(wanted.corrected().get(2).statistic(), values(outcome, "tfce"));
		assertArrayEquals(wanted.p(), values(outcome, "p_permutation"));
		assertEquals(128, outcome.summary().get("permutations"));
		assertEquals(true, outcome.summary().get("exact"));
	}

	@Test
	void correctedZHasItsPAndTheSignOfZ() throws IOException {
		final RecordedRun run = meanOfStudies();
		final Outcome outcome = PermutationAnalysis.of(run).run("test", Progress.NONE);

		final double[] p = values(outcome, "p_fwe");
		final double[] z = values(outcome, "z_fwe");
		final double[] observed = run.fit(Set.of(MapKind.Z), Progress.NONE).result().maps().get(MapKind.Z);
		for (int j = 0; j < p.length; j++) {
			assertEquals(Double.isNaN(p[j]), Double.isNaN(z[j]));
			if (Double.isNaN(p[j])) continue;
			assertEquals(p[j], NormalTail.twoSided(z[j]), 1e-12);
			assertTrue(z[j] * observed[j] >= 0);
			assertEquals(-Math.log10(p[j]), values(outcome, "logp_fwe")[j], 1e-12);
		}
	}

	@Test
	void filesAreMapsNullDistributionsAndARecord() throws IOException {
		final Path output = folder.resolve("test");
		final Outcome outcome = PermutationAnalysis.of(meanOfStudies()).withClusters(EnumSet.of(ClusterChoice.MASS), 0.01)
			.withOutput(output).run("1.0", Progress.NONE);

		assertEquals(List.of("p_fwe.nii.gz", "logp_fwe.nii.gz", "z_fwe.nii.gz", "mass.nii.gz", "p_fwe_mass.nii.gz",
			"logp_fwe_mass.nii.gz", "null_voxel.csv", "null_mass.csv", "permutation.json"), outcome.files().stream().map(
				file -> file.getFileName().toString()).toList());
		final double[] maxima = outcome.tested().corrected().get(0).maxima().maxima();
		final List<String> lines = Files.readAllLines(output.resolve("null_voxel.csv"));
		assertEquals("largest", lines.get(0));
		assertArrayEquals(maxima, lines.stream().skip(1).mapToDouble(Double::parseDouble).toArray());
		final JsonObject record = JsonParser.parseString(Files.readString(output.resolve("permutation.json")))
			.getAsJsonObject();
		assertEquals(folder.resolve("out").resolve("result.json").toString(), record.get("result").getAsString());
		assertEquals("signs of studies or groups", record.get("rearranged").getAsString());
		assertEquals(0.01, record.getAsJsonObject("parameters").get("threshold").getAsDouble());
		assertEquals(128, record.getAsJsonObject("counts").get("permutations").getAsInt());
	}

	@Test
	void theFirstModeratorIsTestedUnlessAnotherTermIsWanted() throws IOException {
		final RecordedRun run = regression("age,site");
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(50);

		final Outcome first = PermutationAnalysis.of(run).with(plan).run("test", Progress.NONE);
		final Outcome other = PermutationAnalysis.of(run).with(plan).withTerm("SITE-B").run("test", Progress.NONE);

		assertEquals("p_fwe_age", first.maps().get(0).key());
		assertArrayEquals(test(run, plan.withTerm(1)).corrected().get(0).p(), first.maps().get(0).values());
		assertArrayEquals(test(run, plan.withTerm(2)).corrected().get(0).p(), other.maps().get(0).values());
	}

	@Test
	void blocksAreLabelsOfTheTable() throws IOException {
		final RecordedRun run = regression("age");
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(50);

		final Outcome outcome = PermutationAnalysis.of(run).with(plan).withBlocks("Site").run("test", Progress.NONE);

		assertArrayEquals(test(run, plan.withTerm(1).withBlocks(0, 0, 1, 1, 1, 0, 1, 0)).corrected().get(0).p(), values(
			outcome, "p_fwe_age"));
	}

	@Test
	void aOneSidedTestFindsEffectsAboveZeroAlone() throws IOException {
		final Outcome outcome = PermutationAnalysis.of(meanOfStudies()).with(PermutationPlan.DEFAULT.withTwoSided(false))
			.run("test", Progress.NONE);

		final double[] p = values(outcome, "p_fwe");
		final double[] z = values(outcome, "z_fwe");
		assertTrue(IntStream.range(0, p.length).anyMatch(j -> p[j] < 0.5));
		for (int j = 0; j < p.length; j++)
			if (!Double.isNaN(p[j])) assertEquals(p[j] >= 0.5 ? 0 : NormalTail.zOfLogUpper(Math.log(p[j])), z[j]);
	}

	@Test
	void fewRearrangementsAreNoted() throws IOException {
		SmallStudies.of(5, 4, 3, 3).write(folder);
		final Outcome outcome = PermutationAnalysis.of(recorded(ModeratorChoice.NONE)).run("test", Progress.NONE);

		assertTrue(outcome.notes().contains("Permutation test: there are 16 rearrangements, so that no p can be below"
			+ " 0.0625"), outcome.notes()::toString);
	}

	@Test
	void whatDoesNotFitIsRefused() throws IOException {
		final PermutationAnalysis mean = PermutationAnalysis.of(meanOfStudies());
		assertMessage("Term: got 'age', wanted none, as there are no moderators", mean.withTerm("age"));
		assertMessage("Blocks: got 'site', wanted none, as signs are flipped here", mean.withBlocks("site"));
		assertMessage("wanted 6 or 18 or 26", mean.withClusters(EnumSet.of(ClusterChoice.TFCE), 0.01).withNeighbours(5));
		assertEquals("Threshold: got p = 1.0, wanted a number above 0 and below 1", assertThrows(
			IllegalArgumentException.class, () -> mean.withClusters(EnumSet.noneOf(ClusterChoice.class), 1)).getMessage());
		final PermutationAnalysis slope = PermutationAnalysis.of(regression("age"));
		assertMessage("Term: got 'sex', wanted one of intercept, age", slope.withTerm("sex"));
		assertMessage("'sex'", slope.withBlocks("sex"));
	}

	@Test
	void nothingIsWrittenWhenCancelled() throws IOException {
		final Path output = folder.resolve("test");
		final PermutationAnalysis analysis = PermutationAnalysis.of(meanOfStudies()).withOutput(output);

		assertThrows(CancellationException.class, () -> analysis.run("test", (stage, done, total) -> !stage.startsWith(
			"permuting")));
		assertFalse(Files.exists(output));
	}

	@Test
	void namesOfClustersAreRead() {
		assertEquals(EnumSet.noneOf(ClusterChoice.class), ClusterChoice.parse(" None"));
		assertEquals(EnumSet.allOf(ClusterChoice.class), ClusterChoice.parse("ALL"));
		assertEquals(EnumSet.of(ClusterChoice.EXTENT, ClusterChoice.TFCE), ClusterChoice.parse("tfce, extent"));
		assertThrows(IllegalArgumentException.class, () -> ClusterChoice.parse("size"));
	}

	private RecordedRun meanOfStudies() throws IOException {
		STUDIES.writeWith(folder, COLUMNS);
		return recorded(ModeratorChoice.NONE);
	}

	private RecordedRun regression(final String moderators) throws IOException {
		STUDIES.writeWith(folder, COLUMNS);
		return recorded(ModeratorChoice.of(moderators));
	}

	private RecordedRun recorded(final ModeratorChoice moderators) throws IOException {
		final Set<Need> needs = ESTIMATOR.needs();
		EstimatorRun.of(ESTIMATOR).withOutput(folder.resolve("out")).run(StudyLoader.of(needs).withModerators(moderators)
			.ofTable(folder.resolve("studies.tsv")), null, "test", Progress.NONE);
		return RecordedRun.read(folder.resolve("out"));
	}

	/** The tester on the same studies. */
	private static PermutationResult test(final RecordedRun run, final PermutationPlan plan) throws IOException {
		final EstimatorRun.Fitted fitted = run.fit(Set.of(MapKind.Z), Progress.NONE);
		final StudyData data = fitted.reading().data();
		final var mask = fitted.result().masker().mask();
		return PermutationTester.of(ESTIMATOR, plan).test(data, fitted.result().maps().get(MapKind.Z, plan.term()), IntStream
			.range(0, mask.size()).map(mask::index).toArray(), mask.dimensions(), Progress.NONE);
	}

	private static double[] values(final Outcome outcome, final String key) {
		return outcome.maps().stream().filter(map -> map.key().equals(key)).findFirst().orElseThrow().values();
	}

	private static void assertMessage(final String wanted, final PermutationAnalysis analysis) {
		final String message = assertThrows(IllegalArgumentException.class, () -> analysis.run("test", Progress.NONE))
			.getMessage();
		assertTrue(message.contains(wanted), message);
	}
}
