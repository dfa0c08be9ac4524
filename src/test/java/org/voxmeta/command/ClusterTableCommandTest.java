package org.voxmeta.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.InputImage;
import org.voxmeta.analysis.MapClusters;
import org.voxmeta.analysis.NumberTable;
import org.voxmeta.fiji.FijiHarness;
import org.voxmeta.fiji.FijiRun;
import org.voxmeta.fiji.RecordedCall;
import org.voxmeta.grid.cluster.ClusterSearch;
import org.voxmeta.image.NiftiIntent;
import org.voxmeta.image.NiftiReader;

class ClusterTableCommandTest {

	private static final String LABEL = "Cluster Table...";
	private static final SmallStudies STUDIES = SmallStudies.of(6, 5, 4, 3);
	private static final float[] Z = scaled();

	@RegisterExtension
	static final FijiHarness fiji = new FijiHarness();

	@TempDir
	Path folder;

	@Test
	void aMacroListsTheClustersOfAnOpenMap() {
		STUDIES.image("my z", Z).show();

		final FijiRun run = fiji.runMacro(macro("input=[my z] threshold=1 distance=2 minimumsize=2")).clean();

		final NumberTable wanted = wanted(ClusterSearch.above(1).withSubPeaks(3, 2).withMinimumSize(2), 0);
		assertTable(wanted);
		assertTrue(wanted.rows().size() > 4);
		final ImagePlus labels = fiji.image("clusters");
		assertSame(labels, run.output("clusters"));
		final int[] expected = MapClusters.of(ClusterSearch.above(1).withMinimumSize(2))
			.run(InputImage.of(STUDIES.image("z", Z)), null, null).clusters().labels();
		assertTrue(Arrays.equals(Arrays.stream(expected).asDoubleStream().toArray(), MapAssertions.values(labels)));
		assertEquals(16, labels.getBitDepth());
		assertEquals("cluster-1-slice-1", labels.getOverlay().get(0).getName());
		assertEquals(2, labels.getCalibration().pixelDepth);
		assertEquals(List.of(), run.log(LogLevel.WARN));
	}

	@Test
	void macrosReadTheTable() {
		final float[] map = new float[60];
		map[7] = -4;
		STUDIES.image("z", map).show();

		final FijiRun run = fiji.runMacro(macro("threshold=2")
			+ "print(nResults, getResultString('cluster', 0), getResult('peak', 0), getResult('x', 0), getResult('slice', 0),"
			+ " getResult('x_mm', 0), getTitle());").clean();

		assertEquals(List.of("1 1 -4 2 1 4 clusters"), run.printed());
	}

	@Test
	void everyKeyCounts() {
		STUDIES.image("z", Z).show();

		fiji.runMacro(
			macro("input=z threshold=0.5 signs=negative connectivity=26 minimumsize=1 subpeaks=1 distance=3"
			+ " order=size")).clean();

		assertTable(wanted(ClusterSearch.above(0.5).with(ClusterSearch.Sign.NEGATIVE).withSubPeaks(1, 3).with(
			ClusterSearch.Order.SIZE), 26));
	}

	@Test
	void filesAreWritten() throws IOException {
		final Path z = STUDIES.writeMap(folder.resolve("z.nii.gz"), Z);
		final Path out = folder.resolve("my clusters");

		final FijiRun run = fiji.runMacro(macro("input=[" + z + "] threshold=1 output=[" + out + "]")).clean();

		assertEquals(List.of("clusters.csv", "clusters.json", "clusters.nii.gz", "clusters_rois.zip"),
			Arrays.stream(out.toFile().list()).sorted().toList());
		assertEquals(NiftiIntent.LABEL.code(), NiftiReader.readHeader(out.resolve("clusters.nii.gz")).intentCode());
		assertTrue(run.log(LogLevel.INFO).contains("VoxMeta: wrote 4 files to " + out), run.console());
	}

