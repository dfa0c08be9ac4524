package org.voxmeta.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
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
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun.Outcome;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.image.NiftiImage;
import org.voxmeta.image.StudyAxis;
import org.voxmeta.stats.combination.Fisher;
import org.voxmeta.stats.combination.Stouffer;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.Hedges;
import org.voxmeta.stats.estimator.PauleMandel;
import org.voxmeta.stats.estimator.SampleSizeBasedLikelihood;
import org.voxmeta.stats.estimator.VarianceBasedLikelihood;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.NamedMap;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.study.ModeratorChoice;
import org.voxmeta.task.Progress;

/** A run whose studies do not fit the memory that is for them gives what it gives where they do, to the last bit. */
class LargerThanMemoryTest {

	private static final int K = 9;
	private static final long[] DIMS = { 7, 6, 5 };
	private static final SmallStudies STUDIES = SmallStudies.of(K, DIMS).withHoles();
	/** Nothing in memory; some rows; all but a few. */
	private static final long[] LIMITS = { 0, 3_000, 9_000 };

	@TempDir
	Path folder;

	static Stream<Estimator> estimators() {
		return Stream.of(DerSimonianLaird.withDefaults(), Hedges.withDefaults(), PauleMandel.withDefaults(),
			VarianceBasedLikelihood.withDefaults(), SampleSizeBasedLikelihood.withDefaults(), PermutedOls.withDefaults());
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void allMapsAreTheSame(final Estimator estimator) throws IOException {
		final Path table = STUDIES.write(folder);
		final StudyLoader loader = StudyLoader.of(estimator.needs());
		for (final boolean aggressive : new boolean[] { true, false })
			for (final InputImage mask : new InputImage[] { null, mask() })
				assertSame(EstimatorRun.of(estimator).withAggressiveMask(aggressive).withMinimumStudies(aggressive ? 2 : K - 2)
					.withMaps(available(estimator)), () -> loader.ofTable(table), mask);
	}

	@Test
	void moderatorsAndGroupsChangeNothing() throws IOException {
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Path moderated = STUDIES.writeWith(folder, Map.of("age", IntStream.range(0, K).mapToObj(k -> "" + (20 + k
			* k)).toList()));
		final StudyLoader loader = StudyLoader.of(estimator.needs());
		assertSame(EstimatorRun.of(estimator).withAggressiveMask(false).withMaps(available(estimator)), () -> loader
			.withModerators(new ModeratorChoice("age", true, true, "", "30")).ofTable(moderated), null);

		final Path grouped = STUDIES.write(folder.resolve("grouped"), Map.of(1, "a", 2, "a", 3, "b", 5, "b"));
		assertSame(EstimatorRun.of(estimator).withMaps(available(estimator)), () -> loader.ofTable(grouped), mask());
	}

	/** Their tests look at all voxels before the first is fitted. */
	@Test
	void correlationsOfGroupsAreTheSame() throws IOException {
		final Path table = zTable();
		for (final Estimator estimator : List.of(Stouffer.withDefaults(), Fisher.withDefaults()))
			for (final InputImage mask : new InputImage[] { null, mask() })
				assertSame(EstimatorRun.of(estimator).withAggressiveMask(false).withMaps(available(estimator)),
					() -> StudyLoader.of(estimator.needs()).ofTable(table), mask);
	}

	@Test
	void regionsAndMapsOnOtherGridsAreTheSame() throws IOException {
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Path table = STUDIES.write(folder);
		final float[] labels = new float[STUDIES.voxels()];
		for (int j = 0; j < labels.length; j++)
			labels[j] = j % 40;
		final InputImage atlas = InputImage.of(STUDIES.image("atlas", labels));
		assertSame(EstimatorRun.of(estimator).withLabels(atlas), () -> StudyInputs.ofTable(table, estimator.needs(), true),
			null);

		final double[][] shifted = { { -2, 0, 0, 89 }, { 0, 2, 0, -126 }, { 0, 0, 2, -71 }, { 0, 0, 0, 1 } };
		final float[] inMask = new float[STUDIES.voxels()];
		Arrays.fill(inMask, 1);
		final InputImage elsewhere = InputImage.read(STUDIES.withAffine(shifted).writeMap(folder.resolve("elsewhere.nii"),
			inMask));
		assertSame(EstimatorRun.of(estimator).withAggressiveMask(false), () -> StudyInputs.ofTable(table, estimator.needs(),
			true), elsewhere);
	}

	@Test
	void stacksAreTheSameAndVirtualOnesReadPlaneByPlane() throws IOException {
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final ImagePlus effects = STUDIES.frames("effects", STUDIES.effects(), 32);
		final ImagePlus variances = STUDIES.frames("variances", STUDIES.variances(), 32);
		final AtomicInteger planes = new AtomicInteger();
		final UnaryOperator<ImagePlus> virtual = image -> virtual(image, planes);
		for (final UnaryOperator<ImagePlus> as : List.of(UnaryOperator.<ImagePlus>identity(), virtual))
			for (final InputImage mask : new InputImage[] { null, mask() })
				assertSame(EstimatorRun.of(estimator).withAggressiveMask(false), () -> StudyLoader.of(estimator.needs())
					.ofStacks(new EnumMap<>(Map.of(Need.EFFECT, InputImage.of(as.apply(effects)), Need.VARIANCE, InputImage.of(as
						.apply(variances)))), StudyAxis.AUTO), mask);
		// in each run both stacks once, then those planes that the mask meets; ImageJ looks at a plane of a new stack
		final int runs = 1 + LIMITS.length;
		assertEquals(runs * 2 * (1 + K * 5 + 1 + K * 4), planes.get());
	}

	@Test
	void studiesThatTurnOutDamagedAreLeftOutAlike() throws IOException {
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Path table = STUDIES.write(folder);
		for (final String name : List.of("beta-2", "varcope-2", "varcope-7")) {
			final Path file = folder.resolve(name + ".nii.gz");
			final byte[] bytes = Files.readAllBytes(file);
			Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
		}
		for (final InputImage mask : new InputImage[] { null, mask() }) {
			assertSame(EstimatorRun.of(estimator).withAggressiveMask(false), () -> StudyInputs.ofTable(table, estimator.needs(),
				true), mask);
			final EstimatorRun run = EstimatorRun.of(estimator);
			final String wanted = assertThrows(IOException.class, () -> run.run(StudyInputs.ofTable(table, estimator.needs(),
				false), mask, "test", Progress.NONE)).getMessage();
			assertEquals(wanted, assertThrows(IOException.class, () -> run.withMemory(new MemoryLimit(0)).run(StudyInputs
				.ofTable(table, estimator.needs(), false), mask, "test", Progress.NONE)).getMessage());
			assertTrue(wanted.contains("2 of 9 studies"), wanted);
		}
	}

	@Test
	void studiesWithoutAVoxelAreRefusedAlike() throws IOException {
		final SmallStudies none = STUDIES.withVariances(v -> -1);
		final Path table = none.write(folder);
		final Set<Need> needs = DerSimonianLaird.withDefaults().needs();
		final List<String> messages = new ArrayList<>();
		for (final long limit : new long[] { Long.MAX_VALUE, 0 })
			messages.add(assertThrows(IllegalArgumentException.class, () -> EstimatorRun.of(DerSimonianLaird.withDefaults())
				.withMemory(new MemoryLimit(limit)).run(StudyInputs.ofTable(table, needs, true), null, "test", Progress.NONE))
				.getMessage());
		assertTrue(messages.get(0).contains("voxels have a negative variance"), messages.get(0));
		assertEquals(messages.get(0), messages.get(1));
	}

	@Test
	void theSameFilesAreWrittenAndNothingElseIsLeft() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final Map<Long, Path> outputs = new HashMap<>();
		for (final long limit : new long[] { Long.MAX_VALUE, 0 }) {
			outputs.put(limit, folder.resolve("maps" + limit));
			run(limit, outputs.get(limit), Progress.NONE, table);
		}
		final Path wanted = outputs.get(Long.MAX_VALUE);
		final Path got = outputs.get(0L);
		assertEquals(names(wanted), names(got));
		for (final String name : names(wanted))
			if (!name.equals(RecordedRun.FILE)) assertArrayEquals(Files.readAllBytes(wanted.resolve(name)), Files.readAllBytes(
				got.resolve(name)), name);
	}

