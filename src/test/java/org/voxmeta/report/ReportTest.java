package org.voxmeta.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.analysis.Estimators;
import org.voxmeta.analysis.Fit;
import org.voxmeta.analysis.FitReading;
import org.voxmeta.analysis.FoundClusters;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapClusters;
import org.voxmeta.analysis.MapCorrection;
import org.voxmeta.analysis.PermutationAnalysis;
import org.voxmeta.analysis.ClusterChoice;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.stats.combination.CombinationMode;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.correction.Correction;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Results;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;
import org.w3c.dom.Element;

/** What a report's page says is what the fit has. */
class ReportTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(ints = { 3, 21 })
	void headNumbersAreThoseOfTheFit(final int studies) throws IOException {
		final Fit fit = SmallFit.of(folder, studies).fit();

		final PageOfReport page = page(fit);

		final double[] p = corrected(fit, Correction.FDR_BH);
		final long found = IntStream.range(0, p.length).filter(j -> p[j] <= 0.05).count();
		assertTrue(found > 0);
		final List<Double> cards = page.numbers("//dl[@class='cards']");
		assertEquals(List.of((double) studies, 120.0, (double) found), cards.subList(0, 3));
		assertEquals((double) clusters(fit).clusters().clusters().size(), cards.get(3));
		assertTrue(page.text("//*[@id='result']").startsWith("Of " + studies
			+ " studies combined by DerSimonian-Laird, "
			+ found + " of 120 voxels"), page.text("//*[@id='result']"));
	}

	@Test
	void clustersAreThoseOfTheClusterTable() throws IOException {
		final Fit fit = SmallFit.of(folder, 12).fit();

		final PageOfReport page = page(fit);

		final FoundClusters wanted = clusters(fit);
		final List<List<Object>> rows = wanted.table("").rows();
		assertEquals(rows.size(), page.all("//*[@id='clusters']//tbody/tr").size());
		final List<String> columns = wanted.table("").columns();
		for (int r = 0; r < rows.size(); r++) {
			final List<Double> numbers = new ArrayList<>();
			for (final String column : List.of("voxels", "size_mm3", "peak", "x_mm", "y_mm", "z_mm"))
				if (rows.get(r).get(columns.indexOf(column)) != null) numbers.add((Double) rows.get(r)
				.get(columns.indexOf(
					column)));
			assertEquals(numbers, page.numbers("(//*[@id='clusters']//tbody/tr)[" + (r + 1) + "]"));
		}
	}

	@Test
	void peaksAreFittedAsInTheMaps() throws IOException {
		final Fit fit = SmallFit.of(folder, 12).fit();

		final PageOfReport page = page(fit);

		final FoundClusters found = clusters(fit);
		final double[] voxel = found.clusters().clusters().get(0).peak().position().voxel();
		final int index = (int) (voxel[0] + 6 * voxel[1] + 30 * voxel[2]);
		final FitReading reading = FitReading.of(fit, Set.of(MapKind.Z), Progress.NONE);
		final List<Double> numbers = page.numbers("(//*[@id='peak-1']//dl)[1]");
		assertEquals(values(fit.map(MapKind.Z, "").orElseThrow())[index], numbers.get(0), 1e-6);
		assertEquals(values(fit.map(MapKind.EST, "").orElseThrow())[index], numbers.get(2), 1e-6);
		assertEquals(values(fit.map(MapKind.SE, "").orElseThrow())[index], numbers.get(5), 1e-6);
		final Results results = reading.at(index).orElseThrow();
		assertEquals(results.get(MapKind.TAU2), numbers.get(7), 1e-12);
		final double[] without = results.leaveOneOut().stream().mapToDouble(row -> row.estimate().estimate())
			.sorted()
			.toArray();
		assertEquals(List.of(without[0], without[11]), page.numbers("//*[@id='peak-1']/p[@class='without']"));
		assertEquals(found.clusters().clusters().size() > 4 ? 5 : found.clusters().clusters().size(), page.all(
			"//*[@class='peak']//*[local-name()='svg']").size());
	}

	@Test
	void distributionsAreThoseOfTheMaps() throws IOException {
		final Fit fit = SmallFit.of(folder, 8).fit();

		final PageOfReport page = page(fit);

		final double[] z = values(fit.map(MapKind.Z, "").orElseThrow());
		final List<Double> row = page.numbers("(//*[@id='distributions']//tbody)[1]/tr");
		assertEquals(120, row.get(0));
		assertEquals(Arrays.stream(z).average().orElseThrow(), row.get(1), 1e-6);
		assertEquals(Arrays.stream(z).max().orElseThrow(), row.get(4), 1e-6);
		assertEquals(Arrays.stream(z).filter(value -> value > 1.959964).count() / 120.0, row.get(6), 1e-12);
		final double[] tau2 = values(fit.map(MapKind.TAU2, "").orElseThrow());
		assertEquals(Arrays.stream(tau2).filter(value -> value == 0).count() / 120.0, page.numbers(
			"((//*[@id='distributions']//tbody)[2]/tr)[1]").get(5), 1e-12);
		final double[] q = FitReading.of(fit, Set.of(MapKind.Q_P), Progress.NONE).result().maps().get(MapKind.Q_P);
		assertEquals(Arrays.stream(q).filter(p -> p < 0.05).count() / 120.0, Double.parseDouble(page.all(
			"//*[@id='q-share']").get(0).getAttribute("value")), 1e-12);
	}

	@Test
	void hostileNamesAreShownAsTheyAre() throws IOException {
		final List<String> names = List.of("<script>alert(1)</script>", "A & B \"quoted\" 'x'",
			"\u05e9\u05dc\u05d5\u05dd \ud83e\udde0",
			"]]> --> &amp;", "x".repeat(300), "</style><b>");

		final PageOfReport page = page(SmallFit.of(folder, 6).withNames(names).fit());

		assertEquals(names, page.all("(//*[@id='inputs']//tbody)[1]/tr/th").stream().map(cell ->
			cell.getTextContent())
			.toList());
		assertTrue(page.all("//script").isEmpty());
		assertTrue(page.all("//b").isEmpty());
	}

	@Test
	void aPageNeedsNoOtherFile() throws IOException {
		final Path file = write(SmallFit.of(folder, 5).fit());

		final PageOfReport page = PageOfReport.read(file);

		for (final String path : List.of("//@src", "//link", "//script", "//iframe", "//object"))
			for (final Element element : page.all(path.equals("//@src") ? "//*[@src]" : path))
				assertTrue(element.getAttribute("src").startsWith("data:"), path);
		assertFalse(page.text("//style").contains("url("));
		assertFalse(page.text("//style").contains("@import"));
		assertTrue(page.all("//img[not(@alt) or @alt='']").isEmpty());
		assertTrue(page.all("//table[not(caption)]").isEmpty());
		assertEquals(1, page.all("//h1").size());
		final List<String> ids = page.all("//*[@id]").stream().map(element -> element.getAttribute("id")).toList();
		assertEquals(ids.size(), Set.copyOf(ids).size(), "ids are unique");
		page.all("//a[starts-with(@href,'#')]").forEach(link -> assertTrue(ids.contains(link.getAttribute("href")
			.substring(1)), link.getAttribute("href")));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void everyEstimatorHasAReport(final Estimator estimator) throws IOException {
		final SmallFit small = SmallFit.of(folder, 6).with(estimator);

		final PageOfReport page = page(small.fit());
		final PageOfReport grouped = page(small.withGroups(4).fit());

		for (final PageOfReport each : List.of(page, grouped)) {
			assertTrue(each.text("//*[@class='methods']").length() > 300);
			assertFalse(each.all("//*[@id='peak-1']//*[local-name()='svg']").isEmpty());
			assertFalse(each.all("//*[@id='peak-1']/p[@class='without']").isEmpty());
		}
	}

	static Stream<Estimator> estimators() {
		return Estimators.all().stream();
	}

	@Test
	void aTestOfEffectsAboveZeroFindsNoneBelow() throws IOException {
		final Estimator stouffer = Stouffer.withDefaults().with(CombinationMode.DIRECTED);

		final PageOfReport page = page(SmallFit.of(folder, 8).withEffect(-0.9).with(stouffer).fit());

		assertEquals(0.0, page.numbers("//dl[@class='cards']").get(2));
		assertTrue(page.all("//*[@id='clusters']//table").isEmpty());
	}

	@Test
	void everyTermHasItsMapsAndTables() throws IOException {
		final Fit fit = SmallFit.of(folder, 10).withModerators("age").fit();

		final PageOfReport page = page(fit);

		assertEquals(List.of("intercept", "age"), page.all("//*[@id='result']/li/strong").stream().map(term -> term
			.getTextContent()).toList());
		assertEquals(2, page.all("(//*[@id='distributions']//tbody)[1]/tr").size());
		assertTrue(page.text("//*[@class='methods']").contains("Moderators were age."));
		assertTrue(page.all("//*[@class='peak']//h3").get(1).getTextContent().contains("age"));
	}

	@Test
	void regionsAreListedByTheirLabels() throws IOException {
		final SmallFit small = SmallFit.of(folder, 8);
		final float[] labels = new float[120];
		for (int j = 0; j < labels.length; j++)
			labels[j] = j / 20 * 10;
		final InputImage image = InputImage.read(small.writeMap("labels", labels));

		final PageOfReport page = page(small.withRun(run -> run.withLabels(image)).fit());

		assertEquals(Set.of("10", "20", "30", "40", "50"), Set.copyOf(page.all("//*[@id='clusters']//tbody/tr/th")
			.stream()
			.map(cell -> cell.getTextContent()).toList()));
		assertTrue(page.text("//*[@id='peak-1']/h3").matches("1\\. region (10)"),
			page.text("//*[@id='peak-1']/h3"));
		assertTrue(page.text("//*[@id='result']").contains("of 5 regions"), page.text("//*[@id='result']"));
	}

	@Test
	void planesHaveOneSlice() throws IOException {
		final PageOfReport page = page(SmallFit.of(folder, 8).withDims(9L, 7L).fit());

		assertEquals(1, page.all("//*[@id='inputs']//figure//img").size());
		assertTrue(page.numbers("//dl[@class='cards']").get(2) > 0);
	}

	@Test
	void aFitWithoutFindingsSaysSo() throws IOException {
		final PageOfReport page = page(SmallFit.of(folder, 4).withEffect(0).fit());

		assertEquals(0.0, page.numbers("//dl[@class='cards']").get(2));
		assertTrue(page.text("//*[@id='result']").contains("no voxel shows an effect that stands out from chance"));
		assertEquals(1, page.all("//*[@class='peak']").size());
		assertTrue(page.text("//*[@id='peak-1']").contains("Not significant"));
	}

	@Test
	void aFitInTheWorkspaceHasAReport() throws IOException {
		final Fit fit = SmallFit.of(folder, 5).withRun(run -> run.withOutput(null)).fit();

		final PageOfReport page = page(fit);

		assertTrue(fit.folder().isEmpty());
		assertEquals(5.0, page.numbers("//dl[@class='cards']").get(0));
		assertFalse(page.all("//*[@id='peak-1']//*[local-name()='svg']").isEmpty());
	}

	@Test
	void withoutItsStudiesAFitStillHasItsMaps() throws IOException {
		final SmallFit small = SmallFit.of(folder, 6);
		small.fit();
		Files.delete(folder.resolve("beta-2.nii.gz"));

		final PageOfReport page = page(Fit.read(small.output()));

		final Fit fit = Fit.read(small.output());
		final double[] p = corrected(fit, Correction.FDR_BH);
		assertEquals((double) IntStream.range(0, p.length).filter(j -> p[j] <= 0.05).count(), page.numbers(
			"//dl[@class='cards']").get(2));
		assertTrue(page.text("//*[@id='warnings']").contains("The studies cannot be read again"));
		assertTrue(page.all("//*[@class='peak']").isEmpty());
	}

	@Test
	void permutationTestsBesideTheFitAreShown() throws IOException {
		final SmallFit small = SmallFit.of(folder, 7);
		final Fit fit = small.fit();
		final PermutationAnalysis.Outcome test = PermutationAnalysis.of(fit.run())
			.with(PermutationPlan.DEFAULT.withCount(128))
			.withClusters(Set.of(ClusterChoice.TFCE), 0.01).withOutput(small.output()).run("1", Progress.NONE);

		final PageOfReport page = page(Fit.read(small.output()));

		final List<Double> rows = page.numbers("//*[@id='clusters']//table[contains(caption,'permutation')][1]/tbody/tr");
		final double[] p = test.tested().corrected().get(0).p();
		assertEquals(test.tested().corrected().get(0).maxima().threshold(0.05), rows.get(0), 1e-12);
		assertEquals(Arrays.stream(p).min().orElseThrow(), rows.get(1), 1e-7);
		assertEquals(Arrays.stream(p).filter(value -> value <= 0.05).count(), rows.get(2));
		assertTrue(page.text("//*[@class='methods']").contains(test.tested().count()
			+ " rearrangements, all that there are"), page.text(
			"//*[@class='methods']"));
		assertTrue(page.text("//*[@class='methods']").contains("threshold-free"));
	}

	@Test
	void anOlderPermutationTestIsNotShown() throws IOException {
		final SmallFit small = SmallFit.of(folder, 6);
		final Fit fit = small.fit();
		PermutationAnalysis.of(fit.run()).with(PermutationPlan.DEFAULT.withCount(64)).withOutput(small.output())
			.run("1",
			Progress.NONE);
		final Path record = small.output().resolve("permutation.json");
		Files.writeString(record, Files.readString(record).replaceFirst("\"time\": \"\\d{4}", "\"time\": \"1999"));

		final PageOfReport page = page(Fit.read(small.output()));

		assertTrue(page.text("//*[@id='warnings']").contains("earlier fit"));
		assertTrue(page.all("//table[contains(caption,'permutation')]").isEmpty());
	}

	@Test
	void correctionAndLevelCount() throws IOException {
		final Fit fit = SmallFit.of(folder, 6).fit();

		Report.of(fit).with(Correction.BONFERRONI).withAlpha(0.001).withPeaks(1).write(folder.resolve("r.html"),
			"1",
			Progress.NONE);

		final PageOfReport page = PageOfReport.read(folder.resolve("r.html"));
		final double[] p = corrected(fit, Correction.BONFERRONI);
		assertEquals((double) IntStream.range(0, p.length).filter(j -> p[j] <= 0.001).count(), page.numbers(
			"//dl[@class='cards']").get(2));
		assertEquals(1, page.all("//*[@class='peak']").size());
		assertTrue(page.text("//*[@class='methods']").contains("family-wise error rate at 0.10"), page.text(
			"//*[@class='methods']"));
	}

	@Test
	void manyStudiesKeepThePageSmall() throws IOException {
		final Path file = write(SmallFit.of(folder, 200).withDims(4L, 3L, 2L).fit());

		final PageOfReport page = PageOfReport.read(file);

		assertEquals(200, page.all("(//*[@id='inputs']//tbody)[1]/tr").size());
		assertEquals(1, page.all("//*[@id='studies']//figure//img").size());
		assertTrue(Files.size(file) < 3_000_000, Files.size(file) + " bytes");
	}

	@Test
	void nothingIsLeftWhenItIsStopped() throws IOException {
		final Fit fit = SmallFit.of(folder, 5).fit();
		final Path file = folder.resolve("r.html");

		assertThrows(CancellationException.class, () -> Report.of(fit).write(file, "1", (stage, done, total) ->
			!stage.equals(
			"writing the report")));

		assertFalse(Files.exists(file));
		assertFalse(Files.exists(folder.resolve("r.bib")));
	}

	@Test
	void wrongSettingsAreRefused() throws IOException {
		final Report report = Report.of(SmallFit.of(folder, 3).fit());

		assertThrows(IllegalArgumentException.class, () -> report.withAlpha(0));
		assertThrows(IllegalArgumentException.class, () -> report.withAlpha(Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> report.withPeaks(-1));
		assertEquals("Output: got 'r.pdf', wanted a file that ends in .html",
			assertThrows(IllegalArgumentException.class,
			() -> report.write(Path.of("r.pdf"), "1", Progress.NONE)).getMessage());
	}

	private Path write(final Fit fit) throws IOException {
		return Report.of(fit).write(folder.resolve("page.html"), SmallFit.VERSION, Progress.NONE).page();
	}

	private PageOfReport page(final Fit fit) throws IOException {
		return PageOfReport.read(write(fit));
	}

	private static double[] corrected(final Fit fit, final Correction correction) throws IOException {
		return values(correctedImage(fit, correction));
	}

	/** As the commands give it. */
	private static InputImage correctedImage(final Fit fit, final Correction correction) throws IOException {
		return image(MapCorrection.of(correction).run(fit.map(MapKind.LOGP, "").orElseThrow(), null, null)
			.image(MapKind.P,
			"p"));
	}

	private static FoundClusters clusters(final Fit fit) throws IOException {
		return MapClusters.of(ClusterSearch.above(0)).run(fit.map(MapKind.Z, "").orElseThrow(), correctedImage(fit,
			Correction.FDR_BH), null);
	}

	private static InputImage image(final NiftiImage image) {
		return new InputImage("image", image.header(), true, image.img());
	}

	private static double[] values(final InputImage image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.values()).cursor();
		final double[] values = new double[(int) Views.iterable(image.values()).size()];
		for (int i = 0; i < values.length; i++)
			values[i] = cursor.next().getRealDouble();
		return values;
	}
}
