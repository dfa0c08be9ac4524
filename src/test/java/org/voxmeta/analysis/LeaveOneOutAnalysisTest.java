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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.fit.diagnostic.Jackknife;
import org.voxmeta.fit.diagnostic.LeaveOneOut;
import org.voxmeta.fit.diagnostic.LeftOutMaps;
import org.voxmeta.fit.diagnostic.LeftOutMaps.Summary;
import org.voxmeta.fit.diagnostic.Units;
import org.voxmeta.fit.diagnostic.Voxels;
import org.voxmeta.image.ImageFiles;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

class LeaveOneOutAnalysisTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 4, 3, 3).withHoles();
	private static final Estimator ESTIMATOR = DerSimonianLaird.withDefaults();
	private static final Map<String, List<String>> COLUMNS = Map.of("age", List.of("20", "31", "44", "25", "38",
		"52", "61", "29"), "lab", List.of("a", "b", "b", "c", "d", "e", "e", "f"));

	@TempDir
	Path folder;

	@Test
	void mapsAreThoseOfTheRefits() throws IOException {
		final RecordedRun run = recorded(ModeratorChoice.NONE, GroupChoice.AUTO);

		final DiagnosticOutcome outcome = LeaveOneOutAnalysis.of(run).withStacks(true).withAlpha(0.1).run("test",
			Progress.NONE);

		final EstimatorRun.Fitted fitted = run.fit(Set.of(MapKind.Z), Progress.NONE);
		final StudyData data = fitted.reading().data();
		final LeftOutMaps wanted = LeaveOneOut.of(ESTIMATOR).withAlpha(0.1).withStacks(EnumSet.of(MapKind.EST,
			MapKind.Z))
			.of(Voxels.of(data, fitted.result().maps().get(MapKind.Z)), Units.studies(data.studies()), Progress.NONE);
		assertEquals(List.of("loo_est_min", "loo_est_max", "loo_est_range", "loo_p_min", "loo_p_max", "loo_p_range",
			"loo_logp_min", "loo_logp_max", "loo_significant", "loo_refits", "loo_z_without", "loo_est_without"),
			outcome.maps().stream().map(DiagnosticMap::key).toList());
		final double[] min = wanted.get(Summary.EFFECT_MIN, 0);
		final double[] max = wanted.get(Summary.EFFECT_MAX, 0);
		assertArrayEquals(floats(min), map(outcome, "loo_est_min").values().get(0));
		assertArrayEquals(floats(IntStream.range(0, min.length).mapToDouble(j -> max[j] - min[j]).toArray()),
			map(outcome, "loo_est_range").values().get(0));
		assertArrayEquals(floats(wanted.get(Summary.SIGNIFICANT, 0)), map(outcome,
			"loo_significant").values().get(0));
		final DiagnosticMap stack = map(outcome, "loo_z_without");
		assertEquals(8, stack.names().size());
		assertArrayEquals(wanted.stack(MapKind.Z, 0)[5], stack.values().get(5));
		assertArrayEquals(new long[] { 4, 3, 3, 8 }, stack.image().header().dims());
	}

	@Test
	void theTableCountsVoxelsForEachStudy() throws IOException {
		final DiagnosticOutcome outcome = LeaveOneOutAnalysis.of(recorded(ModeratorChoice.NONE,
			GroupChoice.AUTO)).run("test", Progress.NONE);

		final NumberTable table = outcome.tables().get(0);
		assertEquals("leaveoneout", table.name());
		assertEquals(List.of("number", "study", "voxels", "significant", "without", "lost", "gained"),
			table.columns());
		assertEquals(8, table.rows().size());
		for (final List<Object> row : table.rows()) {
			assertEquals((double) row.get(4), (double) row.get(3) - (double) row.get(5) + (double) row.get(6));
			assertTrue((double) row.get(2) > 0 && (double) row.get(3) <= (double) row.get(2));
		}
	}

	@Test
	void groupsAreLeftOutWhereThereAreSome() throws IOException {
		final RecordedRun run = recorded(ModeratorChoice.NONE, GroupChoice.parse("lab"));

		assertEquals(6, LeaveOneOutAnalysis.of(run).run("test", Progress.NONE).tables().get(0).rows().size());
		final DiagnosticOutcome studies = LeaveOneOutAnalysis.of(run).with(LeftOutUnit.STUDY).run("test",
			Progress.NONE);
		assertEquals(8, studies.tables().get(0).rows().size());
		final List<Object> second = LeaveOneOutAnalysis.of(run).with(LeftOutUnit.GROUP).run("test",
			Progress.NONE).tables().get(0).rows().get(1);
		assertEquals(studies.tables().get(0).rows().get(1).get(1) + " + "
			+ studies.tables().get(0).rows().get(2).get(1), second.get(1));
	}

	@Test
	void contributionsAreThoseToTheClustersOfZ() throws IOException {
		final RecordedRun run = recorded(ModeratorChoice.NONE, GroupChoice.AUTO);

		final DiagnosticOutcome outcome =
			LeaveOneOutAnalysis.of(run).with(JackknifeChoice.of(0.02).withMinimumSize(2)).run("test", Progress.NONE);

		assertEquals(List.of("leaveoneout", "leaveoneout_clusters", "leaveoneout_contributions"),
			outcome.tables().stream().map(NumberTable::name).toList());
		final EstimatorRun.Fitted fitted = run.fit(Set.of(MapKind.Z), Progress.NONE);
		final StudyData data = fitted.reading().data();
		final double[] z = fitted.result().maps().get(MapKind.Z);
		final List<int[]> clusters = flooded(z, NormalTail.quantileTwoSided(0.02), 2,
			fitted.result().masker().mask()::index);
		final NumberTable table = outcome.tables().get(2);
		assertEquals(2 + clusters.size(), table.columns().size());
		assertTrue(clusters.size() > 1, clusters.size() + " clusters");
		for (int c = 0; c < clusters.size(); c++) {
			final int[] members = clusters.get(c);
			final int[] ones = new int[members.length];
			Arrays.fill(ones, 1);
			final double[][] wanted = Jackknife.of(ESTIMATOR, MapKind.EST).of(Voxels.of(data, members), ones, 1,
				Units.studies(data.studies()), 0, Progress.NONE);
			for (int k = 0; k < 8; k++)
				assertEquals(wanted[k][0], (double) table.rows().get(k).get(2 + c), 1e-12);
		}
	}

	/** Clusters on the grid of 4 x 3 x 3, that of the largest |z| first. */
	private static List<int[]> flooded(final double[] z, final double threshold, final int least,
		final IntUnaryOperator index)
	{
		final int[] places = new int[36];
		Arrays.fill(places, -1);
		for (int j = 0; j < z.length; j++)
			if (Math.abs(z[j]) >= threshold) places[index.applyAsInt(j)] = j;
		final List<int[]> clusters = new ArrayList<>();
		final boolean[] seen = new boolean[36];
		for (int i = 0; i < 36; i++) {
			if (places[i] < 0 || seen[i]) continue;
			final ArrayDeque<Integer> open = new ArrayDeque<>(List.of(i));
			final List<Integer> members = new ArrayList<>();
			seen[i] = true;
			while (!open.isEmpty()) {
				final int at = open.pop();
				members.add(places[at]);
				for (int other = 0; other < 36; other++) {
					final int apart = Math.abs(at % 4 - other % 4) + Math.abs(at / 4 % 3 - other / 4 % 3) + Math.abs(at / 12
						- other / 12);
					if (apart != 1 || seen[other] || places[other] < 0 || z[places[other]] > 0 != z[places[at]] > 0)
						continue;
					seen[other] = true;
					open.push(other);
				}
			}
			if (members.size() >= least) clusters.add(members.stream().mapToInt(Integer::intValue).sorted().toArray());
		}
		clusters.sort(Comparator.comparingDouble(members -> -Arrays.stream(members).mapToDouble(j -> Math.abs(
			z[j])).max().orElseThrow()));
		return clusters;
	}

	@Test
	void everyTermHasItsMaps() throws IOException {
		final RecordedRun run = recorded(ModeratorChoice.of("age"), GroupChoice.AUTO);

		final DiagnosticOutcome outcome =
			LeaveOneOutAnalysis.of(run).with(JackknifeChoice.of(0.3).withTerm("AGE")).run("test", Progress.NONE);

		assertEquals(2 * 9 + 1, outcome.maps().size());
		assertEquals(List.of("leaveoneout_intercept", "leaveoneout_age", "leaveoneout_clusters_age",
			"leaveoneout_contributions_age"), outcome.tables().stream().map(NumberTable::name).toList());
		assertEquals(List.of("loo_p_max_intercept", "loo_p_max_age"),
			outcome.maps(LeaveOneOutAnalysis.maps("p_max")).stream().map(DiagnosticMap::key).toList());
	}

	@Test
	void filesAreMapsTablesAndARecord() throws IOException {
		final Path output = folder.resolve("test");

		final DiagnosticOutcome outcome = LeaveOneOutAnalysis.of(recorded(ModeratorChoice.NONE,
			GroupChoice.AUTO)).with(
			JackknifeChoice.of(0.2)).withStacks(true).withOutput(output).run("1.0", Progress.NONE);

		assertEquals(12 + 3 + 1, outcome.files().size());
		final JsonObject record = JsonParser.parseString(Files.readString(output.resolve("leaveoneout.json")))
			.getAsJsonObject();
		assertEquals(folder.resolve("out").resolve("result.json").toString(), record.get("result").getAsString());
		assertEquals(8, record.getAsJsonArray("studies").size());
		assertEquals(0.2, record.getAsJsonObject("parameters").get("threshold").getAsDouble());
		assertArrayEquals(new long[] { 4, 3, 3, 8 },
			ImageFiles.readHeader(output.resolve("loo_est_without.nii.gz")).dims());
		assertTrue(Files.readString(output.resolve("leaveoneout.csv")).startsWith("number,study,voxels"));
	}

	@Test
	void regionsHaveNoClusters() throws IOException {
		final float[] labels = new float[36];
		for (int i = 0; i < labels.length; i++)
			labels[i] = i / 12;
		final Path atlas = STUDIES.writeMap(folder.resolve("atlas.nii"), labels);
		STUDIES.write(folder);
		EstimatorRun.of(ESTIMATOR).withLabels(InputImage.read(atlas)).withOutput(folder.resolve("out")).run(
			StudyLoader
			.of(ESTIMATOR.needs()).ofTable(folder.resolve("studies.tsv")), null, "test", Progress.NONE);

		final DiagnosticOutcome outcome = LeaveOneOutAnalysis.of(RecordedRun.read(folder.resolve("out"))).with(
			JackknifeChoice.of(0.2)).withStacks(true).run("test", Progress.NONE);

		assertEquals(List.of("leaveoneout"), outcome.tables().stream().map(NumberTable::name).toList());
		assertTrue(outcome.notes().contains("Clusters: none, as this fit is of regions, which are in no places"));
		assertEquals(2, map(outcome, "loo_p_max").values().get(0).length);
		assertArrayEquals(new long[] { 4, 3, 3, 8 }, map(outcome, "loo_z_without").image().header().dims());
	}

	@Test
	void stacksOfPlanesHaveOneSliceEach() throws IOException {
		SmallStudies.of(6, 5, 4).write(folder);
		EstimatorRun.of(ESTIMATOR).withOutput(folder.resolve("out")).run(StudyLoader.of(ESTIMATOR.needs())
			.ofTable(folder
			.resolve("studies.tsv")), null, "test", Progress.NONE);

		final DiagnosticOutcome outcome = LeaveOneOutAnalysis.of(RecordedRun.read(folder.resolve("out"))).with(
			JackknifeChoice.of(0.5)).withStacks(true).run("test", Progress.NONE);

		assertArrayEquals(new long[] { 5, 4, 1, 6 }, map(outcome, "loo_est_without").image().header().dims());
		assertArrayEquals(new long[] { 5, 4 }, map(outcome, "loo_p_max").image().header().dims());
	}

	@Test
	void whatDoesNotFitIsRefused() throws IOException {
		final LeaveOneOutAnalysis mean = LeaveOneOutAnalysis.of(recorded(ModeratorChoice.NONE, GroupChoice.AUTO));
		assertMessage("Leave out: got 'group', wanted 'study', as the studies of this fit are not in groups",
			mean.with(LeftOutUnit.GROUP));
		assertMessage("Alpha: got 2.0, wanted a number above 0 and below 1", mean.withAlpha(2));
		assertMessage("Term: got 'age', wanted none, as there are no moderators",
			mean.with(JackknifeChoice.of(0.1).withTerm("age")));
		assertMessage("Contributions: got 'p', wanted auto, est or z",
			mean.with(JackknifeChoice.of(0.1).withStatistic("p")));
		assertMessage("Minimum size: got 0, wanted 1 voxel or more",
			mean.with(JackknifeChoice.of(0.1).withMinimumSize(0)));
		assertThrows(IllegalArgumentException.class, () -> JackknifeChoice.of(1));
		assertThrows(IllegalArgumentException.class, () -> LeftOutUnit.parse("lab"));
		assertThrows(IllegalArgumentException.class, () -> LeaveOneOutAnalysis.maps("tau2"));
	}

	@Test
	void nothingIsWrittenWhenCancelled() throws IOException {
		final Path output = folder.resolve("test");
		final LeaveOneOutAnalysis analysis = LeaveOneOutAnalysis.of(recorded(ModeratorChoice.NONE,
			GroupChoice.AUTO)).withOutput(output);
		assertThrows(CancellationException.class, () -> analysis.run("test", (stage, done, total) ->
			!stage.startsWith("leaving")));
		assertFalse(Files.exists(output));
	}

	private RecordedRun recorded(final ModeratorChoice moderators, final GroupChoice groups) throws IOException {
		STUDIES.writeWith(folder, COLUMNS);
		EstimatorRun.of(ESTIMATOR).withAggressiveMask(false).withOutput(folder.resolve("out")).run(StudyLoader
			.of(ESTIMATOR
			.needs()).withModerators(moderators).withGroups(groups).ofTable(folder.resolve("studies.tsv")), null,
			"test", Progress.NONE);
		return RecordedRun.read(folder.resolve("out"));
	}

	private static DiagnosticMap map(final DiagnosticOutcome outcome, final String key) {
		return outcome.maps().stream().filter(map -> map.key().equals(key)).findFirst().orElseThrow();
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int j = 0; j < floats.length; j++)
			floats[j] = (float) values[j];
		return floats;
	}

	private static void assertMessage(final String wanted, final LeaveOneOutAnalysis analysis) {
		assertEquals(wanted, assertThrows(IllegalArgumentException.class, () -> analysis.run("test", Progress.NONE))
			.getMessage());
	}
}