	@Test
	void aRunThatIsStoppedLeavesNothing() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final List<String> before = names(folder);
		for (final String stage : List.of("reading maps", "fitting voxels", "writing maps"))
			assertThrows(CancellationException.class, () -> run(0, folder.resolve("maps"), (now, done, total) -> !now.equals(
				stage) || done < 1, table));
		Files.deleteIfExists(folder.resolve("maps"));
		assertEquals(before, names(folder));
	}

	@Test
	void whatLayInAFileIsReadAgainWhenItIsNeeded() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		final Outcome stored = run(0, folder.resolve("a"), Progress.NONE, table);
		final Outcome known = run(Long.MAX_VALUE, folder.resolve("b"), Progress.NONE, table);
		Files.delete(folder.resolve("studies").resolve("beta-3.nii.gz"));

		known.fit().run().fit(EnumSet.of(MapKind.EST), Progress.NONE);
		final String message = assertThrows(IOException.class, () -> stored.fit().run().fit(EnumSet.of(MapKind.EST),
			Progress.NONE)).getMessage();
		assertTrue(message.contains("beta-3.nii.gz"), message);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void permutationTestsAndDiagnosticsAreTheSame(final boolean masked) throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"), Map.of(1, "a", 2, "a", 3, "b", 5, "b"));
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Path output = folder.resolve("maps");
		EstimatorRun.of(estimator).withMinimumStudies(K - 2).withAggressiveMask(false).withOutput(output).run(StudyInputs
			.ofTable(table, estimator.needs(), true), masked ? mask() : null, "test", Progress.NONE);
		final List<List<Path>> written = new ArrayList<>();
		for (final long limit : new long[] { Long.MAX_VALUE, 5_000, 0 }) {
			final RecordedRun run = RecordedRun.read(output).withMemory(new MemoryLimit(limit));
			final Path to = folder.resolve("limit" + limit);
			final List<Path> files = new ArrayList<>();
			files.addAll(PermutationAnalysis.of(run).with(PermutationPlan.DEFAULT.withCount(30).withPerVoxel(true)).withClusters(
				EnumSet.allOf(ClusterChoice.class), 0.1).withOutput(to).run("test", Progress.NONE).files());
			files.addAll(LeaveOneOutAnalysis.of(run).withStacks(true).withOutput(to).run("test", Progress.NONE).files());
			files.addAll(InfluenceAnalysis.of(run).withOutput(to).run("test", Progress.NONE).files());
			written.add(files.stream().filter(file -> !file.toString().endsWith(".json")).toList());
		}
		assertTrue(written.get(0).size() > 20, written.toString());
		for (final List<Path> files : written.subList(1, written.size()))
			for (int i = 0; i < files.size(); i++)
				assertArrayEquals(Files.readAllBytes(written.get(0).get(i)), Files.readAllBytes(files.get(i)), files.get(i)
					.toString());
	}

	@Test
	void aVoxelIsFittedFromStoredRowsAsFromMemory() throws IOException {
		final Path table = STUDIES.write(folder.resolve("studies"));
		run(0, folder.resolve("maps"), Progress.NONE, table);
		final Fit fit = Fit.read(folder.resolve("maps"));
		final FitVoxels wanted = FitVoxels.of(fit.run(), Progress.NONE);
		final FitVoxels got = FitVoxels.of(fit.run().withMemory(new MemoryLimit(0)), Progress.NONE);
		assertArrayEquals(wanted.peak(), got.peak());
		final double[] effects = wanted.at(wanted.peak()).effects();
		assertArrayEquals(effects, got.at(wanted.peak()).effects());
		assertEquals(wanted.at(wanted.peak()).get(MapKind.Z), got.at(wanted.peak()).get(MapKind.Z));
	}

	@Test
	void rowsOfACacheAreTheSame() throws IOException {
		final Estimator estimator = DerSimonianLaird.withDefaults();
		final Path table = STUDIES.write(folder.resolve("studies"));
		for (final InputImage mask : new InputImage[] { null, mask() }) {
			final EstimatorRun run = EstimatorRun.of(estimator).withAggressiveMask(false);
			final Outcome wanted = run.run(StudyInputs.ofTable(table, estimator.needs(), true), mask, "test", Progress.NONE);
			for (int i = 0; i < 2; i++) {
				final SignalCache cache = SignalCache.at(folder.resolve("cache"), "test");
				final Outcome got = run.withCache(cache).withMemory(new MemoryLimit(0)).withRows(RowFile::in, 64).run(StudyLoader
					.of(estimator.needs()).withFiles(cache.files()).ofTable(table), mask, "test", Progress.NONE);
				for (final NamedMap map : wanted.chosen())
					assertSameImage(wanted.result().image(map), got.result().image(map));
			}
		}
	}

	private static void assertSameImage(final NiftiImage wanted, final NiftiImage got) {
		assertArrayEquals(wanted.header().toBytes(), got.header().toBytes());
		assertArrayEquals(values(wanted), values(got));
	}

	private static double[] values(final NiftiImage image) {
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.img()).cursor();
		return IntStream.range(0, (int) image.header().size()).mapToDouble(i -> cursor.next().getRealDouble()).toArray();
	}

	private Outcome run(final long limit, final Path output, final Progress progress, final Path table)
		throws IOException
	{
		final Estimator estimator = DerSimonianLaird.withDefaults();
		return EstimatorRun.of(estimator).withMemory(new MemoryLimit(limit)).withOutput(output).run(StudyInputs.ofTable(table,
			estimator.needs(), true), null, "test", progress);
	}

	/** Studies read again for each run, as a program would. */
	@FunctionalInterface
	private interface Inputs {

		StudyInputs get() throws IOException;
	}

	private static void assertSame(final EstimatorRun run, final Inputs inputs, final InputImage mask)
		throws IOException
	{
		final Outcome wanted = run.withMemory(new MemoryLimit(Long.MAX_VALUE)).run(inputs.get(), mask, "test", Progress.NONE);
		assertTrue(wanted.result().maps().count(Reason.NONE) > 0);
		for (final long limit : LIMITS) {
			// rows in parts are written as they come, and parts of the grid are compacted one by one
			final Outcome got = run.withMemory(new MemoryLimit(limit)).withRows(RowFile::in, limit == 0 ? 64 : RowPlace.PART)
				.run(inputs.get(), mask, "test", Progress.NONE);
			if (limit == 0) assertEquals(got.result().maps().size(), got.result().maps().stored());
			for (final NamedMap map : got.chosen())
				assertSameImage(wanted.result().image(map), got.result().image(map));
			final List<String> remarks = new ArrayList<>(got.remarks());
			final boolean stored = remarks.removeIf(remark -> remark.startsWith("Memory: "));
			if (limit == 0) assertTrue(stored, got.remarks().toString());
			assertEquals(wanted.remarks(), remarks);
			assertEquals(wanted.notes(), got.notes());
			assertEquals(wanted.summary(), got.summary());
			assertEquals(wanted.chosen(), got.chosen());
			assertEquals(wanted.result().masker().key(), got.result().masker().key());
			assertFalse(wanted.result().maps().kinds().isEmpty());
			assertEquals(wanted.result().maps().kinds(), got.result().maps().kinds());
			for (final MapKind kind : wanted.result().maps().kinds())
				for (int t = 0; t < (kind.isPerTerm() ? wanted.result().maps().terms().size() : 1); t++)
					assertArrayEquals(wanted.result().maps().get(kind, t), got.result().maps().get(kind, t), kind + " " + t);
		}
	}

	private static Set<MapKind> available(final Estimator estimator) {
		return EnumSet.copyOf(EstimatorRun.available(estimator));
	}

	/** Voxels of the slices 1 to 4 of 5. */
	private InputImage mask() throws IOException {
		final float[] mask = new float[STUDIES.voxels()];
		Arrays.fill(mask, 50, 190, 1);
		return InputImage.read(STUDIES.writeMap(folder.resolve("mask.nii.gz"), mask));
	}

	private Path zTable() throws IOException {
		final Random random = new Random(2);
		final StringBuilder table = new StringBuilder("study\tgroup\tn\tz\n");
		final float[][] maps = STUDIES.effects();
		for (int k = 0; k < K; k++) {
			final float[] z = maps[k].clone();
			for (int j = 0; j < z.length; j++)
				z[j] += (float) (0.5 * random.nextGaussian());
			table.append("study ").append(k).append('\t').append(k < 3 ? "a" : k < 5 ? "b" : "c" + k).append('\t').append(20 + k)
				.append('\t').append(STUDIES.writeMap(folder.resolve("z" + k + ".nii.gz"), z).getFileName()).append('\n');
		}
		return Files.writeString(folder.resolve("z.tsv"), table);
	}

	private static ImagePlus virtual(final ImagePlus image, final AtomicInteger planes) {
		final ImageStack stack = image.getStack();
		final VirtualStack planeByPlane = new VirtualStack(image.getWidth(), image.getHeight(), null, null) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				planes.incrementAndGet();
				return stack.getProcessor(n);
			}

			@Override
			public int getBitDepth() {
				return 32;
			}

			@Override
			public int getSize() {
				return stack.getSize();
			}
		};
		final ImagePlus virtual = new ImagePlus(image.getTitle(), planeByPlane);
		virtual.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
		virtual.setOpenAsHyperStack(true);
		virtual.setCalibration(image.getCalibration());
		return virtual;
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}
}
