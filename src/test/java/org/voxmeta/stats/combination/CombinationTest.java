package org.voxmeta.stats.combination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.estimator.Estimator;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/** What holds for Stouffer's and Fisher's tests on any data. */
class CombinationTest {

	private static final double TOLERANCE = 1e-10;
	private static final int STUDIES = 9;
	private static final int[] GROUPS = { 4, 4, 1, 4, 2, 1, 7, 2, 5 };
	private static final double[] SIZES = { 12, 14, 30, 10, 22, 25, 40, 22, 17 };
	private static final double NAN = Double.NaN;

	/** A test with the studies it is made for, and the same in plain words. */
	private record Case(String name, Estimator estimator, Studies studies, Plain plain) {

		@Override
		public String toString() {
			return name;
		}
	}

	private interface Plain {

		PlainCombination of(double[] z);
	}

	static Stream<Case> cases() {
		final List<Case> cases = new ArrayList<>();
		final double[][] r = correlation();
		for (final CombinationMode mode : CombinationMode.values())
			for (final boolean bySize : new boolean[] { false, true })
				for (final boolean grouped : new boolean[] { false, true }) {
					final String name = mode.label() + (bySize ? " by size" : "") + (grouped ? " in groups" : "");
					final Studies studies = studies(grouped);
					final double[] n = bySize ? SIZES : null;
					final int[] groups = grouped ? GROUPS : null;
					for (final boolean level : grouped ? new boolean[] { false, true } : new boolean[] { true }) {
						final Stouffer stouffer = Stouffer.withDefaults().with(mode).withWeightBySize(bySize)
							.withGroupLevel(level);
						cases.add(new Case("Stouffer " + name + (level ? "" : ", each study"), grouped ? stouffer.with(r)
							: stouffer, studies, z -> PlainCombination.stouffer(mode, z, n, groups, r, level)));
					}
					final Fisher fisher = Fisher.withDefaults().with(mode).withWeightBySize(bySize);
					cases.add(new Case("Fisher " + name, grouped ? fisher.with(r) : fisher, studies,
						z -> PlainCombination.fisher(mode, z, n, groups, r)));
				}
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void equalsThePlainTestOnDataWithHoles(final Case tested) {
		final double[][] z = random(STUDIES, 2000, 0.25, 1.5);

		final FittedMaps maps = fit(tested, z, BlockwiseFitter.of(tested.estimator).withAggressiveMask(false));

		int fitted = 0;
		for (int j = 0; j < z[0].length; j++) {
			final double[] column = column(z, j);
			final long groups = groups(tested, column);
			final Reason reason = Arrays.stream(column).filter(x -> !Double.isNaN(x)).count() < 2
				? Reason.TOO_FEW_STUDIES
				: groups < 2 ? Reason.TOO_FEW_GROUPS : Reason.NONE;
			assertEquals(reason.code(), maps.get(MapKind.REASON)[j], "reason at voxel " + j);
			if (reason != Reason.NONE) {
				assertTrue(Double.isNaN(maps.get(MapKind.Z)[j]) && Double.isNaN(maps.get(MapKind.DOF)[j]));
				continue;
			}
			fitted++;
			assertEquals(groups - 1, maps.get(MapKind.DOF)[j], "dof at voxel " + j);
			compare(tested.plain.of(column), maps.get(MapKind.Z)[j], maps.get(MapKind.P)[j], maps.get(MapKind.LOGP)[j],
				" at voxel " + j);
		}
		assertTrue(fitted > 1900, "fitted: " + fitted);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void equalsThePlainTestInTheTails(final Case tested) {
		final double[][] z = new double[STUDIES][400];
		for (int j = 0; j < 400; j++)
			for (int k = 0; k < STUDIES; k++)
				// from products near 1 through all that a double can hold to far below
				z[k][j] = (j - 180) / 5.0 + 0.3 * Math.sin(k * j);

		final MapBlock maps = Blocks.fit(tested.estimator, tested.studies, z);

		for (int j = 0; j < 400; j++)
			compare(tested.plain.of(column(z, j)), maps.get(MapKind.Z)[j], maps.get(MapKind.P)[j],
				maps.get(MapKind.LOGP)[j], " where z is about " + (j - 180) / 5.0);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void neitherBlocksNorThreadsChangeABit(final Case tested) {
		final double[][] z = random(STUDIES, 1500, 0.05, 2);
		final BlockwiseFitter fitter = BlockwiseFitter.of(tested.estimator).withAggressiveMask(false);
		final FittedMaps wanted = fit(tested, z, fitter.withBlockSize(1).withThreads(1));

		for (final int size : new int[] { 7, 64, 0 })
			for (final int threads : new int[] { 1, 2 }) {
				final FittedMaps got = fit(tested, z, fitter.withBlockSize(size).withThreads(threads));
				for (final MapKind kind : tested.estimator.maps())
					assertSameBits(wanted.get(kind), got.get(kind), kind.key() + ", block " + size);
			}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void completeBlocksGiveTheSameBitsAsBlocksWithHoles(final Case tested) {
		final double[][] z = random(STUDIES, 64, 0, 2);
		final MapBlock complete = Blocks.fit(tested.estimator, tested.studies, z);
		z[2][63] = NAN;

		final MapBlock holed = Blocks.fit(tested.estimator, tested.studies, z);

		for (final MapKind kind : tested.estimator.maps())
			assertSameBits(Arrays.copyOf(complete.get(kind), 63), Arrays.copyOf(holed.get(kind), 63), kind.key());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void orderOfStudiesIsIrrelevant(final Case tested) {
		final double[][] z = random(STUDIES, 200, 0.1, 1.5);
		final int[] order = { 3, 8, 0, 5, 1, 7, 2, 6, 4 };
		final double[][] r = correlation();
		final double[][] r2 = new double[STUDIES][STUDIES];
		for (int i = 0; i < STUDIES; i++)
			for (int k = 0; k < STUDIES; k++)
				r2[i][k] = r[order[i]][order[k]];
		Studies studies = Studies.independent(STUDIES).withSampleSizes(Arrays.stream(order)
			.mapToDouble(k -> SIZES[k]).toArray());
		Estimator estimator = tested.estimator;
		if (tested.studies.hasGroups()) {
			studies = studies.withGroups(Arrays.stream(order).map(k -> GROUPS[k]).toArray());
			estimator = estimator instanceof Stouffer stouffer ? stouffer.with(r2) : ((Fisher) estimator).with(r2);
		}

		final MapBlock a = Blocks.fit(tested.estimator, tested.studies, z);
		final MapBlock b = Blocks.fit(estimator, studies, Arrays.stream(order).mapToObj(k -> z[k])
			.toArray(double[][]::new));

		for (final MapKind kind : estimator.maps())
			for (int j = 0; j < 200; j++)
				assertEquals(a.get(kind)[j], b.get(kind)[j], 1e-11 * Math.max(1e-3, Math.abs(a.get(kind)[j])),
					kind.key());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void missingStudyIsAsIfItWereNotThere(final Case tested) {
		final double[][] z = random(STUDIES, 50, 0, 1.5);
		Arrays.fill(z[3], NAN);
		final int[] others = IntStream.range(0, STUDIES).filter(k -> k != 3).toArray();
		final double[][] r = correlation();
		Studies studies = Studies.independent(STUDIES - 1).withSampleSizes(Arrays.stream(others).mapToDouble(
			k -> SIZES[k]).toArray());
		Estimator estimator = tested.estimator;
		if (tested.studies.hasGroups()) {
			studies = studies.withGroups(Arrays.stream(others).map(k -> GROUPS[k]).toArray());
			final double[][] r2 = Arrays.stream(others).mapToObj(i -> Arrays.stream(others).mapToDouble(k -> r[i][k])
				.toArray()).toArray(double[][]::new);
			estimator = estimator instanceof Stouffer stouffer ? stouffer.with(r2) : ((Fisher) estimator).with(r2);
		}

		final MapBlock with = Blocks.fit(tested.estimator, tested.studies, z);
		final MapBlock without = Blocks.fit(estimator, studies, Arrays.stream(others).mapToObj(k -> z[k])
			.toArray(double[][]::new));

		for (final MapKind kind : estimator.maps())
			assertSameBits(without.get(kind), with.get(kind), kind.key());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void oppositeValuesMirrorTheConcordantTestAndLeaveTheUndirectedOne(final Case tested) {
		final double[][] z = random(STUDIES, 200, 0.1, 2);
		final double[][] opposite = Arrays.stream(z).map(row -> Arrays.stream(row).map(x -> -x).toArray())
			.toArray(double[][]::new);

		final MapBlock a = Blocks.fit(tested.estimator, tested.studies, z);
		final MapBlock b = Blocks.fit(tested.estimator, tested.studies, opposite);

		final String mode = tested.estimator.options().get("mode");
		for (int j = 0; j < 200; j++) {
			final double p = a.get(MapKind.P)[j];
			if (mode.equals("concordant")) assertEquals(-a.get(MapKind.Z)[j], b.get(MapKind.Z)[j], 1e-13 * (1
				+ 1 / p));
			if (mode.equals("undirected")) assertEquals(a.get(MapKind.Z)[j], b.get(MapKind.Z)[j]);
			// Fisher's two directed tests are not each other's complement
			if (mode.equals("directed") && tested.estimator instanceof Stouffer) assertEquals(1 - p,
				b.get(MapKind.P)[j], 1e-14);
			if (!mode.equals("directed")) assertClose(p, b.get(MapKind.P)[j], 1e-12, "p");
		}
	}

	@ParameterizedTest
	@EnumSource(CombinationMode.class)
	void equalSizesWeighLikeNone(final CombinationMode mode) {
		final double[][] z = random(5, 100, 0.1, 1.5);
		final Studies studies = Studies.independent(5).withSampleSizes(new double[] { 23, 23, 23, 23, 23 });

		final MapBlock stouffer = Blocks.fit(Stouffer.withDefaults().with(mode), studies, z);
		final MapBlock weighted = Blocks.fit(Stouffer.withDefaults().with(mode).withWeightBySize(true), studies, z);
		final MapBlock fisher = Blocks.fit(Fisher.withDefaults().with(mode), studies, z);
		final MapBlock brown = Blocks.fit(Fisher.withDefaults().with(mode).withWeightBySize(true), studies, z);

		for (int j = 0; j < 100; j++) {
			assertEquals(stouffer.get(MapKind.Z)[j], weighted.get(MapKind.Z)[j], 1e-13);
			assertEquals(fisher.get(MapKind.Z)[j], brown.get(MapKind.Z)[j], 1e-11);
		}
	}

	@ParameterizedTest
	@EnumSource(CombinationMode.class)
	void uncorrelatedStudiesOfOneGroupAreAsIndependentWhereEachCounts(final CombinationMode mode) {
		final double[][] z = random(4, 100, 0.1, 1.5);
		final Studies grouped = Studies.independent(4).withGroups(new int[] { 0, 0, 1, 2 });
		final double[][] none = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

		final MapBlock a = Blocks.fit(Stouffer.withDefaults().with(mode).withGroupLevel(false).with(none), grouped,
			z);
		final MapBlock b = Blocks.fit(Stouffer.withDefaults().with(mode), Studies.independent(4), z);

		for (int j = 0; j < 100; j++)
			assertEquals(b.get(MapKind.Z)[j], a.get(MapKind.Z)[j], 1e-13);
	}

	@Test
	void copiesOfOneStudyCountOnce() {
		final double[][] once = random(2, 100, 0, 2);
		final double[][] z = { once[0], once[0], once[0], once[1] };
		final Studies grouped = Studies.independent(4).withGroups(new int[] { 0, 0, 0, 1 });
		final double[][] r = { { 1, 1, 1, 0 }, { 1, 1, 1, 0 }, { 1, 1, 1, 0 }, { 0, 0, 0, 1 } };

		for (final CombinationMode mode : CombinationMode.values()) {
			final MapBlock stouffer = Blocks.fit(Stouffer.withDefaults().with(mode).with(r), grouped, z);
			final MapBlock fisher = Blocks.fit(Fisher.withDefaults().with(mode).with(r), grouped, z);
			final MapBlock wantedStouffer = Blocks.fit(Stouffer.withDefaults().with(mode), Studies.independent(2),
				once);
			final MapBlock wantedFisher = Blocks.fit(Fisher.withDefaults().with(mode), Studies.independent(2), once);
			for (int j = 0; j < 100; j++) {
				assertEquals(wantedStouffer.get(MapKind.Z)[j], stouffer.get(MapKind.Z)[j], 1e-12);
				assertEquals(wantedFisher.get(MapKind.Z)[j], fisher.get(MapKind.Z)[j], 1e-10);
			}
		}
	}

	@Test
	void studiesThatCancelHaveNoTest() {
		final double[][] z = { { 1 }, { 1 }, { 2 } };
		final double[][] r = { { 1, -1, 0 }, { -1, 1, 0 }, { 0, 0, 1 } };
		final Studies studies = Studies.independent(3).withGroups(new int[] { 0, 0, 1 });

		final FittedMaps maps = BlockwiseFitter.of(Stouffer.withDefaults().with(r)).fit(new StudyData(studies,
			Signals.of(z), null), EnumSet.allOf(MapKind.class), Progress.NONE);

		assertEquals(Reason.DEGENERATE.code(), maps.get(MapKind.REASON)[0]);
		assertTrue(Double.isNaN(maps.get(MapKind.Z)[0]) && Double.isNaN(maps.get(MapKind.P)[0]));
	}

	@Test
	void impossibleCorrelationsAreNaNNotAnError() {
		final double[][] z = { { 1 }, { 1 }, { 2 }, { 1 } };
		final double[][] r = { { 1, -1, -1, 0 }, { -1, 1, -1, 0 }, { -1, -1, 1, 0 }, { 0, 0, 0, 1 } };
		final Studies studies = Studies.independent(4).withGroups(new int[] { 0, 0, 0, 1 });

		for (final Estimator test : List.of(Stouffer.withDefaults().with(r), Stouffer.withDefaults().with(r)
			.withGroupLevel(false)))
			assertTrue(Double.isNaN(Blocks.fit(test, studies, z).get(MapKind.Z)[0]));
		assertTrue(Double.isFinite(Blocks.fit(Fisher.withDefaults().with(r), studies, z).get(MapKind.Z)[0]));
	}

	@Test
	void farTailsKeepTheirLogs() {
		// wanted values by mpmath: 2 P(Z > 40 sqrt 3), and 2 P(X > -6 ln P(Z > 40)) with 6 degrees of freedom
		final double[][] z = { { 40, -40 }, { 40, -40 }, { 40, -40 } };
		final Studies studies = Studies.independent(3);

		final MapBlock stouffer = Blocks.fit(Stouffer.withDefaults(), studies, z);
		final MapBlock fisher = Blocks.fit(Fisher.withDefaults(), studies, z);

		for (int j = 0; j < 2; j++) {
			final double sign = j == 0 ? 1 : -1;
			assertClose(sign * 69.28203230275508, stouffer.get(MapKind.Z)[j], 1e-14, "Stouffer's z");
			assertClose(1044.2455275559487, stouffer.get(MapKind.LOGP)[j], 1e-12, "Stouffer's logp");
			assertClose(sign * 69.19224916755089, fisher.get(MapKind.Z)[j], 1e-12, "Fisher's z");
			assertClose(1041.5452478596231, fisher.get(MapKind.LOGP)[j], 1e-12, "Fisher's logp");
			assertEquals(0, fisher.get(MapKind.P)[j]);
		}
	}

	@Test
	void directedTestIsFiniteFarBelowZero() {
		// wanted values by mpmath: -z with the lower tail of chi-square
		final Fisher fisher = Fisher.withDefaults().with(CombinationMode.DIRECTED);
		final double[][] three = { { -40 }, { -40 }, { -40 } };
		final double[][] many = new double[21][1];
		Arrays.fill(many, new double[] { -8 });

		assertClose(-69.38533601499693, Blocks.fit(fisher, Studies.independent(3), three).get(MapKind.Z)[0], 1e-12,
			"3");
		assertClose(-69.38533601499693, Blocks.fit(fisher.withWeightBySize(true), Studies.independent(3)
			.withSampleSizes(new double[] { 20, 20, 20 }), three).get(MapKind.Z)[0], 1e-12, "3 weighted alike");
		assertClose(-37.7406139822359, Blocks.fit(fisher, Studies.independent(21), many).get(MapKind.Z)[0], 1e-12,
			"21");
		assertEquals(1, Blocks.fit(fisher, Studies.independent(3), three).get(MapKind.P)[0]);
	}

	@Test
	void manyStudiesUnderflowNoProduct() {
		final double[][] z = random(1200, 20, 0.05, 1);
		final PlainCombination[] plain = new PlainCombination[20];
		Arrays.setAll(plain, j -> PlainCombination.fisher(CombinationMode.CONCORDANT, column(z, j), null, null,
			null));

		final MapBlock maps = Blocks.fit(Fisher.withDefaults(), Studies.independent(1200), z);

		for (int j = 0; j < 20; j++)
			compare(plain[j], maps.get(MapKind.Z)[j], maps.get(MapKind.P)[j], maps.get(MapKind.LOGP)[j], " at " + j);
	}

	@Test
	void zeroEverywhereIsNoEvidence() {
		for (final Estimator test : List.of(Stouffer.withDefaults(), Fisher.withDefaults())) {
			final MapBlock maps = Blocks.fit(test, Studies.independent(3), new double[3][1]);

			assertEquals(0, maps.get(MapKind.Z)[0]);
			assertEquals(1, maps.get(MapKind.P)[0]);
			assertEquals(0, maps.get(MapKind.LOGP)[0]);
		}
	}

	@Test
	void oneStudyIsItself() {
		for (final CombinationMode mode : List.of(CombinationMode.CONCORDANT, CombinationMode.DIRECTED))
			for (final double z : new double[] { -40, -2.5, -0.1, 0.1, 2.5, 40 })
				for (final Estimator test : List.of(Stouffer.withDefaults().with(mode), Fisher.withDefaults().with(mode)))
					assertClose(z, Blocks.fit(test, Studies.independent(1), new double[][] { { z } }).get(MapKind.Z)[0],
						1e-12, test.name() + " " + mode);
	}

	private static void compare(final PlainCombination wanted, final double z, final double p, final double logp,
		final String at)
	{
		assertEquals(wanted.z, z, TOLERANCE * Math.abs(wanted.z) + 1e-14, "z" + at);
		assertEquals(-wanted.logp / Math.log(10), logp, TOLERANCE * Math.abs(wanted.logp), "logp" + at);
		assertEquals(Math.exp(wanted.logp), p, TOLERANCE * Math.exp(wanted.logp), "p" + at);
	}

	private static FittedMaps fit(final Case tested, final double[][] z, final BlockwiseFitter fitter) {
		return fitter.fit(new StudyData(tested.studies, Signals.of(z), null), EnumSet.allOf(MapKind.class),
			Progress.NONE);
	}

	private static Studies studies(final boolean grouped) {
		final Studies studies = Studies.independent(STUDIES).withSampleSizes(SIZES);
		return grouped ? studies.withGroups(GROUPS) : studies;
	}

	private static long groups(final Case tested, final double[] z) {
		return IntStream.range(0, z.length).filter(k -> !Double.isNaN(z[k])).map(k -> tested.studies.hasGroups()
			? GROUPS[k] : k).distinct().count();
	}

	private static double[][] correlation() {
		final Random random = new Random(11);
		final double[][] r = new double[STUDIES][STUDIES];
		for (int i = 0; i < STUDIES; i++) {
			r[i][i] = 1;
			for (int k = 0; k < i; k++)
				r[i][k] = r[k][i] = -0.2 + random.nextDouble();
		}
		return r;
	}

	private static double[][] random(final int studies, final int voxels, final double holes,
		final double spread)
	{
		final Random random = new Random(studies + voxels);
		final double[][] z = new double[studies][voxels];
		for (final double[] row : z)
			Arrays.setAll(row, j -> random.nextDouble() < holes ? NAN : 0.3 + spread * random.nextGaussian());
		return z;
	}

	private static double[] column(final double[][] rows, final int j) {
		return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
	}
}
