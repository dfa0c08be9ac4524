package org.voxmeta.fit.permutation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.DerSimonianLaird;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.estimator.PauleMandel;
import org.voxmeta.task.Progress;

/** Others that work through rearrangements, on copies and in any order, give what one process gives. */
class PermutationJobTest {

	private static final int STUDIES = 8;
	private static final int VOXELS = 90;

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 50 })
	void rangesGiveWhatOneProcessGives(final int tasks) {
		for (final Estimator estimator : List.of(DerSimonianLaird.withDefaults(), PauleMandel.withDefaults()))
			assertSame(estimator, PermutationPlan.DEFAULT.withCount(100).withPerVoxel(true), tasks);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	void anEarlyEndIsTheSame(final int tasks) {
		assertSame(DerSimonianLaird.withDefaults(), PermutationPlan.DEFAULT.withCount(3000).withPerVoxel(true)
			.withStopAfter(20), tasks);
	}

	private static void assertSame(final Estimator estimator, final PermutationPlan plan, final int tasks) {
		final Random random = new Random(3);
		final int studies = plan.stopAfter() > 0 ? STUDIES + 6 : STUDIES;
		final double[][] y = new double[studies][VOXELS];
		final double[][] v = new double[studies][VOXELS];
		for (int k = 0; k < studies; k++)
			for (int j = 0; j < VOXELS; j++) {
				y[k][j] = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
				v[k][j] = 0.1 + random.nextDouble();
			}
		final StudyData data = new StudyData(Studies.independent(studies), Signals.of(y), Signals.of(v));
		final double[] z = random.doubles(VOXELS, -2, 2).toArray();
		z[4] = Double.NaN;
		final int[] indices = IntStream.range(0, VOXELS).toArray();
		final long[] dims = { VOXELS };

		final PermutationTester tester = PermutationTester.of(estimator, plan);
		final PermutationResult here = tester.test(data, z, indices, dims, Progress.NONE);
		final PermutationResult there = tester.withWorkers(new Copies(tasks)).test(data, z, indices, dims,
			Progress.NONE);

		assertEquals(here.count(), there.count());
		assertEquals(here.exact(), there.exact());
		assertArrayEquals(here.p(), there.p());
		assertArrayEquals(here.corrected().get(0).p(), there.corrected().get(0).p());
		assertArrayEquals(here.corrected().get(0).maxima().maxima(), there.corrected().get(0).maxima().maxima());
	}

	/** Workers that have a copy of the job each, and the last range done first. */
	private record Copies(int tasks) implements PermutationWorkers {

		@Override
		public List<PermutationPart> work(final PermutationJob job, final List<int[]> ranges) {
			final List<int[]> backwards = new ArrayList<>(ranges);
			Collections.reverse(backwards);
			final List<PermutationPart> parts = new ArrayList<>();
			for (final int[] range : backwards)
				parts.add(copy(job).work(range[0], range[1]));
			Collections.reverse(parts);
			return parts;
		}

		private static PermutationJob copy(final PermutationJob job) {
			try {
				final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
				new ObjectOutputStream(bytes).writeObject(job);
				return (PermutationJob) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
			catch (final ClassNotFoundException e) {
				throw new IllegalStateException(e);
			}
		}
	}
}
