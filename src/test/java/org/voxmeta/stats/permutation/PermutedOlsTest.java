package org.voxmeta.stats.permutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxmeta.PainVoxels;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Need;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.VoxelBlock;
import org.voxmeta.stats.kernel.NormalTail;
import org.voxmeta.stats.kernel.StudentTail;
import org.voxmeta.stats.kernel.StudentTails;
import org.voxmeta.stats.result.MapBlock;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

class PermutedOlsTest {

	private static final double NAN = Double.NaN;
	private static final int[] GROUPS = { 3, 3, 0, 3, 5, 0, 1, 2 };
	private static final double[] SIZES = { 12, 18, 40, 15, 22, 20, 35, 9 };
	private static final int STUDIES = GROUPS.length;

	/** A test with the studies it is made for. */
	private record Case(boolean bySize, boolean twoSided, boolean grouped) {

		PermutedOls estimator() {
			return PermutedOls.withDefaults().withWeightBySize(bySize).withTwoSided(twoSided);
		}

		Studies studies() {
			final Studies studies = Studies.independent(STUDIES).withSampleSizes(SIZES);
			return grouped ? studies.withGroups(GROUPS) : studies;
		}
	}

	static Stream<Case> cases() {
		return IntStream.range(0, 8).mapToObj(i -> new Case((i & 1) > 0, (i & 2) > 0, (i & 4) > 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "permuted_ols_liberal", "permuted_ols_one_sided_liberal", "permuted_ols_n_liberal",
		"grouped_permuted_ols_liberal", "grouped_permuted_ols_n_liberal" })
	void voxelsEqualNimares(final String name) throws IOException {
		final PermutedOls estimator = PermutedOls.withDefaults().withTwoSided(!name.contains("one_sided"))
			.withWeightBySize(name.contains("_n_"));

		final int compared = PainVoxels.compare(PermutedOlsTest.class, name, estimator, 1e-10);

		assertTrue(compared >= 40, "values compared: " + compared);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void equalsThePlainTestOnDataWithHoles(final Case tested) {
		final double[][] y = random(2000, 0.3);

		final FittedMaps maps = BlockwiseFitter.of(tested.estimator()).withAggressiveMask(false)
			.fit(new StudyData(tested
			.studies(), Signals.of(y), null), EnumSet.allOf(MapKind.class), Progress.NONE);

		int fitted = 0;
		for (int j = 0; j < 2000; j++) {
			final double[] column = column(y, j);
			final Plain plain = new Plain(column, tested.grouped ? GROUPS : null, tested.bySize ? SIZES : null,
				tested.twoSided);
			final Reason reason = Arrays.stream(column).filter(x -> !Double.isNaN(x)).count() < 2
				? Reason.TOO_FEW_STUDIES
				: plain.groups < 2 ? Reason.TOO_FEW_GROUPS : Reason.NONE;
			assertEquals(reason.code(), maps.get(MapKind.REASON)[j]);
			for (final MapKind kind : tested.estimator().maps())
				if (reason != Reason.NONE) assertTrue(Double.isNaN(maps.get(kind)[j]), kind.key());
			if (reason != Reason.NONE) continue;
			fitted++;
			final String at = " of voxel " + j;
			assertClose(plain.dof, maps.get(MapKind.DOF)[j], tested.bySize ? 1e-12 : 0, "dof" + at);
			assertClose(plain.t, maps.get(MapKind.T)[j], 1e-10, "t" + at);
			assertClose(plain.z, maps.get(MapKind.Z)[j], 1e-10, "z" + at);
			assertEquals(-plain.logp / Math.log(10), maps.get(MapKind.LOGP)[j], 1e-10 * Math.abs(plain.logp) + 1e-15);
			assertClose(Math.exp(plain.logp), maps.get(MapKind.P)[j], 1e-10, "p" + at);
		}
		assertTrue(fitted > 1900, "fitted: " + fitted);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void neitherBlocksNorThreadsChangeABit(final Case tested) {
		final StudyData data = new StudyData(tested.studies(), Signals.of(random(1500, 0.05)), null);
		final BlockwiseFitter fitter = BlockwiseFitter.of(tested.estimator()).withAggressiveMask(false);
		final FittedMaps wanted = fitter.withBlockSize(1).withThreads(1).fit(data, tested.estimator().maps(),
			Progress.NONE);

		for (final int size : new int[] { 7, 64, 0 }) {
			final FittedMaps got = fitter.withBlockSize(size).withThreads(2).fit(data, tested.estimator().maps(),
				Progress.NONE);
			for (final MapKind kind : tested.estimator().maps())
				assertSameBits(wanted.get(kind), got.get(kind), kind.key() + ", block " + size);
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void orderOfStudiesIsIrrelevant(final Case tested) {
		final double[][] y = random(200, 0.1);
		final int[] order = { 3, 7, 0, 5, 1, 2, 6, 4 };
		Studies studies = Studies.independent(STUDIES).withSampleSizes(Arrays.stream(order)
			.mapToDouble(k -> SIZES[k]).toArray());
		if (tested.grouped) studies = studies.withGroups(Arrays.stream(order).map(k -> GROUPS[k]).toArray());

		final MapBlock a = fit(tested.estimator(), tested.studies(), y);
		final MapBlock b = fit(tested.estimator(), studies, Arrays.stream(order).mapToObj(k -> y[k])
			.toArray(double[][]::new));

		for (final MapKind kind : tested.estimator().maps())
			for (int j = 0; j < 200; j++)
				assertEquals(a.get(kind)[j], b.get(kind)[j], 1e-11 * (1 + Math.abs(a.get(kind)[j])), kind.key());
	}

	@ParameterizedTest
	@MethodSource("cases")
	void unitsDoNotMatterAndOppositeEffectsMirrorTheTest(final Case tested) {
		final double[][] y = random(200, 0.1);
		final double[][] other = Arrays.stream(y).map(row -> Arrays.stream(row).map(x -> -1024 * x).toArray())
			.toArray(double[][]::new);

		final MapBlock a = fit(tested.estimator(), tested.studies(), y);
		final MapBlock b = fit(tested.estimator(), tested.studies(), other);

		for (int j = 0; j < 200; j++) {
			assertEquals(-a.get(MapKind.T)[j], b.get(MapKind.T)[j]);
			assertEquals(-a.get(MapKind.Z)[j], b.get(MapKind.Z)[j]);
			assertEquals(a.get(MapKind.DOF)[j], b.get(MapKind.DOF)[j]);
			final double p = a.get(MapKind.P)[j];
			assertEquals(tested.twoSided ? p : 1 - p, b.get(MapKind.P)[j], 1e-14);
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void missingStudyIsAsIfItWereNotThere(final Case tested) {
		final double[][] y = random(50, 0);
		Arrays.fill(y[3], NAN);
		final int[] others = IntStream.range(0, STUDIES).filter(k -> k != 3).toArray();
		Studies studies = Studies.independent(STUDIES - 1).withSampleSizes(Arrays.stream(others).mapToDouble(
			k -> SIZES[k]).toArray());
		if (tested.grouped) studies = studies.withGroups(Arrays.stream(others).map(k -> GROUPS[k]).toArray());

		final MapBlock with = fit(tested.estimator(), tested.studies(), y);
		final MapBlock without = fit(tested.estimator(), studies, Arrays.stream(others).mapToObj(k -> y[k])
			.toArray(double[][]::new));

		for (final MapKind kind : List.of(MapKind.T, MapKind.DOF))
			assertSameBits(without.get(kind), with.get(kind), kind.key());
		// with weights, degrees of freedom of voxels with holes take another way to the tail
		for (final MapKind kind : List.of(MapKind.Z, MapKind.LOGP))
			for (int j = 0; j < 50; j++)
				assertClose(without.get(kind)[j], with.get(kind)[j], 1e-12, kind.key());
	}

	@Test
	void equalSizesWeighLikeNone() {
		final double[][] y = random(100, 0.1);
		final double[] same = new double[STUDIES];
		Arrays.fill(same, 17);
		for (final int[] groups : new int[][] { IntStream.range(0, STUDIES).toArray(), GROUPS }) {
			final Studies studies = Studies.independent(STUDIES).withSampleSizes(same).withGroups(groups);

			final MapBlock plain = fit(PermutedOls.withDefaults(), studies, y);
			final MapBlock weighted = fit(PermutedOls.withDefaults().withWeightBySize(true), studies, y);

			for (final MapKind kind : PermutedOls.withDefaults().maps())
				for (int j = 0; j < 100; j++)
					assertEquals(plain.get(kind)[j], weighted.get(kind)[j], 1e-12 * (1 + Math.abs(plain.get(kind)[j])));
		}
	}

	@Test
	void groupsOfEqualSizeAreTheirAverages() {
		final double[][] y = random(100, 0);
		final int[] pairs = { 0, 1, 2, 3, 0, 1, 2, 3 };
		final double[][] means = new double[4][100];
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < 100; j++)
				means[pairs[k]][j] += y[k][j] / 2;

		final MapBlock grouped = fit(PermutedOls.withDefaults(), Studies.independent(STUDIES).withGroups(pairs), y);
		final MapBlock averaged = fit(PermutedOls.withDefaults(), Studies.independent(4), means);

		for (final MapKind kind : PermutedOls.withDefaults().maps())
			for (int j = 0; j < 100; j++)
				assertEquals(averaged.get(kind)[j], grouped.get(kind)[j], 1e-12 * (1 + Math.abs(averaged.get(kind)[j])));
	}

	@Test
	void sameEffectsEverywhereAreDegenerate() {
		for (final double value : new double[] { 0.1, 1 / 3.0, 1e-30, 1e200, 0 })
			for (final boolean bySize : new boolean[] { false, true })
				for (final boolean grouped : new boolean[] { false, true }) {
					final Case tested = new Case(bySize, true, grouped);
					final double[][] y = new double[STUDIES][1];
					Arrays.fill(y, new double[] { value });

					final FittedMaps maps = BlockwiseFitter.of(tested.estimator()).fit(new StudyData(tested.studies(),
						Signals
						.of(y), null), EnumSet.allOf(MapKind.class), Progress.NONE);

					assertEquals(Reason.DEGENERATE.code(), maps.get(MapKind.REASON)[0], value + " " + tested);
					assertTrue(Double.isNaN(maps.get(MapKind.T)[0]));
				}
	}

	@Test
	void farTailKeepsItsLogP() {
		// t = 1e6 with 2 degrees of freedom (wanted values by mpmath)
		final double[][] y = { { 1e6 - Math.sqrt(3) }, { 1e6 }, { 1e6 + Math.sqrt(3) } };

		final MapBlock maps = fit(PermutedOls.withDefaults(), Studies.independent(3), y);

		assertClose(1e6, maps.get(MapKind.T)[0], 1e-9, "t");
		assertClose(12, maps.get(MapKind.LOGP)[0], 1e-9, "logp");
		assertEquals(NormalTail.zOfLogTwoSided(-12 * Math.log(10)), maps.get(MapKind.Z)[0], 1e-8);
	}

	@Test
	void oneLargeStudyLeavesLittleMoreThanOneDegreeOfFreedom() {
		final Studies studies = Studies.independent(3).withSampleSizes(new double[] { 1e6, 1, 1 });

		final double dof = fit(PermutedOls.withDefaults().withWeightBySize(true), studies, new double[][] { { 1 },
			{ 2 },
			{ 4 } }).get(MapKind.DOF)[0];

		assertEquals(1, dof, 1e-5);
		assertTrue(dof >= 1);
	}

	@Test
	void optionsAndNeeds() {
		assertEquals(Map.of("weightbysize", "false", "twosided", "true"), PermutedOls.withDefaults().options());
		assertEquals(Map.of("weightbysize", "true", "twosided", "false"), PermutedOls.withDefaults()
			.withTwoSided(false)
			.withWeightBySize(true).options());
		assertEquals(EnumSet.of(Need.EFFECT), PermutedOls.withDefaults().needs());
		assertEquals(EnumSet.of(Need.EFFECT, Need.SAMPLE_SIZE), PermutedOls.withDefaults().withWeightBySize(true)
			.needs());
	}

	@Test
	void whatItCannotUseIsRefused() {
		final PermutedOls estimator = PermutedOls.withDefaults();

		assertEquals("Moderators: got age, wanted none: Permuted OLS has no place for them", assertThrows(
			IllegalArgumentException.class, () -> estimator.check(Studies.of(Design.of(List.of("age"), new double[][] {
				{ 1 }, { 2 } })))).getMessage());
		assertEquals("Groups: got 1, wanted 2 or more", assertThrows(IllegalArgumentException.class,
			() -> estimator.check(Studies.independent(2).withGroups(new int[2]))).getMessage());
		assertEquals("Sample sizes: got none, wanted one for each study",
			assertThrows(IllegalArgumentException.class,
			() -> estimator.withWeightBySize(true).check(Studies.independent(2))).getMessage());
	}

	/** The test of one voxel, with the matrices of the robust covariance written out. */
	private static final class Plain {

		private final int groups;
		private final double t;
		private final double dof;
		private final double z;
		private final double logp;

		Plain(final double[] y, final int[] labels, final double[] sizes, final boolean twoSided) {
			final int[] valid = IntStream.range(0, y.length).filter(k -> !Double.isNaN(y[k])).toArray();
			final int[] g = Arrays.stream(valid).map(k -> labels == null ? k : labels[k]).distinct().toArray();
			groups = g.length;
			final double[] x = new double[groups];
			final double[] q = new double[groups];
			for (int i = 0; i < groups; i++) {
				final int label = g[i];
				final int[] members = Arrays.stream(valid).filter(k -> (labels == null ? k : labels[k]) == label)
					.toArray();
				x[i] = Arrays.stream(members).mapToDouble(k -> y[k]).average().orElseThrow();
				q[i] = sizes == null ? 1 : Arrays.stream(members).mapToDouble(k -> sizes[k]).average().orElseThrow();
			}
			final double total = Arrays.stream(q).sum();
			final double mean = IntStream.range(0, groups).mapToDouble(i -> q[i] * x[i]).sum() / total;
			// CR2: sum of (q_i / W)² e_i² / (1 - h_i), h_i = q_i / W
			double variance = 0;
			for (int i = 0; i < groups; i++)
				variance += Math.pow(q[i] / total * (x[i] - mean), 2) / (1 - q[i] / total);
			t = mean / Math.sqrt(variance);
			dof = sizes == null ? groups - 1 : satterthwaite(q, total);
			final double two = groups < 2 ? NAN : StudentTail.logTwoSided(t, dof);
			z = Math.signum(t) * NormalTail.zOfLogTwoSided(two);
			logp = twoSided ? two : t < 0 ? Math.log1p(-0.5 * Math.exp(two)) : two - Math.log(2);
		}

		/** (sum of eigenvalues)² / sum of their squares: (tr G)² / tr GG with G the covariance of the terms. */
		private double satterthwaite(final double[] q, final double total) {
			final double[][] residual = new double[groups][groups];
			for (int i = 0; i < groups; i++)
				for (int k = 0; k < groups; k++)
					residual[i][k] = (i == k ? 1 : 0) - q[k] / total;
			double trace = 0;
			double squares = 0;
			for (int i = 0; i < groups; i++)
				for (int k = 0; k < groups; k++) {
					double covariance = 0;
					for (int m = 0; m < groups; m++)
						covariance += residual[i][m] * residual[k][m] / q[m];
					covariance *= factor(q[i] / total) * factor(q[k] / total);
					if (i == k) trace += covariance;
					squares += covariance * covariance;
				}
			return trace * trace / squares;
		}

		private static double factor(final double leverage) {
			return leverage / Math.sqrt(1 - leverage);
		}
	}

	private static MapBlock fit(final PermutedOls estimator, final Studies studies, final double[][] y) {
		final MapBlock maps = new MapBlock(estimator.maps(), 1, y[0].length, new StudentTails());
		estimator.fit(VoxelBlock.of(new StudyData(studies, Signals.of(y), null)), maps);
		return maps;
	}

	private static double[][] random(final int voxels, final double holes) {
		final Random random = new Random(voxels);
		final double[][] y = new double[STUDIES][voxels];
		for (final double[] row : y)
			Arrays.setAll(row, j -> random.nextDouble() < holes ? NAN : 0.5 + random.nextGaussian());
		return y;
	}

	private static double[] column(final double[][] rows, final int j) {
		return Arrays.stream(rows).mapToDouble(row -> row[j]).toArray();
	}
}
