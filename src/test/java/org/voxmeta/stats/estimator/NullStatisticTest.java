package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Rearrangement;
import org.voxmeta.stats.data.Rearrangements;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.permutation.PermutedOls;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** The statistic of rearranged data of every estimator against a plain fit of such data. */
class NullStatisticTest {

	private static final int STUDIES = 9;
	private static final int VOXELS = 23;
	private static final int WAYS = 12;

	/** The fast statistics and the fits sum in another order. */
	private static final double ROUNDING = 1e-9;

	/** Estimators that are found by search stop within this. */
	private static final double SEARCH = 1e-6;

	static Stream<Estimator> estimators() throws IOException, URISyntaxException, ReflectiveOperationException {
		return EstimatorContractTest.variants().stream();
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void flippedStudiesHaveTheZOfAFit(final Estimator estimator) {
		for (final double missing : new double[] { 0, 0.15 })
			assertFlips(estimator, Studies.independent(STUDIES), missing);
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void groupsFlipTogether(final Estimator estimator) {
		final Studies studies = Studies.independent(STUDIES).withGroups(new int[] { 0, 0, 1, 2, 3, 3, 4, 5, 6 });
		for (final double missing : new double[] { 0, 0.15 })
			assertFlips(estimator, studies, missing);
	}

	private static void assertFlips(final Estimator estimator, final Studies independent, final double missing) {
		final Studies studies = independent.withSampleSizes(sizes());
		final double[][] y = values(1, missing);
		final double[][] v = variances();
		final StudyData data = data(estimator, studies, y, v);
		final Estimator prepared = estimator.prepare(data);
		final NullStatistic statistic = prepared.nullStatistic(VoxelBlock.of(data), 0, new NullBuffers(new StudentTails()));
		final Rearrangements ways = Rearrangements.flips(studies, WAYS, 4);
		for (int i = 0; i < ways.count(); i++) {
			final Rearrangement way = ways.get(i);
			final double[][] flipped = y.clone();
			for (int k = 0; k < flipped.length; k++)
				flipped[k] = Arrays.stream(y[k]).map(value -> value).toArray();
			for (int k = 0; k < flipped.length; k++)
				if (way.isNegated(k)) for (int j = 0; j < VOXELS; j++)
					flipped[k][j] *= -1;

			final double[] z = statistic.z(way);

			assertClose(estimator, z(prepared, data(estimator, studies, flipped, v), 0), z);
		}
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void errorsChangePlacesWithTheirVariances(final Estimator estimator) {
		final Studies studies = Studies.of(moderators());
		if (estimator.needs().contains(Need.SAMPLE_SIZE) || !accepts(estimator, studies)) return;
		final double[][] v = variances();
		for (int term = 0; term < studies.design().terms().size(); term++)
			for (final double missing : new double[] { 0, 0.15 }) {
				final double[][] y = values(2, missing);
				final StudyData data = data(estimator, studies, y, v);
				final NullStatistic statistic = estimator.nullStatistic(VoxelBlock.of(data), term, new NullBuffers(new StudentTails()));
				final Rearrangements ways = Rearrangements.orders(STUDIES, null, 4, 8);
				for (int i = 0; i < ways.count(); i++) {
					final double[] z = statistic.z(ways.get(i));

					final double[] wanted = new double[VOXELS];
					for (int j = 0; j < VOXELS; j++)
						wanted[j] = plain(estimator, studies.design(), term, y, v, j, ways.get(i));
					assertClose(estimator, wanted, Arrays.copyOf(z, VOXELS));
				}
			}
	}

	/** One voxel by the book, with the studies that it has. */
	private static double plain(final Estimator estimator, final Design design, final int term, final double[][] y,
		final double[][] v, final int j, final Rearrangement way)
	{
		final int[] there = IntStream.range(0, STUDIES).filter(k -> !Double.isNaN(y[k][j])).toArray();
		final int[] sources = IntStream.range(0, STUDIES).map(way::source).filter(k -> !Double.isNaN(y[k][j])).toArray();
		final double[] fitted = fittedWithout(estimator, design, term, y, v, j, there);
		final double[][] effects = new double[there.length][1];
		final double[][] variances = new double[there.length][1];
		for (int i = 0; i < there.length; i++) {
			final int source = sources[i];
			effects[i][0] = fitted[there[i]] + y[source][j] - fitted[source];
			variances[i][0] = v[source][j];
		}
		final StudyData data = data(estimator, Studies.of(design.at(there)), effects, variances);
		return z(estimator, data, term)[0];
	}

	/** Regresses on the columns that are 0 where the term's weights are not, after a change of coordinates. */
	private static double[] fittedWithout(final Estimator estimator, final Design design, final int term,
		final double[][] y, final double[][] v, final int j, final int[] there)
	{
		final double[] c = design.terms().get(term).weights();
		// the last column with a weight is replaced by its share of the term, which is then left out
		int last = 0;
		for (int p = 0; p < c.length; p++)
			if (c[p] != 0) last = p;
		final double[][] x = new double[STUDIES][c.length - 1];
		final List<String> names = new ArrayList<>();
		for (int p = 0, to = 0; p < c.length; p++) {
			if (p == last) continue;
			names.add("x" + p);
			for (int k = 0; k < STUDIES; k++)
				x[k][to] = design.row(k)[p] - c[p] / c[last] * design.row(k)[last];
			to++;
		}
		final Design reduced = Design.of(names, x);
		final double[][] effects = Arrays.stream(there).mapToObj(k -> new double[] { y[k][j] }).toArray(double[][]::new);
		final double[][] variances = Arrays.stream(there).mapToObj(k -> new double[] { v[k][j] }).toArray(
			double[][]::new);
		final FittedMaps maps = BlockwiseFitter.of(estimator).fit(data(estimator, Studies.of(reduced.at(there)), effects,
			variances), EnumSet.of(MapKind.EST), Progress.NONE);
		final double[] fitted = new double[STUDIES];
		for (int k = 0; k < STUDIES; k++)
			for (int p = 0; p < names.size(); p++)
				fitted[k] += x[k][p] * maps.get(MapKind.EST, p)[0];
		return fitted;
	}

	@Test
	void tallyHasTheLargestOfAllWays() {
		final Studies studies = Studies.independent(STUDIES);
		final StudyData data = new StudyData(studies, Signals.of(values(5, 0)), Signals.of(variances()));
		for (final Estimator estimator : List.of(PermutedOls.withDefaults(), DerSimonianLaird.withDefaults(),
			WeightedLeastSquares.withDefaults(), DerSimonianLaird.withDefaults().with(Adjustment.KNAPP_HARTUNG)))
			for (final boolean twoSided : new boolean[] { true, false }) {
				final NullBuffers buffers = new NullBuffers(new StudentTails());
				final NullStatistic statistic = estimator.nullStatistic(VoxelBlock.of(data), 0, buffers);
				final Rearrangements all = Rearrangements.flips(studies, 1 << STUDIES, 1);
				final List<Rearrangement> ways = IntStream.range(0, all.count()).mapToObj(all::get).toList();
				final double[] observed = Arrays.copyOf(statistic.z(ways.get(0)), VOXELS);
				final double[] least = Arrays.stream(observed).map(z -> (twoSided ? Math.abs(z) : z) - 1e-9).toArray();
				final int[] counts = new int[VOXELS];
				final NullTally tally = new NullTally(ways, twoSided, () -> { });
				final NullTally alone = new NullTally(ways, twoSided, () -> { });

				statistic.addTo(tally, new NullStatistic.Reached(least, counts, 0, VOXELS, twoSided));
				statistic.addTo(alone, null);

				final double[] maxima = tally.maxima();
				for (int i = 0; i < ways.size(); i++) {
					final double[] z = Arrays.copyOf(statistic.z(ways.get(i)), VOXELS);
					final double largest = Arrays.stream(z).map(value -> twoSided ? Math.abs(value) : value).max()
						.orElseThrow();
					assertEquals(largest, maxima[i], 1e-10 * Math.abs(largest));
					assertEquals(maxima[i], alone.maxima()[i], 1e-12 * Math.abs(largest));
				}
				for (int j = 0; j < VOXELS; j++)
					assertTrue(counts[j] >= (twoSided ? 2 : 1), "the data as observed and their mirror image count");
			}
	}

	private static double[] z(final Estimator estimator, final StudyData data, final int term) {
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).fit(data, EnumSet.of(MapKind.Z), Progress.NONE)
			.get(MapKind.Z, term);
	}

	private static void assertClose(final Estimator estimator, final double[] wanted, final double[] got) {
		final double tolerance = estimator instanceof EffectEstimator && !org.voxmeta.PlainModel.isClosedForm(estimator)
			? SEARCH : ROUNDING;
		for (int j = 0; j < wanted.length; j++)
			if (Double.isNaN(wanted[j])) assertTrue(Double.isNaN(got[j]) || Math.abs(got[j]) > 1e6, "voxel " + j);
			else assertEquals(wanted[j], got[j], tolerance * Math.max(1, Math.abs(wanted[j])), "voxel " + j);
	}

	private static StudyData data(final Estimator estimator, final Studies studies, final double[][] y,
		final double[][] v)
	{
		return new StudyData(studies, Signals.of(y), estimator.needs().contains(Need.VARIANCE) ? Signals.of(v) : null);
	}

	private static boolean accepts(final Estimator estimator, final Studies studies) {
		try {
			estimator.check(studies);
			return true;
		}
		catch (final IllegalArgumentException e) {
			return false;
		}
	}

	private static Design moderators() {
		final Random random = new Random(6);
		final double[][] x = new double[STUDIES][];
		for (int k = 0; k < STUDIES; k++)
			x[k] = new double[] { 1, 20 + random.nextInt(40), random.nextGaussian() };
		return Design.of(List.of("intercept", "age", "dose"), x).with(new Term("age - dose", new double[] { 0, 1, -1 },
			false));
	}

	private static double[] sizes() {
		return IntStream.range(0, STUDIES).mapToDouble(k -> 10 + 3 * k).toArray();
	}

	/** At least six of the studies have each voxel. */
	private static double[][] values(final long seed, final double missing) {
		final Random random = new Random(seed);
		final double[][] y = new double[STUDIES][VOXELS];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++)
				y[k][j] = k > 5 && random.nextDouble() < missing ? Double.NaN : 0.4 + random.nextGaussian();
		return y;
	}

	private static double[][] variances() {
		final Random random = new Random(9);
		final double[][] v = new double[STUDIES][VOXELS];
		for (final double[] row : v)
			Arrays.setAll(row, j -> 0.1 + 0.6 * random.nextDouble());
		return v;
	}
}
