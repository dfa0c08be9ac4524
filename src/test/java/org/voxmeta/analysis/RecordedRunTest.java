package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

class RecordedRunTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 4, 3, 3).withHoles();
	private static final Set<MapKind> MAPS = EnumSet.of(MapKind.Z, MapKind.EST, MapKind.SE, MapKind.K);

	@TempDir
	Path folder;

	@Test
	void aRunOnATableIsRepeatedBitForBit() throws IOException {
		final Path table = table();

		assertRepeated(run(Function.identity(), Function.identity()), StudyLoader.of(needs()).ofTable(table), null);
	}

	@Test
	void everyOptionIsRepeated() throws IOException {
		final Path table = table();
		final StudyLoader loader = StudyLoader.of(needs()).withDropInvalid(true).withModerators(new ModeratorChoice(
			"age,drug(b)", true, true, "0,1,-1", "40,a"));
		final float[] inMask = new float[STUDIES.voxels()];
		IntStream.range(5, 30).forEach(j -> inMask[j] = 1);
		final InputImage mask = InputImage.read(STUDIES.writeMap(folder.resolve("mask.nii.gz"), inMask));

		assertRepeated(run(estimator -> estimator.with(Adjustment.KNAPP_HARTUNG), run -> run.withAggressiveMask(false)
			.withMinimumStudies(5)), loader.ofTable(table), mask);
	}

	@Test
	void regionsAreRepeated() throws IOException {
		final float[] labels = new float[STUDIES.voxels()];
		for (int j = 0; j < labels.length; j++)
			labels[j] = j / 6;
		final InputImage image = InputImage.read(STUDIES.writeMap(folder.resolve("labels.nii.gz"), labels));

		assertRepeated(run(Function.identity(), run -> run.withLabels(image)), StudyLoader.of(needs()).ofTable(table()),
			null);
	}

	@Test
	void stacksAreFoundByTheirNames() throws IOException {
		final Map<String, InputImage> open = Map.of("y", InputImage.of(STUDIES.frames("y", STUDIES.effects(), 32)), "v",
			InputImage.of(STUDIES.frames("v", STUDIES.variances(), 32)));
		final Map<Need, InputImage> stacks = new EnumMap<>(Map.of(Need.EFFECT, open.get("y"), Need.VARIANCE, open.get(
			"v")));
		final EstimatorRun run = run(Function.identity(), Function.identity());

		final MetaAnalysisResult result = run.run(StudyLoader.of(needs()).ofStacks(stacks, StudyAxis.T), null, "test",
			Progress.NONE).result();
		final RecordedRun recorded = RecordedRun.read(output());

		assertSame(result, recorded.withImages((role, name) -> open.get(name)).fit(MAPS, Progress.NONE).result());
		assertMessage("effects: got 'y', which is no file any more", RecordedRun.read(output()));
	}

	@Test
	void estimatorsWithOtherOptionsAreRepeated() throws IOException {
		final Estimator ols = PermutedOls.withDefaults().withTwoSided(false);
		final StudyInputs inputs = StudyLoader.of(ols.needs()).ofTable(table());

		assertRepeated(EstimatorRun.of(ols).withOutput(output()), inputs, null);
	}

	@Test
	void aMissingTableIsNamed() throws IOException {
		final RecordedRun recorded = recorded();
		final Path table = folder.resolve("studies.tsv");
		Files.delete(table);

		assertMessage(output().resolve("result.json") + ": its study table " + table
			+ " is not there any more; wanted it as it was", recorded);
	}

	@Test
	void changedImagesAreNoticed() throws IOException {
		final RecordedRun recorded = recorded();
		STUDIES.withEffects(y -> 1.01 * y).write(folder);

		assertMessage("its study table or its images have changed: got another map than z.nii.gz; wanted", recorded);
	}

	@Test
	void changedTablesAreNoticed() throws IOException {
		final RecordedRun recorded = recorded();
		final List<String> lines = Files.readAllLines(folder.resolve("studies.tsv"));
		Files.write(folder.resolve("studies.tsv"), lines.subList(0, lines.size() - 1));

		assertMessage("got 7 studies instead of 8", recorded);
	}

	@Test
	void recordsOfOlderVersionsAreRefused() throws IOException {
		recorded();

		change(json -> json.getAsJsonObject("inputs").remove("keys"));
		assertUnreadable("does not say all that is needed to repeat the run", output());
		change(json -> json.remove("estimator"));
		assertUnreadable("'estimator': got nothing, wanted a text", output());
		Files.writeString(output().resolve("result.json"), "{");
		assertUnreadable("result.json: is not JSON", output());
		Files.writeString(output().resolve("result.json"), "[1]");
		assertUnreadable("wanted the record of a meta-analysis", output());
		assertUnreadable("wanted the output folder of a meta-analysis", folder.resolve("nowhere"));
	}

	private RecordedRun recorded() throws IOException {
		run(Function.identity(), Function.identity()).run(StudyLoader.of(needs()).ofTable(table()), null, "test",
			Progress.NONE);
		return RecordedRun.read(output().resolve("result.json"));
	}

	private void change(final Consumer<JsonObject> change) throws IOException {
		final Path file = output().resolve("result.json");
		final JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
		change.accept(json);
		Files.writeString(file, json.toString());
	}

	private EstimatorRun run(final Function<DerSimonianLaird, DerSimonianLaird> estimator,
		final Function<EstimatorRun, EstimatorRun> options)
	{
		return options.apply(EstimatorRun.of(estimator.apply(DerSimonianLaird.withDefaults()))).withOutput(output());
	}

	private void assertRepeated(final EstimatorRun run, final StudyInputs inputs, final InputImage mask)
		throws IOException
	{
		final MetaAnalysisResult result = run.run(inputs, mask, "test", Progress.NONE).result();

		assertSame(result, RecordedRun.read(output()).fit(MAPS, Progress.NONE).result());
	}

	private static void assertSame(final MetaAnalysisResult wanted, final MetaAnalysisResult got) {
		assertEquals(wanted.maps().terms().size(), got.maps().terms().size());
		for (final MapKind kind : MAPS)
			if (wanted.maps().kinds().contains(kind)) for (int t = 0; t < (kind.isPerTerm() ? wanted.maps().terms().size()
				: 1); t++)
				assertArrayEquals(wanted.maps().get(kind, t), got.maps().get(kind, t));
	}

	private static void assertMessage(final String wanted, final RecordedRun run) {
		final String message = assertThrows(IllegalArgumentException.class, () -> run.fit(MAPS, Progress.NONE))
			.getMessage();
		assertTrue(message.contains(wanted), message);
	}

	private static void assertUnreadable(final String wanted, final Path file) {
		final String message = assertThrows(IllegalArgumentException.class, () -> RecordedRun.read(file)).getMessage();
		assertTrue(message.contains(wanted), message);
	}

	private Path table() throws IOException {
		return STUDIES.writeWith(folder, Map.of("age", List.of("20", "31", "44", "25", "38", "52", "61", "29"), "drug",
			List.of("a", "b", "a", "b", "b", "a", "b", "a")));
	}

	private Path output() {
		return folder.resolve("out");
	}

	private static Set<Need> needs() {
		return DerSimonianLaird.withDefaults().needs();
	}
}
