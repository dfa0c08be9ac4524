package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.fit.diagnostic.InfluenceMaps;
import org.voxmeta.fit.diagnostic.Measure;
import org.voxmeta.fit.diagnostic.StudyInfluence;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.GroupChoice;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

class InfluenceAnalysisTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 4, 3, 3).withHoles();
	private static final Estimator ESTIMATOR = DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG);
	private static final Map<String, List<String>> COLUMNS = Map.of("age", List.of("20", "31", "44", "25", "38",
		"52", "61", "29"), "lab", List.of("a", "b", "b", "c", "d", "e", "e", "f"));

	@TempDir
	Path folder;

	@Test
	void mapsAreThoseOfTheMeasures() throws IOException {
		final RecordedRun run = recorded(ESTIMATOR, ModeratorChoice.of("age"), GroupChoice.AUTO);

		final DiagnosticOutcome outcome = InfluenceAnalysis.of(run).run("test", Progress.NONE);

		assertEquals(List.of("influence_most", "influence_largest", "egger_z", "egger_p", "egger_logp",
			"failsafe_n",
			"tau2_est_range_intercept", "tau2_z_range_intercept", "tau2_est_range_age", "tau2_z_range_age",
			"tau2_range",
			"influence_cook", "influence_dffits", "influence_tau2_change", "influence_q_change"),
			outcome.maps().stream().map(DiagnosticMap::key).toList());
		final InfluenceMaps wanted =
			StudyInfluence.of(ESTIMATOR).of(DiagnosticOutcome.voxels(run.fit(Set.of(MapKind.Z),
			Progress.NONE)), Progress.NONE);
		for (final Measure measure : wanted.measures())
			for (int k = 0; k < 8; k++)
				assertArrayEquals(wanted.stack(measure)[k], map(outcome, "influence_" + measure.key()).values().get(k));
		assertEquals("range of z over estimators of tau2, age", map(outcome, "tau2_z_range_age").title());
	}

	@Test
	void theLabelMapHasNumbersOfTheTable() throws IOException {
		final DiagnosticOutcome outcome = InfluenceAnalysis.of(recorded(ESTIMATOR, ModeratorChoice.NONE,
			GroupChoice.AUTO)).withMost(Measure.DFFITS).run("test", Progress.NONE);

		final float[] most = map(outcome, "influence_most").values().get(0);
		final NumberTable table = outcome.tables().get(0);
		assertEquals(List.of("number", "study", "voxels", "percent", "dffits_mean", "dffits_largest"),
			table.columns());
		double percent = 0;
		for (int k = 0; k < 8; k++) {
			final int number = k + 1;
			assertEquals((double) IntStream.range(0, most.length).filter(j -> most[j] == number).count(),
				table.rows().get(k).get(2));
			percent += (double) table.rows().get(k).get(3);
		}
		assertEquals(100, percent, 1e-9);
	}

	@Test
	void theComparisonIsOfAllEstimatorsOfTheVarianceBetweenStudies() {
		final List<Estimator> estimators = Tau2Estimators.like(ESTIMATOR, Studies.independent(8));
		assertEquals(List.of("DerSimonian-Laird", "Empirical Bayes", "Hedges", "Hunter-Schmidt", "Paule-Mandel",
			"Sidik-Jonkman", "Variance-Based Likelihood", "Variance-Based Likelihood"), estimators.stream().map(
				Estimator::name).toList());
		for (final Estimator estimator : estimators)
			assertEquals("Knapp-Hartung", estimator.options().get("adjustment"));
		assertTrue(Tau2Estimators.like(PermutedOls.withDefaults(), Studies.independent(8)).isEmpty());
	}

	@Test
	void groupsHaveWhatCanBeToldOfThem() throws IOException {
		final RecordedRun run = recorded(DerSimonianLaird.withDefaults(), ModeratorChoice.NONE,
			GroupChoice.parse("lab"));

		final DiagnosticOutcome outcome = InfluenceAnalysis.of(run).run("test", Progress.NONE);

		assertEquals(List.of("influence_most", "influence_largest", "tau2_est_range", "tau2_z_range", "tau2_range",
			"influence_tau2_change", "influence_q_change"), outcome.maps().stream().map(DiagnosticMap::key).toList());
		assertEquals(6, map(outcome, "influence_q_change").names().size());
		assertTrue(outcome.notes().contains("Influence: cook, dffits are not there for studies in groups"), outcome
			.notes()::toString);
		assertTrue(outcome.notes().contains("Egger's regression: not there for studies in groups"));
		assertEquals("Most influential study: got 'cook' for studies in groups, wanted one of tau2_change,"
			+ " q_change",
			message(InfluenceAnalysis.of(run).withMost(Measure.COOK)));
	}

	@Test
	void anEstimatorWithNothingToTellIsRefused() throws IOException {
		final RecordedRun run = recorded(PermutedOls.withDefaults(), ModeratorChoice.NONE, GroupChoice.AUTO);

		assertEquals("Influence: got Permuted OLS, wanted an estimator that uses variances of effects;"
			+ " Leave One Out works"
			+ " with all estimators", message(InfluenceAnalysis.of(run)));
	}

	@Test
	void filesAreMapsATableAndARecord() throws IOException {
		final Path output = folder.resolve("test");

		final DiagnosticOutcome outcome = InfluenceAnalysis.of(recorded(ESTIMATOR, ModeratorChoice.NONE,
			GroupChoice.AUTO))
			.with(EnumSet.of(Measure.HAT)).withSensitivity(false).withEgger(Optional.empty()).withOutput(output)
			.run("1.0",
				Progress.NONE);

		assertEquals(List.of("influence_most.nii.gz", "influence_largest.nii.gz", "failsafe_n.nii.gz",
			"influence_hat.nii.gz", "influence.csv", "influence.json"), outcome.files().stream().map(file ->
			file.getFileName().toString()).toList());
		assertEquals("none",
			JsonParser.parseString(Files.readString(output.resolve("influence.json"))).getAsJsonObject()
			.getAsJsonObject("parameters").get("egger").getAsString());
	}

	@Test
	void wrongLevelsAndNamesAreRefused() throws IOException {
		assertEquals("Alpha: got 0.5, wanted a number above 0 and below 0.5",
			message(InfluenceAnalysis.of(recorded(ESTIMATOR, ModeratorChoice.NONE, GroupChoice.AUTO)).withAlpha(0.5)));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> InfluenceAnalysis.maps("p_max")).getMessage()
			.startsWith("Maps: got 'p_max', wanted any of most, largest"));
		assertEquals(List.of(), InfluenceAnalysis.maps("none"));
	}

	private RecordedRun recorded(final Estimator estimator, final ModeratorChoice moderators,
		final GroupChoice groups) throws IOException
	{
		STUDIES.writeWith(folder, COLUMNS);
		EstimatorRun.of(estimator).withAggressiveMask(false).withOutput(folder.resolve("out")).run(StudyLoader
			.of(estimator
			.needs()).withModerators(moderators).withGroups(groups).ofTable(folder.resolve("studies.tsv")), null,
			"test", Progress.NONE);
		return RecordedRun.read(folder.resolve("out"));
	}

	private static DiagnosticMap map(final DiagnosticOutcome outcome, final String key) {
		return outcome.maps().stream().filter(map -> map.key().equals(key)).findFirst().orElseThrow();
	}

	private static String message(final InfluenceAnalysis analysis) {
		return assertThrows(IllegalArgumentException.class, () -> analysis.run("test", Progress.NONE)).getMessage();
	}
}
