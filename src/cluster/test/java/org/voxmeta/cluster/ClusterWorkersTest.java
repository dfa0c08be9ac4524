package org.voxmeta.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.stream.IntStream;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxmeta.SmallStudies;
import org.voxmeta.analysis.EstimatorRun;
import org.voxmeta.analysis.RecordedRun;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.fit.permutation.PermutationPlan;
import org.voxmeta.fit.permutation.PermutationResult;
import org.voxmeta.fit.permutation.PermutationTester;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

class ClusterWorkersTest {

	private static final Estimator ESTIMATOR = DerSimonianLaird.withDefaults();
	private static final int VOXELS = 700;
	private static final SmallStudies STUDIES = SmallStudies.of(7, 6, 5, 4).withHoles();

	@TempDir
	Path folder;

	@Test
	void anExecutorThatDiesWhileFittingChangesNothing() throws IOException {
		final Path kill = Files.createFile(folder.resolve("kill"));

		final FittedMaps maps = onCluster(new MortalEstimator(ESTIMATOR, kill.toString()), 7 * 16 * 9);

		assertFalse(Files.exists(kill), "no executor died");
		assertSame(onOneMachine(), maps);
	}

	@Test
	void slabsOfAnySizeGiveTheSame() throws IOException {
		for (final long bytes : new long[] { 7 * 16 * 5, 7 * 16 * 31, 1 << 20 })
			assertSame(onOneMachine(), onCluster(ESTIMATOR, bytes));
	}

	@Test
	void anExecutorThatDiesWhilePermutingChangesNothing() throws IOException {
		final Path kill = Files.createFile(folder.resolve("kill"));
		final Random random = new Random(5);
		final double[][] y = new double[9][VOXELS];
		final double[][] v = new double[9][VOXELS];
		for (int k = 0; k < y.length; k++)
			for (int j = 0; j < y[k].length; j++) {
				y[k][j] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
				v[k][j] = 0.1 + random.nextDouble();
			}
		final StudyData data = new StudyData(Studies.independent(y.length), Signals.of(y), Signals.of(v));
		final double[] z = random.doubles(VOXELS, -3, 3).toArray();
		final int[] indices = IntStream.range(0, VOXELS).toArray();
		final long[] dims = { VOXELS };
		final PermutationPlan plan = PermutationPlan.DEFAULT.withCount(200).withPerVoxel(true);

		final PermutationResult there = PermutationTester.of(new MortalEstimator(ESTIMATOR, kill.toString()), plan)
			.withWorkers(new SparkPermutationWorkers(LocalCluster.get())).test(data, z, indices, dims, Progress.NONE);

		assertFalse(Files.exists(kill), "no executor died");
		final PermutationResult here = PermutationTester.of(ESTIMATOR, plan).test(data, z, indices, dims,
			Progress.NONE);
		assertEquals(here.count(), there.count());
		assertArrayEquals(here.p(), there.p());
		assertArrayEquals(here.corrected().get(0).p(), there.corrected().get(0).p());
		assertArrayEquals(here.corrected().get(0).maxima().maxima(), there.corrected().get(0).maxima().maxima());
	}

	@Test
	void slabsHoldEveryVoxelOnce() {
		for (final int voxels : new int[] { 1, 7, 64, 1000 }) {
			final Slabs slabs = Slabs.of(3, voxels, 3 * 16 * 10, 2);

			final int[] all = IntStream.range(0,
				slabs.count()).flatMap(slab -> IntStream.of(slabs.at(slab))).toArray();

			assertArrayEquals(IntStream.range(0, voxels).toArray(), all);
			assertTrue(slabs.size() <= 10);
		}
	}

	private FittedMaps onCluster(final Estimator estimator, final long slabBytes) throws IOException {
		final RunSource source = source();
		return run(source.run(), estimator, new SparkFitWorkers(LocalCluster.get(), source, slabBytes, false));
	}

	private FittedMaps onOneMachine() throws IOException {
		return run(source().run(), ESTIMATOR, null);
	}

	private RunSource source() throws IOException {
		final Path table = STUDIES.write(folder);
		return new RunSource(ClusterArguments.parse("studies=" + table, "estimator=DerSimonian-Laird",
			"output=none").record(), new ClusterFiles(new Configuration()));
	}

	private static FittedMaps run(final RecordedRun run, final Estimator estimator,
		final SparkFitWorkers workers) throws IOException
	{
		return EstimatorRun.of(estimator).withAggressiveMask(false).withMaps(EnumSet.allOf(MapKind.class))
			.withWorkers(workers).run(run.studies(), null, "test", Progress.NONE).result().maps();
	}

	private static void assertSame(final FittedMaps wanted, final FittedMaps got) {
		assertEquals(wanted.kinds(), got.kinds());
		assertTrue(wanted.kinds().size() > 5);
		for (final MapKind kind : wanted.kinds())
			for (int t = 0; t < (kind.isPerTerm() ? wanted.terms().size() : 1); t++)
				assertArrayEquals(wanted.get(kind, t), got.get(kind, t), kind.key());
		for (final Reason reason : Reason.values())
			assertEquals(wanted.count(reason), got.count(reason));
	}
}