	@Test
	void correctedMapsOfAFitSayWhere() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final Path maps = folder.resolve("maps");
		fiji.runMacro("run('DerSimonian-Laird...', 'studies=[" + table + "] maps=z output=[" + maps + "]');"
			+ "run('Correct p Map...', 'result=[" + maps + "] correction=fdr_bh');").clean();
		ResultsTable.getResultsTable().reset();

		fiji.runMacro(macro("result=[" + maps + "] where=fdr_bh alpha=0.2 output=[" + maps + "]")).clean();

		final double[] p = MapAssertions.values(fiji.image("p_fdr_bh"));
		final double[] labels = MapAssertions.values(fiji.image("clusters"));
		int inside = 0;
		for (int j = 0; j < p.length; j++) {
			assertEquals(p[j] <= 0.2, labels[j] > 0, "voxel " + j);
			inside += labels[j] > 0 ? 1 : 0;
		}
		assertTrue(inside > 0 && inside < 60, "voxels in clusters: " + inside);
		assertTrue(Files.readString(maps.resolve("clusters.json")).contains("DerSimonian-Laird"));
	}

	@Test
	void anEmptyTableIsNoError() {
		STUDIES.image("z", Z).show();

		final FijiRun run = fiji.runMacro(macro("threshold=100")).clean();

		assertEquals(0, ResultsTable.getResultsTable().size());
		assertTrue(run.log(LogLevel.INFO).contains("'z': 0 clusters of 0 voxels"), run.console());
	}

	@Test
	void theRecordedLineDoesTheSame() {
		STUDIES.image("my z", Z).show();

		final RecordedCall line = fiji.runDialog(LABEL, Map.of("input", ImageInput.named("my z"), "threshold", "1",
			"connectivity", "18")).clean().recorded().get(0);
		fiji.runMacro(line.macro()).clean();

		assertEquals(List.of(), line.complaints());
		assertTrue(line.options().startsWith("input=[my z] result= term= threshold=1 where=None alpha=0.05"), line
			.options());
		assertTrue(Arrays.equals(MapAssertions.values(fiji.image("clusters")), MapAssertions.values(fiji.image(
			"clusters-1"))));
	}

	@Test
	void escapeStopsTheSearch() {
		final ImageStack planes = STUDIES.image("z", Z).getStack();
		final AtomicBoolean shown = new AtomicBoolean();
		final ImagePlus image = new ImagePlus("slow z", new VirtualStack(planes.getWidth(), planes.getHeight(), null,
			null)
		{

			@Override
			public ImageProcessor getProcessor(final int n) {
				if (shown.get()) IJ.setKeyDown(KeyEvent.VK_ESCAPE);
				return planes.getProcessor(n);
			}

			@Override
			public int getBitDepth() {
				return planes.getBitDepth();
			}

			@Override
			public int getSize() {
				return planes.size();
			}
		});
		image.show();
		shown.set(true);

		final FijiRun run = fiji.runMacro(macro("input=[slow z] threshold=1 output=[" + folder.resolve("out") + "]"));

		assertEquals(1, run.cancellations().size(), run.console());
		assertTrue(run.cancellations().get(0).matches(
			"Cancelled while (reading the map|finding clusters) \\(\\d+ of \\d+\\)"), run.cancellations().get(0));
		assertEquals(List.of(image), fiji.images());
		assertFalse(folder.resolve("out").toFile().exists());
	}

	@Test
	void javaProgramsGiveAnImageAndGetOne() throws Exception {
		final Module module = fiji.context().service(CommandService.class)
			.run(ClusterTableCommand.class, true, "input", STUDIES.image("z", Z), "threshold", "1").get();

		assertEquals("clusters", ((ImagePlus) module.getOutput("clusters")).getTitle());
	}

	@Test
	void javaProgramsGetAnExceptionWithTheMessage() {
		final String message = assertThrows(ExecutionException.class, () -> fiji.context()
			.service(CommandService.class).run(ClusterTableCommand.class, true, "input", STUDIES.image("z", Z)).get())
			.getCause().getCause().getMessage();

		assertEquals("threshold, where: got neither, wanted a threshold such as 3.1, or a map of p values",
			message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { //
		"input=map; threshold, where: got neither, wanted a threshold such as 3.1, or a map of p values", //
		"threshold=3,1; threshold: got '3,1', wanted a number (with a decimal point)", //
		"threshold=-3; Cluster threshold: got -3.0, wanted 0 or more, as it is one of absolute values", //
		"threshold=3 signs=up; signs: got 'up', wanted both, positive, negative", //
		"threshold=3 order=z; order: got 'z', wanted peak, size", //
		"threshold=3 connectivity=8; Connectivity: got 8 neighbours on 3 axes, wanted 6 or 18 or 26", //
		"threshold=3 connectivity=all; connectivity: got 'all', wanted a whole number", //
		"threshold=3 minimumsize=0; Minimum size: got 0, wanted 1 voxel or more", //
		"threshold=3 subpeaks=-1; Sub-peaks: got -1, wanted 0 or more", //
		"threshold=3 distance=far; distance: got 'far', wanted a number (with a decimal point)", //
		"threshold=3 alpha=0; alpha: got 0.0, wanted a number between 0 and 1", //
		"threshold=3 term=age; term: got 'age', wanted none without a result", //
		"threshold=3 where=fdr_bh; Where p is small: got 'fdr_bh', wanted the title of an open image or the path", //
		"threshold=3 input=map result=here; input: got 'map', wanted none, as the result of a fit tells it", //
		"threshold=3 result=here; no such file, wanted the record of an estimator's run, result.json" })
	void mistakesAreExplained(final String keys, final String message) {
		STUDIES.image("map", Z).show();
		final List<ImagePlus> before = fiji.images();

		final FijiRun run = fiji.runMacro(macro(keys));

		assertEquals(1, run.cancellations().size(), run.console());
		assertEquals(run.cancellations(), run.log(LogLevel.ERROR));
		assertTrue(run.cancellations().get(0).contains(message), run.cancellations().get(0));
		assertEquals(before, fiji.images());
	}

	@Test
	void keysAreFitForMacros() {
		for (final ModuleItem<?> item : fiji.context().service(CommandService.class).getCommand(
			ClusterTableCommand.class).inputs())
		{
			if (item.getType() == Context.class || Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z]+"), item.getName());
			assertFalse(item.isPersisted() || item.isRequired(), item.getName());
			assertFalse(item.getLabel().isBlank() || item.getDescription().isBlank(), item.getName());
		}
		assertFalse(fiji.clashingLabels().contains(LABEL));
	}

	private static NumberTable wanted(final ClusterSearch search, final int neighbours) {
		return MapClusters.of(search).withNeighbours(neighbours).run(InputImage.of(STUDIES.image("z", Z)), null,
			null).table("");
	}

	/** The system table is this one. */
	private static void assertTable(final NumberTable wanted) {
		final ResultsTable got = ResultsTable.getResultsTable();
		assertEquals(wanted.columns(), List.of(got.getHeadings()));
		assertEquals(wanted.rows().size(), got.size());
		for (int row = 0; row < got.size(); row++)
			for (int c = 0; c < wanted.columns().size(); c++) {
				final String column = wanted.columns().get(c);
				final Object cell = wanted.rows().get(row).get(c);
				if (cell instanceof Double number) assertEquals(number, got.getValue(column, row),
					column + " of row " + row);
				else assertEquals(cell == null ? "" : cell, got.getStringValue(column, row), column + " of row " + row);
			}
	}

	private static String macro(final String keys) {
		return "run('" + LABEL + "', '" + keys + "');";
	}

	private static float[] scaled() {
		final float[] z = STUDIES.effects()[0].clone();
		for (int j = 0; j < z.length; j++)
			z[j] = 3 * z[j] - 0.5f;
		return z;
	}
}
