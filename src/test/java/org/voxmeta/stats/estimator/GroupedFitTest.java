package org.voxmeta.stats.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxmeta.Numbers.assertClose;
import static org.voxmeta.Numbers.assertSameBits;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxmeta.fit.BlockwiseFitter;
import org.voxmeta.fit.FittedMaps;
import org.voxmeta.stats.data.Design;
import org.voxmeta.stats.data.Signals;
import org.voxmeta.stats.data.Studies;
import org.voxmeta.stats.data.StudyData;
import org.voxmeta.stats.data.Term;
import org.voxmeta.stats.inference.Adjustment;
import org.voxmeta.stats.inference.Dependence;
import org.voxmeta.stats.inference.Dependence.Robust;
import org.voxmeta.stats.inference.Dependence.Scheme;
import org.voxmeta.stats.result.MapKind;
import org.voxmeta.stats.result.Reason;
import org.voxmeta.task.Progress;

/** What must hold for studies in groups, whatever the data. */
class GroupedFitTest {

	private static final double TOLERANCE = 1e-10;
	private static final int STUDIES = 13;
	private static final int VOXELS = 90;
	private static final int[] GROUPS = { 4, 0, 4, 1, 2, 2, 2, 7, 8, 2, 9, 10, 8 };
	private static final Set<MapKind> MAPS = EnumSet.of(MapKind.EST, MapKind.SE, MapKind.DOF, MapKind.TAU2, MapKind.Z,
		MapKind.P, MapKind.LOGP);

	/** Which moderators there are. */
	private enum Moderators {
		NONE, OF_GROUPS, WITHIN_GROUPS
	}

