package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/** Tables of clusters of fits and images, and the files that they leave. */
class ClusterRunTest {

	private static final SmallStudies STUDIES = SmallStudies.of(8, 5, 4, 3);
	private static final ClusterRun RUN = ClusterRun.of(MapClusters.of(ClusterSearch.above(1.5)
		.withMinimumSize(2)).withNeighbours(18));
	private static final ClusterRun.Where EVERYWHERE = term -> null;

	@TempDir
	Path folder;

	@Test
	void filesHoldWhatTheRunGave() throws IOException {
		final InputImage z = InputImage.read(STUDIES.writeMap(folder.resolve("z.nii"), scaled(3)));
		final Path target = folder.resolve("new/folder");

		final ClusterRun.Outcome got = RUN.withOutput(target).run(z, null, "1.2.3", Progress.NONE);

		final FoundClusters found = got.clusters().get(0);
		assertTrue(found.clusters().clusters().size() > 1);
		assertEquals(List.of("clusters.csv", "clusters.nii.gz", "clusters_rois.zip", "clusters.json"),
			got.files().stream().map(file -> file.getFileName().toString()).toList());
		assertEquals(Set.of("clusters.csv", "clusters.nii.gz", "clusters_rois.zip", "clusters.json"),
			names(target));
		assertEquals(found.table("").csv(), Files.readString(target.resolve("clusters.csv")));
		final InputImage labels = InputImage.read(target.resolve("clusters.nii.gz"));
		assertArrayEquals(Arrays.stream(found.clusters().labels()).asDoubleStream().toArray(),
			MapVoxels.of(labels, null).values(labels));
		assertTrue(Arrays.deepEquals(STUDIES.header().affine(), labels.header().affine()));
		assertEquals("PK", Files.readString(target.resolve("clusters_rois.zip"), StandardCharsets.ISO_8859_1)
			.substring(0, 2));
		final JsonObject json = record(target.resolve("clusters.json"));
		assertEquals(z.name(), json.get("map").getAsString());
		assertEquals("{\"threshold\":1.5,\"signs\":\"both\",\"minimumsize\":2,\"subpeaks\":3,\"distance\":8.0,"
			+ "\"order\":\"peak\",\"connectivity\":18}", json.get("parameters").toString());
		assertEquals(found.clusters().clusters().size(), json.get("clusters").getAsInt());
		assertEquals("none", json.get("where").getAsString());
		assertFalse(json.has("fit"));
	}

	@Test
	void withoutAFolderNothingIsWritten() throws IOException {
		final InputImage z = InputImage.of(STUDIES.image("z", scaled(3)));

		assertEquals(List.of(), RUN.run(z, null, "", Progress.NONE).files());
		assertEquals(0, folder.toFile().list().length);
	}

	@Test
	void aFitsZIsTaken() throws IOException {
		final Path maps = fit("");

		final ClusterRun.Outcome got = RUN.withOutput(maps).run(Fit.read(maps), "", EVERYWHERE, "", Progress.NONE);

		final ClusterRun.Outcome wanted = RUN.run(InputImage.read(maps.resolve("z.nii.gz")), null, "",
			Progress.NONE);
		assertEquals(wanted.clusters().get(0).table("").csv(), got.clusters().get(0).table("").csv());
		assertEquals(List.of(""), got.terms());
		final JsonObject fit = record(maps.resolve("clusters.json")).getAsJsonObject("fit");
		assertEquals("DerSimonian-Laird", fit.get("estimator").getAsString());
		assertEquals(maps.resolve("result.json").toString(), fit.get("record").getAsString());
	}

	@Test
	void everyTermHasItsClusters() throws IOException {
		final Path maps = fit("age");
		final Fit fit = Fit.read(maps);
		CorrectionRun.of(MapCorrection.of(Correction.FDR_BH)).run(fit, "", "");

		final ClusterRun.Outcome got = ClusterRun.of(MapClusters.of(ClusterSearch.above(0)).withAlpha(0.7))
			.withOutput(folder.resolve("out")).run(fit, "", term -> InputImage.read(
			maps.resolve("p_" + term + "_fdr_bh.nii.gz")), "", Progress.NONE);

		assertEquals(List.of("intercept", "age"), got.terms());
		assertEquals(8, got.files().size());
		assertTrue(names(folder.resolve("out")).containsAll(List.of("clusters_age.csv",
			"clusters_intercept_rois.zip")));
		final InputImage p = InputImage.read(maps.resolve("p_age_fdr_bh.nii.gz"));
		final double[] values = MapVoxels.of(p, null).values(p);
		final int[] labels = got.clusters().get(1).clusters().labels();
		for (int j = 0; j < labels.length; j++)
			assertEquals(values[j] <= 0.7, labels[j] > 0, "voxel " + j);
		assertEquals("age", record(folder.resolve("out/clusters_age.json")).get("term").getAsString());
		assertEquals(0.7, record(folder.resolve("out/clusters_age.json")).getAsJsonObject("parameters").get("alpha")
			.getAsDouble());
	}

