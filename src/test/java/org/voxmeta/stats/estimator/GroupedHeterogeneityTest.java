package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.PlainGls;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.inference.QProfile;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.task.Progress;

/** How sure tau2 is where studies of a group share it, as the weight scheme "rescale" has it. */
class GroupedHeterogeneityTest {

	private static final int[] GROUPS = { 0, 1, 0, 2, 3, 3, 3, 4, 5, 6, 6, 7 };
	private static final double RHO = 0.6;
	private static final double TAU2 = 0.4;
	private static final int VOXELS = 60;
	private static final Set<MapKind> MAPS = maps();

	private static Set<MapKind> maps() {
		final Set<MapKind> maps = EnumSet.copyOf(QProfile.MAPS);
		maps.addAll(EnumSet.of(MapKind.TAU2, MapKind.TAU2_SE, MapKind.I2_TAU2, MapKind.H2_TAU2));
		return maps;
	}

	/** Estimators that find tau2 from studies that share it. */
	static Stream<EffectEstimator<?>> estimators() {
		return Stream.of(DerSimonianLaird.withDefaults(), WeightedLeastSquares.withDefaults().withTau2(0.2));
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void boundsOfTau2AreThoseOfTheGroupsMeans(final EffectEstimator<?> estimator) {
		for (final boolean moderator : new boolean[] { false, true }) {
			final StudyData data = data(x(moderator, false), true, 3);

			final FittedMaps maps = fit(estimator, data);

			int bounds = 0;
			for (int j = 0; j < VOXELS; j++) {
				final PlainGls means = means(data, j);
				final int dof = means.studies() - means.predictors();
				if (Double.isNaN(maps.get(MapKind.TAU2)[j]) || dof < 1) continue;
				bounds++;
				final ChiSquaredDistribution chiSquare = new ChiSquaredDistribution(dof);
				assertBound(means, chiSquare.inverseCumulativeProbability(0.975),
					maps.get(MapKind.TAU2_LOWER)[j]);
				assertBound(means, chiSquare.inverseCumulativeProbability(0.025),
					maps.get(MapKind.TAU2_UPPER)[j]);
			}
			assertTrue(bounds > VOXELS / 2, "bounds: " + bounds);
		}
	}

	private static void assertBound(final PlainGls means, final double quantile, final double got) {
		final double wanted = means.q(0) <= quantile ? 0 : PlainGls.root(tau2 -> means.q(tau2) - quantile, 0,
			1e6);
		assertEquals(wanted, got, 1e-9 * wanted + 1e-12);
	}

	@Test
	void boundsAreTheSameWhateverTheEstimator() {
		final StudyData data = data(x(true, false), true, 4);
		final FittedMaps wanted = fit(PauleMandel.withDefaults(), data);

		final FittedMaps maps = fit(DerSimonianLaird.withDefaults(), data);

		for (final MapKind bound : EnumSet.of(MapKind.TAU2_LOWER, MapKind.TAU2_UPPER))
			for (int j = 0; j < VOXELS; j++)
				assertEquals(wanted.get(bound)[j], maps.get(bound)[j], 1e-10, bound.key());
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void boundsOfI2AndH2HaveTheTypicalVarianceOfTheirValues(final EffectEstimator<?> estimator) {
		final FittedMaps maps = fit(estimator, data(x(false, false), false, 5));

		for (int j = 0; j < VOXELS; j++) {
			if (!(maps.get(MapKind.TAU2)[j] > 0)) continue;
			final double typical = maps.get(MapKind.TAU2)[j] / (maps.get(MapKind.H2_TAU2)[j] - 1);
			final double upper = maps.get(MapKind.TAU2_UPPER)[j];
			assertClose(upper / typical + 1, maps.get(MapKind.H2_UPPER)[j], 1e-9, "H2");
			assertClose(100 * upper / (upper + typical), maps.get(MapKind.I2_UPPER)[j], 1e-9, "I2");
		}
	}

	@Test
	void intervalHoldsTheTruthAsOftenAsItSays() {
		final int voxels = 3000;
		final StudyData data = data(x(false, false), false, 6, voxels);

		final FittedMaps maps = fit(DerSimonianLaird.withDefaults(), data);

		int below = 0;
		int above = 0;
		for (int j = 0; j < voxels; j++) {
			if (TAU2 > maps.get(MapKind.TAU2_UPPER)[j]) above++;
			if (TAU2 < maps.get(MapKind.TAU2_LOWER)[j]) below++;
		}
		// 2.5 % on either side; four standard errors of that share are 1.1 %
		assertEquals(0.025, (double) below / voxels, 0.011);
		assertEquals(0.025, (double) above / voxels, 0.011);
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void standardErrorOfTau2IsThatOfTheQuadraticForm(final boolean moderator, final boolean holes) {
		final double[][] x = x(moderator, false);
		final StudyData data = data(x, holes, 7);

		final FittedMaps maps = fit(DerSimonianLaird.withDefaults(), data);

		for (int j = 0; j < VOXELS; j++) {
			if (Double.isNaN(maps.get(MapKind.TAU2)[j])) continue;
			assertClose(plainError(data, x, j, maps.get(MapKind.TAU2)[j]), maps.get(MapKind.TAU2_SE)[j],
				1e-10, "error of " + j);
		}
	}

	/**
	 * sqrt(2 tr PSPS) / c with all matrices written out; c is how fast the expectation of y'Py grows with
	 * tau2.
	 */
	private static double plainError(final StudyData data, final double[][] x, final int j, final double tau2)
	{
		final int[] present = present(data, j);
		final int k = present.length;
		final double[] share = new double[k];
		final double[][] s = new double[k][k];
		final double[][] together = new double[k][k];
		for (int i = 0; i < k; i++) {
			final int group = GROUPS[present[i]];
			final int[] members = Arrays.stream(present).filter(other -> GROUPS[other] == group).toArray();
			final double mean = Arrays.stream(members).mapToDouble(other -> value(data.variances(), other, j))
				.average().orElseThrow();
			share[i] = members.length * mean;
			for (int l = 0; l < k; l++)
				if (GROUPS[present[l]] == group) {
					together[i][l] = 1;
					s[i][l] = (i == l ? 1 : RHO) * mean + tau2;
				}
		}
		// P for weights 1 / share
		final double[][] p = new PlainGls(new double[k], share, Arrays.stream(present).mapToObj(i -> x[i])
			.toArray(double[][]::new)).projection(0);
		final double[][] ps = product(p, s);
		return Math.sqrt(2 * trace(product(ps, ps))) / trace(product(p, together));
	}

	@Test
	void withoutRepeatedGroupsTheErrorIsDerSimonianAndLairds() {
		final StudyData data = data(x(true, false), false, 8);
		final double[][] y = new double[GROUPS.length][VOXELS];
		for (int k = 0; k < GROUPS.length; k++) {
			data.values().row(k).read(0, VOXELS, y[k]);
			final int group = GROUPS[k];
			// all but the first of each group are missing in the first half
			if (IntStream.range(0, k).anyMatch(i -> GROUPS[i] == group)) Arrays.fill(y[k], 0, VOXELS / 2,
				Double.NaN);
		}
		final StudyData holed = new StudyData(data.studies(), Signals.of(y), data.variances());

		final FittedMaps grouped = fit(DerSimonianLaird.withDefaults(), holed);
		final FittedMaps independent = fit(DerSimonianLaird.withDefaults(),
			new StudyData(Studies.of(data.studies().design()), holed.values(), holed.variances()));

		for (int j = 0; j < VOXELS / 2; j++)
			assertClose(independent.get(MapKind.TAU2_SE)[j], grouped.get(MapKind.TAU2_SE)[j], 1e-12,
				"error of " + j);
	}

	@ParameterizedTest
	@MethodSource("estimators")
	void moderatorsThatDifferWithinGroupsLeaveNoBounds(final EffectEstimator<?> estimator) {
		final FittedMaps maps = fit(estimator, data(x(true, true), false, 9));

		assertFalse(Double.isNaN(maps.get(MapKind.TAU2)[0]));
		for (final MapKind kind : maps.kinds())
			if (QProfile.MAPS.contains(kind) || kind == MapKind.TAU2_SE) assertTrue(
				Arrays.stream(maps.get(kind)).allMatch(Double::isNaN), kind.key());
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final StudyData data) {
		final Set<MapKind> kinds = EnumSet.copyOf(MAPS);
		kinds.retainAll(estimator.maps());
		return BlockwiseFitter.of(estimator.with(new Dependence(Robust.CLUBSANDWICH, Scheme.RESCALE, RHO)))
			.withAggressiveMask(false).withMinimumStudies(3).fit(data, kinds, Progress.NONE);
	}

	private static double[][] x(final boolean moderator, final boolean withinGroups) {
		final Random random = new Random(2);
		final double[] ofGroup = random.doubles(10, -1, 1).toArray();
		return IntStream.range(0, GROUPS.length).mapToObj(k -> moderator ? new double[] { 1, withinGroups
			? random.nextGaussian() : ofGroup[GROUPS[k]] } : new double[] { 1 }).toArray(double[][]::new);
	}

	private static StudyData data(final double[][] x, final boolean holes, final long seed) {
		return data(x, holes, seed, VOXELS);
	}

	/**
	 * Effects that follow the model: equal variances in a group, correlated, and a deviation of each group.
	 */
	private static StudyData data(final double[][] x, final boolean holes, final long seed, final int voxels)
	{
		final Random random = new Random(seed);
		final double[][] y = new double[GROUPS.length][voxels];
		final double[][] v = new double[GROUPS.length][voxels];
		for (int j = 0; j < voxels; j++) {
			final double[] common = new double[10];
			final double[] deviation = new double[10];
			final double[] variance = new double[10];
			for (int g = 0; g < 10; g++) {
				common[g] = random.nextGaussian();
				deviation[g] = Math.sqrt(TAU2) * random.nextGaussian();
				variance[g] = 0.1 + 0.5 * random.nextDouble();
			}
			for (int k = 0; k < GROUPS.length; k++) {
				final int g = GROUPS[k];
				v[k][j] = holes ? variance[g] * (0.5 + random.nextDouble()) : variance[g];
				y[k][j] = deviation[g] + Math.sqrt(variance[g]) * (Math.sqrt(RHO) * common[g]
					+ Math.sqrt(1 - RHO) * random.nextGaussian());
				if (holes && random.nextInt(6) == 0) y[k][j] = Double.NaN;
			}
		}
		final List<String> columns = List.of("intercept", "x").subList(0, x[0].length);
		return new StudyData(Studies.of(Design.of(columns, x)).withGroups(GROUPS), Signals.of(y),
			Signals.of(v));
	}

	/** A voxel's groups, averaged. */
	private static PlainGls means(final StudyData data, final int j) {
		final int[] present = present(data, j);
		final int[] labels = Arrays.stream(present).map(k -> GROUPS[k]).distinct().toArray();
		final double[] y = new double[labels.length];
		final double[] v = new double[labels.length];
		final double[][] x = new double[labels.length][];
		for (int g = 0; g < labels.length; g++) {
			final int label = labels[g];
			final int[] members = Arrays.stream(present).filter(k -> GROUPS[k] == label).toArray();
			for (final int i : members) {
				y[g] += value(data.values(), i, j) / members.length;
				for (final int l : members)
					v[g] += (i == l ? 1 : RHO) * Math.sqrt(value(data.variances(), i,
						j) * value(data.variances(), l, j)) / members.length / members.length;
			}
			x[g] = data.studies().design().row(members[0]);
		}
		return new PlainGls(y, v, x);
	}

	private static int[] present(final StudyData data, final int j) {
		return IntStream.range(0, GROUPS.length).filter(k -> !Double.isNaN(value(data.values(), k, j)))
			.toArray();
	}

	private static double value(final Signals signals, final int k, final int j) {
		final double[] value = new double[1];
		signals.row(k).read(j, 1, value);
		return value[0];
	}

	private static double[][] product(final double[][] a, final double[][] b) {
		final double[][] product = new double[a.length][b[0].length];
		for (int i = 0; i < a.length; i++)
			for (int l = 0; l < b[0].length; l++)
				for (int m = 0; m < b.length; m++)
					product[i][l] += a[i][m] * b[m][l];
		return product;
	}

	private static double trace(final double[][] a) {
		return IntStream.range(0, a.length).mapToDouble(i -> a[i][i]).sum();
	}
}