	/** Weight schemes, forms and correlations. */
	static Stream<Dependence> dependences() {
		return Arrays.stream(Robust.values()).flatMap(robust -> Arrays.stream(Scheme.values()).map(
			scheme -> new Dependence(robust, scheme, scheme == Scheme.INDIVIDUAL ? 0.8 : 0.6)));
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void eachVoxelIsFittedAsByItsFormulas(final Dependence dependence) {
		for (final Moderators moderators : Moderators.values())
			for (final boolean holes : new boolean[] { false, true }) {
				if (moderators == Moderators.WITHIN_GROUPS && dependence.scheme() == Scheme.COLLAPSE) continue;
				final StudyData data = data(moderators, holes);
				compare(dl(dependence), Double.NaN, data);
				if (moderators == Moderators.WITHIN_GROUPS && dependence.scheme() == Scheme.RESCALE) continue;
				compare(GivenTau2.of(0.07).with(dependence), 0.07, data);
			}
	}

	private static void compare(final EffectEstimator<?> estimator, final double given, final StudyData data) {
		final FittedMaps maps = fit(estimator, data);
		int compared = 0;
		int independent = 0;
		for (int j = 0; j < VOXELS; j++) {
			final double[][] column = column(data, j);
			final int voxel = j;
			final int[] present = IntStream.range(0, STUDIES).filter(k -> Double.isFinite(column[0][k])).toArray();
			final int[] groups = Arrays.stream(present).map(k -> GROUPS[k]).toArray();
			final int predictors = data.studies().design().predictors();
			final boolean dependent = Arrays.stream(groups).distinct().count() < groups.length;
			final boolean few = Arrays.stream(groups).distinct().count() <= (dependent ? predictors : 1);
			if (maps.get(MapKind.REASON)[j] != 0) {
				assertTrue(few || present.length < 3, () -> "reason " + maps.get(MapKind.REASON)[voxel]);
				continue;
			}
			assertFalse(few);
			final PlainGroupedFit plain = new PlainGroupedFit(pick(column[0], present), pick(column[1], present), Arrays
				.stream(present).mapToObj(k -> data.studies().design().row(k)).toArray(double[][]::new), groups, estimator
					.inference().dependence(), given, false);
			assertTau2(plain.tau2, maps.get(MapKind.TAU2)[j]);
			for (int c = 0; c < predictors; c++) {
				if (Double.isNaN(maps.get(MapKind.SE, c)[j])) {
					assertTrue(someGroupIsNeeded(data.studies().design(), present), "no error of voxel " + j);
					continue;
				}
				final String where = " " + c + " of voxel " + j + " with groups " + Arrays.toString(groups);
				assertClose(plain.est[c], maps.get(MapKind.EST, c)[j], TOLERANCE, "est" + where);
				assertClose(plain.se[c], maps.get(MapKind.SE, c)[j], TOLERANCE, "se" + where);
				assertClose(plain.dof[c], maps.get(MapKind.DOF, c)[j], TOLERANCE, "dof" + where);
				compared++;
				if (!dependent) independent++;
			}
		}
		assertTrue(compared > VOXELS / 2, compared + " compared");
		if (maps.count(Reason.TOO_FEW_STUDIES) > 0) assertTrue(independent > 0, "voxels without dependent studies");
	}

	/** Whether without the studies of some group the others could not tell the coefficients apart. */
	private static boolean someGroupIsNeeded(final Design design, final int[] present) {
		return Arrays.stream(present).anyMatch(gone -> !design.hasFullRank(k -> GROUPS[k] != GROUPS[gone] && Arrays
			.binarySearch(present, k) >= 0));
	}

	/** Near 0 the difference of moments has lost digits. */
	private static void assertTau2(final double wanted, final double got) {
		if (Math.max(wanted, got) > 1e-4) assertClose(wanted, got, TOLERANCE, "tau2");
		else assertEquals(wanted, got, 1e-13);
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void studyOrderIsIrrelevant(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final int[] order = { 7, 3, 12, 0, 1, 11, 4, 2, 9, 10, 5, 8, 6 };
		final Studies studies = Studies.of(data.studies().design().at(order)).withGroups(pick(GROUPS, order));
		final StudyData reordered = new StudyData(studies, rows(data.values(), order), rows(data.variances(), order));

		assertAlike(fit(dl(dependence), data), fit(dl(dependence), reordered), 1, 1e-8);
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void groupLabelsAreOnlyNames(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final int[] renamed = Arrays.stream(GROUPS).map(group -> 1000 - 7 * group).toArray();

		assertSame(fit(dl(dependence), data), fit(dl(dependence), new StudyData(data.studies().withGroups(renamed),
			data.values(), data.variances())));
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void missingStudyIsAsIfItWereNotThere(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, false);
		final double[][] y = values(data.values());
		Arrays.fill(y[4], Double.NaN);
		Arrays.fill(y[10], Double.NaN);
		Arrays.fill(y[12], Double.NaN);
		final int[] others = { 0, 1, 2, 3, 5, 6, 7, 8, 9, 11 };
		final Studies studies = Studies.of(data.studies().design().at(others)).withGroups(pick(GROUPS, others));

		final FittedMaps with = fit(dl(dependence), new StudyData(data.studies(), Signals.of(y),
			data.variances()));
		final FittedMaps without = fit(dl(dependence), new StudyData(studies, rows(data.values(), others),
			rows(data.variances(), others)));

		assertAlike(with, without, 1, 1e-8);
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void whereEachGroupHasOneStudyLeftStudiesAreIndependent(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, false);
		final int[] one = { 1, 2, 3, 6, 7, 8, 10, 11 };
		final double[][] y = values(data.values());
		for (int k = 0; k < STUDIES; k++)
			if (Arrays.binarySearch(one, k) < 0) Arrays.fill(y[k], Double.NaN);
		for (final Adjustment adjustment : Adjustment.values()) {
			final DerSimonianLaird estimator = dl(dependence).with(adjustment);

			final FittedMaps grouped = fit(estimator, new StudyData(data.studies(), Signals.of(y), data.variances()));
			final FittedMaps independent = fit(estimator, new StudyData(Studies.of(data.studies().design()), Signals.of(y),
				data.variances()));

			assertAlike(grouped, independent, 1, 1e-9);
		}
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void groupsOfOneStudyEachAreNone(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final StudyData single = new StudyData(data.studies().withGroups(IntStream.range(0, STUDIES).toArray()),
			data.values(), data.variances());
		final StudyData none = new StudyData(Studies.of(data.studies().design()), data.values(), data.variances());

		assertSame(fit(DerSimonianLaird.withDefaults(), none), fit(dl(dependence), single));
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void unitsOnlyScaleTheEstimates(final Dependence dependence) {
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final double c = 1e4;
		final StudyData scaled = new StudyData(data.studies(), times(c, data.values()), times(c * c,
			data.variances()));

		assertAlike(fit(dl(dependence), data), fit(dl(dependence), scaled), c, 1e-8);
	}

	@ParameterizedTest
	@MethodSource("dependences")
	void blocksAndThreadsDoNotMatter(final Dependence dependence) {
		for (final Moderators moderators : new Moderators[] { Moderators.NONE, Moderators.OF_GROUPS }) {
			final StudyData data = data(moderators, true);
			final BlockwiseFitter fitter = BlockwiseFitter.of(dl(dependence))
				.withAggressiveMask(false);

			final FittedMaps one = fitter.withThreads(1).withBlockSize(VOXELS).fit(data, MAPS, Progress.NONE);
			for (final int size : new int[] { 1, 7, 32 })
				assertSame(one, fitter.withThreads(2).withBlockSize(size).fit(data, MAPS, Progress.NONE));
		}
	}

	@Test
	void rescaledStudiesWeighAsTheirGroupsMeanWhereItsVarianceIsTheirs() {
		// with rho = 1 and equal variances a group's mean has the variance of one study: then both schemes are one
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final double[][] v = values(data.variances());
		for (int k = 0; k < STUDIES; k++)
			for (int j = 0; j < VOXELS; j++)
				v[k][j] = 0.1 + 0.01 * GROUPS[k];
		final StudyData equal = new StudyData(data.studies(), data.values(), Signals.of(v));
		final GivenTau2 estimator = GivenTau2.of(0.1);

		assertAlike(fit(estimator.with(new Dependence(Robust.PYMARE, Scheme.RESCALE, 1)), equal), fit(estimator.with(
			new Dependence(Robust.PYMARE, Scheme.COLLAPSE, 1)), equal), 1, 1e-9);
	}

	@ParameterizedTest
	@EnumSource(Scheme.class)
	void variancesKnownUpToAFactorAreScaledBack(final Scheme scheme) {
		final StudyData data = data(Moderators.OF_GROUPS, true);
		final Dependence dependence = new Dependence(Robust.CLUBSANDWICH, scheme, 0.8);
		final StudyData unit = new StudyData(data.studies(), data.values(), times(1 / 2.5, data.variances()));

		final GivenTau2 estimator = GivenTau2.of(0.1).with(dependence);
		assertAlike(fit(estimator, data), fit(estimator.withFactor(2.5), unit), 1, 1e-10);
	}

	@Test
	void bothFormsAreTheSameWhereAGroupsStudiesWeighTheSame() {
		final StudyData data = data(Moderators.WITHIN_GROUPS, true);
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults();

		assertAlike(fit(estimator.with(new Dependence(Robust.PYMARE, Scheme.RESCALE, 0.8)), data), fit(estimator.with(
			new Dependence(Robust.CLUBSANDWICH, Scheme.RESCALE, 0.8)), data), 1, 1e-9);
	}

	@Test
	void adjustmentOfIndependentStudiesIsIgnored() {
		final StudyData data = data(Moderators.NONE, false);

		assertSame(fit(DerSimonianLaird.withDefaults(), data), fit(DerSimonianLaird.withDefaults().with(
			Adjustment.KNAPP_HARTUNG), data));
	}

	@Test
	void contrastsAndPredictionsAreTestedToo() {
		final StudyData data = data(Moderators.OF_GROUPS, false);
		final Design design = data.studies().design().with(new Term("same as x", new double[] { 0, 1 }, false)).with(
			new Term("at 0", new double[] { 1, 0 }, true));
		final StudyData more = new StudyData(Studies.of(design).withGroups(GROUPS), data.values(), data.variances());
		for (final Scheme scheme : Scheme.values()) {
			final FittedMaps maps = fit(DerSimonianLaird.withDefaults().with(new Dependence(Robust.CLUBSANDWICH, scheme,
				0.8)), more);
			for (final MapKind kind : EnumSet.of(MapKind.EST, MapKind.SE, MapKind.DOF, MapKind.Z)) {
				assertSameBits(maps.get(kind, 1), maps.get(kind, 2), kind.key());
				assertSameBits(maps.get(kind, 0), maps.get(kind, 3), kind.key());
			}
		}
	}

	@Test
	void coefficientThatOneGroupAloneDeterminesHasNoError() {
		// only group 2 has x = 1: its mean is fitted exactly, so nothing tells how it would scatter
		final double[][] x = new double[STUDIES][];
		for (int k = 0; k < STUDIES; k++)
			x[k] = new double[] { 1, GROUPS[k] == 2 ? 1 : 0 };
		final StudyData data = data(Moderators.NONE, false);
		final Studies studies = Studies.of(Design.of(List.of("intercept", "x"), x)).withGroups(GROUPS);
		for (final Dependence dependence : dependences().toList()) {
			final FittedMaps maps = fit(dl(dependence), new StudyData(studies, data
				.values(), data.variances()));

			for (int j = 0; j < VOXELS; j++) {
				assertTrue(maps.get(MapKind.SE, 0)[j] > 0, "the others' mean is known");
				assertTrue(maps.get(MapKind.DOF, 0)[j] >= 1);
				assertFalse(Double.isNaN(maps.get(MapKind.EST, 1)[j]));
				for (final MapKind kind : EnumSet.of(MapKind.SE, MapKind.DOF, MapKind.Z, MapKind.P))
					assertTrue(Double.isNaN(maps.get(kind, 1)[j]), kind.key() + " with " + dependence);
			}
		}
	}

	@Test
	void voxelsWithNoMoreGroupsThanCoefficientsSayWhy() {
		final StudyData data = data(Moderators.OF_GROUPS, false);
		final double[][] y = values(data.values());
		// voxel 0: four studies of two groups; voxel 1: three groups; voxel 2: one group
		for (int k = 0; k < STUDIES; k++) {
			if (GROUPS[k] != 2 && GROUPS[k] != 4) y[k][0] = Double.NaN;
			if (GROUPS[k] != 2 && GROUPS[k] != 4 && GROUPS[k] != 8) y[k][1] = Double.NaN;
			if (GROUPS[k] != 2) y[k][2] = Double.NaN;
		}
		for (final Dependence dependence : dependences().toList()) {
			final FittedMaps maps = fit(dl(dependence), new StudyData(data.studies(),
				Signals.of(y), data.variances()));

			assertEquals(Reason.TOO_FEW_GROUPS.code(), maps.get(MapKind.REASON)[0]);
			assertTrue(Double.isNaN(maps.get(MapKind.EST)[0]));
			assertEquals(Reason.NONE.code(), maps.get(MapKind.REASON)[1]);
			assertEquals(Reason.RANK_DEFICIENT.code(), maps.get(MapKind.REASON)[2]);
		}
	}

	@Test
	void designsWithNoMoreGroupsThanCoefficientsAreRefused() {
		final Studies studies = Studies.of(Design.of(List.of("intercept", "x"), new double[][] { { 1, 0 }, { 1, 1 }, { 1,
			1 } })).withGroups(new int[] { 5, 6, 6 });

		final String message = assertThrows(IllegalArgumentException.class, () -> DerSimonianLaird.withDefaults().check(
			studies)).getMessage();

		assertEquals("Groups: got 2 for 2 coefficients, wanted more groups than coefficients", message);
	}

	@Test
	void moderatorsThatDifferWithinAGroupAreRefusedWhereGroupsAreAveraged() {
		final Studies studies = data(Moderators.WITHIN_GROUPS, false).studies();

		for (final Scheme scheme : Scheme.values()) {
			final Dependence dependence = new Dependence(Robust.CLUBSANDWICH, scheme, 0.8);
			if (scheme == Scheme.COLLAPSE) assertDiffering(dl(dependence), studies);
			else dl(dependence).check(studies);
			if (scheme == Scheme.INDIVIDUAL) GivenTau2.of(0).with(dependence).check(studies);
			else assertDiffering(GivenTau2.of(0).with(dependence), studies);
		}
	}

	private static void assertDiffering(final EffectEstimator<?> estimator, final Studies studies) {
		final String message = assertThrows(IllegalArgumentException.class, () -> estimator.check(studies)).getMessage();
		assertTrue(message.startsWith("Moderators: 'x' differs among studies of one group (1 and others)"), message);
		assertTrue(message.contains("'" + estimator.inference().dependence().scheme().label() + "'"), message);
	}

	@Test
	void optionsTellOfGroupsWhereThereAreAny() {
		final DerSimonianLaird estimator = DerSimonianLaird.withDefaults().with(new Dependence(Robust.PYMARE,
			Scheme.COLLAPSE, 0.5));

		assertEquals("{adjustment=Wald, level=0.95, prediction=metafor}", estimator.options(Studies.independent(3))
			.toString());
		assertEquals("{adjustment=Wald, robust=pymare, weightscheme=collapse, rho=0.5, level=0.95, prediction=metafor}",
			estimator.options(Studies.independent(3).withGroups(new int[] { 1, 1, 2 })).toString());
		assertEquals(estimator.options(), estimator.options(Studies.independent(3).withGroups(new int[] { 1, 1, 2 })));
	}

	private static DerSimonianLaird dl(final Dependence dependence) {
		return DerSimonianLaird.withDefaults().with(dependence);
	}

	private static FittedMaps fit(final EffectEstimator<?> estimator, final StudyData data) {
		final EnumSet<MapKind> kinds = EnumSet.copyOf(MAPS);
		kinds.add(MapKind.REASON);
		return BlockwiseFitter.of(estimator).withAggressiveMask(false).withMinimumStudies(3).fit(data, kinds,
			Progress.NONE);
	}

	/** Whether b's maps are a's in units of 1/c. */
	private static void assertAlike(final FittedMaps a, final FittedMaps b, final double c,
		final double tolerance)
	{
		for (final MapKind kind : MAPS)
			for (int t = 0; t < (kind.isPerTerm() ? a.terms().size() : 1); t++)
				for (int j = 0; j < a.voxels(); j++) {
					final double factor = kind == MapKind.TAU2 ? c * c : kind == MapKind.EST || kind == MapKind.SE ? c : 1;
					final double wanted = factor * a.get(kind, t)[j];
					// tau2 is what is left of a difference, and truncated
					if (kind == MapKind.TAU2 && Math.abs(wanted - b.get(kind, t)[j]) < 1e-13 * c * c) continue;
					assertClose(wanted, b.get(kind, t)[j], tolerance, kind.key() + " " + t + " of voxel " + j);
				}
		assertTrue(a.count(Reason.NONE) > VOXELS / 2);
	}

	private static void assertSame(final FittedMaps a, final FittedMaps b) {
		for (final MapKind kind : MAPS)
			for (int t = 0; t < (kind.isPerTerm() ? a.terms().size() : 1); t++)
				assertSameBits(a.get(kind, t), b.get(kind, t), kind.key() + " " + t);
	}

	private static StudyData data(final Moderators moderators, final boolean holes) {
		final Random random = new Random(5);
		final double[][] y = new double[STUDIES][VOXELS];
		final double[][] v = new double[STUDIES][VOXELS];
		final double[] ofGroup = random.doubles(20, -1, 1).toArray();
		final double[][] x = new double[STUDIES][];
		for (int k = 0; k < STUDIES; k++) {
			x[k] = moderators == Moderators.NONE ? new double[] { 1 } : new double[] { 1, moderators == Moderators.OF_GROUPS
				? ofGroup[GROUPS[k]] : random.nextGaussian() };
			for (int j = 0; j < VOXELS; j++) {
				v[k][j] = 0.05 + 0.3 * random.nextDouble();
				y[k][j] = 0.3 + 0.4 * random.nextGaussian() + Math.sqrt(v[k][j]) * random.nextGaussian();
				// from voxels with all studies to some with two or three
				if (holes && random.nextInt(VOXELS + 15) < j) y[k][j] = Double.NaN;
			}
		}
		final List<String> columns = moderators == Moderators.NONE ? List.of("intercept") : List.of("intercept", "x");
		return new StudyData(Studies.of(Design.of(columns, x)).withGroups(GROUPS), Signals.of(y), Signals.of(v));
	}

	private static double[][] column(final StudyData data, final int voxel) {
		final double[][] y = values(data.values());
		final double[][] v = values(data.variances());
		return new double[][] { Arrays.stream(y).mapToDouble(row -> row[voxel]).toArray(), Arrays.stream(v).mapToDouble(
			row -> row[voxel]).toArray() };
	}

	private static double[][] values(final Signals signals) {
		final double[][] values = new double[signals.studies()][signals.voxels()];
		for (int k = 0; k < values.length; k++)
			signals.row(k).read(0, signals.voxels(), values[k]);
		return values;
	}

	private static Signals times(final double c, final Signals signals) {
		return Signals.of(Arrays.stream(values(signals)).map(row -> Arrays.stream(row).map(value -> c * value).toArray())
			.toArray(double[][]::new));
	}

	private static Signals rows(final Signals signals, final int[] indices) {
		return Signals.of(Arrays.stream(indices).mapToObj(signals::row).toList());
	}

	private static int[] pick(final int[] values, final int[] indices) {
		return Arrays.stream(indices).map(i -> values[i]).toArray();
	}

	private static double[] pick(final double[] values, final int[] indices) {
		return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
	}
}