	@Test
	void aFitWithoutZIsRefused() throws IOException {
		final Path json = folder.resolve("result.json");
		Files.writeString(json, "{\"estimator\": \"X\", \"parameters\": {}, \"maps\": {\"p_age\": \"p.nii.gz\"}}");
		final Fit fit = Fit.read(json);

		assertEquals(json + ": got no map of z of 'age', wanted one", assertThrows(IllegalArgumentException.class,
			() -> RUN.run(fit, "", EVERYWHERE, "", Progress.NONE)).getMessage());
	}

	@Test
	void anInputIsNeverReplaced() throws IOException {
		final Path file = STUDIES.writeMap(folder.resolve("clusters.nii.gz"), scaled(3));
		final InputImage map = InputImage.read(file);
		final byte[] before = Files.readAllBytes(file);

		assertEquals("Output: " + file + " is an input, wanted another folder",
			assertThrows(IllegalArgumentException.class, () -> RUN.withOutput(folder).run(map, null, "", Progress.NONE))
			.getMessage());

		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(Set.of("clusters.nii.gz"), names(folder));
	}

	@Test
	void progressTellsEveryStage() throws IOException {
		final InputImage z = InputImage.read(STUDIES.writeMap(folder.resolve("z.nii"), scaled(3)));
		final List<String> stages = new ArrayList<>();

		RUN.withOutput(folder.resolve("out")).run(z, null, "", (stage, done, total) -> stages.add(stage + " " + done
			+ "/" + total));

		assertEquals(List.of("reading the map 0/1", "reading the map 1/1"), stages.subList(0, 2));
		assertTrue(stages.get(2).matches("finding clusters 0/\\d+"), stages.toString());
		assertEquals(List.of("writing clusters 0/1", "writing clusters 1/1"), stages.subList(stages.size() - 2, stages
			.size()));
	}

	@Test
	void aCancelAtAnyStepLeavesTheFolderAsItWas() throws IOException {
		final Path maps = fit("age");
		final Fit fit = Fit.read(maps);
		final AtomicInteger all = new AtomicInteger();
		RUN.run(fit, "", EVERYWHERE, "", (stage, done, total) -> all.incrementAndGet() > 0);
		final Path out = Files.createDirectory(folder.resolve("out"));
		Files.writeString(out.resolve("clusters.csv"), "earlier");

		// three more steps where files are written: before each term's, and before all take their names
		for (int step = 0; step < all.get() + 3; step++) {
			final int last = step;
			final AtomicInteger steps = new AtomicInteger();
			assertThrows(CancellationException.class, () -> RUN.withOutput(out).run(fit, "", EVERYWHERE, "", (stage, done,
				total) -> steps.getAndIncrement() < last));

			assertEquals(Set.of("clusters.csv"), names(out));
			assertEquals("earlier", Files.readString(out.resolve("clusters.csv")));
		}
	}

	@Test
	void anEmptyTableIsWrittenToo() throws IOException {
		final InputImage z = InputImage.of(STUDIES.image("z", new float[60]));

		final ClusterRun.Outcome got = RUN.withOutput(folder).run(z, null, "", Progress.NONE);

		assertEquals(0, got.clusters().get(0).clusters().clusters().size());
		assertEquals(1, Files.readAllLines(folder.resolve("clusters.csv")).size());
		assertEquals(4, names(folder).size());
	}

	private Path fit(final String moderators) throws IOException {
		final Path maps = folder.resolve("maps");
		final Path table = STUDIES.writeWith(folder.resolve("studies"),
			Map.of("age", IntStream.range(0, 8).mapToObj(k -> String.valueOf(20 + k * k)).toList()));
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();
		EstimatorRun.of(estimator).withOutput(maps).run(StudyLoader.of(estimator.needs()).withModerators(
			new ModeratorChoice(moderators, false, true, "", "")).ofTable(table), null, "test", Progress.NONE);
		return maps;
	}

	private static float[] scaled(final float factor) {
		final float[] z = STUDIES.effects()[0].clone();
		for (int j = 0; j < z.length; j++)
			z[j] *= factor;
		return z;
	}

	private static Set<String> names(final Path folder) {
		return new TreeSet<>(List.of(folder.toFile().list()));
	}

	private static JsonObject record(final Path file) throws IOException {
		return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
	}
}
